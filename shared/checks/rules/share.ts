import Big from 'big.js';
import { amountOf, formatAmount } from '../../draft/amount.ts';
import type { Computed, Field } from '../../form/definition.ts';
import { halfWidth } from '../../text.ts';
import { finding, RECEIVING_SYSTEM, type Rule, type RuleMeta } from '../check.ts';
import type { DraftView } from '../view.ts';
import { gapOf, ROUNDING } from './funding-sum.ts';

const meta: RuleMeta = {
  id: 'share',
  title: '占比与金额不符',
  severities: ['warning'],
  why: '占比是当年金额除以合计，系统会重新计算。',
  source: RECEIVING_SYSTEM,
  forms: 'all',
};

/** In percentage points: the receiving system rounds each share alone, we by largest remainder. */
const TOLERANCE = new Big('0.01');

type Share = Extract<Computed, { rule: 'share' }>;

function check(view: DraftView, field: Field, computed: Share) {
  const total = view.amountOf(computed.total);
  const gap = gapOf(view, computed.total);
  if (!total || total.lte(0) || gap?.gt(ROUNDING)) return [];
  const amount = view.amountOf(computed.of) ?? new Big(0);
  const exact = amount.times(100).div(total);
  const text = view.textOf(field.address);
  const stated = text === '' ? new Big(0) : amountOf(halfWidth(text).replace(/\s*%$/, ''));
  if (stated?.minus(exact).abs().lte(TOLERANCE)) return [];
  const right = `${formatAmount(exact.round(2))}%`;
  const message =
    text === ''
      ? `${field.name}没有填写，按金额计算是 ${right}`
      : `${field.name}填的是 ${text}，按金额计算是 ${right}`;
  const fix = {
    description: '按金额重新计算占比',
    edit: { type: 'release' as const, addresses: [field.address] },
    sure: true,
  };
  return [finding(meta, 'warning', [field.address], message, { fix })];
}

function fields(view: DraftView) {
  return [...view.definition.fields.values()].flatMap((field) =>
    field.computed?.rule === 'share' && view.isSetByHand(field.address)
      ? check(view, field, field.computed)
      : [],
  );
}

export const share: Rule = { meta, fields };
