import { formatAmount } from '../../draft/amount.ts';
import { DEPARTMENT_PERFORMANCE, EXAMPLE, finding, type Rule, type RuleMeta } from '../check.ts';
import type { DraftView } from '../view.ts';
import { ROUNDING } from './funding-sum.ts';

const meta: RuleMeta = {
  id: 'funding-balance',
  title: '收入合计与支出合计不等',
  severities: ['error', 'hint'],
  why: '当年预算收支要平衡；以前年度不等的，通常是年初、年末结转结余，要能说明。',
  source: EXAMPLE,
  forms: DEPARTMENT_PERFORMANCE,
};

const FIGURES = [
  { id: 'current', year: 0 },
  { id: 'yearBeforeLast', year: -2 },
  { id: 'previousYear', year: -1 },
] as const;

function fields(view: DraftView) {
  return FIGURES.flatMap(({ id, year }) => {
    const addresses = [`funding/income/total/${id}`, `funding/expenditure/total/${id}`];
    const [income, expenditure] = addresses.map((address) => view.amountOf(address));
    if (!income || !expenditure || income.eq(expenditure)) return [];
    const gap = income.minus(expenditure).abs();
    const tail = gap.lte(ROUNDING);
    if (tail && year !== 0) return [];
    const figures = `收入合计 ${formatAmount(income)}，支出合计 ${formatAmount(expenditure)}`;
    const ask = year === 0 ? '' : '；如为年初、年末结转结余，请说明';
    const rounding = tail ? '（四舍五入尾差）' : '';
    const message = `${view.yearName(year)}：${figures}，差额 ${formatAmount(gap)} 万元${rounding}${ask}`;
    return [finding(meta, year === 0 && !tail ? 'error' : 'hint', addresses, message)];
  });
}

export const fundingBalance: Rule = { meta, fields };
