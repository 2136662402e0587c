import type { Field } from '../../form/definition.ts';
import { finding, RECEIVING_SYSTEM, type Rule, type RuleMeta } from '../check.ts';
import type { DraftView } from '../view.ts';

const meta: RuleMeta = {
  id: 'funding-blank',
  title: '资金表有空格',
  severities: ['hint'],
  why: '系统要求当年金额和近两年金额都填写，没有的填 0。',
  source: RECEIVING_SYSTEM,
  forms: 'all',
};

/** A column that is wholly empty has not been begun, or has nothing to say of a year gone by. */
function fields(view: DraftView) {
  const amounts = [...view.definition.fields.values()].filter(
    (field) => field.kind === 'amount' && field.computed === undefined,
  );
  const empty = (field: Field) => view.textOf(field.address) === '';
  const begun = new Set(amounts.filter((field) => !empty(field)).map((field) => field.year));
  const blank = amounts.filter((field) => begun.has(field.year) && empty(field));
  if (blank.length === 0) return [];
  const addresses = blank.map((field) => field.address);
  const names = blank.slice(0, 3).map((field) => field.name);
  const more = blank.length > names.length ? '等' : '';
  const message = `资金表有 ${blank.length} 个金额空着（${names.join('、')}${more}），没有的应填 0`;
  const cells = addresses.map((address) => [address, '0'] as const);
  const fix = { description: '填 0', edit: { type: 'set' as const, cells }, sure: false };
  return [finding(meta, 'hint', addresses, message, { key: 'amounts', fix })];
}

export const fundingBlank: Rule = { meta, fields };
