/**
 * 指标值 taken apart as 预算管理一体化 asks for it: 计算符号, the number alone, 计量单位. Nothing is
 * lost: what cannot be taken apart stays whole, and a remark says so.
 */
import {
  type IndicatorValue,
  type NumberValue,
  readIndicatorValue,
  type Sign,
} from '../draft/indicator-value.ts';
import { bare, halfWidth } from '../text.ts';

export interface SplitValue {
  readonly sign: Sign | '';
  /** The number, or the whole text where there is none to be taken out of it. */
  readonly value: string;
  readonly unit: string;
  /** What a person should know before typing it, in Chinese. */
  readonly remark?: string;
  /** Whether it has to be put right by hand. */
  readonly doubtful?: true;
}

/** What people write in front of a number instead of a sign. Longer ones first. */
const BEFORE: readonly (readonly [pattern: RegExp, sign: Sign])[] = [
  [/^(?:不低于|不少于|不小于|大于或?等于|至少|最少)/, '≥'],
  [/^(?:不高于|不超过|不多于|不大于|小于或?等于|至多|最多)/, '≤'],
  [/^(?:高于|超过|多于|大于)/, '＞'],
  [/^(?:低于|少于|小于)/, '＜'],
  [/^等于/, '＝'],
  [/^达到?/, '＝'],
];

/** What people write behind it. */
const BEHIND: readonly (readonly [pattern: RegExp, sign: Sign])[] = [
  [/(?:及|或|含)?以上$/, '≥'],
  [/(?:(?:及|或|含)?以下|以内|之内|内)$/, '≤'],
];
/** Says neither how many nor a bound. */
const VAGUE = /(?:左右|以外|上下)$|^[多余几]/;

/** Takes a target apart. */
export function splitTarget(text: string): SplitValue {
  const value = readIndicatorValue(text);
  const whole = text.trim();
  switch (value.kind) {
    case 'empty':
      return { sign: '', value: '', unit: '', remark: '指标值没有填写', doubtful: true };
    case 'none':
      return { sign: '', value: whole, unit: '', remark: '没有指标值', doubtful: true };
    case 'words':
      return splitWords(whole);
    case 'number':
      return splitNumber(whole, value);
  }
}

function splitWords(whole: string): SplitValue {
  for (const [pattern, sign] of BEFORE) {
    const match = pattern.exec(whole);
    if (!match) continue;
    const value = readIndicatorValue(whole.slice(match[0].length));
    if (value.kind !== 'number' || value.signText !== '' || value.fault === 'no-number') break;
    return splitNumber(whole, { ...value, sign }, match[0]);
  }
  if (/\d/.test(halfWidth(whole))) return asWhole(whole, '含有数字但拆不开，整段填入');
  return { sign: '', value: whole, unit: '', remark: '定性指标' };
}

function splitNumber(whole: string, value: NumberValue, written?: string): SplitValue {
  if (value.fault && value.fault !== 'no-unit') return asWhole(whole, '拆不开，整段填入');
  const behind = signBehind(bare(halfWidth(value.unit)));
  if (/^[×xX*]/.test(value.unit)) return asWhole(whole, '拆不开，整段填入');
  if (behind === 'vague') return asWhole(whole, '不是确定的数，整段填入');
  const { sign: bound, unit, words } = behind;
  const reached = written?.startsWith('达') === true;
  const own = reached && bound ? undefined : value.sign;
  if (own && bound && own !== bound) return asWhole(whole, '前后的符号不一致，整段填入');
  const sign = own ?? bound ?? '＝';
  const said = [written, words].filter(Boolean).map((word) => `「${word}」`);
  const remarks = [
    ...(said.length > 0 ? [`${said.join('')}按「${sign}」填`] : []),
    ...(unit === '' ? ['没有计量单位'] : []),
  ];
  return {
    sign,
    value: plainDigits(value),
    unit,
    ...(remarks.length > 0 && { remark: remarks.join('，') }),
    ...(unit === '' && { doubtful: true }),
  };
}

interface Behind {
  readonly sign: Sign | undefined;
  readonly unit: string;
  readonly words: string;
}

function signBehind(unit: string): Behind | 'vague' {
  if (VAGUE.test(unit)) return 'vague';
  for (const [pattern, sign] of BEHIND) {
    const words = pattern.exec(unit)?.[0];
    if (words) return { sign, unit: unit.slice(0, -words.length), words };
  }
  return { sign: undefined, unit, words: '' };
}

/** The number as the system takes it: `0.5`, not `.5` or `+0.5`. */
function plainDigits({ digits }: NumberValue): string {
  return digits.replace(/^\+/, '').replace(/^(-?)\./, '$10.');
}

function asWhole(whole: string, remark: string): SplitValue {
  return { sign: '', value: whole, unit: '', remark, doubtful: true };
}

/** What an earlier year achieved, for the same 计量单位 as the target: the number alone. */
export function splitPast(text: string, target: SplitValue): Omit<SplitValue, 'sign' | 'unit'> {
  const whole = text.trim();
  const value: IndicatorValue = readIndicatorValue(whole);
  if (value.kind === 'empty') return { value: '' };
  if (value.kind === 'none') return { value: '', remark: `原来填的是「${whole}」，按空填` };
  if (target.sign === '') return { value: whole };
  if (value.kind === 'words' || (value.fault && value.fault !== 'no-unit')) {
    return { value: whole, remark: '不是数，整段填入', doubtful: true };
  }
  const unit = bare(halfWidth(value.unit));
  if (unit !== '' && unit !== target.unit) {
    return { value: whole, remark: '计量单位与指标值的不同，整段填入', doubtful: true };
  }
  const digits = plainDigits(value);
  return value.signText === '' ? { value: digits } : { value: digits, remark: '去掉了符号' };
}
