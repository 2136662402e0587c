/** What can be done to whole rows of a row table, told as an edit and the selection after it. Pure. */
import { rowsOf } from '../../../shared/draft/draft.ts';
import type { Edit, Place } from '../../../shared/draft/edit.ts';
import { type Address, rowAddress, type TableId } from '../../../shared/form/definition.ts';
import type { Sheet } from './fill.ts';
import { type Selection, selectedRows, single } from './selection.ts';

export interface RowEdit {
  readonly edit: Edit;
  /** Where the cursor goes; left out where it stays on its cell. */
  readonly select?: Address;
}

/** As many new rows as are selected, above or below them, in the same group. */
export function insertRows(
  sheet: Sheet,
  selection: Selection,
  where: 'above' | 'below',
): RowEdit | undefined {
  const rows = selectedRows(sheet.map, selection);
  const beside = where === 'above' ? rows?.rowIds[0] : rows?.rowIds.at(-1);
  if (!rows || beside === undefined) return undefined;
  const place: Place = where === 'above' ? { before: beside } : { after: beside };
  return inserted(sheet, rows.table, place, rows.rowIds.length);
}

/** A new row at the end of a table: the only way into a table without rows. */
export function appendRow(sheet: Sheet, table: TableId): RowEdit {
  const last = rowsOf(sheet.draft, table).at(-1);
  return inserted(sheet, table, last ? { after: last.id } : 'end', 1);
}

function inserted(sheet: Sheet, table: TableId, place: Place, count: number): RowEdit {
  const columns = sheet.definition.tables.get(table)?.columns ?? [];
  const first = place === 'end' ? columns[0] : columns.find((column) => !column.merge);
  const edit: Edit = {
    type: 'insertRows',
    table,
    place,
    rows: Array.from({ length: count }, () => ({})),
  };
  return { edit, select: rowAddress(table, `r${sheet.draft.nextRow}`, first?.id ?? '') };
}

/** Takes the selected rows away; where none would be left, a blank one takes their place. */
export function removeRows(sheet: Sheet, selection: Selection): RowEdit | undefined {
  const rows = selectedRows(sheet.map, selection);
  if (!rows) return undefined;
  const { table, rowIds } = rows;
  const remove: Edit = { type: 'removeRows', table, rows: rowIds };
  if (rowIds.length < rowsOf(sheet.draft, table).length) return { edit: remove };
  const blank: Edit = { type: 'insertRows', table, place: 'end', rows: [{}] };
  return { edit: { type: 'all', edits: [remove, blank] } };
}

/** Copies the selected rows to behind them; the cursor goes to the first copy. */
export function duplicateRows(sheet: Sheet, selection: Selection): RowEdit | undefined {
  const rows = selectedRows(sheet.map, selection);
  const column = columnOf(selection);
  if (!rows || column === undefined) return undefined;
  return {
    edit: { type: 'duplicateRows', table: rows.table, rows: rows.rowIds },
    select: rowAddress(rows.table, `r${sheet.draft.nextRow}`, column),
  };
}

/** Moves the selected rows by one, past the row above or below them. */
export function moveRows(
  sheet: Sheet,
  selection: Selection,
  direction: 'up' | 'down',
): RowEdit | undefined {
  const rows = selectedRows(sheet.map, selection);
  if (!rows) return undefined;
  const ids = rowsOf(sheet.draft, rows.table).map((row) => row.id);
  const edge = ids.indexOf((direction === 'up' ? rows.rowIds[0] : rows.rowIds.at(-1)) ?? '');
  const neighbour = ids[direction === 'up' ? edge - 1 : edge + 1];
  if (neighbour === undefined) return undefined;
  const place: Place = direction === 'up' ? { before: neighbour } : { after: neighbour };
  return { edit: { type: 'moveRows', table: rows.table, rows: rows.rowIds, place } };
}

/** Selects whole rows, from the one of the first id to the one of the last. */
export function rowSelection(
  sheet: Sheet,
  table: TableId,
  first: string,
  last: string,
): Selection | undefined {
  const columns = sheet.definition.tables.get(table)?.columns ?? [];
  const own = columns.filter((column) => !column.merge);
  const from = own[0];
  const to = own.at(-1);
  if (!from || !to) return undefined;
  const anchor = { address: rowAddress(table, first, from.id), column: from.start };
  return {
    ...single(anchor),
    focus: { address: rowAddress(table, last, to.id), column: to.start },
  };
}

function columnOf(selection: Selection): string | undefined {
  return selection.anchor.address.split('/')[2];
}
