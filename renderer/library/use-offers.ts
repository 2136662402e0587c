import { useEffect, useState } from 'react';
import type { Draft } from '../../shared/draft/draft.ts';
import { findRow } from '../../shared/draft/values.ts';
import { type Address, type FormDefinition, targetOf } from '../../shared/form/definition.ts';
import { keysInTable, type LibraryEntry, type LibraryShape } from '../../shared/library/entry.ts';
import { libraryAt } from '../../shared/library/insert.ts';
import type { LibraryIndex } from '../../shared/library/search.ts';
import { useEditor } from '../editor/EditorContext.ts';
import { logError } from '../ui/api.ts';
import { loadLibrary, useLibrary } from './library-state.ts';

/** How many entries are offered under a cell. */
const OFFERED = 8;
/** How long a pause in typing the search waits for, in milliseconds: no key waits for the search. */
const PAUSE = 80;
/** How long the library waits for a quiet moment to be loaded, in milliseconds. */
const PATIENCE = 1000;

export interface Offers {
  readonly library: LibraryShape;
  /** For the text that was searched last; undefined where nothing is asked for. */
  readonly entries: readonly LibraryEntry[] | undefined;
}

/**
 * What the library offers for a cell that holds names; undefined for other cells.
 * @param typed what has been typed into the cell; '' asks for what is used most in the row's group
 * @param wanted whether anything is to be offered at this moment
 */
export function useOffers(address: Address, typed: string, wanted: boolean): Offers | undefined {
  const editor = useEditor();
  const { definition } = editor;
  const library = libraryAt(definition, address);
  const index = useLibrary((state) => (state.form === definition.id ? state.index : null));
  const [entries, setEntries] = useState<readonly LibraryEntry[]>();
  useLoaded(definition, library !== undefined);
  useEffect(() => {
    if (!library || !index || !wanted) {
      setEntries(undefined);
      return;
    }
    const search = () =>
      setEntries(
        offersFor(definition, library, index, editor.store.getState().draft, address, typed),
      );
    const timer = setTimeout(search, PAUSE);
    return () => clearTimeout(timer);
  }, [editor, definition, library, index, address, typed, wanted]);
  return library && { library, entries: wanted ? entries : undefined };
}

/**
 * Loads the library in a quiet moment, once for each draft that is opened: when a cell that holds
 * names is selected for the first time.
 */
function useLoaded(definition: FormDefinition, needed: boolean): void {
  const [loaded, setLoaded] = useState(false);
  useEffect(() => {
    if (!needed || loaded) return;
    const load = () => {
      setLoaded(true);
      void loadLibrary(definition).then((problem) => problem && logError(problem.message));
    };
    const waiting = requestIdleCallback(load, { timeout: PATIENCE });
    return () => cancelIdleCallback(waiting);
  }, [definition, needed, loaded]);
}

/** Entries that the table lacks: those of the row's group first, then what fits best. */
function offersFor(
  definition: FormDefinition,
  library: LibraryShape,
  index: LibraryIndex,
  draft: Draft,
  address: Address,
  typed: string,
): readonly LibraryEntry[] {
  const target = targetOf(definition, address);
  if (!target || 'field' in target) return [];
  const cells = findRow(draft, target.table.id, target.rowId)?.cells ?? {};
  const there = keysInTable(library, draft, target.table.id);
  const found = index.find({ text: typed }).filter(({ key }) => !there.has(key));
  const inGroup = (entry: LibraryEntry) =>
    library.shape.groups.every(({ id }) => !cells[id] || cells[id] === entry.cells[id]);
  const own = found.filter(inGroup);
  const others = typed === '' ? [] : found.filter((entry) => !inGroup(entry));
  return [...own, ...others].slice(0, OFFERED);
}
