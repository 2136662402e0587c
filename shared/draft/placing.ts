/**
 * Where rows that are added to a table belong: in their groups, behind what they follow. And what
 * makes two rows the same indicator.
 */
import type { Column, ColumnId, RowId, RowTable } from '../form/definition.ts';
import { bare } from '../text.ts';
import { type Draft, isBlankRow, type Row, rowsOf } from './draft.ts';
import type { Edit, Place } from './edit.ts';

/** What makes two rows one indicator: the columns that merge, and the first with free text. */
export interface Shape {
  readonly groups: readonly Column[];
  readonly name: Column | undefined;
}

/** The shape of the rows of a table. */
export function shapeOf(table: RowTable): Shape {
  return {
    groups: table.columns.filter((column) => column.merge),
    name: table.columns.find((column) => column.kind === 'text'),
  };
}

/**
 * Equal for tables whose rows are told apart by the same columns, so that rows of one may stand in
 * the other; undefined where the rows have no name.
 */
export function rowKind(table: RowTable): string | undefined {
  const { groups, name } = shapeOf(table);
  return name && [...groups, name].map((column) => column.id).join('/');
}

/** A cell's text without white space. */
function bareAt(row: Pick<Row, 'cells'>, column: ColumnId): string {
  return bare(row.cells[column] ?? '');
}

/** The bare name of a row's indicator; '' where it has none. */
export function nameOf(shape: Shape, row: Pick<Row, 'cells'>): string {
  return shape.name ? bareAt(row, shape.name.id) : '';
}

/** What a row and the same indicator elsewhere have in common. */
export function identityOf(shape: Shape, row: Pick<Row, 'cells'>): string {
  const groups = shape.groups.map((column) => bareAt(row, column.id));
  return JSON.stringify([...groups, nameOf(shape, row)]);
}

type Insertion = Extract<Edit, { type: 'insertRows' }>;

/** Finds the places of added rows, as the table grows with them. */
export class Placer {
  readonly #shape: Shape;
  readonly #table: RowTable;
  readonly #rows: Row[];
  readonly #placeholders: readonly Row[];
  readonly #insertions: { edit: Insertion; rows: Row['cells'][]; last: RowId }[] = [];
  readonly #added: Row[] = [];
  /** The rows that were passed, with where each stands in this table. */
  readonly #passed: { readonly row: Row; readonly id: RowId }[] = [];
  #nextRow: number;

  constructor(shape: Shape, table: RowTable, draft: Draft) {
    this.#shape = shape;
    this.#table = table;
    this.#rows = [...rowsOf(draft, table.id)];
    this.#nextRow = draft.nextRow;
    const others = table.columns.filter((column) => !column.merge);
    this.#placeholders = this.#rows.filter(
      (row) => !isBlankRow(row) && others.every(({ id }) => bareAt(row, id) === ''),
    );
  }

  /** A row that what is added next may follow, and the row of this table that it is. */
  passed(row: Row, id: RowId): void {
    this.#passed.push({ row, id });
  }

  /** Adds a row that belongs where `row` does; it gets the next free row id of the draft. */
  add(row: Row, cells: Row['cells']): void {
    const place = this.#placeOf(row);
    const made: Row = { id: `r${this.#nextRow++}`, cells };
    this.#rows.splice(this.#indexOf(place), 0, made);
    this.#added.push(made);
    this.passed(row, made.id);
    const last = this.#insertions.at(-1);
    if (last && place !== 'end' && 'after' in place && place.after === last.last) {
      last.rows.push(cells);
      last.last = made.id;
      return;
    }
    const rows = [cells];
    const edit: Insertion = { type: 'insertRows', table: this.#table.id, place, rows };
    this.#insertions.push({ edit, rows, last: made.id });
  }

  /** All that was added as one step. A row that held nothing but its group was the place, and goes. */
  edit(): Edit {
    const filled = this.#placeholders.filter((row) =>
      this.#added.some((one) =>
        this.#shape.groups.every(
          ({ id }) => bareAt(row, id) === '' || bareAt(row, id) === bareAt(one, id),
        ),
      ),
    );
    const rows = filled.map((row) => row.id);
    const removal: Edit = { type: 'removeRows', table: this.#table.id, rows };
    const insertions = this.#insertions.map((one) => one.edit);
    return { type: 'all', edits: rows.length > 0 ? [...insertions, removal] : insertions };
  }

  #indexOf(place: Place): number {
    if (place === 'end') return this.#rows.length;
    const beside = 'after' in place ? place.after : place.before;
    return this.#rows.findIndex((row) => row.id === beside) + ('after' in place ? 1 : 0);
  }

  /** Behind what it follows, in the deepest group that this table has of it. */
  #placeOf(row: Row): Place {
    for (let depth = this.#shape.groups.length; depth >= 0; depth--) {
      const inGroup = (one: Row) => this.#depthInCommon(one, row) >= depth;
      const first = this.#rows.find(inGroup);
      if (!first) continue;
      const before = this.#passed.findLast((one) => inGroup(one.row));
      if (before) return { after: this.#endOfGroup(before.id, row) };
      return { before: first.id };
    }
    return 'end';
  }

  /** The last row of the groups of a row that are not also those of `added`: they stay together. */
  #endOfGroup(id: RowId, added: Row): RowId {
    let at = this.#rows.findIndex((row) => row.id === id);
    const start = this.#rows[at];
    if (!start) return id;
    const depth = this.#depthInCommon(start, added);
    for (let next = this.#rows[at + 1]; next; next = this.#rows[at + 1]) {
      if (this.#depthInCommon(next, start) <= depth) break;
      at += 1;
    }
    return this.#rows[at]?.id ?? id;
  }

  /** How many groups two rows have in common, from the outermost. */
  #depthInCommon(a: Row, b: Row): number {
    const { groups } = this.#shape;
    const differs = groups.findIndex(({ id }) => bareAt(a, id) !== bareAt(b, id));
    return differs < 0 ? groups.length : differs;
  }
}
