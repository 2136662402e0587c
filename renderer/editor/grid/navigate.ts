/** Where a key leads from a cell: through merged cells, past labels, as in Excel. Pure. */
import type { Address } from '../../../shared/form/definition.ts';
import { addressInRow, type CellRect, rowOfAddress, type TableMap } from './table-map.ts';

/** The cell in hand, and the grid column one keeps while moving up and down. */
export interface Cursor {
  readonly address: Address;
  readonly column: number;
}

export type Move =
  | 'left'
  | 'right'
  | 'up'
  | 'down'
  /** First and last cell of the row. */
  | 'home'
  | 'end'
  /** First and last cell of the form. */
  | 'first'
  | 'last'
  /** Tab and Shift+Tab: the cells in reading order, a merged one once. */
  | 'next'
  | 'previous'
  /** Ctrl+arrows: to the edge of a block of filled cells. */
  | 'edgeLeft'
  | 'edgeRight'
  | 'edgeUp'
  | 'edgeDown';

/** The cursor on a cell, at the row (inside a merged cell) and column one comes from. */
export function cursorAt(rect: CellRect, row = rect.top, column = rect.left): Cursor | undefined {
  const address = addressInRow(rect, row);
  return address === undefined ? undefined : { address, column };
}

/** The first cell of the form that can be filled in. */
export function firstCursor(map: TableMap): Cursor | undefined {
  return nextFilled(map, -1, 1);
}

/** Where a move leads; the same cursor where there is nowhere to go. */
export function moved(map: TableMap, from: Cursor, move: Move): Cursor {
  const rect = map.find(from.address);
  const row = rowOfAddress(map, from.address);
  if (!rect || row === undefined) return firstCursor(map) ?? from;
  return target(map, { ...from, rect, row }, move) ?? from;
}

interface Standing extends Cursor {
  readonly rect: CellRect;
  readonly row: number;
}

function target(map: TableMap, from: Standing, move: Move): Cursor | undefined {
  switch (move) {
    case 'left':
    case 'right':
      return sideways(map, from, move === 'left' ? -1 : 1);
    case 'up':
      return vertically(map, from.rect.top - 1, -1, from.column);
    case 'down':
      return vertically(map, from.rect.bottom, 1, from.column);
    case 'home':
      return inputsAcross(map, from.row).at(0);
    case 'end':
      return inputsAcross(map, from.row).at(-1);
    case 'first':
      return firstCursor(map);
    case 'last':
      return nextFilled(map, map.rows.length, -1);
    case 'next':
      return inReadingOrder(map, from.rect, 1);
    case 'previous':
      return inReadingOrder(map, from.rect, -1);
    case 'edgeLeft':
      return edge(map, from, 'left');
    case 'edgeRight':
      return edge(map, from, 'right');
    case 'edgeUp':
      return edge(map, from, 'up');
    case 'edgeDown':
      return edge(map, from, 'down');
  }
}

/** A cursor for every cell to be filled in that covers a row, from the left. */
function inputsAcross(map: TableMap, row: number): Cursor[] {
  const cursors: Cursor[] = [];
  for (let column = 0; column < map.width; ) {
    const rect = map.at(row, column);
    if (!rect) break;
    const cursor = cursorAt(rect, row);
    if (cursor) cursors.push(cursor);
    column = rect.right;
  }
  return cursors;
}

function sideways(map: TableMap, from: Standing, step: 1 | -1): Cursor | undefined {
  let column = step === 1 ? from.rect.right : from.rect.left - 1;
  for (;;) {
    const rect = map.at(from.row, column);
    if (!rect) return undefined;
    const cursor = cursorAt(rect, from.row);
    if (cursor) return cursor;
    column = step === 1 ? rect.right : rect.left - 1;
  }
}

/** The nearest cell in the next row that has any, keeping the column one came along. */
function vertically(
  map: TableMap,
  start: number,
  step: 1 | -1,
  column: number,
): Cursor | undefined {
  for (let row = start; row >= 0 && row < map.rows.length; row += step) {
    const cell = nearestIn(map, row, column);
    if (cell) return { address: cell.address, column };
  }
  return undefined;
}

/** The cell of a row that lies over a column, or else the one closest to it. */
export function nearestIn(map: TableMap, row: number, column: number): Cursor | undefined {
  let best: Cursor | undefined;
  let distance = Number.POSITIVE_INFINITY;
  for (const cursor of inputsAcross(map, row)) {
    const rect = map.find(cursor.address);
    if (!rect) continue;
    const away = Math.max(rect.left - column, column - rect.right + 1, 0);
    if (away < distance) {
      best = cursor;
      distance = away;
    }
  }
  return best;
}

function nextFilled(map: TableMap, start: number, step: 1 | -1): Cursor | undefined {
  for (let row = start + step; row >= 0 && row < map.rows.length; row += step) {
    const found = map.inputsFrom(row).at(step === 1 ? 0 : -1);
    if (found) return cursorAt(found);
  }
  return undefined;
}

function inReadingOrder(map: TableMap, from: CellRect, step: 1 | -1): Cursor | undefined {
  const here = map.inputsFrom(from.top);
  const beside = here[here.indexOf(from) + step];
  return beside ? cursorAt(beside) : nextFilled(map, from.top, step);
}

/** Inside one section: the last cell of a block of filled ones, or the first of the next block. */
function edge(
  map: TableMap,
  from: Standing,
  direction: 'left' | 'right' | 'up' | 'down',
): Cursor | undefined {
  const { section } = map.rows[from.row] ?? {};
  const step = (at: Cursor): Cursor | undefined => {
    const next = moved(map, at, direction);
    const row = rowOfAddress(map, next.address);
    const stays = row !== undefined && map.rows[row]?.section === section;
    return next.address === at.address || !stays ? undefined : next;
  };
  const filled = (at: Cursor) => (map.find(at.address)?.cell.text ?? '') !== '';
  let here = step(from);
  if (!here) return moved(map, from, direction);
  const inBlock = filled(from) && filled(here);
  for (;;) {
    const next = step(here);
    if (!next) return here;
    if (inBlock && !filled(next)) return here;
    if (!inBlock && filled(here)) return here;
    here = next;
  }
}
