import { describe, expect, test } from 'vitest';
import {
  compareDepartments,
  departmentNames,
  pastedNames,
} from '../../../shared/batch/departments.ts';
import { type BatchRow, commonYear, type FormSummary } from '../../../shared/batch/rows.ts';
import { sharedTexts } from '../../../shared/batch/shared-texts.ts';
import { csvOf, summarySheets } from '../../../shared/batch/sheets.ts';
import { summaryOf } from '../../../shared/batch/summary.ts';
import { runChecks } from '../../../shared/checks/run.ts';
import type { Draft } from '../../../shared/draft/draft.ts';
import { applyEdit } from '../../../shared/draft/edit.ts';
import { departmentPerformance as form } from '../../../shared/form/department-performance.ts';
import { exampleDraft } from '../../fixtures/example-draft.ts';
import { wellFilledDraft } from '../../fixtures/well-filled-draft.ts';

function sumUp(draft: Draft): FormSummary {
  return summaryOf(form, draft, runChecks(form, draft), undefined);
}

/** Rows as a batch gives them, one for each summary or problem. */
function rowsOf(...all: readonly (FormSummary | string)[]): readonly BatchRow[] {
  return all.map((one, id) => ({
    id,
    path: `/表/${id}.docx`,
    file: `${id}.docx`,
    nth: 0,
    of: 1,
    form: typeof one === 'string' ? null : one,
    problem: typeof one === 'string' ? one : null,
  }));
}

const example = sumUp(exampleDraft());

function reportOf(department: string, changes: Partial<FormSummary> = {}): FormSummary {
  return { ...example, department, texts: [], ...changes };
}

describe('the summary of a form', () => {
  test('has its department, year, findings and the totals of the year as they are written', () => {
    expect(example).toMatchObject({
      department: '鄂州市信访局',
      year: 2024,
      totals: [
        { name: '收入构成合计', text: '593.27' },
        { name: '支出构成合计', text: '593.27' },
      ],
    });
    expect(example.errors).toBeGreaterThan(0);
    expect(sumUp(wellFilledDraft())).toMatchObject({ errors: 0, warnings: 0, hints: 0 });
  });

  test('keeps long texts and whole sets of indicators, and no person', () => {
    const names = example.texts.map(({ name }) => name);
    expect(names).toContain('年度工作任务');
    expect(names).toContain('年度绩效指标（全部）');
    const draft = exampleDraft();
    expect(draft.cells.phone).toMatch(/\d/);
    expect(JSON.stringify(example)).not.toContain(draft.cells.phone);
  });
});

describe('texts that departments share', () => {
  const text = '坚持以人民为中心的发展思想，着力解决群众的急难愁盼问题。';
  const own = (department: string, ...texts: readonly string[]) =>
    reportOf(department, { texts: texts.map((one) => ({ name: '年度目标', text: one })) });

  test('are found whatever their white space, with all departments, the most widely shared first', () => {
    const other = '全面完成市委市政府交办的各项重点工作任务和改革任务。';
    const found = sharedTexts(
      rowsOf(
        own('甲局', text),
        own('乙局', `　${text}\n`, other),
        own('丙局', other),
        own('丁局', text.replace('，', '，\n')),
      ),
    );
    expect(found.map((one) => one.rows.map((row) => row.form.department))).toEqual([
      ['甲局', '乙局', '丁局'],
      ['乙局', '丙局'],
    ]);
    expect(found[0]).toMatchObject({ text, names: ['年度目标'] });
  });

  test("are found also where only the department's own name differs", () => {
    const of = (name: string) => own(name, `2024年${name}将全面完成各项重点工作和改革任务。`);
    expect(sharedTexts(rowsOf(of('甲市教育局'), of('甲市民政局')))).toHaveLength(1);
  });

  test('are found as paragraphs of texts that differ otherwise, and named only once', () => {
    const found = sharedTexts(
      rowsOf(own('甲局', `甲局自己的话\n${text}`), own('乙局', text), own('丙局', text)),
    );
    expect(found.map(({ text, rows }) => [text, rows.length])).toEqual([[text, 3]]);
    const both = `${text}\n${text}第二段`;
    expect(sharedTexts(rowsOf(own('甲局', both), own('乙局', both)))).toHaveLength(1);
  });

  test('of one department reporting twice are no copies, and short texts are none', () => {
    const short = '群众满意率稳步提高。';
    const rows = rowsOf(
      own('甲局', text),
      own(' 甲 局', text),
      own('乙局', short),
      own('丙局', short),
    );
    expect(sharedTexts(rows)).toEqual([]);
  });

  test('indicators count only as a whole set, not by their names', () => {
    const draft = exampleDraft();
    const copied = applyEdit(form, draft, {
      type: 'set',
      cells: [
        [form.department, '鄂州市教育局'],
        ...['duties', 'tasks', 'longTermGoal', 'annualGoal'].map(
          (address) =>
            [address, `${address} 自己写的一段足够长的文字，与别的部门都不一样`] as const,
        ),
      ],
    });
    const found = sharedTexts(rowsOf(sumUp(draft), sumUp(copied)));
    expect(found.map(({ names }) => names)).toEqual([
      ['年度绩效指标（全部）'],
      ['长期绩效指标（全部）'],
    ]);
    const first = draft.rows.annual?.[0]?.id ?? '';
    const changed = applyEdit(form, copied, {
      type: 'set',
      cells: [[`annual/${first}/target`, '≤1%']],
    });
    expect(sharedTexts(rowsOf(sumUp(draft), sumUp(changed))).map(({ names }) => names)).toEqual([
      ['长期绩效指标（全部）'],
    ]);
  });
});

describe('a list of departments', () => {
  test('is taken from a pasted text or table, without headings, numbers and repeats', () => {
    expect(pastedNames('部门名称\r\n市教育局\n\n 市 民政局 \n市教育局\n合计')).toEqual([
      '市教育局',
      '市 民政局',
    ]);
    expect(pastedNames('1、市教育局\n(2)市民政局\n3. 市财政局\n120急救中心')).toEqual([
      '市教育局',
      '市民政局',
      '市财政局',
      '120急救中心',
    ]);
    expect(
      departmentNames([
        ['序号', '预算单位名称', '联系人'],
        ['1', '市教育局', '张三'],
        ['2', '市民政局', '李四'],
      ]),
    ).toEqual(['市教育局', '市民政局']);
    expect(pastedNames('')).toEqual([]);
  });

  test('tells who has reported, who has not, who did twice, and who is not on it', () => {
    const rows = rowsOf(
      reportOf('市委（党校）'),
      reportOf('市　教育局'),
      reportOf('市教育局'),
      reportOf('鄂州市民政局'),
      reportOf('市财政局', { year: 2023 }),
      reportOf(''),
      '读不了',
    );
    expect(commonYear(rows)).toBe(2024);
    const names = ['市委(党校)', '市教育局', '市民政局', '市财政局'];
    const found = compareDepartments(names, rows, 2024);
    const named = (list: readonly { name: string }[]) => list.map(({ name }) => name);
    expect(found.expected).toBe(4);
    expect(named(found.reported)).toEqual(['市委(党校)', '市教育局']);
    expect(found.missing).toEqual([
      { name: '市民政局', similar: ['鄂州市民政局'], otherYears: [] },
      { name: '市财政局', similar: [], otherYears: [2023] },
    ]);
    expect(found.repeated.map((one) => one.rows.map(({ id }) => id))).toEqual([[1, 2]]);
    expect(named(found.unlisted)).toEqual(['鄂州市民政局']);
    expect(found.unnamed.map(({ id }) => id)).toEqual([5]);
  });
});

describe('the summary as sheets', () => {
  const rows = rowsOf(example, reportOf('=1+1', { yearFound: false }), '文件是空的。');

  test('has a line for every form and every file that could not be read', () => {
    const [sheet] = summarySheets(rows, null);
    expect(sheet?.rows.map((row) => row.length)).toEqual([10, 10, 10, 10]);
    expect(sheet?.rows[1]?.slice(0, 3)).toEqual(['鄂州市信访局', 2024, example.errors]);
    expect(sheet?.rows[1]?.slice(5, 7)).toEqual([593.27, 593.27]);
    expect(sheet?.rows[3]?.at(-1)).toBe('文件是空的。');
  });

  test('names those who have not reported, and counts them', () => {
    const sheets = summarySheets(rows, { names: ['鄂州市信访局', '市教育局'], year: 2024 });
    expect(sheets.map(({ name }) => name)).toEqual(['审核汇总', '应报已报']);
    expect(sheets[1]?.rows[1]?.slice(0, 2)).toEqual(['市教育局', '未报']);
    expect(sheets[1]?.rows.at(-1)?.[0]).toContain('应报 2，已报 1，未报 1');
  });

  test('as CSV holds no formula and keeps commas, quotes and line breaks inside their cell', () => {
    const csv = csvOf({ name: 'x', widths: [], rows: [['=1+1', 'a"b,c\nd', -3.5, '@x', '甲']] });
    expect(csv).toBe('\uFEFF"\'=1+1","a""b,c\nd",-3.5,"\'@x",甲\r\n');
  });
});
