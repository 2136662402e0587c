import { type PointerEvent, useRef, useState } from 'react';
import { useEditor, useEditorState } from '../EditorContext.ts';
import { type Box, boxOfRows, rowAtHeight, rowElement, useElements } from './elements.ts';
import { rowSelection } from './rows.ts';
import { areaOf, selectedRows } from './selection.ts';
import { mapOf } from './table-map.ts';

/** The handle beside the active row: a click selects the row, dragging moves the selected rows. */
export function RowHandle() {
  const editor = useEditor();
  const { paper, input } = useElements();
  const map = mapOf(useEditorState((state) => state.table));
  const selection = useEditorState((state) => state.selection);
  const [line, setLine] = useState<Box>();
  const place = useRef<{ readonly before: string } | { readonly after: string } | null>(null);
  const area = areaOf(map, selection);
  const rows = selectedRows(map, selection);
  if (!rows || !area) return null;

  const onPointerDown = (event: PointerEvent<HTMLButtonElement>) => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    const [first] = rows.rowIds;
    const last = rows.rowIds.at(-1);
    const next = first && last ? rowSelection(editor.sheet(), rows.table, first, last) : undefined;
    if (next) editor.select(next);
    input.current?.focus({ preventScroll: true });
  };
  const onPointerMove = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.buttons !== 1 || !paper.current) return;
    const section = map.sectionRows(area.top);
    const row = rowAtHeight(map, section.top, section.bottom, event.clientY);
    const id = map.rows[row]?.rowId;
    const bounds = rowElement(map, row)?.getBoundingClientRect();
    if (id === undefined || !bounds || (row >= area.top && row < area.bottom)) {
      place.current = null;
      setLine(undefined);
      return;
    }
    const before = event.clientY < (bounds.top + bounds.bottom) / 2;
    place.current = before ? { before: id } : { after: id };
    const whole = boxOfRows(paper.current, map, row, row + 1);
    setLine(whole && { ...whole, top: before ? whole.top : whole.top + whole.height });
  };
  const onPointerUp = () => {
    const to = place.current;
    place.current = null;
    setLine(undefined);
    if (to) editor.apply({ type: 'moveRows', table: rows.table, rows: rows.rowIds, place: to });
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
      />
      {line && (
        <div className="drop-line" style={{ left: line.left, top: line.top, width: line.width }} />
      )}
    </>
  );
}
