/** Where an edit was made, told from the drafts on both sides of it: for undo to lead back there. Pure. */
import { type Draft, type Row, rowsOf } from '../../../shared/draft/draft.ts';
import { type Address, rowAddress } from '../../../shared/form/definition.ts';
import type { Sheet } from './fill.ts';
import { type Selection, selectAddress, selectedAddresses } from './selection.ts';
import { rowOfAddress, type TableMap } from './table-map.ts';

/**
 * The selection, where what differs from another draft lies in it, or is rows of its own section;
 * else the first place that differs.
 */
export function whereChanged(sheet: Sheet, other: Draft, selection: Selection): Selection {
  const { map } = sheet;
  const [first] = differences(sheet, other).sort((a, b) => topOf(map, a) - topOf(map, b));
  if (!first) return selection;
  const beside = first.rows
    ? sectionOf(map, first.address) === sectionOf(map, selection.anchor.address)
    : selectedAddresses(map, selection).includes(first.address);
  return beside ? selection : (selectAddress(map, first.address) ?? selection);
}

interface Difference {
  readonly address: Address;
  /** Whether rows have come, gone or moved. */
  readonly rows: boolean;
}

function differences({ definition, draft, map }: Sheet, other: Draft): Difference[] {
  const cells = [...definition.fields.keys()]
    .filter((address) => draft.cells[address] !== other.cells[address])
    .map((address) => ({ address, rows: false }));
  const marks = Object.keys({ ...draft.marks, ...other.marks })
    .filter((address) => draft.marks[address] !== other.marks[address])
    .map((address) => ({ address, rows: false }));
  const rows = [...definition.tables.values()].flatMap((table) => {
    const [own, others] = [rowsOf(draft, table.id), rowsOf(other, table.id)];
    const moved = own.length !== others.length || own.some((row, i) => row.id !== others[i]?.id);
    const at = own.findIndex((row, i) => (moved ? row.id !== others[i]?.id : row !== others[i]));
    const row = at === -1 && moved ? own.at(-1) : own[at];
    const column = table.columns.find(({ id }) => textOf(row, id) !== textOf(others[at], id));
    const shown = moved ? table.columns[0] : column;
    return row && shown ? [{ address: rowAddress(table.id, row.id, shown.id), rows: moved }] : [];
  });
  return [...cells, ...rows, ...marks].filter(({ address }) => map.find(address));
}

function textOf(row: Row | undefined, column: string): string {
  return row?.cells[column] ?? '';
}

function topOf(map: TableMap, { address }: Difference): number {
  return rowOfAddress(map, address) ?? map.rows.length;
}

function sectionOf(map: TableMap, address: Address): string | undefined {
  return map.rows[rowOfAddress(map, address) ?? -1]?.section;
}
