import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  amountOf,
  formatAmount,
  readAmount,
  shareTexts,
  sumText,
} from '../../../shared/draft/amount.ts';

/** Amounts as people type them: up to six places, now and then negative. */
const arbitraryAmount = fc
  .tuple(fc.integer({ min: -1_000_000, max: 100_000_000_000 }), fc.nat(6))
  .map(([digits, places]) => new Big(digits).div(new Big(10).pow(places)));

function sum(values: readonly Big[]): Big {
  return values.reduce((total, value) => total.plus(value), new Big(0));
}

function percent(text: string): Big {
  return new Big(text.replace('%', ''));
}

describe('shares', () => {
  test('the published example comes out as printed', () => {
    const parts = ['655.35', '91.47', '250.41'].map((text) => new Big(text));
    expect(shareTexts(parts, sum(parts))).toEqual(['65.72%', '9.17%', '25.11%']);
  });

  test('add up to exactly 100% for any parts that make up the total', () => {
    fc.assert(
      fc.property(fc.array(arbitraryAmount, { minLength: 1, maxLength: 8 }), (parts) => {
        const total = sum(parts);
        fc.pre(!total.eq(0));
        const shares = shareTexts(parts, total);
        expect(formatAmount(sum(shares.map(percent)))).toBe('100');
        for (const share of shares) expect(share).toMatch(/^-?\d+(\.\d?[1-9])?%$/);
      }),
    );
  });

  test('lie less than a hundredth of a percent from the true share', () => {
    fc.assert(
      fc.property(fc.array(arbitraryAmount, { minLength: 2, maxLength: 5 }), (parts) => {
        const total = sum(parts);
        fc.pre(!total.eq(0));
        for (const [i, share] of shareTexts(parts, total).entries()) {
          const exact = (parts[i] ?? new Big(0)).times(100).div(total);
          expect(percent(share).minus(exact).abs().lte('0.01')).toBe(true);
        }
      }),
    );
  });

  test('three equal parts give the odd hundredth to the first', () => {
    const one = new Big(1);
    expect(shareTexts([one, one, one], new Big(3))).toEqual(['33.34%', '33.33%', '33.33%']);
  });

  test('the only part is 100%, without decimals; an empty part has no share, a zero one has 0%', () => {
    const part = new Big('12.3');
    expect(shareTexts([part, undefined], part)).toEqual(['100%', '']);
    expect(shareTexts([new Big(0), part], part)).toEqual(['0%', '100%']);
  });

  test('a missing or zero total gives nothing', () => {
    expect(shareTexts([new Big(5)], undefined)).toEqual(['']);
    expect(shareTexts([new Big(0), new Big(0)], new Big(0))).toEqual(['', '']);
    expect(shareTexts([new Big(5), new Big(-5)], new Big(0))).toEqual(['', '']);
  });

  test('under a total that says something else each part is rounded alone', () => {
    expect(shareTexts([new Big(1), new Big(1)], new Big(3))).toEqual(['33.33%', '33.33%']);
    expect(shareTexts([new Big(2)], new Big(3))).toEqual(['66.67%']);
  });
});

describe('amounts', () => {
  test.each([
    ['997.23', '997.23', true],
    ['0', '0', true],
    ['-3.50', '-3.5', true],
    ['1,234,567.8', '1234567.8', false],
    ['１２３．４', '123.4', false],
    ['1，234', '1234', false],
    [' 5 ', '5', true],
  ])('%o reads as %s', (text, value, plain) => {
    const amount = readAmount(text);
    expect(amount).toMatchObject({ kind: 'number', plain });
    expect(amount.kind === 'number' && formatAmount(amount.value)).toBe(value);
  });

  test.each([
    ['', 'empty'],
    ['　', 'empty'],
    ['—', 'nothing'],
    ['无', 'nothing'],
    ['/', 'nothing'],
    ['12万', 'unreadable'],
    ['1.2.3', 'unreadable'],
    ['12,34', 'unreadable'],
    ['1e5', 'unreadable'],
    ['NaN', 'unreadable'],
  ])('%o is %s', (text, kind) => {
    expect(readAmount(text).kind).toBe(kind);
    expect(amountOf(text)).toBeUndefined();
  });

  test('sums are exact, keep no trailing zeros, and skip empty cells and dashes', () => {
    expect(sumText(['0.1', '0.2'])).toBe('0.3');
    expect(sumText(['1.50', '', '—', '2.50'])).toBe('4');
    expect(sumText(['12345678901234567890.01', '0.01'])).toBe('12345678901234567890.02');
  });

  test('there is no sum where nothing is a number or something cannot be read', () => {
    expect(sumText([])).toBe('');
    expect(sumText(['', '无'])).toBe('');
    expect(sumText(['1', '约2'])).toBe('');
  });

  test('any amount is read back as it was printed', () => {
    fc.assert(
      fc.property(arbitraryAmount, (value) => {
        expect(amountOf(formatAmount(value))?.eq(value)).toBe(true);
      }),
    );
  });
});
