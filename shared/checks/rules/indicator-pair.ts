import { DEPARTMENT_PERFORMANCE, finding, type Rule, type RuleMeta } from '../check.ts';
import { IDENTITY, pairsOf } from '../pairs.ts';
import type { RowView, TableView } from '../view.ts';

const meta: RuleMeta = {
  id: 'indicator-pair',
  title: '长期与年度指标不对应',
  severities: ['hint'],
  why: '年度指标由长期指标分解而来，通常两张表列同样的指标。',
  source: '财政部门审核绩效目标的通行要求',
  forms: DEPARTMENT_PERFORMANCE,
};

const NAMED = 5;

/**
 * A department that writes different indicators for the long term and for the year does so on
 * purpose: only where most of both tables have partners is one without it worth a word.
 */
function form(tables: readonly TableView[]) {
  const pairs = pairsOf(tables);
  const paired = new Set<RowView>();
  for (const { longTerm, annual } of pairs) paired.add(longTerm).add(annual);
  return tables.flatMap((table) => {
    const other = tables.find((one) => one !== table);
    const named = table.rows.filter((row) => row.name !== '');
    const alone = named.filter((row) => !paired.has(row));
    if (!other || alone.length === 0 || alone.length * 2 > named.length) return [];
    const message = `${table.name}有 ${alone.length} 个指标在${other.name}中没有：${names(alone)}`;
    const addresses = alone.map((row) => row.address('level3'));
    return [finding(meta, 'hint', addresses, message, { key: table.table.id })];
  });
}

function names(rows: readonly RowView[]): string {
  const listed = rows.slice(0, NAMED).map((row) => row.name);
  return `${listed.join('、')}${rows.length > NAMED ? '等' : ''}`;
}

export const indicatorPair: Rule = { meta, columns: IDENTITY, form };
