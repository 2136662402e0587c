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
import { type Draft, type Row, rowsOf } from './draft.ts';
import type { Edit } from './edit.ts';
import { identityOf, nameOf, Placer, rowKind, type Shape, shapeOf } from './placing.ts';

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

/** An indicator that the other table lacks. */
export interface Added {
  /** Its row in the table that is copied from. */
  readonly row: RowId;
  readonly name: string;
}

export interface CopyPlan {
  /** One step that adds what lacks; it changes no row that holds an indicator. */
  readonly edit: Edit;
  /** The indicators that it adds, in order. */
  readonly added: readonly Added[];
  readonly differs: readonly Difference[];
}

/**
 * Plans to copy the indicators that a table lacks: those whose groups and name stand nowhere in it
 * (nor a name that each table has only once). Each goes behind the one it follows in the other
 * table, as deep in its group as there is one, with the texts of the columns that both tables have.
 * A row that holds nothing but a group of an added row was its place, and goes.
 * @param leaveOut rows of the table that is copied from, which the person does not want there
 * @throws Error (a programmer's mistake) where the form has no such tables
 */
export function copyPlan(
  definition: FormDefinition,
  draft: Draft,
  from: TableId,
  to: TableId,
  leaveOut: ReadonlySet<RowId> = new Set(),
): CopyPlan {
  const [source, target] = [tableOf(definition, from), tableOf(definition, to)];
  const shape = shapeOf(source);
  const named = (table: TableId) => rowsOf(draft, table).filter((row) => nameOf(shape, row) !== '');
  const partnerOf = partners(shape, named(from), named(to));
  const shared = source.columns.filter((column) => target.columnById.has(column.id));
  const placer = new Placer(shape, target, draft);
  const differs: Difference[] = [];
  const added = new Map<string, Added>();
  for (const row of named(from)) {
    const identity = identityOf(shape, row);
    const partner = partnerOf(row);
    if (partner) {
      differs.push(...differences(shape, target, shared, row, partner));
      placer.passed(row, partner.id);
    } else if (!added.has(identity) && !leaveOut.has(row.id)) {
      added.set(identity, { row: row.id, name: row.cells[shape.name?.id ?? ''] ?? '' });
      placer.add(row, textsOf(shared, row));
    }
  }
  return { edit: placer.edit(), added: [...added.values()], differs };
}

/** Another table of the form with the same kind of rows. */
export interface AlikeTable {
  readonly id: TableId;
  /** How it is called where rows are copied to it: 年度指标. */
  readonly name: string;
}

/** The tables that rows of a table can be copied to: their rows are told apart by the same columns. */
export function alikeTables(definition: FormDefinition, from: TableId): readonly AlikeTable[] {
  const own = rowKind(tableOf(definition, from));
  return definition.sections.flatMap(({ name, shortName, table }) =>
    table && table.id !== from && own !== undefined && rowKind(table) === own
      ? [{ id: table.id, name: shortName ?? name }]
      : [],
  );
}

function tableOf(definition: FormDefinition, id: TableId): RowTable {
  const table = definition.tables.get(id);
  if (!table) throw new Error(`no table ${id}`);
  return table;
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
