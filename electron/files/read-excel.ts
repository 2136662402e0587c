/** A form kept in Excel (.xlsx, .xls, WPS's .et): each sheet is one table. */
import { type CellObject, type DenseWorkSheet, type Range, read, type WorkBook } from '@e965/xlsx';
import { zipSync } from 'fflate';
import { KEY_HEADING } from '../../shared/excel/form-sheets.ts';
import { checkSize, MAX_CELLS } from '../../shared/word/bounds.ts';
import type { Leftover } from '../../shared/word/report.ts';
import {
  ReadError,
  type SourceDocument,
  type SourceTable,
  tableText,
} from '../../shared/word/source.ts';
import { type SpannedCell, spannedTable } from '../../shared/word/spans.ts';
import { locked, tooBig, unzipParts } from '../../shared/word/unzip.ts';

/** More rows than any form has, and columns than anyone prints. */
const MAX_ROWS = 20_000;
const MAX_COLUMNS = 200;
/** The heading of the column of row keys stands in one of the first rows. */
const KEY_HEADING_ROWS = 12;
/** Cells that lie under merged ones, in all: no form has a tenth. */
const MAX_COVERED = 200_000;

/** What of a workbook is text on its sheets: no programs, pictures, links, older versions. */
const PARTS =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|xl\/(?:_rels\/)?[^/]*\.(?:xml|bin)(?:\.rels)?|xl\/worksheets\/[^/]*\.(?:xml|bin))$/;

/**
 * The same workbook (.xlsx) as a plain zip of only the parts that are read, unpacked within limits:
 * the library's own unzipping has none.
 * @throws ReadError where the zip is damaged, locked or too big
 */
export function plainWorkbook(bytes: Uint8Array): Uint8Array {
  const parts = unzipParts(bytes, (name) => PARTS.test(name) && !/vbaProject/i.test(name));
  return zipSync(Object.fromEntries(parts), { level: 0 });
}

/**
 * An old workbook (.xls, .et) from the stream of its container.
 * @throws ReadError with a sentence where it cannot be read
 */
export function readOldWorkbook(stream: Uint8Array): SourceDocument {
  // The library would take anything else for a zip, a database, a text, without our limits.
  if (stream[0] !== 0x09 || stream[1] !== 0x08) throw damaged();
  return readExcel(stream);
}

/**
 * @param bytes a plain .xlsx, or the stream of an old workbook
 * @throws ReadError with a sentence where the workbook cannot be read
 */
export function readExcel(bytes: Uint8Array): SourceDocument {
  const workbook = readWorkbook(bytes);
  const tables: SourceTable[] = [];
  const leftovers: Leftover[] = [];
  for (const [index, name] of workbook.SheetNames.entries()) {
    const sheet = workbook.Sheets[name] as DenseWorkSheet | undefined;
    if (!sheet?.['!data']) continue;
    const table = readSheet(sheet, `工作表「${name}」`);
    // Many cells may share one long text: counted before they are put together.
    checkSize({ tables: [table], outside: [], leftovers: [], notes: [] });
    if (!workbook.Workbook?.Sheets?.[index]?.Hidden) tables.push(table);
    else leftovers.push({ text: tableText(table), where: table.name, reason: '隐藏的工作表' });
  }
  return { tables, outside: [], leftovers, notes: [] };
}

function readWorkbook(bytes: Uint8Array): WorkBook {
  try {
    return read(bytes, {
      type: 'array',
      cellFormula: false,
      cellHTML: false,
      cellNF: true,
      sheetRows: MAX_ROWS,
      dense: true,
    });
  } catch (error) {
    if (error instanceof Error && /password-protected/i.test(error.message)) throw locked();
    throw damaged(error);
  }
}

function damaged(cause?: unknown): ReadError {
  return new ReadError(
    'unreadable',
    '这份 Excel 文件读不出来。请用 Excel 或 WPS 打开它，另存为 .xlsx 后再导入；原文件没有被改动。',
    { cause },
  );
}

/** Goes by the cells that are there: what a sheet says of its own size may be anything. */
function readSheet(sheet: DenseWorkSheet, name: string): SourceTable {
  const data = sheet['!data'].slice(0, MAX_ROWS);
  const merges: readonly Range[] = sheet['!merges'] ?? [];
  const heads = new Map(merges.map((merge) => [key(merge.s.r, merge.s.c), merge]));
  const covered = new Set<string>();
  let count = 0;
  for (const { s, e } of merges) {
    for (let r = s.r; r <= Math.min(e.r, data.length - 1); r++) {
      for (let c = s.c; c <= Math.min(e.c, s.c + MAX_COLUMNS); c++) {
        covered.add(key(r, c));
        count += 1;
        if (count > MAX_COVERED) throw tooBig();
      }
    }
  }
  const { first, end } = columnsOf(data);
  if (data.length * (end - first) > MAX_CELLS) throw tooBig();
  const keyColumn = findKeyColumn(data);
  const rows = Array.from({ length: data.length }, (_, r) => {
    const row: SpannedCell[] = [];
    for (let c = first; c < end; c++) {
      const merge = heads.get(key(r, c));
      if (c === keyColumn || (!merge && covered.has(key(r, c)))) continue;
      const rowSpan = merge ? merge.e.r - merge.s.r + 1 : 1;
      const colSpan = merge ? merge.e.c - merge.s.c + 1 : 1;
      row.push({ text: cellText(data[r]?.[c]), rowSpan, colSpan });
    }
    return row;
  });
  const table = spannedTable(rows, name);
  if (keyColumn === undefined) return table;
  return { ...table, keys: rows.map((_, r) => cellText(data[r]?.[keyColumn])) };
}

/** The column in which a sheet of ours says where its rows come from: no part of the form. */
function findKeyColumn(data: DenseWorkSheet['!data']): number | undefined {
  for (const cells of data.slice(0, KEY_HEADING_ROWS)) {
    const at = cells?.findIndex((cell) => cellText(cell) === KEY_HEADING) ?? -1;
    if (at >= 0) return at;
  }
  return undefined;
}

/** From the first column that any row fills to behind the last. */
function columnsOf(data: readonly (readonly unknown[] | undefined)[]): {
  first: number;
  end: number;
} {
  let [first, end] = [MAX_COLUMNS, 0];
  for (const cells of data) {
    const at = cells?.findIndex(Boolean) ?? -1;
    if (at < 0) continue;
    first = Math.min(first, at);
    end = Math.max(end, cells?.length ?? 0);
  }
  return { first, end: Math.min(end, first + MAX_COLUMNS) };
}

function key(row: number, column: number): string {
  return `${row},${column}`;
}

/**
 * What Excel shows in a cell: the formatted text, so that 0.6572 formatted as a share reads 65.72%.
 * A number without a format is shown with as many digits as the column has room for: read in full.
 */
function cellText(cell: CellObject | undefined): string {
  if (!cell || cell.v === undefined || cell.v === null) return '';
  if (typeof cell.v === 'number' && cell.z === 'General') {
    return plainNumber(cell.v) ?? cell.w ?? '';
  }
  return cell.w ?? String(cell.v);
}

/** The digits that Excel keeps of a number; undefined where they would need an exponent. */
function plainNumber(value: number): string | undefined {
  const text = String(Number(value.toPrecision(15)));
  return text.includes('e') ? undefined : text;
}
