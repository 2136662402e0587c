/** The rows of a form as Word sees them: how many cells each has, and which grid columns they cover. */
import { type FormDefinition, isLabel, type PlacedCell, type Section } from '../form/definition.ts';
import type { FormRow } from './find-form.ts';
import type { LabelHit } from './labels.ts';

/** One cell of a row as Word stores it: cells that continue a merge above are there too. */
export interface ShapeCell {
  readonly left: number;
  readonly right: number;
  /** The definition's cell that begins here; undefined for a continuation and for a row table's. */
  readonly cell?: PlacedCell;
  /** The label merged at the left of the section begins here. */
  readonly sectionLabel?: true;
  readonly column?: string;
}

export interface Shape {
  readonly cells: readonly ShapeCell[];
  /** Whether it is the row that a person adds, not one that the form has once. */
  readonly repeated: boolean;
}

const known = new WeakMap<Section, readonly Shape[]>();

/** The shapes of a section's rows, from top to bottom; that of its row table last. */
export function shapesOf(definition: FormDefinition, section: Section): readonly Shape[] {
  const ready = known.get(section);
  if (ready) return ready;
  const shapes = section.rows.map((_, row) => fixedShape(definition, section, row));
  if (section.table) {
    const label = section.label === undefined ? [] : [{ left: 0, right: 1 }];
    const columns = section.table.columns.map((column) => ({
      left: column.start,
      right: column.start + column.span,
      column: column.id,
    }));
    shapes.push({ cells: [...label, ...columns], repeated: true });
  }
  known.set(section, shapes);
  return shapes;
}

function fixedShape(definition: FormDefinition, section: Section, row: number): Shape {
  const cells: ShapeCell[] = [];
  if (section.label !== undefined) {
    cells.push({ left: 0, right: 1, ...(row === 0 && { sectionLabel: true as const }) });
  }
  while ((cells.at(-1)?.right ?? 0) < definition.columns.length) {
    const left = cells.at(-1)?.right ?? 0;
    const covering = section.rows
      .flat()
      .find((cell) => cell.column === left && cell.row <= row && row < cell.row + cell.rows);
    if (!covering) break;
    const right = left + covering.span;
    cells.push({ left, right, ...(covering.row === row && { cell: covering }) });
  }
  return { cells, repeated: false };
}

/**
 * Gives the cells of counted rows the grid columns that the form's own rows with so many cells have.
 * Where some row has a number of cells that the form does not know (a column was added), the rows
 * keep counting, and headings behind one that spans several columns count from the right.
 * @returns notes on rows that have fewer cells than the others
 */
export function placeCounted(
  definition: FormDefinition,
  section: Section,
  rows: readonly FormRow[],
): string[] {
  const shapes = shapesOf(definition, section);
  const fitting = (row: FormRow) => shapes.filter((one) => one.cells.length === row.cells.length);
  if (rows.some((row) => fitting(row).length === 0)) return placeByCount(section, rows);
  for (const row of rows) {
    const shape = bestFit(fitting(row), row);
    row.cells.forEach((cell, i) => {
      cell.left = shape?.cells[i]?.left ?? cell.left;
      cell.right = shape?.cells[i]?.right ?? cell.right;
    });
  }
  return [];
}

/**
 * Joins rows of a counted table that a line end inside a cell has torn apart: neither half has a
 * number of cells that the form knows, both together have.
 */
export function joinTorn(
  definition: FormDefinition,
  section: Section,
  rows: readonly FormRow[],
): readonly FormRow[] {
  const counts = new Set(shapesOf(definition, section).map((shape) => shape.cells.length));
  const joined: FormRow[] = [];
  for (const row of rows) {
    const before = joined.at(-1);
    const together = (before?.cells.length ?? 0) + row.cells.length;
    const isTorn = (one: FormRow) => one.table.counted && !counts.has(one.cells.length);
    if (before && isTorn(before) && isTorn(row) && counts.has(together)) {
      joined[joined.length - 1] = { ...before, cells: [...before.cells, ...row.cells] };
    } else joined.push(row);
  }
  return joined;
}

function bestFit(shapes: readonly Shape[], row: FormRow): Shape | undefined {
  const score = (shape: Shape) =>
    shape.cells.filter(
      ({ cell }, i) => cell && isLabel(cell) && row.cells[i]?.hits.some((hit) => hit.cell === cell),
    ).length;
  return [...shapes].sort((a, b) => score(b) - score(a))[0];
}

function placeByCount(section: Section, rows: readonly FormRow[]): string[] {
  const most = Math.max(...rows.map((row) => row.cells.length));
  const notes: string[] = [];
  for (const row of rows) {
    const missing = most - row.cells.length;
    if (missing === 0) continue;
    const spanning = row.cells.findIndex((cell) => cell.hits.some((hit) => isParent(section, hit)));
    if (spanning < 0) {
      notes.push(`第 ${row.index + 1} 行比别的行少 ${missing} 格，按从左到右读入，请核对。`);
      continue;
    }
    row.cells.forEach((cell, i) => {
      if (i > spanning) cell.left += missing;
      if (i >= spanning) cell.right += missing;
    });
  }
  return notes;
}

/** Whether a label is a heading over other headings. */
function isParent(section: Section, { cell }: LabelHit): boolean {
  if (!cell || !('heading' in cell)) return false;
  return section.rows
    .flat()
    .some(
      (other) =>
        'heading' in other &&
        other.row > cell.row &&
        other.column >= cell.column &&
        other.column < cell.column + cell.span,
    );
}
