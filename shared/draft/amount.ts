/** Amounts in 万元 and shares in percent, with exact decimals: never binary floating point. */
import Big from 'big.js';
import { halfWidth } from '../text.ts';

/** What people write for "nothing" in an amount's cell. */
const NOTHING = /^(?:[-/\\—–－―]+|无|零)$/;
const PLAIN = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;
const GROUPED = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/;

/** How an amount was written: `value` is undefined where it is no number. */
export type Amount =
  | { readonly kind: 'empty' }
  /** A dash, a stroke or 无: people mean that there is none. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'number'; readonly value: Big; readonly plain: boolean }
  | { readonly kind: 'unreadable' };

/**
 * Reads an amount in 万元 as a person types it: full-width digits and thousands separators pass.
 * `plain` is false where it had to be read with such indulgence.
 */
export function readAmount(text: string): Amount {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'empty' };
  if (NOTHING.test(trimmed)) return { kind: 'nothing' };
  const half = halfWidth(trimmed)
    .replace(/\s/g, '')
    .replace(/[，、]/g, ',')
    .replace('。', '.');
  const grouped = GROUPED.test(half);
  if (!grouped && !PLAIN.test(half)) return { kind: 'unreadable' };
  const digits = half.replaceAll(',', '').replace(/^\+/, '');
  return { kind: 'number', value: new Big(digits), plain: PLAIN.test(trimmed) };
}

/** The number of an amount; undefined where none can be read. */
export function amountOf(text: string): Big | undefined {
  const amount = readAmount(text);
  return amount.kind === 'number' ? amount.value : undefined;
}

/** An amount as the form prints it: plain decimals, no trailing zeros. */
export function formatAmount(value: Big): string {
  return value.toFixed();
}

/**
 * The sum of some amounts as text. Empty cells and dashes count as nothing; where no part is a
 * number, or one cannot be read, there is no sum: ''.
 */
export function sumText(parts: readonly string[]): string {
  const amounts = parts.map(readAmount);
  if (amounts.some((amount) => amount.kind === 'unreadable')) return '';
  const values = amounts.flatMap((amount) => (amount.kind === 'number' ? [amount.value] : []));
  if (values.length === 0) return '';
  return formatAmount(values.reduce((sum, value) => sum.plus(value), new Big(0)));
}

/** Shares are kept in hundredths of a percent. */
const UNITS = 10_000;

/**
 * The shares of the parts in their total, as texts like `65.72%`: at most two decimals, no trailing
 * zeros. Where the parts make up the total they are rounded by largest remainder, so that they add
 * up to exactly 100%; where a hand-set total says something else, each is rounded alone.
 * A part without a number, and every part of a missing or zero total, gives ''.
 */
export function shareTexts(
  parts: readonly (Big | undefined)[],
  total: Big | undefined,
): readonly string[] {
  if (!total || total.eq(0)) return parts.map(() => '');
  const exact = parts.map((part) => part?.times(UNITS).div(total));
  const whole = parts.reduce<Big>((sum, part) => sum.plus(part ?? 0), new Big(0)).eq(total);
  const units = whole
    ? roundByLargestRemainder(exact)
    : exact.map((value) => value?.round(0, Big.roundHalfUp));
  return units.map((value) => (value ? `${formatAmount(value.div(100))}%` : ''));
}

/** Rounds values that add up to `UNITS` to whole ones that do. */
function roundByLargestRemainder(values: readonly (Big | undefined)[]): (Big | undefined)[] {
  const floors = values.map((value) => value && floor(value));
  const given = floors.reduce<Big>((sum, value) => sum.plus(value ?? 0), new Big(0));
  let left = UNITS - given.toNumber();
  const byRemainder = values
    .flatMap((value, i) => (value ? [{ i, rest: value.minus(floor(value)) }] : []))
    .sort((a, b) => b.rest.cmp(a.rest) || a.i - b.i);
  for (const { i } of byRemainder) {
    if (left <= 0) break;
    floors[i] = floors[i]?.plus(1);
    left -= 1;
  }
  return floors;
}

function floor(value: Big): Big {
  const cut = value.round(0, Big.roundDown);
  return cut.gt(value) ? cut.minus(1) : cut;
}
