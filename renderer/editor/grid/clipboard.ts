/** What goes to the clipboard and how what comes from it is read: as Excel and Word do. Pure. */
import { trimText } from '../../../shared/text.ts';
import { type Area, cellsIn, type TableMap } from './table-map.ts';

/** A cell of somebody's table, before its spans are spread. */
export interface SpanCell {
  readonly text: string;
  readonly colSpan: number;
  readonly rowSpan: number;
}

/** Texts by row and column; null where a cell at the left reaches over the place. */
export type TextGrid = readonly (readonly (string | null)[])[];

/** More than this of anything in a table from outside is a mistake or an attack. */
const MAX_SPAN = 1000;

/** The area as tab-separated text: one column for each cell, empty below a merged one. */
export function toTsv(map: TableMap, area: Area): string {
  const lines: string[] = [];
  for (let row = area.top; row < area.bottom; row++) {
    const texts: string[] = [];
    for (let column = area.left; column < area.right; ) {
      const rect = map.at(row, column);
      if (!rect) break;
      texts.push(rect.top === row ? quoted(rect.cell.text) : '');
      column = rect.right;
    }
    lines.push(texts.join('\t'));
  }
  return lines.join('\r\n');
}

function quoted(text: string): string {
  return /[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The area as an HTML table with its spans; everything but amounts is marked as text for Excel. */
export function toHtml(map: TableMap, area: Area): string {
  const lines: string[] = [];
  const cells = Map.groupBy(cellsIn(map, area), (rect) => rect.top);
  for (let row = area.top; row < area.bottom; row++) {
    const tds = (cells.get(row) ?? []).map(({ cell }) => {
      const spans = `${span('colspan', cell.colSpan)}${span('rowspan', cell.rowSpan)}`;
      const format = cell.kind === 'amount' ? '' : ` style="mso-number-format:'\\@'"`;
      return `<td${spans}${format}>${escaped(cell.text)}</td>`;
    });
    lines.push(`<tr>${tds.join('')}</tr>`);
  }
  return `<table border="1" style="border-collapse:collapse">${lines.join('')}</table>`;
}

function span(name: string, count: number): string {
  return count > 1 ? ` ${name}="${count}"` : '';
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '<br style="mso-data-placement:same-cell">');
}

/** Reads tab-separated text; cells in quotes may hold tabs, line breaks and doubled quotes. */
export function parseTsv(text: string): TextGrid {
  const source = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  for (;;) {
    const { cell, end } = readCell(source, at);
    row.push(trimText(cell));
    if (source[end] === '\t') {
      at = end + 1;
      continue;
    }
    rows.push(row);
    if (end >= source.length) return rows;
    row = [];
    at = end + 1;
  }
}

/** One cell from a place on; a quote that is never closed is a mere character. */
function readCell(source: string, start: number): { cell: string; end: number } {
  if (source[start] === '"') {
    const quotedCell = /"((?:[^"]|"")*)"(?=[\t\n]|$)/y;
    quotedCell.lastIndex = start;
    const match = quotedCell.exec(source);
    if (match) {
      return { cell: (match[1] ?? '').replaceAll('""', '"'), end: start + match[0].length };
    }
  }
  const rest = /[^\t\n]*/y;
  rest.lastIndex = start;
  const cell = rest.exec(source)?.[0] ?? '';
  return { cell, end: start + cell.length };
}

/**
 * Spreads spans: a cell over several rows gives its text to each, one over several columns stands
 * in the first. Columns that only ever continue the one at their left are dropped.
 */
export function spread(rows: readonly (readonly SpanCell[])[]): TextGrid {
  const grid: (string | null)[][] = rows.map(() => []);
  for (const [r, cells] of rows.entries()) {
    let column = 0;
    for (const cell of cells) {
      while (grid[r]?.[column] !== undefined) column += 1;
      const colSpan = Math.min(Math.max(cell.colSpan, 1), MAX_SPAN);
      const bottom = Math.min(r + Math.max(cell.rowSpan, 1), rows.length);
      for (let y = r; y < bottom; y++) {
        for (let x = 0; x < colSpan; x++) {
          const line = grid[y];
          if (line) line[column + x] = x === 0 ? cell.text : null;
        }
      }
      column += colSpan;
    }
  }
  const width = Math.max(0, ...grid.map((line) => line.length));
  const full = grid.map((line) => Array.from({ length: width }, (_, x) => line[x] ?? null));
  const kept = Array.from({ length: width }, (_, x) => full.some((line) => line[x] !== null));
  return full.map((line) => line.filter((_, x) => kept[x]));
}
