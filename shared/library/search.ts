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
  readonly name: string;
  readonly characters: readonly string[];
  /** The other texts. */
  readonly others: string;
  /** The readings of each character of the name. */
  readonly readings: readonly (readonly string[])[];
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
  readonly #byForm: readonly Indexed[];
  readonly #byUse: readonly Indexed[];

  /**
   * @param order gives where an entry stands in the order of the form
   * @param readings how characters are read; without it pinyin finds nothing
   */
  constructor(
    library: LibraryShape,
    entries: readonly LibraryEntry[],
    order: (entry: LibraryEntry) => readonly (number | string)[],
    readings?: Readings,
  ) {
    this.#library = library;
    this.#byForm = entries
      .map((entry) => ({ one: this.#indexed(entry, readings), order: order(entry) }))
      .sort((a, b) => compareOrders(a.order, b.order))
      .map(({ one }) => one);
    this.#byUse = this.#byForm.toSorted((a, b) => usesOf(b.entry) - usesOf(a.entry));
  }

  /** The entries that fit: the best first, among equals those used most; or in the form's order. */
  find({ text, groups = {}, sort = 'use' }: LibraryQuery): readonly LibraryEntry[] {
    const words = text.split(/\s+/).map(plain).filter(Boolean);
    const wanted = Object.entries(groups).filter(([, value]) => value !== '');
    const ranked = Array.from({ length: RANKS.none }, (): LibraryEntry[] => []);
    for (const one of sort === 'use' ? this.#byUse : this.#byForm) {
      if (!wanted.every(([column, value]) => one.entry.cells[column] === value)) continue;
      const rank = rankOf(one, words);
      // In the form's order a group is not torn apart by how well its entries fit.
      if (rank < RANKS.none) ranked[sort === 'use' ? rank : 0]?.push(one.entry);
    }
    return ranked.flat();
  }

  #indexed(entry: LibraryEntry, readings: Readings | undefined): Indexed {
    const name = plain(entryName(this.#library, entry.cells));
    const characters = [...name];
    const { id } = this.#library.shape.name;
    const others = this.#library.columns
      .filter((column) => column.id !== id)
      .map((column) => plain(entry.cells[column.id] ?? ''))
      .join('\n');
    return { entry, name, characters, others, readings: readings ? characters.map(readings) : [] };
  }
}

function compareOrders(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (const [i, one] of a.entries()) {
    const other = b[i];
    if (one === other) continue;
    if (typeof one === 'number' && typeof other === 'number') return one - other;
    return String(one) < String(other) ? -1 : 1;
  }
  return 0;
}

/** Every word has to be found; the worst of them tells the rank. */
function rankOf(one: Indexed, words: readonly string[]): number {
  let worst = 0;
  for (const word of words) {
    const rank = rankOfWord(one, word);
    if (rank === RANKS.none) return rank;
    if (rank > worst) worst = rank;
  }
  return worst;
}

function rankOfWord(one: Indexed, word: string): number {
  const at = one.name.indexOf(word);
  if (at === 0) return one.name === word ? RANKS.same : RANKS.start;
  if (at > 0) return RANKS.inside;
  if (word.length <= MAX_SOUND && /[a-z]/.test(word)) {
    if (sounds(one, word, true)) return RANKS.soundStart;
    if (sounds(one, word, false)) return RANKS.sound;
  }
  return one.others.includes(word) ? RANKS.others : RANKS.none;
}

/**
 * Whether neighbouring characters of a name can be written as a word: each as itself, as one of its
 * readings, as the first letter (or zh, ch, sh) of one; the last as any beginning of one.
 *
 * All ways are followed at once: bit p of `reached` says that the first p letters are used up.
 */
function sounds({ characters, readings }: Indexed, word: string, fromStart: boolean): boolean {
  let reached = 1;
  for (const [i, character] of characters.entries()) {
    if (!fromStart) reached |= 1;
    if (reached === 0) return false;
    let next = 0;
    for (let left = reached; left !== 0; left &= left - 1) {
      const p = 31 - Math.clz32(left & -left);
      if (word.startsWith(character, p)) next |= 1 << (p + character.length);
      for (const reading of readings[i] ?? NONE) {
        if (reading.charCodeAt(0) !== word.charCodeAt(p)) continue;
        const shared = sharedLength(reading, word, p);
        if (p + shared === word.length) return true;
        next |= 1 << (p + 1);
        if (shared >= 2 && reading[1] === 'h') next |= 1 << (p + 2);
        if (shared === reading.length) next |= 1 << (p + shared);
      }
    }
    if (next & (1 << word.length)) return true;
    reached = next;
  }
  return false;
}

const NONE: readonly string[] = [];

/** How many letters of a reading stand in a word from a place on. */
function sharedLength(reading: string, word: string, from: number): number {
  let length = 0;
  while (length < reading.length && reading[length] === word[from + length]) length += 1;
  return length;
}
