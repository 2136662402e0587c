/** Writes sheets of texts and numbers as .xlsx. */
import { type CellObject, utils, type WorkSheet, write } from '@e965/xlsx';
import type { Sheet, SheetCell } from '../../shared/batch/sheets.ts';

/** The longest text that Excel keeps in a cell. */
const LONGEST = 32_767;

/** The bytes of an .xlsx. A text stays a text, whatever it begins with, and also once it is edited. */
export function workbookOf(sheets: readonly Sheet[]): Uint8Array {
  const book = utils.book_new();
  for (const sheet of sheets) utils.book_append_sheet(book, worksheetOf(sheet), sheet.name);
  return new Uint8Array(
    write(book, { type: 'buffer', bookType: 'xlsx', compression: true, bookSST: true }),
  );
}

function worksheetOf({ rows, widths }: Sheet): WorkSheet {
  const sheet: WorkSheet = {};
  let width = 1;
  for (const [r, row] of rows.entries()) {
    width = Math.max(width, row.length);
    for (const [c, value] of row.entries()) {
      if (value !== '') sheet[utils.encode_cell({ r, c })] = cellOf(value);
    }
  }
  sheet['!ref'] = utils.encode_range(
    { r: 0, c: 0 },
    { r: Math.max(rows.length, 1) - 1, c: width - 1 },
  );
  sheet['!cols'] = widths.map((wch) => ({ wch }));
  return sheet;
}

function cellOf(value: SheetCell): CellObject {
  if (typeof value === 'number') return { t: 'n', v: value };
  return { t: 's', v: value.slice(0, LONGEST), z: '@' };
}
