/** The same indicator in the long-term and in the annual table. */
import type { RowView, TableView } from './view.ts';

export interface Pair {
  readonly longTerm: RowView;
  readonly annual: RowView;
}

/** The columns that make two rows one indicator. */
export const IDENTITY = ['level1', 'level2', 'level3'];

/** The indexes of two partners in the rows of their tables. */
type IndexPair = readonly [longTerm: number, annual: number];

/** The pairs last found, by the first of what they were found from. */
const known = new WeakMap<object, { from: readonly unknown[]; pairs: readonly IndexPair[] }>();

/**
 * Finds for every indicator its partner in the other table: the one with the same groups and name,
 * or else the only one of that name.
 */
export function pairsOf(tables: readonly TableView[]): readonly Pair[] {
  const longTerm = tables.find((table) => table.table.id === 'longTerm');
  const annual = tables.find((table) => table.table.id === 'annual');
  if (!longTerm || !annual) return [];
  const kept = lastPairs.get(annual);
  if (kept?.longTerm === longTerm) return kept.pairs;
  const pairs: Pair[] = [];
  for (const [i, j] of indexPairs(longTerm, annual)) {
    const [a, b] = [longTerm.rows[i], annual.rows[j]];
    if (a && b) pairs.push({ longTerm: a, annual: b });
  }
  lastPairs.set(annual, { longTerm, pairs });
  return pairs;
}

/** Several rules ask for the pairs of the same two tables. */
const lastPairs = new WeakMap<TableView, { longTerm: TableView; pairs: readonly Pair[] }>();

function indexPairs(longTerm: TableView, annual: TableView): readonly IndexPair[] {
  const from = [longTerm, annual].flatMap((table) => IDENTITY.map((id) => table.column(id)));
  const first = from[0] ?? longTerm;
  const kept = known.get(first);
  if (kept && from.every((one, i) => one === kept.from[i])) return kept.pairs;
  const pairs = findPairs(longTerm, annual);
  known.set(first, { from, pairs });
  return pairs;
}

function findPairs(longTerm: TableView, annual: TableView): readonly IndexPair[] {
  const { byIdentity, byName } = indexOf(longTerm);
  const annualNames = indexOf(annual).byName;
  const pairs: IndexPair[] = [];
  for (const [j, row] of annual.rows.entries()) {
    if (row.name === '') continue;
    const partner =
      byIdentity.get(row.identity) ??
      (annualNames.has(row.name) ? byName.get(row.name) : undefined);
    if (partner !== undefined) pairs.push([partner, j]);
  }
  return pairs;
}

export interface RowIndex {
  /** The rows that have a name, by what makes them one indicator; the last of equal ones. */
  readonly byIdentity: ReadonlyMap<string, number>;
  /** The rows whose name stands once. */
  readonly byName: ReadonlyMap<string, number>;
  /** Whether two rows are the same indicator. */
  readonly hasTwins: boolean;
}

/** An edit leaves one of the two tables as it was, and several rules ask. */
const rowIndexes = new WeakMap<TableView, RowIndex>();

/** The rows of a table by identity and by name. */
export function indexOf(table: TableView): RowIndex {
  const kept = rowIndexes.get(table);
  if (kept) return kept;
  const byIdentity = new Map<string, number>();
  const byName = new Map<string, number>();
  const twice = new Set<string>();
  let named = 0;
  for (const [i, { identity, name }] of table.rows.entries()) {
    if (name === '') continue;
    named += 1;
    byIdentity.set(identity, i);
    if (byName.has(name)) twice.add(name);
    byName.set(name, i);
  }
  for (const name of twice) byName.delete(name);
  const index = { byIdentity, byName, hasTwins: byIdentity.size < named };
  rowIndexes.set(table, index);
  return index;
}
