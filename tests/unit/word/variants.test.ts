import { expect, test } from 'vitest';
import { scoreVariants } from '../../fixtures/score-variants.ts';
import { CHANGES } from '../../fixtures/variants.ts';

test('of files written in many other ways no cell is read wrong without a word, and nearly all right', () => {
  const { score, errors } = scoreVariants(Object.keys(CHANGES).length * 4);
  expect(errors).toEqual([]);
  expect(score.silent).toBe(0);
  expect(score.right / score.cells).toBeGreaterThan(0.99);
});
