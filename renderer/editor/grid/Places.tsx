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
import { bringIntoSight } from './into-sight.ts';
import { areaOf, selectedRows } from './selection.ts';
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
  const keep = useMemo(() => keeper(editor, elements, over), [editor, elements, over]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what stands elsewhere when one of these is another
  useLayoutEffect(() => keep.place(), [keep, table, selection, edited]);
  useEffect(() => keep.watch(), [keep]);
  return null;
}

/** Undefined where there is nothing to be placed. */
interface Places {
  /** The active cell. */
  readonly cell: Box | undefined;
  /** The selected range. */
  readonly range: Box | undefined;
  /** The cell that is being edited. */
  readonly edit: Box | undefined;
  /** The selected rows, where they are some that can be moved. */
  readonly rows: Box | undefined;
}

interface Keeper {
  /** Puts everything where it belongs, and the corner that moves in sight where it is another. */
  place(): void;
  /** Does so whenever the paper or the window over it gets another size. @returns its end */
  watch(): () => void;
}

function keeper(
  editor: Editor,
  elements: GridElements,
  over: RefObject<HTMLElement | null>,
): Keeper {
  const written = new Map<string, string>();
  let focus: string | undefined;
  let width: number | undefined;

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
    const now = editor.store.getState().selection.focus.address;
    // Another width moves every cell: a panel beside the grid makes the table narrower and longer.
    if (now !== focus || scroller.clientWidth !== width) {
      focus = now;
      width = scroller.clientWidth;
      bringIntoSight(scroller, paper, editor.sheet().map, focus);
    }
    for (const [name, box] of Object.entries(places)) if (box) write(element, name, box);
  };
  return {
    place,
    watch() {
      const observer = new ResizeObserver(place);
      for (const { current } of [elements.paper, elements.scroller]) {
        if (current) observer.observe(current);
      }
      return () => observer.disconnect();
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
    edit: boxOfEdit(editor, paper),
    rows: area && selectedRows(map, selection) && boxOfRows(paper, map, area.top, area.bottom),
  };
}

/** The whole cell; where only one row of a merged cell is edited, that row's part of it. */
function boxOfEdit(editor: Editor, paper: HTMLElement): Box | undefined {
  const { map } = editor.sheet();
  const edited = editedAddresses(editor.store.getState()) ?? [];
  const [first] = edited;
  const rect = first === undefined ? undefined : map.find(first);
  const row = first === undefined ? undefined : rowOfAddress(map, first);
  if (!rect || row === undefined) return undefined;
  const split = edited.length < rect.cell.addresses.length;
  return split ? boxInRow(paper, map, rect, row) : boxOfArea(paper, map, rect);
}

/** What is being edited; the active cell where nothing is. */
function editedAddresses({
  pending,
  table,
  selection,
}: EditorState): readonly Address[] | undefined {
  return pending?.addresses ?? mapOf(table).find(selection.anchor.address)?.cell.addresses;
}
