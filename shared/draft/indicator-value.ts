/**
 * 指标值: quantitative (a comparison sign, a number, a unit) or qualitative (words), as
 * tests/fixtures/form/README.md, "Words of the field" and "What the receiving side checks", tells.
 */
import Big from 'big.js';
import { halfWidth } from '../text.ts';

/** The five 计算符号 of the receiving system, in their one spelling. */
export type Sign = '≥' | '≤' | '＞' | '＜' | '＝';

/** What keeps a quantitative value from being read: no number, no unit, or digits in the unit. */
export type ValueFault = 'no-number' | 'no-unit' | 'digits-in-unit';

export interface NumberValue {
  readonly kind: 'number';
  /** Undefined where none is written, which means ＝. */
  readonly sign: Sign | undefined;
  /** The sign as it was written: `>=`, `》`. */
  readonly signText: string;
  /** The number in plain digits, '' where none can be read. */
  readonly digits: string;
  readonly unit: string;
  /** What follows the sign, as it was written. */
  readonly rest: string;
  readonly fault: ValueFault | undefined;
}

export type IndicatorValue =
  | { readonly kind: 'empty' }
  /** A dash, a stroke or 无: there is no such value. */
  | { readonly kind: 'none' }
  | { readonly kind: 'words' }
  | NumberValue;

const EMPTY: IndicatorValue = { kind: 'empty' };
const NONE: IndicatorValue = { kind: 'none' };
const WORDS: IndicatorValue = { kind: 'words' };

const NOTHING = /^(?:[-/\\—–－―─]+|无|暂无|不适用)$/;
/** How nearly every value is written; the rest takes the longer way. */
const PLAIN = /^([≥≤＞＜＝]?)(\d+(?:\.\d+)?)([^\d\s.,+\-－—–~]*)$/;
const STARTS_LIKE_NUMBER = /^[\d.０-９+\-－−><=≥≤≧≦⩾⩽≯≮＞＜＝﹥﹤﹦》《〉〈]/;
const SIGNS = /^(?:[><=≥≤≧≦⩾⩽≯≮＞＜＝﹥﹤﹦》《〉〈]\s*)+/;
const NUMBER = /^[+-]?(?:\d+(?:,\d{3})*(?:\.\d+)?|\.\d+)/;

/** Reads a 指标值; white space around and inside it does not matter. */
export function readIndicatorValue(text: string): IndicatorValue {
  const trimmed = text.trim();
  if (trimmed === '') return EMPTY;
  if (NOTHING.test(trimmed)) return NONE;
  const plain = PLAIN.exec(trimmed);
  if (plain && !isMomentOrPeriod(trimmed)) {
    const [, sign = '', digits = '', unit = ''] = plain;
    return numberValue(sign, digits, unit, trimmed.slice(sign.length));
  }
  if (plain || !STARTS_LIKE_NUMBER.test(trimmed)) return WORDS;
  return readWithSign(trimmed);
}

/** The number of a value. */
export function numberOf(value: NumberValue): Big | undefined {
  return value.digits === '' ? undefined : new Big(value.digits);
}

/** The value with its sign in its one spelling. */
export function withCanonicalSign(value: NumberValue): string {
  return `${value.sign ?? ''}${value.rest}`;
}

/**
 * What a unit measures, for comparing two writings of one value: multiples (万, 亿), 以上, 以内 and
 * 「/年」 are left out, so that 万人次 and 人次 measure the same.
 */
export function measureOf(unit: string): string {
  return unit
    .replace(/\s/g, '')
    .replace(/^[十百千万亿]+/, '')
    .replace(/(?:及|或)?(?:以上|以下|以内|以外|之内|之间|左右|内)$/, '')
    .replace(/(?:[/每]年度?|[/每]人)$/, '');
}

function readWithSign(text: string): IndicatorValue {
  const signText = SIGNS.exec(text)?.[0] ?? '';
  const rest = text.slice(signText.length);
  const half = halfWidth(rest).replace(/\s/g, '').replace(/^−/, '-');
  const digits = NUMBER.exec(half)?.[0] ?? '';
  if (digits === '') {
    const bracket = /[《》〈〉]/.test(signText);
    if (signText === '' || bracket) return WORDS;
    return numberValue(signText, '', half, rest);
  }
  if (/[《〈]/.test(signText) && /[》〉]/.test(rest)) return WORDS;
  if (signText === '' && isMomentOrPeriod(half)) return WORDS;
  return numberValue(signText, digits.replaceAll(',', ''), half.slice(digits.length), rest);
}

function numberValue(signText: string, digits: string, unit: string, rest: string): IndicatorValue {
  const written = signText.replace(/\s/g, '');
  const sign = canonicalSign(written);
  const unreadable = digits === '' || (written !== '' && sign === undefined);
  const fault = unreadable ? 'no-number' : unitFault(unit);
  return { kind: 'number', sign, signText: written, digits, unit, rest, fault };
}

function canonicalSign(written: string): Sign | undefined {
  if (written === '') return undefined;
  const greater = /[>≥≧⩾≮＞﹥》〉]/.test(written);
  const less = /[<≤≦⩽≯＜﹤《〈]/.test(written);
  const equal = /[=≥≤≧≦⩾⩽≯≮＝﹦]/.test(written);
  if (greater && less) return undefined;
  if (greater) return equal ? '≥' : '＞';
  if (less) return equal ? '≤' : '＜';
  return '＝';
}

/** Digits that belong to a unit: m2, PM2.5, 件/10万人, 7×24小时. */
const DIGITS_OF_UNITS = /[A-Za-zμ]+\d(?:\.\d)?|[/每]\d+|^[×xX*]\d+/g;

function unitFault(unit: string): ValueFault | undefined {
  if (unit === '') return 'no-unit';
  if (!/\d/.test(unit)) return undefined;
  return /\d/.test(unit.replace(DIGITS_OF_UNITS, '')) ? 'digits-in-unit' : undefined;
}

const DATES = [
  /(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}日?/g,
  /\d{1,2}月?(?:[-－—–~至到]+|份?至)\d{1,2}月份?/g,
  /\d{1,2}月\d{1,2}[日号]/g,
  /\d{1,2}月(?=份|底|末|初|前|上旬|中旬|下旬)/g,
];
/** Of a year, the year alone or with what tells a moment; 2000年 may be a number of years elsewhere. */
const YEAR_ONLY = /^(?:19|20)\d\d年(?:度|底|末|前|内|初|上半年|下半年)*(?:完成|建成|开工|前)*$/;

/** Whether digits at the start tell a time (12月底前, 2024年12月31日), which is no quantity. */
function isMomentOrPeriod(text: string): boolean {
  if (YEAR_ONLY.test(text)) return true;
  if (!/[月\-./]/.test(text)) return false;
  let left = text;
  for (const date of DATES) left = left.replace(date, '');
  if (left === text) return false;
  return !/\d/.test(left.replace(/(?:19|20)\d\d年/g, ''));
}
