import { withCanonicalSign } from '../../draft/indicator-value.ts';
import { finding, RECEIVING_SYSTEM, type Rule, type RuleMeta } from '../check.ts';
import type { RowView } from '../view.ts';

const meta: RuleMeta = {
  id: 'value-sign',
  title: '计算符号写法不统一',
  severities: ['hint'],
  why: '系统的计算符号只有 ≥ ≤ ＞ ＜ ＝ 五种，其他写法要逐个改过才能录入。',
  source: RECEIVING_SYSTEM,
  forms: 'all',
};

function row(row: RowView) {
  return row.valueColumns.flatMap((column) => {
    const value = row.value(column.id);
    if (value.kind !== 'number' || value.digits === '') return [];
    if (value.sign === undefined || value.sign === value.signText) return [];
    const address = row.address(column.id);
    const text = withCanonicalSign(value);
    const fix = {
      description: `把「${value.signText}」改为「${value.sign}」`,
      edit: { type: 'set' as const, cells: [[address, text] as const] },
      sure: true,
    };
    const message = `${row.title}：${column.name}「${row.read(column.id)}」的符号应写作「${value.sign}」`;
    return [finding(meta, 'hint', [address], message, { fix })];
  });
}

export const valueSign: Rule = { meta, row };
