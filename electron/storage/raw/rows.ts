/**
 * The rows of a table, read from the pages of a database that SQLite would refuse
 * (https://sqlite.org/fileformat2.html#b_tree_pages). Whatever the bytes say, it ends, and it gives
 * only rows whose every length fits.
 */
import { isUtf8 } from 'node:buffer';
import { PAGE_SIZE, type PageView } from './pages.ts';

export type RawValue = string | number | Buffer | null;

export interface RawRow {
  /** undefined in a table without. */
  readonly rowid: number | undefined;
  readonly values: readonly RawValue[];
}

/** What a walk through a table has met. */
export interface Walk {
  /** Pages that belong to the table. */
  readonly pages: Set<number>;
  /** Whether everything on the way could be followed. */
  sound: boolean;
}

/** The types of pages, for tables whose rows have numbers and for those without (`WITHOUT ROWID`). */
const NUMBERED = { interior: 0x05, leaf: 0x0d };
const KEYED = { interior: 0x02, leaf: 0x0a };

/** The header of the file stands before that of the first page. */
const FILE_HEADER = 100;
/** Deeper than any table of a file that a disk can hold. */
const MAX_DEPTH = 20;
/** More than one row of this program ever takes, in bytes. */
const MAX_ROW = 256 * 1024 * 1024;

export function newWalk(): Walk {
  return { pages: new Set(), sound: true };
}

/** The rows of the table whose tree begins at a page, in their order. */
export function* tableRows(view: PageView, root: number, walk: Walk): Generator<RawRow> {
  yield* treeRows(view, root, walk, 0);
}

function* treeRows(view: PageView, at: number, walk: Walk, depth: number): Generator<RawRow> {
  const page = view.page(at);
  const start = at === 1 ? FILE_HEADER : 0;
  const type = page?.[start];
  const isLeaf = type === NUMBERED.leaf || type === KEYED.leaf;
  const isInterior = type === NUMBERED.interior || type === KEYED.interior;
  if (!page || !(isLeaf || isInterior) || walk.pages.has(at) || depth > MAX_DEPTH) {
    walk.sound = false;
    return;
  }
  walk.pages.add(at);
  if (isLeaf) {
    yield* pageRows(view, page, start, walk);
    return;
  }
  for (const cell of cellsOf(page, start, 12, walk)) {
    yield* treeRows(view, page.readUInt32BE(cell), walk, depth + 1);
    if (type === KEYED.interior) yield* keyedRow(view, page, cell + 4, walk);
  }
  yield* treeRows(view, page.readUInt32BE(start + 8), walk, depth + 1);
}

/**
 * Rows on pages of tables that no walk has come to. They may be ones that the damage has cut off, or
 * what is left of rows that were deleted or changed.
 */
export function* looseRows(view: PageView, reached: ReadonlySet<number>): Generator<RawRow> {
  for (let at = 1; at <= view.count; at++) {
    const page = reached.has(at) ? undefined : view.page(at);
    if (page?.[0] === NUMBERED.leaf) yield* pageRows(view, page, 0, newWalk());
  }
}

function* pageRows(view: PageView, page: Buffer, start: number, walk: Walk): Generator<RawRow> {
  for (const cell of cellsOf(page, start, 8, walk)) {
    if (page[start] === KEYED.leaf) {
      yield* keyedRow(view, page, cell, walk);
      continue;
    }
    const length = readVarint(page, cell);
    const rowid = length && readVarint(page, length.next);
    const values = rowid && readRow(view, page, rowid.next, length.value, MOST_NUMBERED, walk);
    if (values) yield { rowid: rowid.value, values };
    else walk.sound = false;
  }
}

function* keyedRow(view: PageView, page: Buffer, cell: number, walk: Walk): Generator<RawRow> {
  const length = readVarint(page, cell);
  const values = length && readRow(view, page, length.next, length.value, MOST_KEYED, walk);
  if (values) yield { rowid: undefined, values };
  else walk.sound = false;
}

/** Where the cells of a page begin. */
function cellsOf(page: Buffer, start: number, header: number, walk: Walk): number[] {
  const count = page.readUInt16BE(start + 3);
  const from = start + header;
  if (from + count * 2 > PAGE_SIZE) {
    walk.sound = false;
    return [];
  }
  const places = Array.from({ length: count }, (_, i) => page.readUInt16BE(from + i * 2));
  const fitting = places.filter((place) => place >= from + count * 2 && place <= PAGE_SIZE - 4);
  if (fitting.length < count) walk.sound = false;
  return fitting;
}

/** The most of a row that stands on its own page, in bytes. */
const MOST_NUMBERED = PAGE_SIZE - 35;
const MOST_KEYED = Math.floor(((PAGE_SIZE - 12) * 64) / 255) - 23;
/** The least of one that does not fit. */
const LEAST = Math.floor(((PAGE_SIZE - 12) * 32) / 255) - 23;

function readRow(
  view: PageView,
  page: Buffer,
  from: number,
  length: number,
  most: number,
  walk: Walk,
): RawValue[] | undefined {
  const local = localLength(length, most);
  const end = from + local;
  if (length > MAX_ROW || end + (local < length ? 4 : 0) > PAGE_SIZE) return undefined;
  const here = page.subarray(from, end);
  if (local === length) return readRecord(here);
  const rest = overflow(view, page.readUInt32BE(end), length - local, walk);
  return rest && readRecord(Buffer.concat([here, ...rest]));
}

/** How much of a row stands on its own page. */
function localLength(length: number, most: number): number {
  if (length <= most) return length;
  const fitting = LEAST + ((length - LEAST) % (PAGE_SIZE - 4));
  return fitting <= most ? fitting : LEAST;
}

function overflow(view: PageView, first: number, length: number, walk: Walk): Buffer[] | undefined {
  const parts: Buffer[] = [];
  const seen = new Set<number>();
  let left = length;
  for (let at = first; left > 0; ) {
    const page = seen.has(at) ? undefined : view.page(at);
    if (!page) return undefined;
    seen.add(at);
    walk.pages.add(at);
    parts.push(page.subarray(4, 4 + Math.min(left, PAGE_SIZE - 4)));
    left -= PAGE_SIZE - 4;
    at = page.readUInt32BE(0);
  }
  return parts;
}

function readRecord(bytes: Buffer): RawValue[] | undefined {
  const header = readVarint(bytes, 0);
  if (!header || header.value > bytes.length) return undefined;
  const values: RawValue[] = [];
  let at = header.value;
  for (let place = header.next; place < header.value; ) {
    const type = readVarint(bytes, place);
    if (!type) return undefined;
    place = type.next;
    const value = readValue(bytes, at, type.value);
    if (value === undefined) return undefined;
    at += sizeOf(type.value);
    values.push(value);
  }
  return at === bytes.length ? values : undefined;
}

/** The sizes of the serial types 0 to 9, in bytes; 10 and 11 are never written. */
const SIZES = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0];

function sizeOf(type: number): number {
  return type >= 12 ? Math.floor((type - 12) / 2) : (SIZES[type] ?? 0);
}

function readValue(bytes: Buffer, at: number, type: number): RawValue | undefined {
  const size = sizeOf(type);
  if (at + size > bytes.length || type === 10 || type === 11) return undefined;
  if (type === 0) return null;
  if (type === 8 || type === 9) return type - 8;
  if (type === 7) return bytes.readDoubleBE(at);
  if (type === 6) return Number(bytes.readBigInt64BE(at));
  if (type < 6) return bytes.readIntBE(at, size);
  const part = bytes.subarray(at, at + size);
  if (type % 2 === 0) return Buffer.from(part);
  return isUtf8(part) ? part.toString('utf8') : undefined;
}

/** A number of 1 to 9 bytes; none of this program's is larger than what a double keeps. */
function readVarint(bytes: Buffer, at: number): { value: number; next: number } | undefined {
  let value = 0;
  for (let i = 0; i < 8; i++) {
    const byte = bytes[at + i];
    if (byte === undefined) return undefined;
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return Number.isSafeInteger(value) ? { value, next: at + i + 1 } : undefined;
  }
  return undefined;
}
