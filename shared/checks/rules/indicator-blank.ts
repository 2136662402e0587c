import { isBlankRow } from '../../draft/draft.ts';
import { rowAddress } from '../../form/definition.ts';
import { EXAMPLE, finding, type Rule, type RuleMeta } from '../check.ts';
import { RowView, type Surroundings, type TableView } from '../view.ts';

const meta: RuleMeta = {
  id: 'indicator-blank',
  title: '指标表中有空行',
  severities: ['error'],
  why: '空行导入系统时会被当作缺少名称的指标退回。',
  source: EXAMPLE,
  forms: 'all',
};

function table(table: TableView, around: Surroundings) {
  if (table.rows.length === 0 || table.rows.length === table.all.length) return [];
  return table.all.flatMap((row, i) => {
    if (!isBlankRow(row)) return [];
    const before = table.all.slice(0, i).findLast((one) => !isBlankRow(one));
    const place = before
      ? `「${new RowView(around.setting, table.table, before).name}」下面`
      : '开头';
    const addresses = table.table.columns.map((column) =>
      rowAddress(table.table.id, row.id, column.id),
    );
    const fix = {
      description: '删除空行',
      edit: { type: 'removeRows' as const, table: table.table.id, rows: [row.id] },
      sure: true,
    };
    const message = `${table.name}：${place}有一个空行`;
    const key = `${table.table.id}/${row.id}`;
    return [finding(meta, 'error', addresses, message, { key, fix })];
  });
}

export const indicatorBlank: Rule = { meta, table };
