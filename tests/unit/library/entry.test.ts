import { describe, expect, test } from 'vitest';
import { blankDraft, type Draft, parseDraft, rowsOf } from '../../../shared/draft/draft.ts';
import { applyEdit } from '../../../shared/draft/edit.ts';
import type { FormDefinition } from '../../../shared/form/definition.ts';
import { departmentPerformance as form } from '../../../shared/form/department-performance.ts';
import {
  type EntryCells,
  entriesOf,
  entryKey,
  formOrder,
  type LibraryEntry,
  type LibraryShape,
  libraryOf,
  MAX_ENTRY_TEXT,
} from '../../../shared/library/entry.ts';
import { fillFromEntry, insertPlan, libraryAt } from '../../../shared/library/insert.ts';
import { readSheet, sheetOf } from '../../../shared/library/sheet.ts';
import { exampleDraft } from '../../fixtures/example-draft.ts';
import { secondForm } from '../../fixtures/second-form.ts';

const library = libraryOf(form) as LibraryShape;
const second = libraryOf(secondForm) as LibraryShape;

function draftOf(rows: Readonly<Record<string, readonly EntryCells[]>>, definition = form): Draft {
  const blank = blankDraft(definition, 2024);
  const empty = Object.fromEntries(Object.keys(blank.rows).map((table) => [table, []]));
  const edits = Object.entries(rows).map(
    ([table, rows]) => ({ type: 'insertRows', table, place: 'end', rows }) as const,
  );
  return applyEdit(definition, { ...blank, nextRow: 1, rows: empty }, { type: 'all', edits });
}

/** An entry in few words: level1/level2/level3/target/basis/category. */
function words(text: string): EntryCells {
  const texts = text.split('/');
  const cells = library.columns.map(({ id }, i) => [id, texts[i] ?? ''] as const);
  return Object.fromEntries(cells.filter(([, one]) => one !== ''));
}

function asWords(draft: Draft, table: string): string[] {
  return rowsOf(draft, table).map(({ cells }) =>
    library.columns
      .map(({ id }) => cells[id] ?? '')
      .join('/')
      .replace(/\/+$/, ''),
  );
}

function asEntries(all: readonly EntryCells[]): LibraryEntry[] {
  return all.map((cells) => ({
    key: entryKey(library, cells),
    cells,
    origin: 'own',
    hidden: false,
    drafts: 2,
    inserted: 1,
  }));
}

describe('the library of a form', () => {
  test('has the columns of its tables but for past years', () => {
    expect(library.columns.map(({ id }) => id)).toEqual([
      'level1',
      'level2',
      'level3',
      'target',
      'basis',
      'category',
    ]);
    expect(second.columns.map(({ id }) => id)).toEqual(['kind', 'content', 'quantity', 'due']);
    expect(second.form).toBe('project-plan');
  });

  test("gathers every indicator of the example once, this year's target before the long-term one", () => {
    const entries = [...entriesOf(library, exampleDraft()).values()];
    expect(entries).toHaveLength(39);
    const both = entries.find((cells) => cells.level3 === '受理营商环境投诉，促进企业发展');
    expect(both?.target).toBe('100%');
    expect(entries.every((cells) => !('previousYear' in cells))).toBe(true);
  });

  test('takes an indicator for the same whatever its spaces and widths, and no row without a name', () => {
    const draft = draftOf({
      longTerm: [words('甲/一/（ａ）/≥90%/计划标准'), words('甲/一'), words('甲/一/ /5')],
      annual: [{ ...words('甲/一/(a) /100%'), previousYear: '98%' }],
    });
    expect([...entriesOf(library, draft).values()]).toEqual([words('甲/一/(a)/100%/计划标准')]);
  });

  test('leaves out what is far too long for an indicator', () => {
    const draft = draftOf({ annual: [words(`甲/一/${'长'.repeat(MAX_ENTRY_TEXT + 1)}`)] });
    expect(entriesOf(library, draft).size).toBe(0);
  });
});

describe('inserting entries', () => {
  const table = form.tables.get('annual');
  function inserted(
    rows: readonly string[],
    after: number | undefined,
    entries: readonly string[],
  ) {
    const draft = draftOf({ annual: rows.map(words) });
    if (!table) throw new Error('no table');
    const row = after === undefined ? undefined : rowsOf(draft, 'annual')[after]?.id;
    const plan = insertPlan(draft, library, table, row, entries.map(words));
    const next = applyEdit(form, draft, plan.edit);
    expect(parseDraft(next)).toEqual(next);
    return { rows: asWords(next, 'annual'), plan, next };
  }

  test('puts them below the selected row with all that the table has columns for', () => {
    const { rows, plan, next } = inserted(['甲/一/a', '甲/一/b'], 0, [
      '甲/一/x/≥5件/计划标准/绩效基本型',
      '甲/一/y',
    ]);
    expect(rows).toEqual(['甲/一/a', '甲/一/x/≥5件/计划标准/绩效基本型', '甲/一/y', '甲/一/b']);
    expect(plan).toMatchObject({ added: 2, skipped: 0 });
    expect(rowsOf(next, 'annual')[2]?.id).toBe(plan.select?.split('/')[1]);
  });

  test("never tears a group apart: another group's go to the end of theirs, or behind this one", () => {
    const table = ['甲/一/a', '甲/一/b', '甲/二/c', '乙/三/d'];
    expect(inserted(table, 0, ['甲/二/x']).rows).toEqual([
      ...table.slice(0, 2),
      '甲/二/x',
      ...table.slice(2),
    ]);
    expect(inserted(table, 0, ['丙/四/x']).rows).toEqual([
      ...table.slice(0, 3),
      '丙/四/x',
      '乙/三/d',
    ]);
    expect(inserted(table, 3, ['甲/一/x']).rows).toEqual([
      ...table.slice(0, 2),
      '甲/一/x',
      ...table.slice(2),
    ]);
    expect(inserted(table, undefined, ['甲/二/x']).rows).toEqual([
      ...table.slice(0, 3),
      '甲/二/x',
      '乙/三/d',
    ]);
  });

  test('takes the place of rows that hold nothing but the group', () => {
    expect(inserted(['甲', '乙'], 0, ['甲/一/x', '乙/三/y']).rows).toEqual(['甲/一/x', '乙/三/y']);
    expect(inserted([], undefined, ['甲/一/x']).rows).toEqual(['甲/一/x']);
  });

  test('leaves out those that the table has', () => {
    const { rows, plan } = inserted(['甲/一/a'], 0, ['甲/一/ａ/5件', '甲/一/x', '甲/一/x']);
    expect(rows).toEqual(['甲/一/a', '甲/一/x']);
    expect(plan).toMatchObject({ added: 1, skipped: 2 });
    expect(inserted(['甲/一/a'], 0, ['甲/一/a']).plan.select).toBeUndefined();
  });

  test('takes no group from the row above where the entry has none', () => {
    expect(inserted(['甲/一/a'], 0, ['//x']).rows).toEqual(['甲/一/a', '//x']);
  });

  test('goes by the columns of another form', () => {
    const draft = draftOf({ job: [{ kind: '建设', content: '修路' }] }, secondForm);
    const [job] = [...secondForm.tables.values()];
    if (!job) throw new Error('no table');
    const entry = { kind: '建设', content: '修桥', quantity: '2 座', due: '6 月' };
    const plan = insertPlan(draft, second, job, 'r1', [entry]);
    expect(rowsOf(applyEdit(secondForm, draft, plan.edit), 'job').map((row) => row.cells)).toEqual([
      { kind: '建设', content: '修路' },
      entry,
    ]);
  });
});

describe('an entry chosen while typing', () => {
  test('gives the row its name and fills empty cells only', () => {
    const draft = draftOf({ longTerm: [{ ...words('满意度//旧的/≥80%'), basis: ' ' }] });
    const entry = words('履职效能/质量指标/办结率/≥95%/计划标准/绩效基本型');
    const edit = fillFromEntry(form, draft, 'longTerm/r1/level3', entry);
    expect(asWords(applyEdit(form, draft, edit), 'longTerm')).toEqual([
      '满意度/质量指标/办结率/≥80%/计划标准/绩效基本型',
    ]);
  });

  test('is offered in cells of names only', () => {
    expect(libraryAt(form, 'annual/r1/level3')).toBe(library);
    expect(libraryAt(form, 'annual/r1/level2')).toBeUndefined();
    expect(libraryAt(form, 'duties')).toBeUndefined();
    expect(libraryAt(secondForm as FormDefinition, 'job/r1/content')).toBe(second);
  });
});

describe('the library as a sheet', () => {
  const entries = [
    '甲//a',
    '甲/一/b/=5/"计划",标准',
    '甲/一/c',
    '乙/三/d/≥95%/计划标准/绩效基本型',
  ].map(words);
  const order = formOrder(form, library);

  test('comes back as it was, groups that are empty too', () => {
    const sorted = asEntries(entries).toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
    const sheet = sheetOf(library, sorted);
    expect(sheet[0]).toEqual([
      '一级指标',
      '二级指标',
      '三级指标',
      '指标值',
      '指标值确定依据',
      '指标分类',
      '使用次数',
    ]);
    expect(readSheet(library, sheet)).toEqual({
      entries: sorted.map(({ cells }) => cells),
      leftOut: [],
    });
  });

  test('is read with a title above, columns in another order, other words, merged groups', () => {
    const lines = [
      ['某市绩效指标库'],
      ['序号', '指标名称', '一级 指标', '二级指标', '目标值', '绩效标准'],
      ['1', '办结率', '履职效能', '质量指标', '≥95%', '行业标准'],
      ['2', '完成率', '', '', '100%', ''],
      ['3', '培训人次', '', '数量指标', '', ''],
      ['', '', '', '', '', ''],
      ['4', '满意率', '满意度', '', '', ''],
    ];
    expect(
      readSheet(library, lines)?.entries.map((cells) => Object.values(cells).join('/')),
    ).toEqual([
      '履职效能/质量指标/办结率/≥95%/行业标准',
      '履职效能/质量指标/完成率/100%',
      '履职效能/数量指标/培训人次',
      '满意度/满意率',
    ]);
  });

  test('names the lines that it leaves out; without a heading it is no library', () => {
    const heading = ['一级指标', '三级指标'];
    const read = readSheet(library, [
      heading,
      ['甲', ''],
      ['甲', 'a'],
      ['甲', ' a'],
      ['甲', '长'.repeat(3000)],
    ]);
    expect(read?.entries).toEqual([{ level1: '甲', level3: 'a' }]);
    expect(read?.leftOut).toEqual([
      '第 2 行：没有三级指标，没有读入。',
      '第 4 行：「a」在文件中重复，只取后一条。',
      '第 5 行：内容太长，没有读入。',
    ]);
    expect(
      readSheet(library, [
        ['甲', '乙'],
        ['丙', '丁'],
      ]),
    ).toBeUndefined();
  });
});
