/** What a failing disk, a torn write or a worn stick does to the bytes of a file. */
import type { Chance } from './random.ts';

const PAGE = 4096;
const SECTOR = 512;

export interface Damage {
  readonly name: string;
  readonly bytes: Buffer;
}

type Spoil = (bytes: Buffer, chance: Chance, older: Buffer) => Buffer;

/** @param older the same file as it was some time before: what a lost write leaves in place */
export function damaged(bytes: Buffer, older: Buffer, chance: Chance): Damage {
  const names = Object.keys(SPOILS) as [keyof typeof SPOILS, ...(keyof typeof SPOILS)[]];
  const name = chance.pick(names);
  return { name, bytes: SPOILS[name](Buffer.from(bytes), chance, older) };
}

const SPOILS = {
  'a flipped bit'(bytes, chance) {
    const at = chance.whole(0, bytes.length - 1);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << chance.whole(0, 7));
    return bytes;
  },
  'a flipped letter'(bytes, chance) {
    // Among printable letters, so that it hits texts, dates and keys rather than free space.
    const from = chance.whole(0, bytes.length - 1);
    for (let at = from; at < bytes.length; at++) {
      const letter = bytes[at] ?? 0;
      if (letter < 0x30 || letter > 0x7a) continue;
      bytes[at] = letter ^ (1 << chance.whole(0, 3));
      break;
    }
    return bytes;
  },
  'some bytes'(bytes, chance) {
    const from = chance.whole(0, bytes.length - 1);
    const to = Math.min(bytes.length, from + chance.whole(1, 64));
    for (let at = from; at < to; at++) bytes[at] = chance.whole(0, 255);
    return bytes;
  },
  'a lost sector'(bytes, chance) {
    const at = SECTOR * chance.whole(0, Math.floor((bytes.length - 1) / SECTOR));
    return bytes.fill(0, at, at + SECTOR);
  },
  'a lost page'(bytes, chance) {
    const at = pageIn(bytes, chance);
    return bytes.fill(chance.pick([0, 0xff]), at, at + PAGE);
  },
  'a page in the place of another'(bytes, chance) {
    const from = pageIn(bytes, chance);
    bytes.copy(bytes, pageIn(bytes, chance), from, from + PAGE);
    return bytes;
  },
  'a torn page, half of it old'(bytes, chance, older) {
    const at = pageIn(older, chance);
    const half = at + SECTOR * chance.whole(1, 7);
    older.copy(bytes, half, half, at + PAGE);
    return bytes;
  },
  'a write that never came'(bytes, chance, older) {
    const at = pageIn(older, chance);
    older.copy(bytes, at, at, at + PAGE);
    return bytes;
  },
  'a cut-off end': (bytes, chance) => bytes.subarray(0, chance.whole(0, bytes.length - 1)),
  'all of it gone': () => Buffer.alloc(0),
  'an end of zeros': (bytes, chance) => bytes.fill(0, chance.whole(0, bytes.length - 1)),
} satisfies Record<string, Spoil>;

function pageIn(bytes: Buffer, chance: Chance): number {
  return PAGE * chance.whole(0, Math.max(0, Math.floor(bytes.length / PAGE) - 1));
}
