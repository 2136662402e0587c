/** 复制到年度指标, 复制到长期指标: the rows that one table has and another of the form lacks. */
import {
  type Address,
  type Column,
  type ColumnId,
  type FormDefinition,
  type RowId,
  type RowTable,
  rowAddress,
  type TableId,
} from '../form/definition.ts';
import { bare } from '../text.ts';
import { type Draft, isBlankRow, type Row, rowsOf } from './draft.ts';
import type { Edit, Place } from './edit.ts';

/** Where an indicator that stands in both tables is not the same. */
export interface Difference {
  /** The name of the indicator. */
  readonly name: string;
  /** The name of the column in the table that is copied to. */
  readonly column: string;
  /** The cell of the table that is copied to, for a person who wants the other text there. */
  readonly address: Address;
  readonly from: string;
  readonly to: string;
}

export interface CopyPlan {
  /** One step that adds what lacks; it changes no row that holds an indicator. */
  readonly edit: Edit;
  /** The names of the indicators that it adds, in order. */
  readonly added: readonly string[];
  readonly differs: readonly Difference[];
}

/** What makes two rows one indicator: the columns that merge, and the first with free text. */
interface Shape {
  readonly groups: readonly Column[];
  readonly name: Column | undefined;
}

/**
 * Plans to copy the indicators that a table lacks: those whose groups and name stand nowhere in it
 * (nor a name that each table has only once). Each goes behind the one it follows in the other
 * table, as deep in its group as there is one, with the texts of the columns that both tables have.
 * A row that holds nothing but a group of an added row was its place, and goes.
 * @throws Error (a programmer's mistake) where the form has no such tables
 */
export function copyPlan(
  definition: FormDefinition,
  draft: Draft,
  from: TableId,
  to: TableId,
): CopyPlan {
  const [source, target] = [tableOf(definition, from), tableOf(definition, to)];
  const shape = shapeOf(source);
  const named = (table: TableId) => rowsOf(draft, table).filter((row) => nameOf(shape, row) !== '');
  const partnerOf = partners(shape, named(from), named(to));
  const shared = source.columns.filter((column) => target.columnById.has(column.id));
  const placer = new Placer(shape, target, draft);
  const differs: Difference[] = [];
  const added = new Set<string>();
  for (const row of named(from)) {
    const identity = identityOf(shape, row);
    const partner = partnerOf(row);
    if (partner) {
      differs.push(...differences(shape, target, shared, row, partner));
      placer.passed(row, partner.id);
    } else if (!added.has(identity)) {
      added.add(identity);
      placer.add(row, textsOf(shared, row));
    }
  }
  return { edit: placer.edit(), added: placer.names, differs };
}

function tableOf(definition: FormDefinition, id: TableId): RowTable {
  const table = definition.tables.get(id);
  if (!table) throw new Error(`no table ${id}`);
  return table;
}

function shapeOf(table: RowTable): Shape {
  return {
    groups: table.columns.filter((column) => column.merge),
    name: table.columns.find((column) => column.kind === 'text'),
  };
}

function bareAt(row: Row, column: ColumnId): string {
  return bare(row.cells[column] ?? '');
}

function nameOf(shape: Shape, row: Row): string {
  return shape.name ? bareAt(row, shape.name.id) : '';
}

function identityOf(shape: Shape, row: Row): string {
  const groups = shape.groups.map((column) => bareAt(row, column.id));
  return JSON.stringify([...groups, nameOf(shape, row)]);
}

/** Finds for a row the same indicator in the other table. */
function partners(
  shape: Shape,
  from: readonly Row[],
  to: readonly Row[],
): (row: Row) => Row | undefined {
  const byIdentity = new Map(to.map((row) => [identityOf(shape, row), row]));
  const here = countNames(shape, from);
  const there = countNames(shape, to);
  const byName = new Map(to.map((row) => [nameOf(shape, row), row]));
  return (row) => {
    const name = nameOf(shape, row);
    const unique = here.get(name) === 1 && there.get(name) === 1;
    return byIdentity.get(identityOf(shape, row)) ?? (unique ? byName.get(name) : undefined);
  };
}

function countNames(shape: Shape, rows: readonly Row[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const name = nameOf(shape, row);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

function differences(
  shape: Shape,
  target: RowTable,
  shared: readonly Column[],
  row: Row,
  partner: Row,
): Difference[] {
  return shared.flatMap(({ id }) => {
    const [from, to] = [row.cells[id] ?? '', partner.cells[id] ?? ''];
    if (bare(from) === bare(to)) return [];
    return [
      {
        name: row.cells[shape.name?.id ?? ''] ?? '',
        column: target.columnById.get(id)?.name ?? '',
        address: rowAddress(target.id, partner.id, id),
        from,
        to,
      },
    ];
  });
}

/** The texts of a row; groups even where they are empty, so that it takes none of its neighbour. */
function textsOf(columns: readonly Column[], row: Row): Readonly<Record<ColumnId, string>> {
  const texts: Record<ColumnId, string> = {};
  for (const { id, merge } of columns) {
    const text = row.cells[id] ?? '';
    if (merge || text !== '') texts[id] = text;
  }
  return texts;
}

type Insertion = Extract<Edit, { type: 'insertRows' }>;

/** Finds the places of added rows, as the table grows with them. */
class Placer {
  readonly names: string[] = [];
  readonly #shape: Shape;
  readonly #table: RowTable;
  readonly #rows: Row[];
  readonly #placeholders: readonly Row[];
  readonly #insertions: { edit: Insertion; rows: Row['cells'][]; last: RowId }[] = [];
  readonly #added: Row[] = [];
  /** The rows of the other table that were passed, with where each stands in this one. */
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

  /** A row of the other table that this one has too. */
  passed(row: Row, id: RowId): void {
    this.#passed.push({ row, id });
  }

  add(row: Row, cells: Row['cells']): void {
    const place = this.#placeOf(row);
    const made: Row = { id: `r${this.#nextRow++}`, cells };
    this.#rows.splice(this.#indexOf(place), 0, made);
    this.#added.push(made);
    this.names.push(row.cells[this.#shape.name?.id ?? ''] ?? '');
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

  /** Behind what it follows in the other table, in the deepest group that this table has of it. */
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
