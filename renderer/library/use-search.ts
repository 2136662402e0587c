import { useDeferredValue, useMemo, useState } from 'react';
import type { ColumnId, FormDefinition } from '../../shared/form/definition.ts';
import { type LibraryEntry, libraryOf } from '../../shared/library/entry.ts';
import type { LibraryIndex, LibrarySort } from '../../shared/library/search.ts';

export interface Search {
  readonly text: string;
  readonly groups: Readonly<Record<ColumnId, string>>;
  readonly sort: LibrarySort;
}

export interface SearchState {
  readonly search: Search;
  readonly found: readonly LibraryEntry[];
  /** For each group column the texts that can be asked for, given those of the groups before. */
  readonly choices: readonly {
    readonly id: ColumnId;
    readonly name: string;
    readonly values: readonly string[];
  }[];
  change(part: Partial<Search>): void;
  /** Asks for a group; what was asked of the groups inside it is dropped. */
  chooseGroup(column: ColumnId, value: string): void;
}

const EVERYTHING: Search = { text: '', groups: {}, sort: 'use' };

/** What of the library is asked for, and what of it is found; typing does not wait for the search. */
export function useSearch(definition: FormDefinition, index: LibraryIndex | null): SearchState {
  const [search, setSearch] = useState(EVERYTHING);
  const wanted = useDeferredValue(search);
  const found = useMemo(() => index?.find(wanted) ?? [], [index, wanted]);
  const columns = libraryOf(definition)?.shape.groups ?? [];
  const inOrder = useMemo(() => index?.find({ text: '', sort: 'form' }) ?? [], [index]);
  const choices = useMemo(
    () =>
      columns.map(({ id, name }, i) => {
        const before = columns.slice(0, i).map((column) => column.id);
        const inside = inOrder.filter(({ cells }) =>
          before.every(
            (column) => !search.groups[column] || cells[column] === search.groups[column],
          ),
        );
        const values = new Set(inside.map(({ cells }) => cells[id] ?? ''));
        return { id, name, values: [...values].filter(Boolean) };
      }),
    [columns, inOrder, search.groups],
  );
  return {
    search,
    found,
    choices,
    change: (part) => setSearch((before) => ({ ...before, ...part })),
    chooseGroup: (column, value) =>
      setSearch((before) => {
        const at = columns.findIndex(({ id }) => id === column);
        const outer = columns.slice(0, at).map(({ id }) => [id, before.groups[id] ?? ''] as const);
        return { ...before, groups: { ...Object.fromEntries(outer), [column]: value } };
      }),
  };
}
