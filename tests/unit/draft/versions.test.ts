import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thinnedOut, type Version } from '../../../shared/draft/versions.ts';

const NOW = new Date(2026, 10, 24, 12, 0).getTime();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function version(id: string, age: number, name: string | null = null): Version {
  return { id, kind: 'open', name, createdAt: new Date(NOW - age).toISOString() };
}

function kept(versions: readonly Version[], now = NOW): string[] {
  const gone = new Set(thinnedOut(versions, new Date(now).toISOString()));
  return versions.filter(({ id }) => !gone.has(id)).map(({ id }) => id);
}

/** One version every `step`, from the newest to the oldest. */
function series(step: number, from: number, to: number): Version[] {
  const ages = Array.from({ length: Math.floor((to - from) / step) }, (_, i) => from + i * step);
  return ages.map((age) => version(`${age}`, age));
}

describe('versions are thinned out by age', () => {
  it('all of the last day stay', () => {
    const versions = series(10 * MINUTE, 0, DAY);
    expect(kept(versions)).toHaveLength(versions.length);
  });

  it('then one an hour for a week, its newest', () => {
    const versions = series(10 * MINUTE, DAY, 2 * DAY);
    expect(kept(versions)).toHaveLength(25);
    const twice = [
      version('late', 30 * HOUR + 5 * MINUTE),
      version('early', 30 * HOUR + 20 * MINUTE),
    ];
    expect(kept(twice)).toEqual(['late']);
  });

  it('then one a day for 90 days, and one a month after that', () => {
    expect(kept(series(HOUR, 10 * DAY, 40 * DAY))).toHaveLength(31);
    expect(kept(series(6 * HOUR, 100 * DAY, 100 * DAY + 365 * DAY)).length).toBeLessThanOrEqual(13);
    expect(kept(series(6 * HOUR, 100 * DAY, 100 * DAY + 365 * DAY)).length).toBeGreaterThan(11);
  });

  it('those with a name stay for ever, and do not stand in for another', () => {
    const age = 400 * DAY;
    const versions = [version('a', age, '一上稿'), version('b', age + 1), version('c', age + 2)];
    expect(kept(versions)).toEqual(['a', 'b']);
  });

  it('one whose time cannot be read, or lies ahead of the clock, stays', () => {
    const broken = { ...version('x', 0), createdAt: '?' };
    expect(kept([broken, version('y', -400 * DAY), version('z', -400 * DAY)])).toEqual([
      'x',
      'y',
      'z',
    ]);
  });

  it('a little every day leaves what doing it once leaves', () => {
    const ages = fc.array(fc.integer({ min: 0, max: 500 * DAY }), { maxLength: 60 });
    fc.assert(
      fc.property(ages, (all) => {
        const versions = [...new Set(all)].map((age) => version(`${age}`, age));
        let left = versions;
        for (let day = 520; day >= 0; day -= 13) {
          const there = left.filter(({ createdAt }) => Date.parse(createdAt) <= NOW - day * DAY);
          const ids = new Set(kept(there, NOW - day * DAY));
          left = left.filter((one) => ids.has(one.id) || !there.includes(one));
        }
        expect(kept(left)).toEqual(kept(versions));
      }),
      { numRuns: 60 },
    );
  });
});
