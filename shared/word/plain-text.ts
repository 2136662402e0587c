/** Plain text that once was a table: as Word and web pages give it. */
import type { Leftover } from './report.ts';
import { countedTable, type SourceDocument } from './source.ts';

/** What converters leave behind where a bookmark stood; Word's own text has none. */
const BOOKMARK = /\[bookmark: [^\]]*\]/g;

/**
 * Text in either of two manners: a tab begins a cell and an empty line ends a row (converters of
 * Word files), or a tab divides cells and a line end ends a row (the clipboard of Word and Excel;
 * cells with line ends stand in quotes).
 */
export function readPlainText(text: string): SourceDocument {
  const leftovers: Leftover[] = [];
  const clean = text.replace(/\r\n?/g, '\n').replace(BOOKMARK, (mark) => {
    leftovers.push({ text: mark, where: '正文', reason: '转换留下的书签记号' });
    return '';
  });
  const lines = clean.split('\n');
  const tabbed = lines.filter((line) => line.includes('\t'));
  const leading = tabbed.filter((line) => line.startsWith('\t'));
  const { rows, outside } =
    leading.length * 2 > tabbed.length ? readLeadingTabs(lines) : readDividedByTabs(clean);
  return { tables: [countedTable(rows, '')], outside, leftovers, notes: [] };
}

interface Rows {
  readonly rows: readonly (readonly string[])[];
  readonly outside: readonly string[];
}

function readLeadingTabs(lines: readonly string[]): Rows {
  const rows: string[][] = [];
  const outside: string[] = [];
  let row: string[] | undefined;
  for (const line of lines) {
    if (line.startsWith('\t')) {
      if (!row) {
        row = [];
        rows.push(row);
      }
      row.push(line.slice(1));
    } else if (line.trim() === '') row = undefined;
    else if (row) row[row.length - 1] += `\n${line}`;
    else outside.push(line);
  }
  return { rows, outside };
}

function readDividedByTabs(text: string): Rows {
  const rows: string[][] = [];
  const outside: string[] = [];
  for (const row of splitQuoted(text)) {
    if (row.length > 1) rows.push(row);
    else if (row[0]?.trim()) outside.push(row[0]);
  }
  return { rows, outside };
}

/** Rows and cells of tab-separated text; a cell in quotes may hold tabs, line ends and doubled quotes. */
function splitQuoted(text: string): string[][] {
  const rows: string[][] = [[]];
  let at = 0;
  while (at <= text.length) {
    const quote = text[at] === '"' ? endOfQuotes(text, at + 1) : -1;
    const end = quote < 0 ? endOfCell(text, at) : quote + 1;
    const cell = quote < 0 ? text.slice(at, end) : text.slice(at + 1, quote).replaceAll('""', '"');
    rows.at(-1)?.push(cell);
    if (text[end] === '\n') rows.push([]);
    at = end + 1;
  }
  return rows;
}

/** Where the quotes of a cell are closed; -1 where they are not, or text follows them. */
function endOfQuotes(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) {
    const next = text[at + 1];
    if (next !== '"') return next === undefined || next === '\t' || next === '\n' ? at : -1;
  }
  return -1;
}

function endOfCell(text: string, from: number): number {
  for (let at = from; at < text.length; at++) if (text[at] === '\t' || text[at] === '\n') return at;
  return text.length;
}
