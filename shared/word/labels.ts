/** Knows the labels of a form when it sees them, however a file writes them. */
import {
  type Address,
  type FormDefinition,
  isLabel,
  type PlacedCell,
  type Section,
} from '../form/definition.ts';
import { halfWidth } from '../text.ts';

/** A text that reads like a label of the form. */
export interface LabelHit {
  readonly section: Section;
  /** The label's own cell; undefined for the label merged at the left of a whole section. */
  readonly cell: PlacedCell | undefined;
  /** For a year heading: the year it names, and its distance from 预算年度 (0, -1, -2). */
  readonly year?: { readonly value: number; readonly offset: number };
  /** For a label with a field inside: what stands in its place. */
  readonly inside?: { readonly address: Address; readonly text: string };
}

export interface Labels {
  /** Every label that a cell's text may be, in the order of the form. */
  hits(text: string): readonly LabelHit[];
  /** How many different labels the form has. */
  readonly count: number;
}

/** Longer texts are never labels; spares the work on goals and duties. */
const MAX_LABEL = 60;
const ORDINAL =
  /^(?:第?[一二三四五六七八九十]+[、.．]|\d{1,2}[.、．](?!\d)|[(（][一二三四五六七八九十\d]+[)）])/;

/**
 * A label without anything that is looks: white space, punctuation, full-width forms, a leading
 * number like 「一、」.
 */
export function labelKey(text: string): string {
  return halfWidth(text.trim())
    .replace(ORDINAL, '')
    .replace(/[\s\p{P}\p{S}\u200b\ufeff]/gu, '');
}

interface Matcher {
  readonly section: Section;
  readonly cell: PlacedCell | undefined;
  readonly key: string;
  readonly pattern?: RegExp;
  readonly offset?: number;
  readonly inside?: Address;
}

const known = new WeakMap<FormDefinition, Labels>();

/** The labels of a form, ready to be recognised. */
export function labelsOf(definition: FormDefinition): Labels {
  const ready = known.get(definition);
  if (ready) return ready;
  const labels = compile(definition);
  known.set(definition, labels);
  return labels;
}

function compile(definition: FormDefinition): Labels {
  const matchers: Matcher[] = [];
  let count = 0;
  for (const section of definition.sections) {
    if (section.label !== undefined) {
      count += 1;
      for (const text of [section.label, ...(section.aliases ?? [])]) {
        matchers.push(matcherOf(section, undefined, text));
      }
    }
    for (const cell of section.rows.flat()) {
      if (!isLabel(cell)) continue;
      count += 1;
      for (const text of [cell.label, ...(cell.aliases ?? [])]) {
        matchers.push(matcherOf(section, cell, text));
      }
    }
  }
  const exact = Map.groupBy(
    matchers.filter((matcher) => !matcher.pattern),
    (matcher) => matcher.key,
  );
  const patterns = matchers.filter((matcher) => matcher.pattern);
  return {
    count,
    hits(text) {
      if (text.length > MAX_LABEL) return [];
      const key = labelKey(text);
      if (key === '') return [];
      const plain = (exact.get(key) ?? []).map(({ section, cell }) => ({ section, cell }));
      return distinct([...plain, ...patterns.flatMap((matcher) => hitOf(matcher, key))]);
    },
  };
}

/** A label may be written like one of its aliases and like itself: one hit for each cell. */
function distinct(hits: readonly LabelHit[]): readonly LabelHit[] {
  return hits.filter(
    (hit, i) => hits.findIndex((one) => one.section === hit.section && one.cell === hit.cell) === i,
  );
}

function matcherOf(section: Section, cell: PlacedCell | undefined, template: string): Matcher {
  let offset: number | undefined;
  let inside: Address | undefined;
  const source = template
    .split(/(\{[^}]+\})/)
    .map((part) => {
      if (!part.startsWith('{')) return labelKey(part);
      const year = /^\{year(?:-(\d))?\}$/.exec(part);
      if (year) {
        offset = 0 - Number(year[1] ?? 0);
        return '((?:19|20)\\d\\d)';
      }
      inside = part.slice(1, -1);
      return '(.*?)';
    })
    .join('');
  const base = { section, cell, key: source };
  if (offset === undefined && inside === undefined) return base;
  return {
    ...base,
    pattern: new RegExp(`^${source}度?$`),
    ...(offset !== undefined && { offset }),
    ...(inside !== undefined && { inside }),
  };
}

function hitOf(matcher: Matcher, key: string): LabelHit[] {
  const { section, cell, offset, inside } = matcher;
  const match = matcher.pattern?.exec(key);
  if (!match) return [];
  const found = match[1] ?? '';
  return [
    {
      section,
      cell,
      ...(offset !== undefined && { year: { value: Number(found), offset } }),
      ...(inside !== undefined && { inside: { address: inside, text: found } }),
    },
  ];
}
