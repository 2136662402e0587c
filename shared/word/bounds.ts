/** How much a file may hold, and how much of it a person is told: all far above any real form. */
import { MAX_ROWS, MAX_TEXT } from '../draft/draft.ts';
import type { ImportReport, Leftover } from './report.ts';
import type { Source } from './source.ts';
import { tooBig } from './unzip.ts';

/** Of all tables of a file together. */
export const MAX_CELLS = 400_000;
export const MAX_CHARACTERS = 20_000_000;

/** What a report names one by one, and how long each may be. */
const MAX_NAMED = 1_000;
const MAX_NAMED_TEXT = 10_000;

/** @throws ReadError where a source has more cells or text than a form can hold */
export function checkSize(source: Source): void {
  let cells = 0;
  let characters = 0;
  const count = (text: string) => {
    characters += text.length;
    if (text.length > MAX_TEXT || characters > MAX_CHARACTERS) throw tooBig();
  };
  const countCells = (texts: readonly string[]) => {
    cells += texts.length;
    if (cells > MAX_CELLS) throw tooBig();
    for (const text of texts) count(text);
  };
  if ('cells' in source) countCells(source.cells);
  else {
    for (const table of source.tables) {
      if (table.rows.length > MAX_ROWS) throw tooBig();
      for (const row of table.rows) countCells(row.cells.map((cell) => cell.text));
    }
  }
  for (const line of source.outside) count(line);
  for (const leftover of source.leftovers) count(leftover.text);
}

/** A report that a window can show: what is too much to name one by one is counted. */
export function shortReport(report: ImportReport): ImportReport {
  const more = report.leftovers.length - MAX_NAMED;
  const leftovers = report.leftovers.slice(0, MAX_NAMED).map(shortLeftover);
  const unnamed = {
    text: `还有 ${more} 处没有列出`,
    where: '文件各处',
    reason: '太多，不再一一列出',
  };
  return {
    ...report,
    leftovers: more > 0 ? [...leftovers, unnamed] : leftovers,
    notes: [...new Set(report.notes)].slice(0, MAX_NAMED),
  };
}

function shortLeftover(leftover: Leftover): Leftover {
  const { text } = leftover;
  if (text.length <= MAX_NAMED_TEXT) return leftover;
  const rest = text.length - MAX_NAMED_TEXT;
  return { ...leftover, text: `${text.slice(0, MAX_NAMED_TEXT)}……（还有 ${rest} 个字）` };
}
