/**
 * Finds entries by characters, by pinyin and by first letters. A character is read once, not an
 * entry: 10,000 entries share some thousand characters, so an index is made in milliseconds, and a
 * search goes through all entries within a frame.
 */
import type { ColumnId } from '../form/definition.ts';
import { halfWidth } from '../text.ts';
import { entryName, type LibraryEntry, type LibraryShape, usesOf } from './entry.ts';
import type { Readings } from './pinyin.ts';

export interface LibraryQuery {
  /** Words: all have to be found. */
  readonly text: string;
  /** Texts that group columns must have; '' and columns left out take any. */
  readonly groups?: Readonly<Record<ColumnId, string>>;
  readonly sort?: LibrarySort;
}

/** By how often they are used, or as the form orders them. */
export type LibrarySort = 'use' | 'form';

/** An entry made ready for searching. */
interface Indexed {
  readonly entry: LibraryEntry;
  readonly order: string;
  readonly name: string;
  readonly characters: readonly string[];
  /** The other texts. */
  readonly others: string;
  /** The readings of each character of the name. */
  readonly readings: readonly (readonly string[])[];
  /** Which letters each character of the name may be written with first, as bits. */
  readonly firsts: readonly number[];
  /** Which letters the name may be written with at all. */
  readonly letters: number;
}

/** How well an entry fits; the best first. */
const RANKS = { same: 0, start: 1, inside: 2, soundStart: 3, sound: 4, others: 5, none: 6 };

/** Longer words are not looked for by sound; positions in them are bits of one number. */
const MAX_SOUND = 30;

/** The text without spaces and punctuation, in one width and case: how texts are compared. */
export function plain(text: string): string {
  return halfWidth(text)
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}\u200b\ufeff]+/gu, '');
}

/** The entries of a library, ready to be searched. */
export class LibraryIndex {
  readonly #library: LibraryShape;
  readonly #order: (entry: LibraryEntry) => string;
  readonly #readings: Readings | undefined;
  readonly #byForm: Indexed[] = [];
  #byUse: readonly Indexed[] | undefined;
  /** Most texts but names are the same few. */
  readonly #plain = new Map<string, string>();

  /**
   * @param order gives where an entry stands in the order of the form
   * @param readings how characters are read; without it pinyin finds nothing
   */
  constructor(library: LibraryShape, order: (entry: LibraryEntry) => string, readings?: Readings) {
    this.#library = library;
    this.#order = order;
    this.#readings = readings;
  }

  add(entries: readonly LibraryEntry[]): void {
    for (const entry of entries) this.#byForm.push(this.#indexed(entry));
    this.#byUse = undefined;
  }

  /** The entries that fit: the best first, among equals those used most; or in the form's order. */
  find({ text, groups = {}, sort = 'use' }: LibraryQuery): readonly LibraryEntry[] {
    const words = text.split(/\s+/).map(plain).filter(Boolean).map(wordOf);
    const wanted = Object.entries(groups).filter(([, value]) => value !== '');
    const ranked = Array.from({ length: RANKS.none }, (): LibraryEntry[] => []);
    const byUse = this.#sorted();
    for (const one of sort === 'use' ? byUse : this.#byForm) {
      if (!wanted.every(([column, value]) => one.entry.cells[column] === value)) continue;
      const rank = rankOf(one, words);
      // In the form's order a group is not torn apart by how well its entries fit.
      if (rank < RANKS.none) ranked[sort === 'use' ? rank : 0]?.push(one.entry);
    }
    return ranked.flat();
  }

  #sorted(): readonly Indexed[] {
    if (!this.#byUse) {
      this.#byForm.sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0));
      this.#byUse = this.#byForm.toSorted((a, b) => usesOf(b.entry) - usesOf(a.entry));
    }
    return this.#byUse;
  }

  #indexed(entry: LibraryEntry): Indexed {
    const { id } = this.#library.shape.name;
    const name = plain(entryName(this.#library, entry.cells));
    const characters = [...name];
    const readings = characters.map((character) => this.#readings?.(character) ?? NONE);
    return {
      entry,
      order: this.#order(entry),
      name,
      characters,
      others: this.#library.columns
        .flatMap((column) => (column.id === id ? [] : this.#plainOf(entry.cells[column.id] ?? '')))
        .join('\n'),
      readings,
      firsts: characters.map((one, i) => bitsOf(one, 1) | bitsOfAll(readings[i] ?? NONE, 1)),
      letters: characters.reduce(
        (bits, one, i) => bits | bitsOf(one) | bitsOfAll(readings[i] ?? NONE),
        0,
      ),
    };
  }

  #plainOf(text: string): string {
    let known = this.#plain.get(text);
    if (known === undefined) {
      known = plain(text);
      this.#plain.set(text, known);
    }
    return known;
  }
}

const NONE: readonly string[] = [];

/** A word of a query, with the bit of each of its letters. */
interface Word {
  readonly text: string;
  /** Whether it may be pinyin. */
  readonly sounds: boolean;
  readonly bits: readonly number[];
  readonly letters: number;
}

function wordOf(text: string): Word {
  const bits = [...text].map((one) => bitsOf(one));
  const sounds = text.length <= MAX_SOUND && /[a-z]/.test(text);
  return { text, sounds, bits, letters: bits.reduce((all, bit) => all | bit, 0) };
}

/** The letters at the front of a text as bits: one for each of a to z, one for all other signs. */
function bitsOf(text: string, count = text.length): number {
  let bits = 0;
  for (let i = 0; i < count && i < text.length; i++) {
    const letter = text.charCodeAt(i) - 97;
    bits |= 1 << (letter >= 0 && letter < 26 ? letter : 26);
  }
  return bits;
}

function bitsOfAll(texts: readonly string[], count?: number): number {
  let bits = 0;
  for (const text of texts) bits |= bitsOf(text, count);
  return bits;
}

/** Every word has to be found; the worst of them tells the rank. */
function rankOf(one: Indexed, words: readonly Word[]): number {
  let worst = 0;
  for (const word of words) {
    const rank = rankOfWord(one, word);
    if (rank === RANKS.none) return rank;
    if (rank > worst) worst = rank;
  }
  return worst;
}

function rankOfWord(one: Indexed, word: Word): number {
  const at = one.name.indexOf(word.text);
  if (at === 0) return one.name === word.text ? RANKS.same : RANKS.start;
  if (at > 0) return RANKS.inside;
  if (word.sounds && (word.letters & ~one.letters) === 0 && soundsLike(one, word, false)) {
    return soundsLike(one, word, true) ? RANKS.soundStart : RANKS.sound;
  }
  return one.others.includes(word.text) ? RANKS.others : RANKS.none;
}

/**
 * Whether neighbouring characters of a name can be written as a word: each as itself, as one of its
 * readings, as the first letter (or zh, ch, sh) of one; the last as any beginning of one.
 *
 * All ways are followed at once: bit p of `reached` says that the first p letters are used up.
 */
function soundsLike(
  { characters, readings, firsts }: Indexed,
  { text: word, bits }: Word,
  fromStart: boolean,
): boolean {
  let reached = 1;
  for (let i = 0; i < characters.length; i++) {
    if (!fromStart) reached |= 1;
    const first = firsts[i] ?? 0;
    let next = 0;
    for (let left = reached; left !== 0; left &= left - 1) {
      const p = 31 - Math.clz32(left & -left);
      if ((first & (bits[p] ?? 0)) === 0) continue;
      const character = characters[i] ?? '';
      if (word.startsWith(character, p)) next |= 1 << (p + character.length);
      for (const reading of readings[i] ?? NONE) {
        const shared = sharedLength(reading, word, p);
        if (shared === 0) continue;
        if (p + shared === word.length) return true;
        next |= 1 << (p + 1);
        if (shared >= 2 && reading[1] === 'h') next |= 1 << (p + 2);
        if (shared === reading.length) next |= 1 << (p + shared);
      }
    }
    if (next & (1 << word.length)) return true;
    if (next === 0 && fromStart) return false;
    reached = next;
  }
  return false;
}

/** How many letters of a reading stand in a word from a place on. */
function sharedLength(reading: string, word: string, from: number): number {
  let length = 0;
  while (length < reading.length && reading[length] === word[from + length]) length += 1;
  return length;
}
