/** The indicator library as the window has it: loaded when it is first needed, searched here. */
import { create } from 'zustand';
import type { Problem } from '../../shared/api.ts';
import type { FormDefinition } from '../../shared/form/definition.ts';
import { formOrder, type LibraryEntry, libraryOf } from '../../shared/library/entry.ts';
import { LibraryIndex } from '../../shared/library/search.ts';
import { ask } from '../ui/api.ts';

interface LibraryState {
  /** The id of the form whose library this is. */
  readonly form: string | null;
  readonly entries: readonly LibraryEntry[];
  /** Finds all entries that are not hidden; null before they are loaded. */
  readonly index: LibraryIndex | null;
}

export const useLibrary = create<LibraryState>()(() => ({ form: null, entries: [], index: null }));

/**
 * Loads the library of a form as the drafts are now.
 * @returns the problem where that fails: what was loaded before stays
 */
export async function loadLibrary(definition: FormDefinition): Promise<Problem | undefined> {
  if (!libraryOf(definition)) return undefined;
  const answer = await ask('library.list', { form: definition.id });
  if (!answer.ok) return answer.problem;
  const entries = answer.value;
  const index = await indexOf(
    definition,
    entries.filter((entry) => !entry.hidden),
  );
  useLibrary.setState({ form: definition.id, entries, index });
  return undefined;
}

/** How many entries are made ready before a key that was pressed meanwhile gets its turn. */
const AT_ONCE = 400;

/** Makes entries ready to be searched, also by pinyin. */
export async function indexOf(
  definition: FormDefinition,
  entries: readonly LibraryEntry[],
): Promise<LibraryIndex | null> {
  const library = libraryOf(definition);
  if (!library) return null;
  const { readingsOf } = await import('../../shared/library/pinyin.ts');
  const index = new LibraryIndex(library, formOrder(definition, library), readingsOf);
  for (let at = 0; at < entries.length; at += AT_ONCE) {
    index.add(entries.slice(at, at + AT_ONCE));
    await new Promise((done) => setTimeout(done));
  }
  return index;
}

/** Counts that entries were inserted; nobody waits for it. */
export function markUsed(form: string, entries: readonly LibraryEntry[]): void {
  void ask('library.used', { form, keys: entries.map(({ key }) => key) });
}
