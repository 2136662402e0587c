/** What is selected: a cell, or a range of cells inside one section; and what can be said of it. Pure. */
import Big from 'big.js';
import { amountOf, formatAmount } from '../../../shared/draft/amount.ts';
import type { Address } from '../../../shared/form/definition.ts';
import { type Cursor, cursorAt, firstCursor, type Move, moved, nearestIn } from './navigate.ts';
import {
  type Area,
  addressInRow,
  type CellRect,
  cellsIn,
  rowOfAddress,
  type TableMap,
} from './table-map.ts';

export interface Selection {
  /** The active cell: where typing goes. */
  readonly anchor: Cursor;
  /** The corner that Shift and the mouse move. */
  readonly focus: Cursor;
  /** The column where a run of Tab began: Enter goes back to it. */
  readonly tabbedFrom?: number;
  /** The window stays where it is, wherever the corners are. */
  readonly still?: true;
}

/** One cell selected. */
export function single(cursor: Cursor): Selection {
  return { anchor: cursor, focus: cursor };
}

/** The same selection, but brought in sight wherever the window stands. */
export function toBeSeen({ still: _still, ...selection }: Selection): Selection {
  return selection;
}

/** A selection of one cell by its address; undefined where the table has no such cell. */
export function selectAddress(map: TableMap, address: Address): Selection | undefined {
  const rect = map.find(address);
  return rect && single({ address, column: rect.left });
}

/** What is selected when a form is opened. */
export function firstSelection(map: TableMap): Selection {
  return single(firstCursor(map) ?? { address: '', column: 0 });
}

/** The selection with its moving corner elsewhere; beyond the section at the edge of it. */
export function extendedTo(map: TableMap, selection: Selection, focus: Cursor): Selection {
  const { anchor } = selection;
  const from = rowOfAddress(map, anchor.address);
  const to = rowOfAddress(map, focus.address);
  if (from === undefined || to === undefined) return selection;
  const { top, bottom } = map.sectionRows(from);
  if (to >= top && to < bottom) return { anchor, focus };
  const step = to < top ? 1 : -1;
  for (let row = to < top ? top : bottom - 1; row >= top && row < bottom; row += step) {
    const cell = nearestIn(map, row, focus.column);
    if (cell) return { anchor, focus: { address: cell.address, column: focus.column } };
  }
  return selection;
}

/** Shift with a key that moves: only the corner goes. */
export function extendedBy(map: TableMap, selection: Selection, move: Move): Selection {
  return extendedTo(map, selection, moved(map, selection.focus, move));
}

/** Every cell of the section that the active cell is in. */
export function wholeSection(map: TableMap, selection: Selection): Selection {
  const row = rowOfAddress(map, selection.anchor.address);
  if (row === undefined) return selection;
  const { top, bottom } = map.sectionRows(row);
  const cells: CellRect[] = [];
  for (let r = top; r < bottom; r++) cells.push(...map.inputsFrom(r));
  const first = cells[0];
  if (!first) return selection;
  const left = Math.min(...cells.map((rect) => rect.left));
  const right = Math.max(...cells.map((rect) => rect.right));
  const last = cells.at(-1) ?? first;
  const anchor = nearestIn(map, first.top, left) ?? cursorAt(first);
  const focus = nearestIn(map, last.bottom - 1, right - 1) ?? cursorAt(last);
  return anchor && focus ? { anchor, focus, still: true } : selection;
}

/** The same cells, told so that all of them stay selected when merged ones come apart. */
export function withoutMerging(map: TableMap, selection: Selection): Selection {
  const area = areaOf(map, selection);
  if (!area || cellsIn(map, area).every(({ cell }) => cell.addresses.length <= 1)) return selection;
  const first = map.at(area.top, area.left);
  const last = map.at(area.bottom - 1, area.right - 1);
  const anchor = first && cursorAt(first);
  const focus = last && cursorAt(last, last.bottom - 1);
  return anchor && focus ? { anchor, focus, still: true } : selection;
}

/** Tab moves on and remembers where it began; Enter returns below that cell. */
export function afterKey(
  map: TableMap,
  selection: Selection,
  key: 'tab' | 'shiftTab' | 'enter' | 'shiftEnter',
): Selection {
  const { anchor, tabbedFrom } = selection;
  if (key === 'tab' || key === 'shiftTab') {
    const next = moved(map, anchor, key === 'tab' ? 'next' : 'previous');
    const from = tabbedFrom ?? map.find(anchor.address)?.left ?? 0;
    return { ...single(next), tabbedFrom: from };
  }
  const from = key === 'enter' && tabbedFrom !== undefined ? tabbedFrom : undefined;
  const row = rowOfAddress(map, anchor.address);
  const start = from === undefined || row === undefined ? undefined : nearestIn(map, row, from);
  const cursor = start && from !== undefined ? { ...start, column: from } : anchor;
  return single(moved(map, cursor, key === 'enter' ? 'down' : 'up'));
}

/** The rows and columns of a selection, widened until no merged cell is cut. */
export function areaOf(map: TableMap, selection: Selection): Area | undefined {
  const a = map.find(selection.anchor.address);
  const b = map.find(selection.focus.address);
  if (!a || !b) return undefined;
  let area: Area = {
    top: Math.min(a.top, b.top),
    bottom: Math.max(a.bottom, b.bottom),
    left: Math.min(a.left, b.left),
    right: Math.max(a.right, b.right),
  };
  for (;;) {
    const wider = widened(map, area);
    if (sameArea(wider, area)) return area;
    area = wider;
  }
}

function widened(map: TableMap, area: Area): Area {
  let { top, bottom, left, right } = area;
  const include = (rect: CellRect | undefined) => {
    if (!rect) return;
    top = Math.min(top, rect.top);
    bottom = Math.max(bottom, rect.bottom);
    left = Math.min(left, rect.left);
    right = Math.max(right, rect.right);
  };
  for (let column = area.left; column < area.right; column++) {
    include(map.at(area.top, column));
    include(map.at(area.bottom - 1, column));
  }
  for (let row = area.top; row < area.bottom; row++) {
    include(map.at(row, area.left));
    include(map.at(row, area.right - 1));
  }
  return { top, bottom, left, right };
}

function sameArea(a: Area, b: Area): boolean {
  return a.top === b.top && a.bottom === b.bottom && a.left === b.left && a.right === b.right;
}

/** Every address inside a selection. */
export function selectedAddresses(map: TableMap, selection: Selection): Address[] {
  const area = areaOf(map, selection);
  return area ? cellsIn(map, area).flatMap((rect) => rect.cell.addresses) : [];
}

/**
 * The addresses of an area row by row, merged cells taken apart (each row its own part); rows
 * without any are left out.
 */
export function addressRows(map: TableMap, area: Area): Address[][] {
  const rows: Address[][] = [];
  for (let row = area.top; row < area.bottom; row++) {
    const addresses = addressesAcross(map, row, area.left, area.right);
    if (addresses.length > 0) rows.push(addresses);
  }
  return rows;
}

/** The addresses of one row; a fixed cell over several rows counts in its first only. */
export function addressesAcross(
  map: TableMap,
  row: number,
  left: number,
  right = map.width,
): Address[] {
  const addresses: Address[] = [];
  for (let column = left; column < right; ) {
    const rect = map.at(row, column);
    if (!rect) break;
    const shared = rect.cell.addresses.length > 1 || rect.top === row;
    const address = shared ? addressInRow(rect, row) : undefined;
    if (address !== undefined) addresses.push(address);
    column = rect.right;
  }
  return addresses;
}

export interface Statistics {
  readonly cells: number;
  readonly filled: number;
  /** The exact sum of the numbers among them; undefined where there is none. */
  readonly sum: string | undefined;
}

/** Count and sum of a selection, with exact decimals. */
export function statisticsOf(map: TableMap, selection: Selection): Statistics {
  const area = areaOf(map, selection);
  const cells = area ? cellsIn(map, area).filter((rect) => rect.cell.addresses.length > 0) : [];
  const texts = cells.map((rect) => rect.cell.text).filter((text) => text.trim() !== '');
  const numbers = texts.flatMap((text) => amountOf(text) ?? []);
  const sum = numbers.reduce<Big>((total, value) => total.plus(value), new Big(0));
  return {
    cells: cells.length,
    filled: texts.length,
    sum: numbers.length > 0 ? formatAmount(sum) : undefined,
  };
}

/**
 * The selection after the table has changed: the same cells where they still stand, else the cell
 * that has moved to where the active one was.
 */
export function settled(before: TableMap, after: TableMap, selection: Selection): Selection {
  const stands = (cursor: Cursor) => after.find(cursor.address) !== undefined;
  if (stands(selection.anchor) && stands(selection.focus)) return selection;
  if (stands(selection.anchor)) return single(selection.anchor);
  const row = rowOfAddress(before, selection.anchor.address);
  if (row === undefined) return firstSelection(after);
  const column = selection.anchor.column;
  for (let r = Math.min(row, after.rows.length - 1); r >= 0; r--) {
    const cursor = nearestIn(after, r, column);
    if (cursor) return single({ ...cursor, column });
  }
  return firstSelection(after);
}

/** The selected area of a table's own rows: which table, and the ids of the rows. */
export function selectedRows(
  map: TableMap,
  selection: Selection,
): { readonly table: string; readonly rowIds: readonly string[] } | undefined {
  const area = areaOf(map, selection);
  const rows = area ? map.rows.slice(area.top, area.bottom) : [];
  const table = rows[0]?.table;
  if (table === undefined) return undefined;
  return { table, rowIds: rows.flatMap((row) => row.rowId ?? []) };
}
