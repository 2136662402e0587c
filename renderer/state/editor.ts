/** One open draft: what it holds, what is selected and being typed, and every step back. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { OpenDraft } from '../../shared/api.ts';
import type { Finding } from '../../shared/checks/check.ts';
import type { Draft } from '../../shared/draft/draft.ts';
import { applyEdit, type Edit, setText } from '../../shared/draft/edit.ts';
import { isComputed, textAt } from '../../shared/draft/values.ts';
import type { Address, FormDefinition } from '../../shared/form/definition.ts';
import { layOut, type Table } from '../../shared/table/lay-out.ts';
import type { Sheet } from '../editor/grid/fill.ts';
import {
  firstSelection,
  type Selection,
  selectAddress,
  selectedAddresses,
  settled,
  toBeSeen,
} from '../editor/grid/selection.ts';
import type { OwnEntries } from '../editor/grid/suggestions.ts';
import { mapOf } from '../editor/grid/table-map.ts';
import { whereChanged } from '../editor/grid/where-changed.ts';

/** The text in the floating editor, on its way to the cells it is for. */
export interface PendingEdit {
  readonly addresses: readonly Address[];
  /** Without the letters of a composition that has not been committed. */
  readonly text: string;
  /** `type`: typing replaced the cell, arrows commit. `edit`: arrows move inside the text. */
  readonly mode: 'type' | 'edit';
  /** Whether an input method is composing. */
  readonly composing: boolean;
  /** Whether anything has been typed yet: only then is there something to save and to commit. */
  readonly begun: boolean;
}

export type SaveStatus =
  | { readonly state: 'saved'; readonly at: string }
  | { readonly state: 'saving' }
  | { readonly state: 'failed'; readonly message: string };

/** One edit that can be taken back, and what was selected on either side of it. */
interface Step {
  readonly before: Draft;
  readonly after: Draft;
  readonly selectBefore: Selection;
  readonly selectAfter: Selection;
}

export interface EditorState {
  readonly draft: Draft;
  readonly table: Table;
  readonly selection: Selection;
  readonly pending: PendingEdit | null;
  readonly past: readonly Step[];
  readonly future: readonly Step[];
  readonly save: SaveStatus;
  readonly findings: readonly Finding[];
  /** What this person has added to the dictionaries. */
  readonly ownEntries: OwnEntries;
}

export interface Editor {
  readonly id: string;
  readonly definition: FormDefinition;
  readonly store: StoreApi<EditorState>;
  /** The draft as its table shows it: what the pure helpers of the grid work on. */
  sheet(): Sheet;
  /** Selects; what is being typed is committed first. */
  select(selection: Selection): void;
  /** Selects one cell by its address, where there is one. */
  goTo(address: Address): void;
  /**
   * One step of undo. The selection stays on its cells, or goes where it is told.
   * @throws EditError where the edit does not fit the draft
   */
  apply(edit: Edit, select?: Address | Selection): void;
  undo(): void;
  redo(): void;
  /** Starts editing the text of the active cell, or of some of the cells it stands for. */
  beginEdit(addresses?: readonly Address[]): void;
  /** What the floating editor holds now. */
  typed(text: string): void;
  compositionStarted(): void;
  /** @param text what the floating editor holds after the composition */
  compositionEnded(text: string): void;
  /** The pending text goes into its cells, or into every selected cell. */
  commit(into?: 'cell' | 'selection'): void;
  /** Drops the pending text: the cell keeps what it had. */
  cancel(): void;
  /** Runs the checks now, where they are not up to date. */
  check(): readonly Finding[];
  /** The checks know more than before: they are asked again shortly. */
  recheck(): void;
  /** What this person has added to the dictionaries: offered in lists, and known to the checks. */
  setOwnEntries(entries: OwnEntries): void;
  /** Is told of every text that was typed and committed. @returns a function that ends it */
  onCommit(listener: CommitListener): () => void;
}

/** Finds what is wrong with a draft. */
export type Check = (draft: Draft, own: OwnEntries) => readonly Finding[];

type CommitListener = (address: Address, text: string) => void;

interface EditorOptions {
  readonly check?: Check;
  /** The steps of an earlier time that the draft was open. */
  readonly history?: Pick<EditorState, 'past' | 'future'>;
}

const NO_HISTORY = { past: [], future: [] };

/**
 * Opens a draft for editing. The checks are asked shortly after each edit, so that no key waits for
 * them.
 */
export function createEditor(
  definition: FormDefinition,
  open: OpenDraft,
  { check = () => [], history = NO_HISTORY }: EditorOptions = {},
): Editor {
  const store = createStore<EditorState>(() => openState(definition, open, history));
  const { getState: get, setState: set } = store;
  const sheet = (): Sheet => ({ definition, draft: get().draft, map: mapOf(get().table) });
  const checks = lazily(() => set({ findings: check(get().draft, get().ownEntries) }));
  const listeners = new Set<CommitListener>();
  checks.due();

  /** Goes from one side of a step to the other, with the selection to where they differ. */
  const show = (draft: Draft, other: Draft, selection: Selection) => {
    const before = get();
    const table = layOut(definition, draft, before.table);
    const map = mapOf(table, before.table);
    const kept = settled(mapOf(before.table), map, selection);
    const there = whereChanged({ definition, draft, map }, other, kept);
    set({ draft, table, selection: toBeSeen(there), pending: null });
    checks.due();
  };

  const editor: Editor = {
    id: open.summary.id,
    definition,
    store,
    sheet,
    select(selection) {
      if (get().pending) editor.commit();
      set({ selection: settled(mapOf(get().table), mapOf(get().table), selection) });
    },
    goTo(address) {
      const selection = selectAddress(mapOf(get().table), address);
      if (selection) editor.select(selection);
    },
    apply(edit, select) {
      const { draft: before, table, selection } = get();
      const draft = applyEdit(definition, before, edit);
      if (draft === before) return set({ pending: null });
      const next = layOut(definition, draft, table);
      const map = mapOf(next, table);
      const told = typeof select === 'string' ? selectAddress(map, select) : select;
      const selectAfter = settled(mapOf(table), map, told ?? selection);
      const step = { before, after: draft, selectBefore: selection, selectAfter };
      set({
        draft,
        table: next,
        selection: selectAfter,
        pending: null,
        past: [...get().past, step],
        future: [],
      });
      checks.due();
    },
    undo() {
      const { past, future, pending } = get();
      const step = past.at(-1);
      if (pending) return editor.cancel();
      if (!step) return;
      show(step.before, step.after, step.selectBefore);
      set({ past: past.slice(0, -1), future: [...future, step] });
    },
    redo() {
      const { past, future, pending } = get();
      const step = future.at(-1);
      if (pending || !step) return;
      show(step.after, step.before, step.selectAfter);
      set({ past: [...past, step], future: future.slice(0, -1) });
    },
    beginEdit(addresses = activeAddresses(sheet(), get().selection)) {
      const [first] = addresses;
      if (first === undefined) return;
      const text = textAt(definition, get().draft, first);
      set({ pending: { addresses, text, mode: 'edit', composing: false, begun: false } });
    },
    typed(text) {
      const pending = get().pending ?? newPending(sheet(), get().selection);
      set({ pending: { ...pending, text, composing: false, begun: true } });
    },
    compositionStarted() {
      const pending = get().pending ?? newPending(sheet(), get().selection);
      set({ pending: { ...pending, composing: true } });
    },
    compositionEnded(text) {
      const { pending } = get();
      if (!pending) return;
      const nothing = pending.mode === 'type' && !pending.begun && text === '';
      if (nothing) return editor.cancel();
      set({ pending: { ...pending, text, composing: false, begun: true } });
    },
    commit(into = 'cell') {
      const { pending, selection } = get();
      if (!pending) return;
      const { map } = sheet();
      const addresses =
        into === 'selection' ? selectedAddresses(map, selection) : pending.addresses;
      if (into === 'cell' && !changes(sheet(), pending)) return editor.cancel();
      const standing = addresses.filter((one) => map.find(one));
      editor.apply(setText(standing, pending.text));
      const [first] = standing;
      if (first !== undefined) for (const tell of listeners) tell(first, pending.text);
    },
    cancel: () => set({ pending: null }),
    check() {
      checks.now();
      return get().findings;
    },
    recheck: () => checks.due(),
    setOwnEntries(ownEntries) {
      set({ ownEntries });
      checks.due();
    },
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return editor;
}

function openState(
  definition: FormDefinition,
  open: OpenDraft,
  { past, future }: Pick<EditorState, 'past' | 'future'>,
): EditorState {
  const table = layOut(definition, open.draft);
  const map = mapOf(table);
  const addresses = (open.pending?.addresses ?? []).filter((address) => map.find(address));
  const text = open.pending?.text ?? '';
  const [first] = addresses;
  const restored = first === undefined ? undefined : selectAddress(map, first);
  return {
    draft: open.draft,
    table,
    selection: restored ?? firstSelection(map),
    pending: restored ? { addresses, text, mode: 'edit', composing: false, begun: true } : null,
    past,
    future,
    save: { state: 'saved', at: open.summary.updatedAt },
    findings: [],
    ownEntries: {},
  };
}

function activeAddresses(sheet: Sheet, selection: Selection): readonly Address[] {
  return sheet.map.find(selection.anchor.address)?.cell.addresses ?? [];
}

function newPending(sheet: Sheet, selection: Selection): PendingEdit {
  const addresses = activeAddresses(sheet, selection);
  return { addresses, text: '', mode: 'type', composing: false, begun: false };
}

/** Typing into a computed cell takes it over, even with the text that it had. */
function changes({ definition, draft }: Sheet, pending: PendingEdit): boolean {
  return (
    pending.begun &&
    pending.addresses.some(
      (address) =>
        isComputed(definition, draft, address) ||
        textAt(definition, draft, address) !== pending.text,
    )
  );
}

/** Work that may wait until the key that caused it has been painted. */
function lazily(work: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const now = () => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    work();
  };
  return {
    now,
    due() {
      clearTimeout(timer);
      timer = setTimeout(now, 30);
    },
  };
}
