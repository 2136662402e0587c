/** A form kept in Excel (.xlsx, .xls, WPS's .et): each sheet is one table. */
import { type CellObject, read, utils, type WorkBook, type WorkSheet } from '@e965/xlsx';
import type { Leftover } from '../../shared/word/report.ts';
import {
  ReadError,
  type SourceDocument,
  type SourceTable,
  tableText,
} from '../../shared/word/source.ts';
import { type SpannedCell, spannedTable } from '../../shared/word/spans.ts';

/** More rows than any form has, and columns than anyone prints. */
const MAX_ROWS = 20_000;
const MAX_COLUMNS = 200;

/** @throws ReadError with a sentence where the workbook cannot be read */
export function readExcel(bytes: Uint8Array): SourceDocument {
  const workbook = readWorkbook(bytes);
  const tables: SourceTable[] = [];
  const leftovers: Leftover[] = [];
  for (const [index, name] of workbook.SheetNames.entries()) {
    const sheet = workbook.Sheets[name];
    if (!sheet?.['!ref']) continue;
    const table = readSheet(sheet, `工作表「${name}」`);
    if (!workbook.Workbook?.Sheets?.[index]?.Hidden) tables.push(table);
    else leftovers.push({ text: tableText(table), where: table.name, reason: '隐藏的工作表' });
  }
  return { tables, outside: [], leftovers, notes: [] };
}

function readWorkbook(bytes: Uint8Array): WorkBook {
  try {
    return read(bytes, { type: 'array', cellFormula: false, cellHTML: false, sheetRows: MAX_ROWS });
  } catch (error) {
    const locked = error instanceof Error && /password-protected/i.test(error.message);
    const sentence = locked
      ? '文件设了打开密码，读不了。请在 Excel 或 WPS 中去掉密码后再导入；原文件没有被改动。'
      : '这份 Excel 文件读不出来。请用 Excel 或 WPS 打开它，另存为 .xlsx 后再导入；原文件没有被改动。';
    throw new ReadError('unreadable', sentence, { cause: error });
  }
}

function readSheet(sheet: WorkSheet, name: string): SourceTable {
  const range = utils.decode_range(sheet['!ref'] ?? 'A1');
  const merges = sheet['!merges'] ?? [];
  const heads = new Map(merges.map((merge) => [key(merge.s.r, merge.s.c), merge]));
  const covered = new Set<string>();
  for (const { s, e } of merges) {
    for (let r = s.r; r <= Math.min(e.r, s.r + MAX_ROWS); r++) {
      for (let c = s.c; c <= Math.min(e.c, s.c + MAX_COLUMNS); c++) covered.add(key(r, c));
    }
  }
  const lastColumn = Math.min(range.e.c, range.s.c + MAX_COLUMNS);
  const rows: SpannedCell[][] = [];
  for (let r = range.s.r; r <= Math.min(range.e.r, range.s.r + MAX_ROWS); r++) {
    const row: SpannedCell[] = [];
    for (let c = range.s.c; c <= lastColumn; c++) {
      const merge = heads.get(key(r, c));
      if (!merge && covered.has(key(r, c))) continue;
      const rowSpan = merge ? merge.e.r - merge.s.r + 1 : 1;
      const colSpan = merge ? merge.e.c - merge.s.c + 1 : 1;
      row.push({ text: cellText(sheet, r, c), rowSpan, colSpan });
    }
    rows.push(row);
  }
  return spannedTable(rows, name);
}

function key(row: number, column: number): string {
  return `${row},${column}`;
}

/** What Excel shows in a cell: the formatted text, so that 0.6572 formatted as a share reads 65.72%. */
function cellText(sheet: WorkSheet, r: number, c: number): string {
  const cell: CellObject | undefined = sheet[utils.encode_cell({ r, c })];
  if (!cell || cell.v === undefined || cell.v === null) return '';
  return cell.w ?? String(cell.v);
}
