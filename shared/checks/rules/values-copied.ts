import { DEPARTMENT_PERFORMANCE, EXAMPLE, finding, type Rule, type RuleMeta } from '../check.ts';
import { IDENTITY, pairsOf } from '../pairs.ts';
import { perRow, type RowView, type TableView } from '../view.ts';

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

/** Whether all years have the same figure. */
const yearsOf = perRow((row) => {
  const figures = row.valueColumns.map(({ id }) => figure(row, id));
  if (figures.includes('')) return 'incomplete';
  return new Set(figures).size === 1 ? 'same' : 'different';
});

const targetOf = perRow((row) => figure(row, 'target'));

function table(table: TableView) {
  if (table.rows.length === 0 || (table.rows[0]?.valueColumns.length ?? 0) < 2) return [];
  const complete = table.rows.filter((row) => yearsOf(row) !== 'incomplete').length;
  const same = table.rows.filter((row) => yearsOf(row) === 'same');
  if (!nearlyAll(same.length, complete)) return [];
  const message = `${table.name}：${complete} 个指标中有 ${same.length} 个前年、上年和当年的值相同，请核实是否照抄`;
  const addresses = same.map((row) => row.address('target'));
  return [finding(meta, 'hint', addresses, message, { key: table.table.id })];
}

function form(tables: readonly TableView[]) {
  let all = 0;
  const same: RowView[] = [];
  for (const { longTerm, annual } of pairsOf(tables)) {
    const [a, b] = [targetOf(longTerm), targetOf(annual)];
    if (a === '' || b === '') continue;
    all += 1;
    if (a === b) same.push(longTerm);
  }
  if (!nearlyAll(same.length, all)) return [];
  const message = `长期与年度共有的 ${all} 个指标中，有 ${same.length} 个指标值相同，请核实年度值是否照抄长期值`;
  const addresses = same.map((row) => row.address('target'));
  return [finding(meta, 'hint', addresses, message, { key: 'longTerm' })];
}

export const valuesCopied: Rule = {
  meta,
  columns: [...IDENTITY, 'yearBeforeLast', 'previousYear', 'target'],
  table,
  form,
};
