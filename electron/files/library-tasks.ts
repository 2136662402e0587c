/** What the worker process does for the indicator library: its files. */
import { basename } from 'node:path';
import type { LibraryFile } from '../../shared/api/library.ts';
import { readCsv, writeCsv } from '../../shared/csv.ts';
import { libraryOfForm } from '../../shared/library/forms.ts';
import { readSheet } from '../../shared/library/sheet.ts';
import { textWidth } from '../../shared/text.ts';
import { ReadError, type SourceTable } from '../../shared/word/source.ts';
import { decodeText, isPacked, readSourceBytes } from './read-form.ts';
import { readOutside } from './read-outside.ts';
import { workbookOf } from './write-excel.ts';

export type LibraryFileKind = 'xlsx' | 'csv';

/** How wide a column is where its texts are longer, in characters. */
const WIDEST = 40;

export const LIBRARY_TASKS = {
  /** Reads entries out of Excel, CSV or a Word table. */
  async readLibrary({ path, form }: { path: string; form: string }): Promise<LibraryFile> {
    const library = libraryOfForm(form);
    for (const lines of await tablesIn(await readOutside(path))) {
      const read = readSheet(library, lines);
      if (read) return { fileName: basename(path), ...read };
    }
    const names = library.columns.map((column) => column.name).join('、');
    throw new ReadError(
      'unreadable',
      `文件里没有找到指标库：要有一行标题，写明${names}等列（至少有${library.shape.name.name}）。没有读入任何内容，指标库没有变化。`,
    );
  },

  /** The bytes of an .xlsx or of CSV. */
  writeLibrary(request: { rows: readonly string[][]; kind: LibraryFileKind }): Uint8Array {
    const { rows, kind } = request;
    if (kind === 'csv') return new TextEncoder().encode(writeCsv(rows));
    return workbookOf([{ name: '指标库', widths: widthsOf(rows), rows }]);
  },
};

async function tablesIn(bytes: Uint8Array): Promise<readonly (readonly string[])[][]> {
  if (bytes.length > 0 && !isPacked(bytes)) return [readCsv(decodeText(bytes))];
  const source = await readSourceBytes(bytes);
  return 'cells' in source ? [] : source.tables.map(linesOf);
}

function linesOf(table: SourceTable): string[][] {
  return table.rows.map(({ cells }) => cells.map(({ text }) => text));
}

/** As wide as the longest text, two for each Chinese character. */
function widthsOf(rows: readonly (readonly string[])[]): number[] {
  const [heading = []] = rows;
  return heading.map((_, i) =>
    rows.reduce((width, row) => Math.max(width, Math.min(textWidth(row[i] ?? ''), WIDEST)), 8),
  );
}
