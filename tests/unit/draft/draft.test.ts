import { describe, expect, test } from 'vitest';
import {
  blankDraft,
  DRAFT_SCHEMA,
  MAX_TEXT,
  parseDraft,
  rowsOf,
} from '../../../shared/draft/draft.ts';
import { DraftError } from '../../../shared/draft/draft-error.ts';
import { departmentPerformance as form } from '../../../shared/form/department-performance.ts';
import { secondForm } from '../../fixtures/second-form.ts';

const blank = blankDraft(form, 2024);

/** The rows of a draft with one indicator. */
function rowOf(cells: object): object {
  return { rows: { longTerm: [], annual: [{ id: 'r1', cells }] } };
}

function messageOf(value: unknown): string {
  try {
    parseDraft(value);
  } catch (error) {
    if (error instanceof DraftError) return error.message;
    throw error;
  }
  return 'accepted';
}

describe('a blank draft', () => {
  test('has the six 一级指标 in both indicator tables, and nothing else', () => {
    for (const table of ['longTerm', 'annual']) {
      expect(rowsOf(blank, table).map((row) => row.cells)).toEqual([
        { level1: '运行成本' },
        { level1: '管理效率' },
        { level1: '履职效能' },
        { level1: '社会效应' },
        { level1: '可持续发展能力' },
        { level1: '满意度' },
      ]);
    }
    expect(blank).toMatchObject({ year: 2024, cells: {}, marks: {}, reasons: {} });
    expect(parseDraft(blank)).toEqual(blank);
  });

  test('of another form has that form’s rows', () => {
    const draft = blankDraft(secondForm, 2025);
    expect(draft.form).toBe('project-plan@2');
    expect(rowsOf(draft, 'job').map((row) => row.cells)).toEqual([{ kind: '建设' }, {}]);
    const read = parseDraft(draft, (key) => (key === secondForm.key ? secondForm : undefined));
    expect(read).toEqual(draft);
  });
});

describe('reading a draft', () => {
  test('of a newer program says to upgrade, and that nothing was changed', () => {
    const sentence = '这份草稿由更新版本的程序保存，请先升级本程序再打开；草稿没有被改动。';
    expect(messageOf({ ...blank, schema: DRAFT_SCHEMA + 1 })).toBe(sentence);
    expect(messageOf({ ...blank, form: 'department-performance@99' })).toBe(sentence);
    expect(messageOf({ program: '盘古', ...blank, schema: DRAFT_SCHEMA + 1 })).toBe(sentence);
    expect(messageOf({ program: '1.2.3', ...blank, schema: DRAFT_SCHEMA + 1 })).toBe(
      '这份草稿由更新版本的程序保存，请先把本程序升级到 1.2.3 或更新的版本再打开；草稿没有被改动。',
    );
    expect(parseDraft({ program: '1.2.3', ...blank })).toEqual(blank);
  });

  test.each([null, 'text', 7, [], {}, { schema: 'one', form: 'x' }])(
    'says of %o that it is no draft',
    (value) => {
      expect(messageOf(value)).toBe('这不是本程序保存的草稿，没有读入任何内容。');
    },
  );

  test.each<[string, object]>([
    ['an unknown address', { cells: { 'funding/income/lottery/current': '1' } }],
    ['a row’s address among the fixed cells', { cells: { 'annual/r1/target': '1' } }],
    ['a text that is no text', { cells: { duties: 5 } }],
    ['a text longer than any cell', { cells: { duties: 'x'.repeat(MAX_TEXT + 1) } }],
    ['a text in a row longer than any cell', rowOf({ level3: 'x'.repeat(MAX_TEXT + 1) })],
    ['a text in a row that is no text', rowOf({ level3: 5 })],
    ['a text in a row that is named but missing', rowOf({ level3: undefined })],
    [
      'an unknown column',
      { rows: { ...blank.rows, annual: [{ id: 'r1', cells: { cost: '1' } }] } },
    ],
    ['an unknown table', { rows: { ...blank.rows, monthly: [] } }],
    ['a missing table', { rows: { annual: [] } }],
    ['a row id that is none', { rows: { longTerm: [], annual: [{ id: 'x1', cells: {} }] } }],
    [
      'a row id twice',
      {
        rows: { longTerm: [{ id: 'r1', cells: {} }], annual: [{ id: 'r1', cells: {} }] },
      },
    ],
    ['a row id yet to come', { nextRow: 3 }],
    ['a mark on nothing', { marks: { nowhere: { carried: true } } }],
    ['a mark of an unknown kind', { marks: { duties: { blessed: true } } }],
    ['a year out of reach', { year: 24 }],
    ['a part that drafts do not have', { script: 'x' }],
    ['a schema that never was', { schema: 0 }],
  ])('refuses %s as damaged', (_, part) => {
    expect(messageOf({ ...blank, ...part })).toBe(
      '这份草稿的内容已损坏，不能打开；原文件没有被改动。',
    );
  });
});
