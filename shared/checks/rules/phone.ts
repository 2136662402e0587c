import type { Field } from '../../form/definition.ts';
import { halfWidth } from '../../text.ts';
import { type Finding, finding, type Rule, type RuleMeta } from '../check.ts';
import type { DraftView } from '../view.ts';

const meta: RuleMeta = {
  id: 'phone',
  title: '联系电话不对',
  severities: ['warning', 'hint'],
  why: '财政部门审核时按表上的电话联系填报人。',
  source: '国内固定电话和手机号码的编号规则',
  forms: 'all',
};

const EXTENSION = /(?:[-－—转,]|分机|ext\.?)+\d{1,6}$/i;
const MOBILE = /^1[3-9]\d{9}$/;
const WITH_AREA = /^0(?:10|2\d|[3-9]\d{2})[2-9]\d{6,7}$/;
const WITHOUT_AREA = /^[2-8]\d{6,7}$/;
/** Service numbers: 400 and 800 lines, 12345 and the like. */
const SERVICE = /^(?:[48]00\d{7}|1\d{4}|9\d{4,5})$/;

/** Several numbers in one cell; a mere space parts them only after a whole number. */
const SEPARATORS = /[、,;；/\n]|\s{2,}|或|(?<=\d{7})\s+(?=0\d{2,3}|1[3-9])/;

type Judgement = 'good' | 'no area code' | 'bad';

function judge(number: string): Judgement {
  for (const one of [number, number.replace(EXTENSION, '')]) {
    const digits = one.replace(/[-()—–\s]/g, '').replace(/^(?:\+86|0086|86(?=1\d{10}$))/, '');
    if ([MOBILE, WITH_AREA, SERVICE].some((form) => form.test(digits))) return 'good';
    if (WITHOUT_AREA.test(digits)) return 'no area code';
  }
  return 'bad';
}

function check(view: DraftView, { address, name }: Field): Finding[] {
  const text = view.textOf(address);
  if (text === '') return [];
  const numbers = halfWidth(text)
    .split(SEPARATORS)
    .map((number) => number.replace(/^[^\d(+]+/, '').trim())
    .filter((number) => number !== '');
  const judgements = numbers.map(judge);
  const bad = judgements.indexOf('bad');
  if (bad >= 0 || numbers.length === 0) {
    const message = `${name}「${numbers[bad] ?? text}」不像是座机或手机号码，请核对`;
    return [finding(meta, 'warning', [address], message)];
  }
  const short = numbers[judgements.indexOf('no area code')];
  if (short === undefined || judgements.includes('good')) return [];
  return [finding(meta, 'hint', [address], `${name}「${short}」没有区号`)];
}

function fields(view: DraftView) {
  return [...view.definition.fields.values()].flatMap((field) =>
    field.kind === 'phone' ? check(view, field) : [],
  );
}

export const phone: Rule = { meta, fields };
