/** Writes plain sheets of texts and numbers as .xlsx: a heading, and lines below it. */
import type { Sheet } from '../../shared/batch/sheets.ts';
import { writeXlsx } from '../../shared/excel/write-xlsx.ts';

/** The bytes of an .xlsx. A text stays a text, whatever it begins with, and also once it is edited. */
export function workbookOf(sheets: readonly Sheet[]): Uint8Array {
  const workbook = sheets.map(({ name, widths, rows }) => ({
    name,
    widths,
    frozen: 1,
    rows: rows.map((row, r) =>
      row.map((value, column) => ({
        column,
        content: typeof value === 'number' ? { value, format: 'General' } : value,
        look: r === 0 ? ('heading' as const) : ('left' as const),
      })),
    ),
  }));
  return writeXlsx(workbook);
}
