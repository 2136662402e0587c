/** The same indicator in the long-term and in the annual table. */
import type { RowView, TableView } from './view.ts';

export interface Pair {
  readonly longTerm: RowView;
  readonly annual: RowView;
}

/**
 * Finds for every indicator its partner in the other table: the one with the same groups and name,
 * or else the only one of that name.
 */
export function pairsOf(tables: readonly TableView[]): readonly Pair[] {
  let pairs = known.get(tables);
  if (!pairs) {
    pairs = findPairs(tables);
    known.set(tables, pairs);
  }
  return pairs;
}

/** Several rules ask for the pairs of the same tables. */
const known = new WeakMap<readonly TableView[], readonly Pair[]>();

function findPairs(tables: readonly TableView[]): readonly Pair[] {
  const longTerm = tables.find((table) => table.table.id === 'longTerm');
  const annual = tables.find((table) => table.table.id === 'annual');
  if (!longTerm || !annual) return [];
  const byIdentity = new Map(longTerm.rows.map((row) => [row.identity, row]));
  const byName = uniqueNames(longTerm);
  const annualNames = uniqueNames(annual);
  return annual.rows.flatMap((row) => {
    if (row.name === '') return [];
    const named = annualNames.get(row.name) && byName.get(row.name);
    const partner = byIdentity.get(row.identity) ?? named;
    return partner ? [{ longTerm: partner, annual: row }] : [];
  });
}

function uniqueNames(table: TableView): ReadonlyMap<string, RowView> {
  const rows = new Map<string, RowView>();
  const twice = new Set<string>();
  for (const row of table.rows) {
    if (rows.has(row.name)) twice.add(row.name);
    rows.set(row.name, row);
  }
  for (const name of twice) rows.delete(name);
  return rows;
}
