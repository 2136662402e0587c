import { useMemo } from 'react';
import { flushSync } from 'react-dom';
import { acceptProposal } from '../../../shared/draft/carried.ts';
import type { Edit } from '../../../shared/draft/edit.ts';
import { setText } from '../../../shared/draft/edit.ts';
import type { TableId } from '../../../shared/form/definition.ts';
import type { Editor } from '../../state/editor.ts';
import { useEditor } from '../EditorContext.ts';
import { coveredBy, type GridElements, rowAtHeight, rowElement, useElements } from './elements.ts';
import { fillDown, fillRight, type Sheet } from './fill.ts';
import type { Command, SimpleCommand } from './keys.ts';
import { moved, nearestIn } from './navigate.ts';
import { duplicateRows, insertRows, moveRows, type RowEdit, removeRows } from './rows.ts';
import {
  afterKey,
  areaOf,
  extendedBy,
  extendedTo,
  type Selection,
  selectedAddresses,
  selectedRows,
  single,
  wholeSection,
  withoutMerging,
} from './selection.ts';
import { rowOfAddress, type TableMap } from './table-map.ts';

/** What the grid cannot do by itself. */
export interface GridActions {
  readonly find: () => void;
  readonly save: () => void;
  readonly openMenu: () => void;
  readonly nextPane: (step: 1 | -1) => void;
  readonly toFinding: (step: 1 | -1) => void;
  readonly copyTable: (from: TableId, to: TableId) => void;
  /** Tells of something that has happened, for a moment. */
  readonly tell: (sentence: string) => void;
}

/** Gives the function that carries out a command: of a key, a menu or a button. */
export function useCommands(actions: GridActions): (command: Command) => void {
  const editor = useEditor();
  const elements = useElements();
  return useMemo(
    () => (command) => run({ editor, elements, actions }, command),
    [editor, elements, actions],
  );
}

/** What a command may need. */
interface Scene {
  readonly editor: Editor;
  readonly elements: GridElements;
  readonly actions: GridActions;
}

function run(scene: Scene, command: Command): void {
  const { editor } = scene;
  const now = () => ({ map: editor.sheet().map, selection: editor.store.getState().selection });
  switch (command.do) {
    case 'move': {
      editor.commit();
      const { map, selection } = now();
      const next = command.extend
        ? extendedBy(map, selection, command.move)
        : single(moved(map, selection.anchor, command.move));
      editor.select(next);
      break;
    }
    case 'page':
      page(scene, command.direction, command.extend);
      break;
    case 'leave': {
      if (command.key === 'tab' && acceptActive(editor)) break;
      editor.commit();
      const { map, selection } = now();
      editor.select(afterKey(map, selection, command.key));
      break;
    }
    case 'copyTable':
      editor.commit();
      scene.actions.copyTable(command.from, command.to);
      break;
    default:
      SIMPLE[command.do](scene);
  }
}

/** Tab in an empty cell takes over what last year offers. @returns whether there was anything */
function acceptActive(editor: Editor): boolean {
  const { draft, selection, pending } = editor.store.getState();
  const cell = editor.sheet().map.find(selection.anchor.address)?.cell;
  if (pending || !cell) return false;
  const edit = acceptProposal(editor.definition, draft, cell.addresses);
  if (edit.type !== 'set' || edit.cells.length === 0) return false;
  editor.apply(edit);
  return true;
}

const SIMPLE: Readonly<Record<SimpleCommand, (scene: Scene) => void>> = {
  edit: ({ editor }) => editor.beginEdit(),
  cancel({ editor }) {
    const { pending, selection } = editor.store.getState();
    if (pending) editor.cancel();
    else editor.select(single(selection.anchor));
  },
  newline: insertNewline,
  commitToSelection: ({ editor }) => editor.commit('selection'),
  clear: ({ editor }) => clearSelected(editor),
  selectSection({ editor }) {
    editor.select(wholeSection(editor.sheet().map, editor.store.getState().selection));
  },
  undo: ({ editor }) => editor.undo(),
  redo: ({ editor }) => editor.redo(),
  fillDown: ({ editor }) => fill(editor, fillDown),
  fillRight: ({ editor }) => fill(editor, fillRight),
  find: ({ actions }) => actions.find(),
  save: ({ actions }) => actions.save(),
  insertAbove: (scene) => onRows(scene, (sheet, at) => insertRows(sheet, at, 'above')),
  insertBelow: (scene) => onRows(scene, (sheet, at) => insertRows(sheet, at, 'below')),
  removeRows(scene) {
    const { editor, actions } = scene;
    const rows = selectedRows(editor.sheet().map, editor.store.getState().selection);
    onRows(scene, removeRows);
    if (rows) actions.tell(`已删除 ${rows.rowIds.length} 行，可以按 Ctrl+Z 撤销。`);
  },
  duplicateRows: (scene) => onRows(scene, duplicateRows),
  moveRowsUp: (scene) => onRows(scene, (sheet, at) => moveRows(sheet, at, 'up')),
  moveRowsDown: (scene) => onRows(scene, (sheet, at) => moveRows(sheet, at, 'down')),
  openList: () => undefined,
  menu: ({ actions }) => actions.openMenu(),
  nextFinding: ({ actions }) => actions.toFinding(1),
  previousFinding: ({ actions }) => actions.toFinding(-1),
  nextPane: ({ actions }) => actions.nextPane(1),
  previousPane: ({ actions }) => actions.nextPane(-1),
};

/** Empties the selected cells, which stay selected even where they were merged. */
export function clearSelected(editor: Editor): void {
  const { map } = editor.sheet();
  const { selection } = editor.store.getState();
  editor.apply(setText(selectedAddresses(map, selection), ''), withoutMerging(map, selection));
}

/** An edit of whole rows; outside a row table it says what to do first. */
function onRows(
  { editor, actions }: Scene,
  make: (sheet: Sheet, selection: Selection) => RowEdit | undefined,
): void {
  editor.commit();
  const { selection } = editor.store.getState();
  const edit = make(editor.sheet(), selection);
  if (edit) editor.apply(edit.edit, edit.select);
  else if (!selectedRows(editor.sheet().map, selection)) {
    actions.tell('请先选中指标表中的一行。');
  }
}

function fill(editor: Editor, make: typeof fillDown | typeof fillRight): void {
  const sheet = editor.sheet();
  const area = areaOf(sheet.map, editor.store.getState().selection);
  const edit: Edit | undefined = area && make(sheet, area);
  if (edit) editor.apply(edit);
}

/** Alt+Enter: a line break at the caret; in a cell at rest it starts editing. */
function insertNewline({ editor, elements }: Scene): void {
  if (!editor.store.getState().pending) flushSync(() => editor.beginEdit());
  const area = elements.input.current;
  if (!area) return;
  area.setRangeText('\n', area.selectionStart, area.selectionEnd, 'end');
  editor.typed(area.value);
}

/** PageUp and PageDown: as far as the window shows. */
function page({ editor, elements }: Scene, direction: 1 | -1, extend: boolean): void {
  const { map } = editor.sheet();
  const { selection } = editor.store.getState();
  const from = extend ? selection.focus : selection.anchor;
  const row = rowOfAddress(map, from.address);
  const scroller = elements.scroller.current;
  if (row === undefined || !scroller) return;
  const height = scroller.clientHeight - coveredBy(map, row).top - 40;
  const here = rowElement(map, row)?.getBoundingClientRect();
  if (!here) return;
  const wanted = rowAtHeight(map, 0, map.rows.length, here.top + direction * height);
  const target = direction === 1 ? Math.max(wanted, row + 1) : Math.min(wanted, row - 1);
  const bounded = Math.max(0, Math.min(target, map.rows.length - 1));
  const cursor = nearestFrom(map, bounded, -direction, from.column);
  if (!cursor) return;
  const next = { address: cursor.address, column: from.column };
  editor.select(extend ? extendedTo(map, selection, next) : single(next));
}

/** The cell in a row, or in the closest row that has one. */
function nearestFrom(map: TableMap, row: number, step: number, column: number) {
  for (const way of [step, -step]) {
    for (let r = row; r >= 0 && r < map.rows.length; r += way) {
      const cursor = nearestIn(map, r, column);
      if (cursor) return cursor;
    }
  }
  return undefined;
}
