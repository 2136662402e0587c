import Big from 'big.js';
import { amountOf, formatAmount, sumText } from '../../draft/amount.ts';
import type { Address, Computed, Field } from '../../form/definition.ts';
import { EXAMPLE, finding, type Rule, type RuleMeta } from '../check.ts';
import type { DraftView } from '../view.ts';

const meta: RuleMeta = {
  id: 'funding-sum',
  title: '各项相加不等于合计',
  severities: ['error', 'hint'],
  why: '财政部门首先核对合计；各项与合计对不上的表会被退回。',
  source: EXAMPLE,
  forms: 'all',
};

/** What each figure's rounding to two decimals can add up to. */
export const ROUNDING = new Big('0.02');

type Sum = Extract<Computed, { rule: 'sum' }>;

/** How far a total set by hand is from the sum of its parts; undefined where one is not to be had. */
export function gapOf(view: DraftView, total: Address): Big | undefined {
  const computed = view.definition.fields.get(total)?.computed;
  if (computed?.rule !== 'sum' || !view.isSetByHand(total)) return undefined;
  const stated = view.amountOf(total);
  const sum = amountOf(sumText(computed.parts.map((part) => view.textOf(part))));
  return stated && sum ? stated.minus(sum).abs() : undefined;
}

function check(view: DraftView, field: Field, computed: Sum) {
  const texts = computed.parts.map((part) => view.textOf(part));
  const sum = sumText(texts);
  const stated = view.textOf(field.address);
  const where = `${groupName(field)} ${view.yearName(field.year ?? 0)}`;
  const addresses = [field.address, ...computed.parts];
  if (texts.every((text) => text === '')) {
    if (!view.amountOf(field.address)) return [];
    const message = `${where}：各项都没有填写，合计填的是 ${stated}`;
    return [finding(meta, 'error', addresses, message)];
  }
  if (sum === '') return [];
  const fix = {
    description: `把合计改为 ${sum}`,
    edit: { type: 'release' as const, addresses: [field.address] },
    sure: false,
  };
  if (stated === '') {
    const message = `${where}：各项相加 ${sum}，合计没有填写`;
    return [finding(meta, 'error', addresses, message, { fix })];
  }
  const gap = gapOf(view, field.address);
  if (!gap || gap.eq(0)) return [];
  const tail = gap.lte(ROUNDING);
  const difference = `差额 ${formatAmount(gap)} 万元${tail ? '（四舍五入尾差）' : ''}`;
  const message = `${where}：各项相加 ${sum}，合计填的是 ${stated}，${difference}`;
  return [finding(meta, tail ? 'hint' : 'error', addresses, message, { fix })];
}

/** 收入构成 of 收入构成·合计·当年金额. */
function groupName(field: Field): string {
  return field.name.split('·', 1)[0] ?? field.name;
}

function fields(view: DraftView) {
  return [...view.definition.fields.values()].flatMap((field) =>
    field.computed?.rule === 'sum' && view.isSetByHand(field.address)
      ? check(view, field, field.computed)
      : [],
  );
}

export const fundingSum: Rule = { meta, fields };
