/** From the library into a draft: as new rows, or into the empty cells of a row. */
import { type Draft, rowsOf } from '../draft/draft.ts';
import type { Edit } from '../draft/edit.ts';
import { Placer, shapeOf } from '../draft/placing.ts';
import { findRow } from '../draft/values.ts';
import {
  type Address,
  type ColumnId,
  type FormDefinition,
  type RowId,
  type RowTable,
  rowAddress,
  targetOf,
} from '../form/definition.ts';
import { type EntryCells, entryKey, keysInTable, type LibraryShape, libraryOf } from './entry.ts';

export interface InsertPlan {
  /** One step that adds the rows. */
  readonly edit: Edit;
  /** How many rows it adds; entries that the table has already are left out. */
  readonly added: number;
  readonly skipped: number;
  /** The name cell of the last new row: what is inserted next goes below it. */
  readonly select: Address | undefined;
}

/**
 * Plans to insert entries into a table: below a row, but never into a group that is not theirs
 * (then at the end of their own group, or behind the row's). A row that holds nothing but the group
 * of an entry was its place, and goes.
 * @param after the row that is selected; undefined where none of the table is
 */
export function insertPlan(
  draft: Draft,
  library: LibraryShape,
  table: RowTable,
  after: RowId | undefined,
  entries: readonly EntryCells[],
): InsertPlan {
  const placer = new Placer(shapeOf(table), table, draft);
  for (const row of rowsOf(draft, table.id)) {
    placer.passed(row, row.id);
    if (row.id === after) break;
  }
  const there = new Set(keysInTable(library, draft, table.id));
  let added = 0;
  for (const entry of entries) {
    const key = entryKey(library, entry);
    if (there.has(key)) continue;
    there.add(key);
    added += 1;
    placer.add({ id: '', cells: entry }, cellsFor(library, table, entry));
  }
  return {
    edit: placer.edit(),
    added,
    skipped: entries.length - added,
    select:
      added > 0
        ? rowAddress(table.id, `r${draft.nextRow + added - 1}`, library.shape.name.id)
        : undefined,
  };
}

/** The texts for the columns that a table has; groups even where empty: it takes none of its neighbour. */
function cellsFor(library: LibraryShape, table: RowTable, entry: EntryCells): EntryCells {
  const cells: Record<ColumnId, string> = {};
  for (const { id, merge } of library.columns) {
    if (table.columnById.has(id) && (merge || entry[id])) cells[id] = entry[id] ?? '';
  }
  return cells;
}

/** The library that a cell's names are offered from; undefined where the cell is no name. */
export function libraryAt(definition: FormDefinition, address: Address): LibraryShape | undefined {
  const library = libraryOf(definition);
  const target = targetOf(definition, address);
  if (!library || !target || 'field' in target) return undefined;
  const isName =
    target.column.id === library.shape.name.id &&
    library.tables.some((table) => table.id === target.table.id);
  return isName ? library : undefined;
}

/** The edit that gives a row the name of an entry, and its texts where the row's cells are empty. */
export function fillFromEntry(
  definition: FormDefinition,
  draft: Draft,
  address: Address,
  entry: EntryCells,
): Edit {
  const library = libraryAt(definition, address);
  const target = targetOf(definition, address);
  if (!library || !target || 'field' in target) return { type: 'set', cells: [] };
  const { table, rowId } = target;
  const row = findRow(draft, table.id, rowId);
  const cells = library.columns.flatMap(({ id }): (readonly [Address, string])[] => {
    const text = entry[id] ?? '';
    const isName = id === library.shape.name.id;
    const free = isName || (row?.cells[id] ?? '').trim() === '';
    const fits = table.columnById.has(id) && text !== '' && free;
    return fits ? [[rowAddress(table.id, rowId, id), text]] : [];
  });
  return { type: 'set', cells };
}
