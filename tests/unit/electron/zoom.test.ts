import { expect, test } from 'vitest';
import { nextZoom } from '../../../electron/zoom.ts';

test('zoom goes by steps from 80% to 200% and stays at the ends', () => {
  const up: number[] = [];
  for (let zoom = 0.8; up.at(-1) !== zoom; zoom = nextZoom(zoom, 'in')) up.push(zoom);
  expect(up).toEqual([0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2]);
  const down = up.map((zoom) => nextZoom(zoom, 'out'));
  expect(down).toEqual([0.8, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75]);
});

test('zoom between two steps goes to the next, and back to 100% at once', () => {
  expect(nextZoom(1.33, 'in')).toBe(1.5);
  expect(nextZoom(1.33, 'out')).toBe(1.25);
  expect(nextZoom(1.33, 'reset')).toBe(1);
});
