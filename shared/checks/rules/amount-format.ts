import { formatAmount, readAmount } from '../../draft/amount.ts';
import type { Field } from '../../form/definition.ts';
import { halfWidth } from '../../text.ts';
import { type Fix, finding, RECEIVING_SYSTEM, type Rule, type RuleMeta } from '../check.ts';
import type { DraftView } from '../view.ts';

const meta: RuleMeta = {
  id: 'amount-format',
  title: '金额写法不对',
  severities: ['error', 'warning', 'hint'],
  why: '系统只接收不小于 0 的数字，单位为万元，保留两位小数。',
  source: RECEIVING_SYSTEM,
  forms: 'all',
};

const WITH_UNIT = /^([\d.,]+)\s*万元$/;

function check(view: DraftView, field: Field) {
  const text = view.textOf(field.address);
  const at = [field.address];
  const amount = readAmount(text);
  if (amount.kind === 'empty') return [];
  if (amount.kind === 'nothing') {
    const message = `${field.name}填的是「${text}」，没有金额应填 0`;
    return [finding(meta, 'warning', at, message, { fix: rewrite(field, '0') })];
  }
  if (amount.kind === 'unreadable') {
    const fix = withoutUnit(field, text);
    return [finding(meta, 'error', at, `${field.name}「${text}」不是数字`, { fix })];
  }
  if (amount.value.lt(0)) {
    return [finding(meta, 'error', at, `${field.name}是负数：${formatAmount(amount.value)}`)];
  }
  if (!amount.plain) {
    const message = `${field.name}「${text}」含有全角字符、千分位逗号或空格，系统不能识别`;
    const fix = rewrite(field, formatAmount(amount.value));
    return [finding(meta, 'warning', at, message, { fix })];
  }
  if (amount.value.round(2).eq(amount.value)) return [];
  return [finding(meta, 'hint', at, `${field.name} ${text} 多于两位小数，系统只保留两位`)];
}

function rewrite(field: Field, text: string): Fix {
  const edit = { type: 'set' as const, cells: [[field.address, text] as const] };
  return { description: `改为「${text}」`, edit, sure: true };
}

function withoutUnit(field: Field, text: string): Fix | undefined {
  const digits = WITH_UNIT.exec(halfWidth(text))?.[1];
  const amount = readAmount(digits ?? '');
  return amount.kind === 'number' ? rewrite(field, formatAmount(amount.value)) : undefined;
}

/** Only what a person typed: the form writes its own amounts right. */
function fields(view: DraftView) {
  return [...view.definition.fields.values()].flatMap((field) => {
    const typed = field.computed === undefined || view.isSetByHand(field.address);
    return field.kind === 'amount' && typed ? check(view, field) : [];
  });
}

export const amountFormat: Rule = { meta, fields };
