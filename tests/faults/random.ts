/** Chance that can be had again: the same seed gives the same faults. */

export interface Chance {
  /** A number from 0 up to 1, without 1. */
  next(): number;
  /** A whole number from `from` up to `to`, both included. */
  whole(from: number, to: number): number;
  pick<const T>(from: readonly [T, ...T[]]): T;
}

/** @param seed any whole number; a round of its own is `chanceOf(seed, 'name', round)` */
export function chanceOf(seed: number, ...path: readonly (string | number)[]): Chance {
  let state = path.reduce<number>((hash, part) => mixed(hash, String(part)), seed >>> 0);
  const next = () => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    whole,
    pick: (from) => from[whole(0, from.length - 1)] ?? from[0],
  };
}

function mixed(hash: number, text: string): number {
  let mix = hash ^ 0x811c9dc5;
  for (const letter of text) mix = Math.imul(mix ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return mix >>> 0;
}
