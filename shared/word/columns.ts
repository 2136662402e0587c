/** Tells which column of a source table is which column of the form, by the headings above it. */
import { isLabel, type PlacedCell, type Section } from '../form/definition.ts';
import { type FormCell, type FormRow, isHeadingRow, isTitleRow } from './find-form.ts';

/** Where one column of the form stands in the source. */
export interface ColumnRange {
  /** The lowest heading over the column, in the definition. */
  readonly heading: PlacedCell;
  readonly left: number;
  readonly right: number;
}

export interface Columns {
  readonly ranges: readonly ColumnRange[];
  readonly dataRows: readonly FormRow[];
  /** Where the headings end at the right. */
  readonly right: number;
  /** Headings of the definition that the source lacks. */
  readonly missing: readonly PlacedCell[];
  readonly notes: readonly string[];
}

/** The headings of a section that have no heading below them. */
function leafHeadings(section: Section): PlacedCell[] {
  const headings = section.rows.flat().filter((cell) => isLabel(cell) && cell.heading);
  return headings.filter(
    (cell) =>
      !headings.some(
        (other) =>
          other.row > cell.row &&
          other.column < cell.column + cell.span &&
          cell.column < other.column + other.span,
      ),
  );
}

/**
 * The year that the year headings of a section speak of, as 预算年度; undefined where they do not
 * tell. A form shows the two years before, some files the budget year as well.
 */
export function yearOf(section: Section, rows: readonly FormRow[]): number | undefined {
  const offsets = section.rows.flat().flatMap((cell) => {
    const match = isLabel(cell) ? /^\{year(?:-(\d))?\}/.exec(cell.label) : null;
    return match ? [0 - Number(match[1] ?? 0)] : [];
  });
  if (offsets.length === 0) return undefined;
  const years = new Set<number>();
  for (const cell of headingRows(section, rows).flatMap((row) => row.cells)) {
    const year = cell.hits.find((hit) => hit.section === section && hit.year)?.year;
    if (year) years.add(year.value);
  }
  const newest = Math.max(...years);
  if (years.size === offsets.length) return newest - Math.max(...offsets);
  return years.size === offsets.length + 1 ? newest : undefined;
}

function headingRows(section: Section, rows: readonly FormRow[]): readonly FormRow[] {
  const end = rows.findIndex((row) => !isHeadingRow(row, section) && !isTitleRow(row, section));
  return end < 0 ? rows : rows.slice(0, end);
}

/** Finds the columns of a section in its source rows, for a form of the given 预算年度. */
export function findColumns(section: Section, rows: readonly FormRow[], year: number): Columns {
  const leaves = leafHeadings(section);
  const heads = headingRows(section, rows);
  const found = new Map<PlacedCell, FormCell>();
  for (const cell of heads.flatMap((row) => row.cells)) {
    const hit = cell.hits.find(
      (one) =>
        one.section === section &&
        (!one.year || one.year.value - year === one.year.offset) &&
        !(one.cell && found.has(one.cell)),
    );
    if (!hit) continue;
    cell.used = true;
    if (hit.cell) found.set(hit.cell, cell);
  }
  const notes = pairLastHeading(leaves, heads, found);
  const ranges = leaves.flatMap((heading): ColumnRange[] => {
    const cell = found.get(heading);
    return cell ? [{ heading, left: cell.left, right: cell.right }] : [];
  });
  const dataRows = rows.slice(heads.length).filter((row) => !isRepeatedHeading(row, section));
  const right = Math.max(...(heads.length > 0 ? heads : rows).flatMap(rightEdges));
  if (ranges.length > 0) {
    return { ranges, dataRows, right, missing: leaves.filter((leaf) => !found.has(leaf)), notes };
  }
  const assumed = byProportion(section, leaves, rows);
  const note = `${section.name}：没有找到表头，各列按官方表的位置读入，请核对。`;
  return { ranges: assumed, dataRows, right, missing: [], notes: [note] };
}

function rightEdges(row: FormRow): number[] {
  return row.cells.map((cell) => cell.right);
}

/** One heading unknown on either side: they must be each other's; says so. */
function pairLastHeading(
  leaves: readonly PlacedCell[],
  heads: readonly FormRow[],
  found: Map<PlacedCell, FormCell>,
): string[] {
  const missing = leaves.filter((leaf) => !found.has(leaf));
  const unknown = heads
    .flatMap((row) => row.cells)
    .filter((cell) => !cell.used && !cell.continued && cell.text.trim() !== '');
  const [leaf] = missing;
  const [cell] = unknown;
  if (missing.length !== 1 || unknown.length !== 1 || !leaf || !cell) return [];
  found.set(leaf, cell);
  cell.used = true;
  const name = isLabel(leaf) ? leaf.label.replace(/\s/g, '') : '';
  return [`表头「${cell.text.trim()}」按「${name}」读入，请核对。`];
}

/** A heading that a file repeats on its next page. */
function isRepeatedHeading(row: FormRow, section: Section): boolean {
  const hits = row.cells.filter((cell) => cell.hits.some((hit) => hit.section === section));
  if (hits.length < 3 || !isHeadingRow(row, section)) return false;
  for (const cell of hits) cell.used = true;
  return true;
}

/** The definition's own columns stretched over the width of the source. */
function byProportion(
  section: Section,
  leaves: readonly PlacedCell[],
  rows: readonly FormRow[],
): ColumnRange[] {
  const cells = rows.flatMap((row) => row.cells);
  const left = Math.min(...cells.map((cell) => cell.left));
  const right = Math.max(...cells.map((cell) => cell.right));
  const width = Math.max(...section.rows.flat().map((cell) => cell.column + cell.span));
  const edge = (column: number) => left + ((right - left) * column) / width;
  return leaves.map((heading) => ({
    heading,
    left: edge(heading.column),
    right: edge(heading.column + heading.span),
  }));
}

/** The column that a cell stands in: the one it shares most of its width with. */
export function columnOf(cell: FormCell, ranges: readonly ColumnRange[]): ColumnRange | undefined {
  let best: ColumnRange | undefined;
  let most = 0;
  for (const range of ranges) {
    const overlap = Math.min(cell.right, range.right) - Math.max(cell.left, range.left);
    if (overlap > most) {
      best = range;
      most = overlap;
    }
  }
  return best;
}

/** How many columns of the form a cell covers by more than half of their width. */
export function coverage(cell: FormCell, ranges: readonly ColumnRange[]): number {
  return ranges.filter((range) => {
    const overlap = Math.min(cell.right, range.right) - Math.max(cell.left, range.left);
    return overlap * 2 > range.right - range.left;
  }).length;
}

/**
 * A note on a row that ends elsewhere than the headings: a cell was added or lost in it, and what
 * stands behind that cell may be in the wrong column.
 */
export function raggedNote(row: FormRow, columns: Columns): string | undefined {
  const right = Math.max(...row.cells.map((cell) => cell.right));
  const narrowest = Math.min(...columns.ranges.map((range) => range.right - range.left));
  if (Math.abs(right - columns.right) * 2 < narrowest) return undefined;
  const texts = row.cells.map((cell) => cell.text.trim()).filter((text) => text !== '');
  if (texts.length === 0) return undefined;
  const where = `${row.table.name}第 ${row.index + 1} 行`;
  return `${where}的格数与表头不一致，可能错了列，请核对这一行：${texts.join('、')}`;
}
