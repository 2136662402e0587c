/** The rows of a section cut into parts that can be laid out and painted each by itself. Pure. */
import type { TableCell, TableRow } from '../../../shared/table/lay-out.ts';

/** Some rows as a table of their own, or a cell beside all of the blocks that it covers. */
export type Block = RowsBlock | SpanBlock;

export interface RowsBlock {
  readonly key: string;
  readonly rows: readonly TableRow[];
  /** The place of the first of them in the section, counted from 0. */
  readonly start: number;
  /** The first grid column: cells further left stand beside the block. */
  readonly left: number;
}

export interface SpanBlock {
  readonly key: string;
  readonly cell: TableCell;
  /** The key of the row that the cell begins in, and its place in the section, counted from 0. */
  readonly rowKey: string;
  readonly start: number;
  readonly blocks: readonly Block[];
}

export interface SectionParts {
  /** The label over all rows of the section. */
  readonly label: TableCell | undefined;
  readonly headings: RowsBlock | undefined;
  readonly blocks: readonly Block[];
}

/** So many rows make a block, unless a merged cell holds more of them together. */
const ENOUGH = 50;
/** A block that once began at a row begins there again as long as the one before has so many … */
const FEW = 25;
/** … and no block grows beyond so many. So an inserted row moves no other to another block. */
const MANY = 80;

/** @param before what the section was cut into until now */
export function partsOf(rows: readonly TableRow[], before: SectionParts | undefined): SectionParts {
  const label = rows.length > 1 ? spanOver(rows, 0) : undefined;
  const left = label ? label.colSpan : 0;
  const firstData = rows.findIndex((row) => !row.heading);
  const start = firstData === -1 ? rows.length : firstData;
  const first = start > 0 ? rows[0] : undefined;
  const starts = startsOf(before?.blocks ?? []);
  return {
    label,
    headings: first && { key: first.key, rows: rows.slice(0, start), start: 0, left },
    blocks: blocksOf(rows.slice(start), start, left, starts),
  };
}

function blocksOf(
  rows: readonly TableRow[],
  start: number,
  left: number,
  starts: ReadonlySet<string>,
): Block[] {
  const blocks: Block[] = [];
  let open: TableRow[] = [];
  let at = start;
  const close = () => {
    const [first] = open;
    if (first) blocks.push({ key: first.key, rows: open, start: at - open.length, left });
    open = [];
  };
  for (const band of bandsOf(rows, left)) {
    const rowKey = band[0]?.key ?? '';
    const cell = band.length > MANY ? spanOver(band, left) : undefined;
    const enough = starts.size === 0 ? ENOUGH : starts.has(rowKey) ? FEW : MANY;
    if (cell || open.length >= enough) close();
    if (cell) {
      const inner = blocksOf(band, at, cell.column + cell.colSpan, starts);
      blocks.push({ key: cell.key, cell, rowKey, start: at, blocks: inner });
    } else open.push(...band);
    at += band.length;
  }
  close();
  return blocks;
}

/** The rows in runs that no cell reaches out of. */
function bandsOf(rows: readonly TableRow[], left: number): TableRow[][] {
  const bands: TableRow[][] = [];
  let end = 0;
  for (const [i, row] of rows.entries()) {
    if (i >= end) bands.push([]);
    bands.at(-1)?.push(row);
    for (const cell of row.cells) {
      if (cell.column >= left) end = Math.max(end, i + cell.rowSpan);
    }
  }
  return bands;
}

/** The leftmost cell, where it stands beside all the rows. */
function spanOver(rows: readonly TableRow[], left: number): TableCell | undefined {
  const cell = rows[0]?.cells.find(({ column }) => column >= left);
  return cell?.column === left && cell.rowSpan === rows.length ? cell : undefined;
}

function startsOf(blocks: readonly Block[]): ReadonlySet<string> {
  const keys = (block: Block): string[] =>
    'cell' in block ? block.blocks.flatMap(keys) : [block.key];
  return new Set(blocks.flatMap(keys));
}
