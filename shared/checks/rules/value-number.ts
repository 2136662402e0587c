import type { ValueFault } from '../../draft/indicator-value.ts';
import { EXAMPLE, finding, type Rule, type RuleMeta } from '../check.ts';
import type { RowView } from '../view.ts';

const meta: RuleMeta = {
  id: 'value-number',
  title: '定量的指标值读不出数字或单位',
  severities: ['warning'],
  why: '系统把定量指标分成符号、数字和计量单位三项录入，读不出来的会被退回。',
  source: EXAMPLE,
  forms: 'all',
};

const REASONS: Readonly<Record<ValueFault, string>> = {
  'no-number': '读不出数字',
  'no-unit': '缺少计量单位',
  'digits-in-unit': '数字之后还有数字，读不出一个数字加单位',
};

/** One finding a row, for the first of its values that cannot be read; the others are named by address. */
function row(row: RowView) {
  const faulty = row.valueColumns.flatMap((column) => {
    const value = row.value(column.id);
    return value.kind === 'number' && value.fault ? [{ column, fault: value.fault }] : [];
  });
  const worst = faulty.at(-1);
  if (!worst) return [];
  const text = row.read(worst.column.id) ?? '';
  const message = `${row.title}：${worst.column.name}「${text}」${REASONS[worst.fault]}`;
  const addresses = faulty.map(({ column }) => row.address(column.id)).reverse();
  return [finding(meta, 'warning', addresses, message, { key: `${row.table.id}/${row.id}` })];
}

export const valueNumber: Rule = { meta, row };
