/** The summary of 批量审核 as sheets of texts and numbers, whatever program they are then written for. */
import { writeCsv } from '../csv.ts';
import { amountOf } from '../draft/amount.ts';
import { type Comparison, compareDepartments } from './departments.ts';
import { type BatchRow, totalNames } from './rows.ts';
import { sharedTexts } from './shared-texts.ts';

/** A number is one to count with; a text is shown as it stands, whatever it begins with. */
export type SheetCell = string | number;

export interface Sheet {
  readonly name: string;
  /** How wide the columns are, in characters. */
  readonly widths: readonly number[];
  /** The first row is the heading. */
  readonly rows: readonly (readonly SheetCell[])[];
}

/** The list of departments, and the year that they report for. */
export interface Expected {
  readonly names: readonly string[];
  readonly year: number;
}

/** All sheets of the summary: 审核汇总, and where there is something in them 应报已报 and 相同文字. */
export function summarySheets(
  rows: readonly BatchRow[],
  expected: Expected | null,
): readonly Sheet[] {
  const sheets = [formsSheet(rows)];
  if (expected && expected.names.length > 0) {
    sheets.push(departmentsSheet(compareDepartments(expected.names, rows, expected.year)));
  }
  const shared = sharedSheet(rows);
  if (shared.rows.length > 1) sheets.push(shared);
  return sheets;
}

function formsSheet(rows: readonly BatchRow[]): Sheet {
  const totals = totalNames(rows);
  const heading = [
    ...['部门（单位）', '预算年度', '错误', '警告', '提示'],
    ...totals.map((name) => `${name}（万元）`),
    ...['没读懂的内容', '文件', '说明'],
  ];
  const body = rows.map((row): SheetCell[] => {
    const { form } = row;
    if (!form) {
      const empty = new Array<string>(heading.length - 2).fill('');
      return [...empty, row.file, row.problem ?? ''];
    }
    return [
      form.department,
      form.year,
      form.errors,
      form.warnings,
      form.hints,
      ...totals.map((name) => figure(form.totals.find((one) => one.name === name)?.text ?? '')),
      form.unread,
      row.file,
      remarkOf(row),
    ];
  });
  return {
    name: '审核汇总',
    widths: [28, 10, 8, 8, 8, ...totals.map(() => 20), 14, 44, 60],
    rows: [heading, ...body],
  };
}

/** What is to be said of a row beside its figures. */
export function remarkOf(row: BatchRow): string {
  const parts = [
    row.problem ?? '',
    row.of > 1 ? `文件里的第 ${row.nth + 1} 张表，共 ${row.of} 张` : '',
    row.form?.department === '' ? '没有填部门（单位）名称' : '',
    row.form && !row.form.yearFound ? '文件里没有写明年份，预算年度是估计的' : '',
  ];
  return parts.filter((part) => part !== '').join('；');
}

/** A figure as a number where Excel keeps every digit of it, else as the text that it is. */
function figure(text: string): SheetCell {
  const amount = amountOf(text);
  const value = amount?.toNumber();
  return value !== undefined && amount?.eq(value) && text !== '' ? value : text;
}

function departmentsSheet(comparison: Comparison): Sheet {
  const { year, reported, missing, unlisted, unnamed, repeated } = comparison;
  const filesOf = (rows: readonly BatchRow[]) => rows.map(({ file }) => file).join('；');
  const state = (rows: readonly BatchRow[]) =>
    rows.length > 1 ? `重复报（${rows.length} 份）` : '';
  return {
    name: '应报已报',
    widths: [28, 10, 20, 60],
    rows: [
      ['部门（单位）', '情况', '备注', '文件'],
      ...missing.map(({ name, similar, otherYears }) => [
        name,
        '未报',
        [
          ...(similar.length > 0 ? [`可能是：${similar.join('、')}`] : []),
          ...(otherYears.length > 0 ? [`报的是 ${otherYears.join('、')} 年的表`] : []),
        ].join('；'),
        '',
      ]),
      ...reported.map(({ name, rows }) => [name, '已报', state(rows), filesOf(rows)]),
      ...unlisted.map(({ name, rows }) => [name, '不在名单', state(rows), filesOf(rows)]),
      ...unnamed.map((row) => ['', '未填部门', '', row.file]),
      [],
      [
        `${year} 年：应报 ${comparison.expected}，已报 ${reported.length}，未报 ${missing.length}，重复报 ${repeated.length}，不在名单 ${unlisted.length}`,
      ],
    ],
  };
}

function sharedSheet(rows: readonly BatchRow[]): Sheet {
  return {
    name: '相同文字',
    widths: [10, 24, 44, 80],
    rows: [
      ['部门数', '出现在', '部门（单位）', '文字'],
      ...sharedTexts(rows).map(({ rows, names, text }) => [
        rows.length,
        names.join('、'),
        rows.map(({ form, file }) => form.department || file).join('、'),
        text,
      ]),
    ],
  };
}

/**
 * A sheet as CSV that Excel opens as Chinese: with a byte order mark, and with no text that a
 * spreadsheet would take for a formula.
 */
export function csvOf({ rows }: Sheet): string {
  return writeCsv(rows);
}
