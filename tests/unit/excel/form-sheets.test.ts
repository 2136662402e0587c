import { read, utils, write } from '@e965/xlsx';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFormBytes, readSourceBytes } from '../../../electron/files/read-form.ts';
import { type Draft, rowsOf } from '../../../shared/draft/draft.ts';
import { applyEdit } from '../../../shared/draft/edit.ts';
import { textAt } from '../../../shared/draft/values.ts';
import { entrySheets } from '../../../shared/excel/entry-sheets.ts';
import { formSheets } from '../../../shared/excel/form-sheets.ts';
import { planReadBack, type ReadBackPlan } from '../../../shared/excel/read-back.ts';
import { writeXlsx } from '../../../shared/excel/write-xlsx.ts';
import type { FormDefinition } from '../../../shared/form/definition.ts';
import { departmentPerformance as form } from '../../../shared/form/department-performance.ts';
import { readTexts } from '../../../shared/word/read-form.ts';
import { arbitraryDraft } from '../../fixtures/arbitraries.ts';
import { exampleDraft } from '../../fixtures/example-draft.ts';
import { secondForm } from '../../fixtures/second-form.ts';
import { wellFilledDraft } from '../../fixtures/well-filled-draft.ts';

const ID = '7b5c9f3e-1111-4222-8333-444455556666';

type Lines = string[][];

/** A file as sections send it back: what went out, with some of its lines changed. */
function sentBack(
  draft: Draft,
  change: (sheets: Record<string, Lines>) => void,
  sheetNames?: readonly string[],
): Uint8Array {
  const out = read(writeXlsx(formSheets(form, draft, ID)));
  const sheets: Record<string, Lines> = {};
  for (const name of sheetNames ?? out.SheetNames) {
    const sheet = out.Sheets[name] ?? {};
    sheets[name] = utils.sheet_to_json<string[]>(sheet, { header: 1, raw: false, defval: '' });
  }
  change(sheets);
  const book = utils.book_new();
  for (const [name, lines] of Object.entries(sheets)) {
    const sheet = utils.aoa_to_sheet(lines);
    const merges = out.Sheets[name]?.['!merges'];
    if (merges) sheet['!merges'] = merges;
    utils.book_append_sheet(book, sheet, name);
  }
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }));
}

async function planned(
  definition: FormDefinition,
  draft: Draft,
  bytes: Uint8Array,
  id = ID,
): Promise<ReadBackPlan> {
  const [texts] = readTexts(definition, await readSourceBytes(bytes), draft.year, 0.05);
  return planReadBack(definition, draft, id, texts);
}

const NOTHING = { edit: { type: 'all', edits: [] }, changes: [], added: [], absent: [] };

function lineOf(lines: Lines | undefined, name: string): string[] {
  const line = lines?.find((one) => one[2] === name);
  if (!line) throw new Error(`no line ${name}`);
  return line;
}

describe('exported and read back, nothing has changed', () => {
  test.each([
    ['the example', form, exampleDraft()],
    ['a well-filled form', form, wellFilledDraft()],
  ])('%s', async (_, definition, draft) => {
    const bytes = writeXlsx(formSheets(definition, draft, ID));
    expect(await planned(definition, draft, bytes)).toEqual({
      ...NOTHING,
      leftovers: [],
      notes: [],
    });
  });

  test.each([
    ['the official form', form],
    ['a form of another shape', secondForm],
  ])('%s, whatever is filled in', async (_, definition) => {
    await fc.assert(
      fc.asyncProperty(arbitraryDraft(definition), async (draft) => {
        const bytes = writeXlsx(formSheets(definition, draft, ID));
        expect(await planned(definition, draft, bytes)).toMatchObject(NOTHING);
      }),
      { numRuns: 25 },
    );
  });
});

test('an ordinary import reads the same figures and indicators out of it', async () => {
  const draft = exampleDraft();
  const { draft: read, report } = await readFormBytes(writeXlsx(formSheets(form, draft, ID)), 2099);
  expect(read.year).toBe(2024);
  expect(report.leftovers).toEqual([]);
  for (const address of form.fields.keys()) {
    if (address.startsWith('funding/')) {
      expect(textAt(form, read, address)).toBe(textAt(form, draft, address));
    }
  }
  for (const table of form.tables.keys()) {
    const cells = (one: Draft) => rowsOf(one, table).map((row) => row.cells);
    expect(cells(read)).toEqual(cells(draft));
  }
});

describe('a file that comes back changed', () => {
  const draft = wellFilledDraft();
  const annual = '年度绩效指标';

  test('changes the cells that differ, and no other', async () => {
    const bytes = sentBack(draft, (sheets) => {
      lineOf(sheets[annual], '预算执行率')[5] = '≥99%';
    });
    const plan = await planned(form, draft, bytes);
    expect(plan.changes).toMatchObject([
      { name: '年度绩效指标「预算执行率」预期当年实现值', before: '≥98%', after: '≥99%' },
    ]);
    const after = applyEdit(form, draft, plan.edit);
    expect(plan.added).toEqual([]);
    expect(textAt(form, after, plan.changes[0]?.address ?? '')).toBe('≥99%');
  });

  test('a renamed indicator is the row that it was written from', async () => {
    const bytes = sentBack(draft, (sheets) => {
      lineOf(sheets[annual], '预算执行率')[2] = '部门预算执行率';
    });
    const plan = await planned(form, draft, bytes);
    expect(plan.changes).toMatchObject([{ before: '预算执行率', after: '部门预算执行率' }]);
    expect(plan.added).toEqual([]);
  });

  test('the keys of another draft mean nothing: only names count', async () => {
    const bytes = sentBack(draft, (sheets) => {
      lineOf(sheets[annual], '预算执行率')[2] = '部门预算执行率';
    });
    const plan = await planned(form, draft, bytes, 'another');
    expect(plan.changes).toEqual([]);
    expect(plan.added).toEqual(['年度绩效指标「部门预算执行率」']);
    expect(plan.absent).toEqual(['年度绩效指标「预算执行率」']);
  });

  test('added rows go behind the row that they follow; sorting changes nothing; a section may send its rows alone', async () => {
    const bytes = sentBack(
      draft,
      (sheets) => {
        const lines = sheets[annual] ?? [];
        const kept = lines.slice(0, 4);
        const last = lineOf(lines, '信访群众满意率');
        const own = ['满意度', '服务对象满意度', '网上信访满意率', '', '', '≥90%', '其他标准'];
        sheets[annual] = [...kept, last, own, lineOf(lines, '预算执行率')];
      },
      [annual],
    );
    const plan = await planned(form, draft, bytes);
    expect(plan.changes).toEqual([]);
    expect(plan.added).toEqual(['年度绩效指标「网上信访满意率」']);
    expect(plan.absent).toHaveLength(rowsOf(draft, 'annual').length - 2);
    const after = applyEdit(form, draft, plan.edit);
    const names = rowsOf(after, 'annual').map((row) => row.cells.level3);
    expect(names).toHaveLength(rowsOf(draft, 'annual').length + 1);
    expect(names[names.indexOf('信访群众满意率') + 1]).toBe('网上信访满意率');
  });

  test('a column that is missing changes nothing; one cell emptied is shown as emptied', async () => {
    const bytes = sentBack(draft, (sheets) => {
      for (const line of sheets[annual] ?? []) line[6] = '';
      for (const line of (sheets[annual] ?? []).slice(0, 4)) line.splice(6, 1, '');
      lineOf(sheets[annual], '预算执行率')[5] = '';
    });
    const plan = await planned(form, draft, bytes);
    expect(plan.changes).toMatchObject([{ before: '≥98%', after: '' }]);
  });

  test('a line under the table, and a row without a name, are named and not written', async () => {
    const bytes = sentBack(draft, (sheets) => {
      sheets[annual]?.push([], ['填表人：张三'], ['满意度', '服务对象满意度', '', '', '', '≥90%']);
    });
    const plan = await planned(form, draft, bytes);
    expect(plan).toMatchObject(NOTHING);
    expect(plan.leftovers.map((one) => one.text)).toEqual([
      expect.stringContaining('填表人：张三'),
      '满意度 服务对象满意度 ≥90%',
    ]);
  });

  test('amounts that say the same number are no change; sums that the form computes are not read', async () => {
    const bytes = sentBack(draft, (sheets) => {
      const lines = sheets.部门总体资金情况 ?? [];
      const line = (name: string) => lines.find((one) => one[1] === name) ?? [];
      line('财政拨款')[2] = '593.270';
      line('单位资金')[2] = '7';
      line('合计')[2] = '1';
    });
    const plan = await planned(form, draft, bytes);
    expect(plan.changes).toMatchObject([
      { address: 'funding/income/own/current', before: '0', after: '7' },
    ]);
  });

  test("another year's file is said to be one", async () => {
    const last = applyEdit(form, draft, { type: 'setYear', year: 2023 });
    const plan = await planned(form, draft, writeXlsx(formSheets(form, last, ID)));
    expect(plan.notes.join()).toContain('2023 年度');
  });
});

test('a text that looks like a formula comes back as the text that it was', async () => {
  const draft = applyEdit(form, exampleDraft(), {
    type: 'set',
    cells: [
      [`annual/${rowsOf(exampleDraft(), 'annual')[0]?.id}/level3`, "=cmd|' /C calc'!A0"],
      ['funding/income/special/current', '@SUM(1)'],
    ],
  });
  const bytes = writeXlsx(formSheets(form, draft, ID));
  expect(await planned(form, draft, bytes)).toMatchObject(NOTHING);
});

describe('一体化录入表', () => {
  const linesOf = (draft: Draft, sheet: string) => {
    const { sheets } = entrySheets(form, draft);
    const book = read(writeXlsx(sheets));
    return utils.sheet_to_json<unknown[]>(book.Sheets[sheet] ?? {}, { header: 1, defval: '' });
  };

  test('asks in the order of the system, with the two columns that the form does not have', () => {
    const [heading] = linesOf(exampleDraft(), '年度绩效指标');
    expect(heading).toEqual([
      ...['一级指标', '二级指标', '指标名称', '计算符号', '指标值', '计量单位'],
      ...['前年指标值（2022年）', '上年指标值（2023年）', '指标值确定依据'],
      ...['指标内容', '评（扣）分标准', '说明'],
    ]);
    expect(linesOf(exampleDraft(), '长期绩效指标')[0]).toEqual(heading);
  });

  test('has a line for every indicator of the example, each standing alone, and none for blank rows', () => {
    for (const [sheet, count] of [
      ['长期绩效指标', 39],
      ['年度绩效指标', 39],
    ] as const) {
      const lines = linesOf(exampleDraft(), sheet).slice(1);
      expect(lines).toHaveLength(count);
      expect(lines.every((line) => line[0] && line[1] && line[2])).toBe(true);
      expect(lines.every((line) => line[9] === '' && line[10] === '')).toBe(true);
    }
  });

  test('an indicator that leaves its group empty has that of the row above', () => {
    const draft = exampleDraft();
    const second = rowsOf(draft, 'annual')[1]?.id ?? '';
    const blanked = applyEdit(form, draft, {
      type: 'set',
      cells: [[`annual/${second}/level1`, '']],
    });
    expect(linesOf(blanked, '年度绩效指标')[2]?.slice(0, 3)).toEqual([
      ...['运行成本', '在职人员控制', '在职人员控制率'],
    ]);
  });

  test('names what needs a hand, and nothing of a form without it', () => {
    expect(entrySheets(form, exampleDraft()).doubts).toEqual([
      '长期绩效指标「常态化驻京专班」的指标值「1－12月1人次」拆不开，整段填入',
      '年度绩效指标「常态化驻京专班」的预期当年实现值「1－12月1人次」拆不开，整段填入',
    ]);
    expect(entrySheets(form, wellFilledDraft()).doubts).toEqual([]);
  });

  test('a form of another shape has its own groups, and no basis where it has none', () => {
    const [heading] = entrySheets(secondForm, {
      ...exampleDraft(),
      form: secondForm.key,
      rows: { job: [{ id: 'r1', cells: { kind: '采购', content: '电脑', quantity: '≥5台' } }] },
    }).sheets.map(({ rows }) => rows[1]?.map((cell) => cell.content));
    expect(heading?.slice(0, 5)).toEqual([
      '采购',
      '电脑',
      '≥',
      { value: 5, format: 'General' },
      '台',
    ]);
  });
});

test('the reader takes every digit of a number, however short Excel shows it', async () => {
  const draft = wellFilledDraft();
  const out = read(writeXlsx(formSheets(form, draft, ID)));
  const sheet = out.Sheets.部门总体资金情况 ?? {};
  utils.sheet_add_aoa(sheet, [[1234567.891234]], { origin: 'C4' });
  const bytes = new Uint8Array(write(out, { type: 'array', bookType: 'xlsx' }));
  expect((await planned(form, draft, bytes)).changes).toMatchObject([{ after: '1234567.891234' }]);
});
