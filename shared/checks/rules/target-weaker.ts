import Big from 'big.js';
import { measureOf, numberOf, type Sign } from '../../draft/indicator-value.ts';
import { DEPARTMENT_PERFORMANCE, finding, type Rule, type RuleMeta } from '../check.ts';
import type { RowView, Surroundings } from '../view.ts';

const meta: RuleMeta = {
  id: 'target-weaker',
  title: '目标低于上年已达到的水平',
  severities: ['hint'],
  why: '目标比上年已经做到的还低时，财政部门会问原因。',
  source: '财政部门审核绩效目标的通行要求',
  forms: DEPARTMENT_PERFORMANCE,
};

const UPWARD: readonly (Sign | undefined)[] = ['≥', '＞'];
const DOWNWARD: readonly (Sign | undefined)[] = ['≤', '＜'];
/** Satisfaction goes up and down by itself. */
const SATISFACTION_MARGIN = new Big(5);

/** ≤100% of a budget, 「不增长」 and a spending standard are limits, whatever was reached below them. */
function isLimit(row: RowView, goal: Big): boolean {
  if (/控制[率数]/.test(row.name) && goal.eq(100)) return true;
  if (/(?:变动|变化|增长)率/.test(row.name) && goal.eq(0)) return true;
  return row.bare('basis') === '预算支出标准';
}

/** By how much the target is weaker than last year's value, in the direction of its sign. */
function weakerBy(sign: Sign | undefined, target: Big, reached: Big): Big {
  if (UPWARD.includes(sign)) return reached.minus(target);
  return DOWNWARD.includes(sign) ? target.minus(reached) : new Big(0);
}

function row(row: RowView, around: Surroundings) {
  const [target, past] = [row.value('target'), row.value('previousYear')];
  if (target.kind !== 'number' || past.kind !== 'number' || target.fault || past.fault) return [];
  if (past.signText !== '' || target.unit !== past.unit) return [];
  if (measureOf(target.unit) === '') return [];
  const [goal, reached] = [numberOf(target), numberOf(past)];
  if (!goal || !reached) return [];
  const isSatisfaction = row.bare('level1') === '满意度' || row.name.includes('满意');
  const margin = isSatisfaction ? SATISFACTION_MARGIN : new Big(0);
  if (isLimit(row, goal) || weakerBy(target.sign, goal, reached).lte(margin)) return [];
  const year = around.yearName(-1);
  const message = `${row.title}：目标「${row.read('target')}」低于 ${year}已达到的「${row.read('previousYear')}」，请说明原因`;
  const addresses = [row.address('target'), row.address('previousYear')];
  return [finding(meta, 'hint', addresses, message)];
}

export const targetWeaker: Rule = { meta, row };
