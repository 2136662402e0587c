import { type PointerEvent, useRef, useState } from 'react';
import { useEditor, useEditorState } from '../EditorContext.ts';
import { type EdgeScroll, edgeScroll, pointOf } from './edge-scroll.ts';
import {
  type Box,
  boxOfRows,
  coveredBy,
  rowAtHeight,
  rowElement,
  useElements,
} from './elements.ts';
import { rowSelection } from './rows.ts';
import { areaOf, selectedRows } from './selection.ts';
import { type Area, mapOf, type TableMap } from './table-map.ts';

/** The handle beside the active row: a click selects the row, dragging moves the selected rows. */
export function RowHandle() {
  const editor = useEditor();
  const elements = useElements();
  const map = mapOf(useEditorState((state) => state.table));
  const selection = useEditorState((state) => state.selection);
  const [drop, setDrop] = useState<Drop>();
  const drag = useRef<EdgeScroll>(null);
  const rows = selectedRows(map, selection);
  if (!rows) return null;

  const onPointerDown = (event: PointerEvent<HTMLButtonElement>) => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    const [first] = rows.rowIds;
    const last = rows.rowIds.at(-1);
    const next = first && last ? rowSelection(editor.sheet(), rows.table, first, last) : undefined;
    if (next) editor.select(next);
    elements.input.current?.focus({ preventScroll: true });
    const area = areaOf(map, selection);
    const { scroller, paper } = elements;
    if (!area || !scroller.current) return;
    drag.current = edgeScroll(scroller.current, pointOf(event), coveredBy(map, area.top), ({ y }) =>
      setDrop(paper.current ? dropAt(paper.current, map, area, y) : undefined),
    );
  };
  const onPointerMove = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.buttons === 1) drag.current?.move(pointOf(event));
  };
  const onPointerUp = () => {
    if (!drop) return;
    const { place } = drop;
    editor.apply({ type: 'moveRows', table: rows.table, rows: rows.rowIds, place });
  };
  /** However a drag ends, this comes. */
  const onLostPointerCapture = () => {
    drag.current?.end();
    drag.current = null;
    setDrop(undefined);
  };
  return (
    <>
      <button
        type="button"
        className="row-handle"
        tabIndex={-1}
        aria-label="选中整行；拖动可以移动"
        title="单击选中整行，拖动可以移动（Alt+Shift+↑、↓）"
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onLostPointerCapture={onLostPointerCapture}
      />
      {drop && (
        <div className="drop-line" style={{ left: drop.left, top: drop.top, width: drop.width }} />
      )}
    </>
  );
}

/** Where rows that are dragged would go, and the line that shows it. */
interface Drop extends Pick<Box, 'left' | 'top' | 'width'> {
  readonly place: { readonly before: string } | { readonly after: string };
}

/** @returns undefined where they would stay where they are */
function dropAt(paper: HTMLElement, map: TableMap, area: Area, y: number): Drop | undefined {
  const section = map.sectionRows(area.top);
  const row = rowAtHeight(map, section.top, section.bottom, y);
  const id = map.rows[row]?.rowId;
  const bounds = rowElement(map, row)?.getBoundingClientRect();
  const box = boxOfRows(paper, map, row, row + 1);
  if (id === undefined || !bounds || !box || (row >= area.top && row < area.bottom)) {
    return undefined;
  }
  const before = y < (bounds.top + bounds.bottom) / 2;
  return {
    ...box,
    top: before ? box.top : box.top + box.height,
    place: before ? { before: id } : { after: id },
  };
}
