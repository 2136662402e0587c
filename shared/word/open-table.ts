/** A table of a Word document while it is read, and where its cells then stand. */
import type { SourceCell, SourceRow } from './source.ts';

/** Collects the paragraphs of the body, a cell or a text box. */
export interface Container {
  readonly lines: string[];
  current: string;
  /** The paragraph mark before was deleted: the next paragraph belongs to the same line. */
  joins: boolean;
}

export interface OpenCell extends Container {
  span: number;
  merge: 'none' | 'restart' | 'continue';
  /** Continues the cell to its left (an old way of merging). */
  joinsLeft: boolean;
  deleted: boolean;
}

export interface OpenTable {
  readonly name: string;
  readonly widths: number[];
  readonly rows: OpenRow[];
}

export interface OpenRow {
  readonly cells: OpenCell[];
  before: number;
  deleted: boolean;
}

/** A place for paragraphs, empty. */
export function newContainer(): Container {
  return { lines: [], current: '', joins: false };
}

/** Where grid columns begin; all are equally wide where the table does not say. */
export function edgesOf(table: OpenTable): (column: number) => number {
  const { rows, widths } = table;
  const columns = rows.map((row) => row.before + row.cells.reduce((sum, one) => sum + one.span, 0));
  const trusted = widths.every((width) => width > 0) && columns.every((n) => n <= widths.length);
  if (!trusted) return (column) => column;
  const edges = [0];
  for (const width of widths) edges.push((edges.at(-1) ?? 0) + width);
  return (column) => edges[column] ?? 0;
}

/** The cells of a row between the edges of the grid; one that joins its left neighbour becomes part of it. */
export function placeRow(row: OpenRow, edge: (column: number) => number): SourceRow {
  const cells: SourceCell[] = [];
  let column = row.before;
  for (const cell of row.cells) {
    const left = edge(column);
    column += cell.span;
    const right = edge(column);
    const before = cells.at(-1);
    if (cell.joinsLeft && before) {
      const text = [before.text, cellText(cell)].filter(Boolean).join('\n');
      cells[cells.length - 1] = { ...before, text, right };
    } else {
      cells.push({
        text: cell.deleted ? '' : cellText(cell),
        left,
        right,
        continued: cell.merge === 'continue',
        merged: cell.merge === 'restart',
      });
    }
  }
  return { cells };
}

/** The paragraphs of a cell as lines. */
export function cellText(cell: OpenCell): string {
  return cell.lines.join('\n');
}
