/** The table as a map from places and addresses to cells: computed once, asked by everyone. */
import type { Address } from '../../../shared/form/definition.ts';
import type { Table, TableCell, TableRow } from '../../../shared/table/lay-out.ts';

/** A cell with the rows and grid columns it covers; `bottom` and `right` are the first beyond. */
export interface CellRect {
  readonly cell: TableCell;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** Rows and grid columns of a range; `bottom` and `right` are the first beyond. */
export interface Area {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export interface TableMap {
  readonly table: Table;
  readonly rows: readonly TableRow[];
  readonly width: number;
  /** The cell that covers a place; undefined outside the table. */
  at(row: number, column: number): CellRect | undefined;
  /** The cell that stands for an address. */
  find(address: Address): CellRect | undefined;
  /** The cells that begin in a row and can be filled in, from the left. */
  inputsFrom(row: number): readonly CellRect[];
  /** The rows of the section that a row belongs to. */
  sectionRows(row: number): { readonly top: number; readonly bottom: number };
}

const maps = new WeakMap<Table, TableMap>();

/** The map of a table; kept as long as the table itself. */
export function mapOf(table: Table): TableMap {
  let map = maps.get(table);
  if (!map) {
    map = createMap(table);
    maps.set(table, map);
  }
  return map;
}

function createMap(table: Table): TableMap {
  const { rows } = table;
  const width = table.columns.length;
  const places = new Array<CellRect | undefined>(rows.length * width);
  const byAddress = new Map<Address, CellRect>();
  for (const [top, row] of rows.entries()) {
    for (const cell of row.cells) {
      const rect: CellRect = {
        cell,
        top,
        bottom: top + cell.rowSpan,
        left: cell.column,
        right: cell.column + cell.colSpan,
      };
      for (let r = rect.top; r < rect.bottom; r++) {
        for (let c = rect.left; c < rect.right; c++) places[r * width + c] = rect;
      }
      for (const address of cell.addresses) byAddress.set(address, rect);
    }
  }
  const at = (row: number, column: number) =>
    column < 0 || column >= width ? undefined : places[row * width + column];
  return {
    table,
    rows,
    width,
    at,
    find: (address) => byAddress.get(address),
    inputsFrom: (row) =>
      (rows[row]?.cells ?? []).flatMap((cell) => {
        const rect = cell.addresses.length > 0 ? at(row, cell.column) : undefined;
        return rect ? [rect] : [];
      }),
    sectionRows: (row) => sectionRows(rows, row),
  };
}

function sectionRows(rows: readonly TableRow[], row: number) {
  const section = rows[row]?.section;
  let top = row;
  let bottom = row + 1;
  while (rows[top - 1]?.section === section && top > 0) top -= 1;
  while (rows[bottom]?.section === section && bottom < rows.length) bottom += 1;
  return { top, bottom };
}

/** The row in which an address stands: in a merged cell, one of those that it covers. */
export function rowOfAddress(map: TableMap, address: Address): number | undefined {
  const rect = map.find(address);
  return rect && rect.top + rect.cell.addresses.indexOf(address);
}

/** The address that a cell stands for in one row: its own in a merged cell, else its only one. */
export function addressInRow(rect: CellRect, row: number): Address | undefined {
  const { addresses } = rect.cell;
  return addresses[Math.max(0, Math.min(row - rect.top, addresses.length - 1))];
}

/** The cells of an area in reading order, each once, labels too. */
export function cellsIn(map: TableMap, area: Area): CellRect[] {
  const cells: CellRect[] = [];
  for (let row = area.top; row < area.bottom; row++) {
    for (let column = area.left; column < area.right; ) {
      const rect = map.at(row, column);
      if (!rect) break;
      if (rect.top === row) cells.push(rect);
      column = rect.right;
    }
  }
  return cells;
}
