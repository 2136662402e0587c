import { MAX_YEAR } from '../../draft/draft.ts';
import type { Field } from '../../form/definition.ts';
import { halfWidth } from '../../text.ts';
import { EXAMPLE, finding, type Rule, type RuleMeta } from '../check.ts';
import type { DraftView } from '../view.ts';

const meta: RuleMeta = {
  id: 'year',
  title: '截止年没有填写或不对',
  severities: ['error'],
  why: '长期目标要写明到哪一年为止，而且不能早于预算年度。',
  source: EXAMPLE,
  forms: 'all',
};

function check(view: DraftView, field: Field) {
  const text = view.textOf(field.address);
  if (text === '') return [finding(meta, 'error', [field.address], `${field.name}没有填写`)];
  const digits = halfWidth(text).replace(/\s*年$/, '');
  if (!/^\d{4}$/.test(digits) || Number(digits) > MAX_YEAR) {
    const message = `${field.name}「${text}」不是四位数字的年份`;
    return [finding(meta, 'error', [field.address], message)];
  }
  if (Number(digits) < view.year) {
    const message = `${field.name}是 ${digits} 年，早于预算年度 ${view.year} 年`;
    return [finding(meta, 'error', [field.address], message)];
  }
  if (digits === text) return [];
  const fix = {
    description: `改为「${digits}」`,
    edit: { type: 'set' as const, cells: [[field.address, digits] as const] },
    sure: true,
  };
  const message = `${field.name}「${text}」应只写四位数字`;
  return [finding(meta, 'error', [field.address], message, { fix })];
}

function fields(view: DraftView) {
  return [...view.definition.fields.values()].flatMap((field) =>
    field.kind === 'year' ? check(view, field) : [],
  );
}

export const year: Rule = { meta, fields };
