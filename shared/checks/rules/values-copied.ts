import { DEPARTMENT_PERFORMANCE, EXAMPLE, finding, type Rule, type RuleMeta } from '../check.ts';
import { pairsOf } from '../pairs.ts';
import type { RowView, TableView } from '../view.ts';

const meta: RuleMeta = {
  id: 'values-copied',
  title: '指标值几乎全部相同',
  severities: ['hint'],
  why: '各年的值、长期与年度的值几乎一样，往往是复制而来，没有逐项核实。',
  source: EXAMPLE,
  forms: DEPARTMENT_PERFORMANCE,
};

/** Fewer rows than these may agree by chance; of more, this part must. */
const ENOUGH = 10;
const NEARLY_ALL = 0.9;

/** A value without its sign: ≤100% repeats 100%. */
function figure(row: RowView, column: string): string {
  const value = row.value(column);
  return value.kind === 'number' ? `${value.digits}${value.unit}` : row.bare(column);
}

function nearlyAll(same: number, all: number): boolean {
  return all >= ENOUGH && same >= all * NEARLY_ALL;
}

function table(table: TableView) {
  const years = table.table.columns.filter((column) => column.kind === 'value');
  if (years.length < 2) return [];
  const rows = table.rows.filter((row) => years.every(({ id }) => figure(row, id) !== ''));
  const same = rows.filter((row) => new Set(years.map(({ id }) => figure(row, id))).size === 1);
  if (!nearlyAll(same.length, rows.length)) return [];
  const message = `${table.name}：${rows.length} 个指标中有 ${same.length} 个前年、上年和当年的值相同，请核实是否照抄`;
  const addresses = same.map((row) => row.address('target'));
  return [finding(meta, 'hint', addresses, message, { key: table.table.id })];
}

function form(tables: readonly TableView[]) {
  const pairs = pairsOf(tables).filter(
    ({ longTerm, annual }) => figure(longTerm, 'target') !== '' && figure(annual, 'target') !== '',
  );
  const same = pairs.filter(
    ({ longTerm, annual }) => figure(longTerm, 'target') === figure(annual, 'target'),
  );
  if (!nearlyAll(same.length, pairs.length)) return [];
  const message = `长期与年度共有的 ${pairs.length} 个指标中，有 ${same.length} 个指标值相同，请核实年度值是否照抄长期值`;
  const addresses = same.map(({ longTerm }) => longTerm.address('target'));
  return [finding(meta, 'hint', addresses, message, { key: 'longTerm' })];
}

export const valuesCopied: Rule = { meta, table, form };
