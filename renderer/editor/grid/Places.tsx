import { type RefObject, useEffect, useLayoutEffect, useMemo } from 'react';
import type { Address } from '../../../shared/form/definition.ts';
import type { Editor, EditorState } from '../../state/editor.ts';
import { useEditor, useEditorState } from '../EditorContext.ts';
import {
  type Box,
  boxInRow,
  boxOfArea,
  boxOfRows,
  type GridElements,
  useElements,
} from './elements.ts';
import { bringIntoSight, partInSight } from './into-sight.ts';
import { areaOf, type Selection, selectedRows } from './selection.ts';
import { mapOf, rowOfAddress } from './table-map.ts';

/**
 * Keeps what floats over the table at its place: in custom properties of the element around it
 * (`--cell-left`, `--cell-top`, `--cell-width`, `--cell-height`, and so for each of `Places`).
 * Everything is measured before anything is written, and written past React: so a key has the page
 * laid out once and nothing drawn a second time.
 */
export function Places({ over }: { readonly over: RefObject<HTMLElement | null> }) {
  const editor = useEditor();
  const elements = useElements();
  const table = useEditorState((state) => state.table);
  const selection = useEditorState((state) => state.selection);
  const edited = useEditorState(editedAddresses);
  const editing = useEditorState((state) => state.pending !== null);
  const keep = useMemo(() => keeper(editor, elements, over), [editor, elements, over]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what stands elsewhere when one of these is another
  useLayoutEffect(() => keep.place(), [keep, table, selection, edited]);
  useLayoutEffect(() => {
    if (editing) keep.begin();
  }, [keep, editing]);
  useEffect(() => keep.watch(), [keep]);
  return null;
}

/** Undefined where there is nothing to be placed. */
interface Places {
  /** The active cell. */
  readonly cell: Box | undefined;
  /** The selected range. */
  readonly range: Box | undefined;
  /** The selected rows, where they are some that can be moved. */
  readonly rows: Box | undefined;
}

interface Keeper {
  /**
   * Puts everything where it belongs; and in sight what has been selected: of a range the corner that
   * moves.
   */
  place(): void;
  /** Puts the cell in sight that is edited from now on; where it is so already, nothing is measured. */
  begin(): void;
  /**
   * Does so whenever the paper or the window over it gets another size; and follows what is in sight
   * of a merged cell. @returns its end
   */
  watch(): () => void;
}

function keeper(
  editor: Editor,
  elements: GridElements,
  over: RefObject<HTMLElement | null>,
): Keeper {
  const written = new Map<string, string>();
  let selected: Selection | undefined;
  let width: number | undefined;
  /** Whether the place of a text is in sight. */
  let seen = true;

  const write = (element: HTMLElement, name: string, box: Box) => {
    for (const [side, size] of Object.entries(box)) {
      const property = `--${name}-${side}`;
      const value = `${size}px`;
      if (written.get(property) === value) continue;
      written.set(property, value);
      element.style.setProperty(property, value);
    }
  };
  const place = () => {
    const paper = elements.paper.current;
    const scroller = elements.scroller.current;
    const element = over.current;
    if (!paper || !scroller || !element) return;
    const places = measure(editor, paper);
    const { map } = editor.sheet();
    const { selection } = editor.store.getState();
    const selects = selection !== selected && !selection.still;
    // Another width moves every cell: a panel beside the grid makes the table narrower and longer.
    if (selects || scroller.clientWidth !== width) {
      bringIntoSight(scroller, paper, map, selection.focus.address);
    }
    selected = selection;
    width = scroller.clientWidth;
    placeEdit(selects);
    for (const [name, box] of Object.entries(places)) if (box) write(element, name, box);
  };
  /** A merged cell is written in where it is in sight, as its text is read there. */
  const placeEdit = (broughtIntoSight: boolean) => {
    const paper = elements.paper.current;
    const scroller = elements.scroller.current;
    const edit = paper && editPlace(editor, paper);
    if (!edit || !scroller || !over.current) return;
    const known = broughtIntoSight && !edit.merged;
    const part = known ? edit.box : partInSight(scroller, paper, editor.sheet().map, edit);
    seen = part !== undefined;
    write(over.current, 'edit', (edit.merged && part) || edit.box);
  };
  /** What is being typed stays where it is. */
  const follow = () => {
    if (editor.store.getState().pending === null) placeEdit(false);
  };
  return {
    place,
    begin() {
      const paper = elements.paper.current;
      const scroller = elements.scroller.current;
      const edit = !seen && paper && editPlace(editor, paper);
      if (!edit || !scroller) return;
      bringIntoSight(scroller, paper, editor.sheet().map, edit.address);
      placeEdit(true);
    },
    watch() {
      const scroller = elements.scroller.current;
      const observer = new ResizeObserver(place);
      for (const { current } of [elements.paper, elements.scroller]) {
        if (current) observer.observe(current);
      }
      scroller?.addEventListener('scroll', follow, { passive: true });
      return () => {
        observer.disconnect();
        scroller?.removeEventListener('scroll', follow);
      };
    },
  };
}

function measure(editor: Editor, paper: HTMLElement): Places {
  const { map } = editor.sheet();
  const { selection } = editor.store.getState();
  const area = areaOf(map, selection);
  const active = map.find(selection.anchor.address);
  const cell = active && boxOfArea(paper, map, active);
  const alone = selection.anchor.address === selection.focus.address;
  return {
    cell,
    range: alone ? cell : area && boxOfArea(paper, map, area),
    rows: area && selectedRows(map, selection) && boxOfRows(paper, map, area.top, area.bottom),
  };
}

interface EditPlace {
  readonly box: Box;
  /** Whether it goes over several rows. */
  readonly merged: boolean;
  /** The row that one came along, by its place and by an address. */
  readonly row: number;
  readonly address: Address;
}

/** Where a text is edited: in the whole cell, or for one row of a merged one in that row's part. */
function editPlace(editor: Editor, paper: HTMLElement): EditPlace | undefined {
  const { map } = editor.sheet();
  const state = editor.store.getState();
  const edited = editedAddresses(state) ?? [];
  const here = state.selection.anchor.address;
  const address = edited.includes(here) ? here : edited[0];
  const rect = address === undefined ? undefined : map.find(address);
  const row = address === undefined ? undefined : rowOfAddress(map, address);
  if (!rect || row === undefined || address === undefined) return undefined;
  const oneRow = edited.length < rect.cell.addresses.length;
  const box = oneRow ? boxInRow(paper, map, rect, row) : boxOfArea(paper, map, rect);
  return box && { box, merged: !oneRow && edited.length > 1, row, address };
}

/** What is being edited; the active cell where nothing is. */
function editedAddresses({
  pending,
  table,
  selection,
}: EditorState): readonly Address[] | undefined {
  return pending?.addresses ?? mapOf(table).find(selection.anchor.address)?.cell.addresses;
}
