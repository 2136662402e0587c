import { DEPARTMENT_PERFORMANCE, finding, type Rule, type RuleMeta } from '../check.ts';
import { indexOf } from '../pairs.ts';
import type { RowView, TableView } from '../view.ts';

const meta: RuleMeta = {
  id: 'indicator-duplicate',
  title: '指标重复',
  severities: ['error'],
  why: '同一张表里同一个指标只能有一行，重复的不知道以哪一行为准。',
  source: '财政部门审核绩效目标的通行要求',
  forms: DEPARTMENT_PERFORMANCE,
};

/** Rows without a name are not yet any indicator. */
function table(table: TableView) {
  if (!indexOf(table).hasTwins) return [];
  const first = new Map<string, RowView>();
  return table.rows.flatMap((row) => {
    if (row.name === '') return [];
    const original = first.get(row.identity);
    if (!original) {
      first.set(row.identity, row);
      return [];
    }
    const groups = [row.bare('level1'), row.bare('level2')].filter((text) => text !== '');
    const where = groups.length > 0 ? `（${groups.join('·')}）` : '';
    const message = `${row.title}${where}重复，前面已有同样的指标`;
    const addresses = [row.address('level3'), original.address('level3')];
    return [finding(meta, 'error', addresses, message)];
  });
}

export const indicatorDuplicate: Rule = {
  meta,
  columns: ['level1', 'level2', 'level3'],
  table,
};
