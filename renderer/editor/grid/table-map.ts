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

/** What a map is made of. */
interface Places {
  readonly rects: readonly (CellRect | undefined)[];
  /** Where each row stands, by its key: the addresses of a row that can be added begin with it. */
  readonly rowAt: ReadonlyMap<string, number>;
  /** What stands for addresses in the other rows. */
  readonly fixed: ReadonlyMap<Address, CellRect>;
}

const known = new WeakMap<Table, { readonly map: TableMap; readonly places: Places }>();

/**
 * The map of a table; kept as long as the table itself.
 * @param before an earlier table of the same draft: what stands where it stood is taken over
 */
export function mapOf(table: Table, before?: Table): TableMap {
  const made = known.get(table);
  if (made) return made.map;
  const places = makePlaces(table, before);
  const map = createMap(table, places);
  known.set(table, { map, places });
  return map;
}

function createMap(table: Table, { rects, rowAt, fixed }: Places): TableMap {
  const { rows } = table;
  const width = table.columns.length;
  const at = (row: number, column: number) =>
    column < 0 || column >= width ? undefined : rects[row * width + column];
  const inRow = (address: Address) => {
    const row = rowAt.get(address.slice(0, address.lastIndexOf('/')));
    if (row === undefined) return undefined;
    for (let column = 0; column < width; column++) {
      const rect = at(row, column);
      if (rect?.cell.addresses.includes(address)) return rect;
    }
    return undefined;
  };
  return {
    table,
    rows,
    width,
    at,
    find: (address) => fixed.get(address) ?? inRow(address),
    inputsFrom: (row) =>
      (rows[row]?.cells ?? []).flatMap((cell) => {
        const rect = cell.addresses.length > 0 ? at(row, cell.column) : undefined;
        return rect ? [rect] : [];
      }),
    sectionRows: (row) => sectionRows(rows, row),
  };
}

/** A row that is another one than before says so itself; so do all whose cells it has given up. */
function makePlaces({ rows, columns }: Table, before: Table | undefined): Places {
  const width = columns.length;
  const alike = before?.columns.length === width && before.rows.length === rows.length;
  const same = alike ? known.get(before)?.places : undefined;
  const rects = same ? [...same.rects] : new Array<CellRect | undefined>(rows.length * width);
  const sameRows = same && rows.every((row, i) => row.key === before?.rows[i]?.key);
  const rowAt = sameRows ? same.rowAt : new Map(rows.map((row, i) => [row.key, i]));
  const fixed = new Map(same?.fixed);
  for (const [top, row] of rows.entries()) {
    if (same && row === before?.rows[top]) continue;
    for (const cell of row.cells) {
      const rect = rectOf(cell, top);
      for (let r = rect.top; r < rect.bottom; r++) {
        for (let c = rect.left; c < rect.right; c++) rects[r * width + c] = rect;
      }
      if (row.table === undefined) for (const address of cell.addresses) fixed.set(address, rect);
    }
  }
  return { rects, rowAt, fixed };
}

function rectOf(cell: TableCell, top: number): CellRect {
  const { column: left, rowSpan, colSpan } = cell;
  return { cell, top, bottom: top + rowSpan, left, right: left + colSpan };
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
