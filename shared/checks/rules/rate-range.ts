import { numberOf } from '../../draft/indicator-value.ts';
import { finding, type Rule, type RuleMeta } from '../check.ts';
import type { RowView } from '../view.ts';

const meta: RuleMeta = {
  id: 'rate-range',
  title: '比率超出 0%—100%',
  severities: ['hint'],
  why: '一般的「率」在 0% 到 100% 之间，超出的多半是误填。',
  source: '财政部门审核绩效目标的通行要求',
  forms: 'all',
};

/** Rates that may well be over 100% or under 0%. */
const UNBOUNDED =
  /(?:变动|变化|增长|增幅|增加|增值|增速|提升|提高|下降|降低|减少|负债|调整|周转|利润|收益|回报|产出|贡献|完成|实现|达成|执行|杠杆|拨备覆盖|偿债|流动|速动|产销|毛入.*|比)率$/;

function row(row: RowView) {
  const value = row.value('target');
  if (value.kind !== 'number' || value.unit !== '%') return [];
  const name = row.name.replace(/[（(][^（）()]*[）)]$/, '');
  if (!name.endsWith('率') || UNBOUNDED.test(name)) return [];
  const number = numberOf(value);
  if (!number || (number.gte(0) && number.lte(100))) return [];
  const message = `${row.title}：指标值「${row.read('target')}」超出 0%—100%，请核对`;
  return [finding(meta, 'hint', [row.address('target')], message)];
}

export const rateRange: Rule = { meta, row };
