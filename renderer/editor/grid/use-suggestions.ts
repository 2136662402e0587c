import { useEffect, useMemo, useState } from 'react';
import { setText } from '../../../shared/draft/edit.ts';
import { entryName } from '../../../shared/library/entry.ts';
import { fillFromEntry } from '../../../shared/library/insert.ts';
import { detailOf } from '../../library/detail.ts';
import { markUsed } from '../../library/library-state.ts';
import { type Offers, useOffers } from '../../library/use-offers.ts';
import { useEditor, useEditorState } from '../EditorContext.ts';
import { dictionaryOf, narrowed, type Suggestion, suggestionsFor } from './suggestions.ts';

export interface SuggestionState {
  /** What the list shows; undefined where it is closed. */
  readonly items: readonly Suggestion[] | undefined;
  /** Whether the cell has a list at all. */
  readonly offered: boolean;
  /** The item in hand; -1 for none. */
  readonly active: number;
  toggle(): void;
  choose(item: Suggestion): void;
  /** Takes a key that is for the open list. @returns whether it did */
  onKey(key: string): boolean;
}

/**
 * The list under a cell with a dictionary, or with names that the indicator library offers: opens
 * while typing and by Alt+Down.
 */
export function useSuggestions(): SuggestionState {
  const editor = useEditor();
  const anchor = useEditorState((state) => state.selection.anchor.address);
  const pending = useEditorState((state) => state.pending);
  const own = useEditorState((state) => state.ownEntries);
  const draft = useEditorState((state) => state.draft);
  const [asked, setAsked] = useState(false);
  const [moved, setMoved] = useState<number>();
  const address = pending?.addresses[0] ?? anchor;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sheet is that of the draft
  const all = useMemo(() => suggestionsFor(editor.sheet(), address, own), [draft, address, own]);
  const typed = pending?.begun ? pending.text : '';
  // An input method has its own list at this place.
  const wanted = !pending?.composing && (asked || typed !== '');
  const offers = useOffers(address, typed, wanted);
  const items = useMemo(
    () => (all ? narrowed(all, typed) : offers && suggestionsOf(offers)),
    [all, typed, offers],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another cell or another text begins anew
  useEffect(() => setMoved(undefined), [address, typed]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is that of one cell
  useEffect(() => setAsked(false), [address, pending === null]);
  const chosenAlready = items?.length === 1 && items[0]?.value === typed && !items[0].entry;
  const open = Boolean(items?.length) && (asked || (pending?.begun === true && !chosenAlready));
  const closed = all !== undefined && isClosed(editor, address);
  const active = moved ?? (open && closed && typed !== '' ? 0 : -1);
  const choose = ({ value, entry }: Suggestion) => {
    const { pending: now, selection, draft } = editor.store.getState();
    const cell = editor.sheet().map.find(selection.anchor.address)?.cell;
    const addresses = now?.addresses ?? cell?.addresses ?? [];
    if (entry) {
      editor.apply(fillFromEntry(editor.definition, draft, addresses[0] ?? '', entry.cells));
      markUsed(editor.definition.id, [entry]);
    } else editor.apply(setText(addresses, value));
    setAsked(false);
  };
  return {
    items: open ? items : undefined,
    offered: all !== undefined || offers !== undefined,
    active,
    toggle: () => setAsked(!open),
    choose,
    onKey(key) {
      if (!open || !items) return false;
      if (key === 'ArrowDown' || key === 'ArrowUp') {
        const step = key === 'ArrowDown' ? 1 : -1;
        setMoved(
          active === -1 && step === -1
            ? items.length - 1
            : (active + step + items.length) % items.length,
        );
        return true;
      }
      const item = items[active];
      if ((key === 'Enter' || key === 'Tab') && item) {
        choose(item);
        return key === 'Enter' && asked && !pending;
      }
      if (key === 'Escape' && asked) {
        setAsked(false);
        return pending === null;
      }
      return false;
    },
  };
}

function suggestionsOf({ library, entries }: Offers): readonly Suggestion[] | undefined {
  return entries?.map((entry) => ({
    value: entryName(library, entry.cells),
    detail: detailOf(library, entry),
    entry,
  }));
}

/** Whether only the entries of the dictionary are right for a cell. */
function isClosed(editor: ReturnType<typeof useEditor>, address: string): boolean {
  const key = dictionaryOf(editor.definition, address);
  return key !== undefined && editor.definition.dictionaries[key]?.open === false;
}
