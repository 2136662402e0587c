/** What a cell with a dictionary offers: its entries, those a person added, and those in use. Pure. */
import { rowsOf } from '../../../shared/draft/draft.ts';
import { findRow } from '../../../shared/draft/values.ts';
import { type Address, type FormDefinition, targetOf } from '../../../shared/form/definition.ts';
import type { LibraryEntry } from '../../../shared/library/entry.ts';
import { bare } from '../../../shared/text.ts';
import type { Sheet } from './fill.ts';

export interface Suggestion {
  readonly value: string;
  readonly help?: string;
  /** What stands beside it in the list. */
  readonly detail?: string;
  /** The texts of an entry of the indicator library, for the row's empty cells. */
  readonly entry?: LibraryEntry;
}

/** Texts that a person added to the dictionaries, by dictionary. */
export type OwnEntries = Readonly<Record<string, readonly string[]>>;

/** The key of the dictionary of a cell; undefined where it has none. */
export function dictionaryOf(definition: FormDefinition, address: Address): string | undefined {
  const target = targetOf(definition, address);
  if (!target) return undefined;
  return 'field' in target ? target.field.dictionary : target.column.dictionary;
}

/** Everything offered for a cell, in order; undefined where it has no dictionary. */
export function suggestionsFor(
  sheet: Sheet,
  address: Address,
  own: OwnEntries,
): readonly Suggestion[] | undefined {
  const key = dictionaryOf(sheet.definition, address);
  const dictionary = key === undefined ? undefined : sheet.definition.dictionaries[key];
  if (key === undefined || !dictionary) return undefined;
  const parent = parentText(sheet, address, dictionary.parent);
  const known = dictionary.entries.filter(
    (entry) => !entry.under || parent === '' || entry.under.includes(parent),
  );
  if (!dictionary.open) return known;
  const elsewhere = new Set(
    dictionary.entries.filter((entry) => !known.includes(entry)).map((entry) => entry.value),
  );
  const values = new Set(known.map((entry) => entry.value));
  const more = [...(own[key] ?? []), ...usedBeside(sheet, address, dictionary.parent, parent)];
  const added = [...new Set(more)].filter((value) => !values.has(value) && !elsewhere.has(value));
  return [...known, ...added.map((value) => ({ value }))];
}

/** The suggestions that fit what has been typed; all of them as long as nothing has been. */
export function narrowed(suggestions: readonly Suggestion[], typed: string): readonly Suggestion[] {
  const wanted = bare(typed);
  if (wanted === '') return suggestions;
  const starting = suggestions.filter((one) => bare(one.value).startsWith(wanted));
  const containing = suggestions.filter(
    (one) => !starting.includes(one) && bare(one.value).includes(wanted),
  );
  return [...starting, ...containing];
}

/** Whether a text is new to an open dictionary, so that it should be added to a person's own. */
export function isNewEntry(
  definition: FormDefinition,
  address: Address,
  text: string,
  own: OwnEntries,
): boolean {
  const key = dictionaryOf(definition, address);
  const dictionary = key === undefined ? undefined : definition.dictionaries[key];
  if (key === undefined || !dictionary?.open || text.trim() === '') return false;
  const known = [...dictionary.entries.map((entry) => entry.value), ...(own[key] ?? [])];
  return !known.some((value) => bare(value) === bare(text));
}

/** The text of the cell in the same row that holds an entry of the parent dictionary. */
function parentText(sheet: Sheet, address: Address, parent: string | undefined): string {
  const target = targetOf(sheet.definition, address);
  if (parent === undefined || !target || 'field' in target) return '';
  const column = target.table.columns.find((one) => one.dictionary === parent);
  const row = findRow(sheet.draft, target.table.id, target.rowId);
  return (column && row?.cells[column.id]) ?? '';
}

/** Texts that the same column holds in rows with the same parent. */
function usedBeside(
  sheet: Sheet,
  address: Address,
  parent: string | undefined,
  parentIs: string,
): string[] {
  const target = targetOf(sheet.definition, address);
  if (!target || 'field' in target) return [];
  const above = target.table.columns.find((one) => one.dictionary === parent);
  return rowsOf(sheet.draft, target.table.id).flatMap((row) => {
    const text = row.cells[target.column.id];
    const same = !above || parentIs === '' || row.cells[above.id] === parentIs;
    return text !== undefined && same && row.id !== target.rowId ? [text] : [];
  });
}
