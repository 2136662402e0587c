/** What the help is made of, and how it is searched: plain data and functions, tested without a window. */
import { halfWidth } from '../../shared/text.ts';

export type HelpTab = 'guide' | 'fields' | 'keys';

export const TAB_NAMES: Readonly<Record<HelpTab, string>> = {
  guide: '使用说明',
  fields: '填报说明',
  keys: '快捷键',
};

export interface Picture {
  readonly src: string;
  /** What there is to see, for a screen reader. */
  readonly alt: string;
}

/** One piece of the help, under a title of its own. */
export interface HelpEntry {
  /** Unique in its tab. */
  readonly key: string;
  readonly title: string;
  /** What it belongs to: entries of one group stand together. */
  readonly group?: string;
  readonly texts: readonly string[];
  /** Words, or keys, each with what it means. */
  readonly words?: readonly (readonly [string, string])[];
  readonly picture?: Picture;
  /** For 填报说明: the cells it is about, as `placeOf` names them. */
  readonly covers?: readonly string[];
}

/** Where the help opens: a tab, and there the entry about a cell of the form. */
export interface HelpPlace {
  readonly tab: HelpTab;
  readonly about?: string;
}

/** Gives a text as it sounds, to be searched by what is typed on a Latin keyboard. */
export type Sounds = (text: string) => string;

/**
 * The entries in which every word of a query stands. Where only some of an entry's `words` fit,
 * only those are left of them.
 * @param sounds gives the first letters of the pinyin; with it 「hj」 finds 合计 in titles and words
 */
export function search(
  entries: readonly HelpEntry[],
  query: string,
  sounds?: Sounds,
): readonly HelpEntry[] {
  const terms = termsOf(query);
  if (terms.length === 0) return entries;
  const fits = (heard: string, read = '') => {
    const text = folded(`${heard} ${read}`);
    const sound = sounds?.(heard) ?? '';
    return terms.every((term) => text.includes(term) || sound.includes(term));
  };
  return entries.flatMap((entry) => {
    const { title, group = '', texts, words = [] } = entry;
    if (fits(`${group} ${title}`, texts.join(' '))) return [entry];
    const fitting = words.filter(([word, what]) => fits(`${title} ${word}`, what));
    return fitting.length > 0 ? [{ ...entry, words: fitting }] : [];
  });
}

/** The words of a query; none where nothing has been typed. */
export function termsOf(query: string): readonly string[] {
  return folded(query)
    .split(/\s+/)
    .filter((term) => term !== '');
}

/** As texts are compared: without regard to capital letters and full width. */
function folded(text: string): string {
  return halfWidth(text).toLowerCase();
}

/** A text cut where a word of the query stands: every second part is one. */
export function parts(text: string, terms: readonly string[]): readonly string[] {
  const escaped = terms.map((term) => term.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return escaped.length > 0 ? text.split(new RegExp(`(${escaped.join('|')})`, 'gi')) : [text];
}

/** The entries by group, in the order of the first of each. */
export function byGroup(
  entries: readonly HelpEntry[],
): readonly (readonly [string, readonly HelpEntry[]])[] {
  const groups = new Map<string, HelpEntry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.group ?? '');
    if (group) group.push(entry);
    else groups.set(entry.group ?? '', [entry]);
  }
  return [...groups];
}
