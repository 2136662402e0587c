/** Cells with rowSpan and colSpan, as web pages and Excel have them, as the cells of a source table. */
import { MAX_CELLS } from './bounds.ts';
import type { SourceCell, SourceTable } from './source.ts';
import { tooBig } from './unzip.ts';

export interface SpannedCell {
  readonly text: string;
  readonly rowSpan: number;
  readonly colSpan: number;
}

/** No real table spans more; a file may claim anything. */
const MAX_COLUMNS = 1_000;

/**
 * Places cells row by row; below a cell that spans rows stands one that continues it.
 * @throws ReadError where the spans make more cells than any form has
 */
export function spannedTable(rows: readonly (readonly SpannedCell[])[], name: string): SourceTable {
  /** For each column, how many further rows the cell above still covers, and how wide that cell is. */
  let above = new Map<number, { rowsLeft: number; colSpan: number }>();
  let count = 0;
  const placed = rows.map((cells) => {
    const next = new Map<number, { rowsLeft: number; colSpan: number }>();
    const row: SourceCell[] = [];
    let column = 0;
    const continueAbove = () => {
      for (let open = above.get(column); open; open = above.get(column)) {
        row.push(placeCell('', column, open.colSpan, true, false));
        if (open.rowsLeft > 1) next.set(column, { ...open, rowsLeft: open.rowsLeft - 1 });
        column += open.colSpan;
      }
    };
    for (const cell of cells) {
      continueAbove();
      const colSpan = Math.min(Math.max(cell.colSpan, 1), MAX_COLUMNS);
      if (column + colSpan > MAX_COLUMNS) break;
      row.push(placeCell(cell.text, column, colSpan, false, cell.rowSpan > 1));
      if (cell.rowSpan > 1) next.set(column, { rowsLeft: cell.rowSpan - 1, colSpan });
      column += colSpan;
    }
    continueAbove();
    above = next;
    count += row.length;
    if (count > MAX_CELLS) throw tooBig();
    return { cells: row };
  });
  return { name, rows: placed };
}

function placeCell(
  text: string,
  left: number,
  colSpan: number,
  continued: boolean,
  merged: boolean,
): SourceCell {
  return { text, left, right: left + colSpan, continued, merged };
}
