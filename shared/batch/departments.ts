/** 应报、已报、未报: which departments of a list have sent their form. */
import { halfWidth } from '../text.ts';
import { type BatchRow, type FormRow, formRows } from './rows.ts';

/** A department that is on the list, or should be. */
export interface Reported {
  readonly name: string;
  readonly rows: readonly FormRow[];
}

/** A department of the list of which no form of the year is there. */
export interface Missing {
  readonly name: string;
  /** What it may stand under: names that are not on the list and hold this one, or the reverse. */
  readonly similar: readonly string[];
  /** The years of the forms that it has sent for other years. */
  readonly otherYears: readonly number[];
}

export interface Comparison {
  readonly year: number;
  /** 应报: how many departments the list names. */
  readonly expected: number;
  /** 已报: departments of the list with a form of the year. */
  readonly reported: readonly Reported[];
  /** 未报. */
  readonly missing: readonly Missing[];
  /** 重复报: departments, on the list or not, with more than one form of the year. */
  readonly repeated: readonly Reported[];
  /** Departments with a form of the year that are not on the list. */
  readonly unlisted: readonly Reported[];
  /** Forms of the year without a department's name. */
  readonly unnamed: readonly FormRow[];
}

const BRACKETS = /[[\]{}()〔〕【】「」『』〈〉《》]/g;

/**
 * What two writings of a department's name have in common: white space does not count, full-width
 * signs are half-width ones, and all brackets are alike.
 */
export function nameKey(name: string): string {
  return halfWidth(name)
    .replace(/[\s\u200b\ufeff]/g, '')
    .replace(BRACKETS, '|')
    .toLowerCase();
}

/** What stands over the names, or instead of one. */
const HEADING =
  /^(?:序号|编号|编码|代码|(?:应报)?(?:预算)?(?:部门|单位)(?:\|?单位\|?)?(?:名称|名单|清单)?|名称|合计|小计|总计)[:：]?$/;
const NUMBER = /^[\d.、．()（）\s-]*$/;

/**
 * The names of departments in a table: of its first column that does not hold numbers alone.
 * Headings, empty cells, numbering before a name and repeated names are left out.
 */
export function departmentNames(table: readonly (readonly string[])[]): readonly string[] {
  const width = Math.max(0, ...table.map((row) => row.length));
  for (let column = 0; column < width; column++) {
    const texts = table.map((row) => nameIn(row[column] ?? ''));
    const names = texts.filter((text) => text !== '' && !HEADING.test(nameKey(text)));
    const byKey = new Map<string, string>();
    for (const name of names) if (!byKey.has(nameKey(name))) byKey.set(nameKey(name), name);
    if (byKey.size > 0) return [...byKey.values()];
  }
  return [];
}

/** The name in a cell without its numbering (「3、」); '' where there is none. */
function nameIn(text: string): string {
  const trimmed = text.replace(/\s+/g, ' ').trim();
  if (NUMBER.test(trimmed)) return '';
  return trimmed.replace(/^[（(]?\d{1,4}(?:[)）]|[、.．)]\s*|\s+)/, '').trim();
}

/** The names in a pasted text: a line each, or a table copied out of Excel. */
export function pastedNames(text: string): readonly string[] {
  return departmentNames(text.split(/\r\n?|\n/).map((line) => line.split('\t')));
}

/** Compares the list with the forms of one year. */
export function compareDepartments(
  names: readonly string[],
  rows: readonly BatchRow[],
  year: number,
): Comparison {
  const forms = formRows(rows);
  const named = Map.groupBy(forms, ({ form }) => nameKey(form.department));
  const unnamed = (named.get('') ?? []).filter(({ form }) => form.year === year);
  named.delete('');
  const ofYear = new Map<string, Reported>();
  for (const [key, all] of named) {
    const [first, ...more] = all.filter(({ form }) => form.year === year);
    if (first) ofYear.set(key, { name: first.form.department, rows: [first, ...more] });
  }
  const listed = new Set(names.map(nameKey));
  const unlisted = [...ofYear].filter(([key]) => !listed.has(key));
  const reported: Reported[] = [];
  const missing: Missing[] = [];
  for (const name of names) {
    const key = nameKey(name);
    const found = ofYear.get(key);
    if (found) reported.push({ ...found, name });
    else {
      missing.push({
        name,
        similar: unlisted.filter(([other]) => areSimilar(key, other)).map(([, one]) => one.name),
        otherYears: [...new Set((named.get(key) ?? []).map(({ form }) => form.year))].sort(),
      });
    }
  }
  return {
    year,
    expected: names.length,
    reported,
    missing,
    repeated: [...ofYear.values()].filter((one) => one.rows.length > 1),
    unlisted: unlisted.map(([, one]) => one),
    unnamed,
  };
}

/** 市信访局 and 鄂州市信访局: one name inside the other. */
function areSimilar(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= 3 && long.includes(short);
}
