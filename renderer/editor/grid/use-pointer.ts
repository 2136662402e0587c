import { type PointerEvent, useMemo, useRef } from 'react';
import type { Editor } from '../../state/editor.ts';
import { useEditor } from '../EditorContext.ts';
import { type EdgeScroll, edgeScroll, type Point, pointOf } from './edge-scroll.ts';
import { cellAtPoint, coveredBy, type GridElements, useElements } from './elements.ts';
import { fillTo } from './fill.ts';
import { type Cursor, cursorAt } from './navigate.ts';
import { areaOf, extendedTo, single } from './selection.ts';
import type { Area } from './table-map.ts';

interface Drag {
  /** What is filled from; undefined where a range is selected. */
  readonly source?: Area;
  readonly scroll: EdgeScroll;
}

/** Clicking selects, dragging selects a range, dragging the fill handle fills, a double click edits. */
export function usePointer() {
  const editor = useEditor();
  const elements = useElements();
  const drag = useRef<Drag | null>(null);
  return useMemo(
    () => ({
      onPointerDown(event: PointerEvent) {
        if (!(event.target instanceof Element) || isText(event.target)) return;
        if (event.button !== 0 && event.button !== 2) return;
        const onHandle = event.target.closest('.fill-handle') !== null;
        const hit = cursorUnder(editor, pointOf(event));
        if (!hit && !onHandle) return;
        if (event.button === 0) event.preventDefault();
        elements.input.current?.focus({ preventScroll: true });
        if (!onHandle && hit) selectHit(editor, hit, event);
        if (event.button === 0) drag.current = beginDrag(editor, elements, event, onHandle);
        if (drag.current) elements.scroller.current?.setPointerCapture(event.pointerId);
      },
      onPointerMove(event: PointerEvent) {
        if (event.buttons === 1) drag.current?.scroll.move(pointOf(event));
      },
      onPointerUp() {
        const { source } = drag.current ?? {};
        if (source) fillFrom(editor, source);
      },
      /** However a drag ends, this comes. */
      onLostPointerCapture() {
        drag.current?.scroll.end();
        drag.current = null;
      },
      onDoubleClick(event: { readonly clientX: number; readonly clientY: number }) {
        if (cursorUnder(editor, pointOf(event))) editor.beginEdit();
      },
    }),
    [editor, elements],
  );
}

/** Not the cells: the open editor, buttons and the list take their own clicks. */
function isText(target: Element): boolean {
  return target.closest('textarea, button, [role="listbox"]') !== null;
}

function cursorUnder(editor: Editor, { x, y }: Point): Cursor | undefined {
  const hit = cellAtPoint(editor.sheet().map, x, y);
  return hit && cursorAt(hit.rect, hit.row);
}

/** From here on the selection goes with the pointer; by the fill handle, what is in it goes too. */
function beginDrag(
  editor: Editor,
  elements: GridElements,
  event: PointerEvent,
  fills: boolean,
): Drag | null {
  const { map } = editor.sheet();
  const { selection } = editor.store.getState();
  const scroller = elements.scroller.current;
  const area = areaOf(map, selection);
  if (!scroller || !area) return null;
  const scroll = edgeScroll(scroller, pointOf(event), coveredBy(map, area.top), (point) => {
    const hit = cursorUnder(editor, point);
    const now = editor.store.getState().selection;
    if (!hit || hit.address === now.focus.address) return;
    editor.select({ ...extendedTo(editor.sheet().map, now, hit), still: true });
  });
  return fills ? { source: area, scroll } : { scroll };
}

/** The window stays: what scrolled under the pointer would have a double click meet another cell. */
function selectHit(editor: Editor, hit: Cursor, event: PointerEvent): void {
  const { map } = editor.sheet();
  const { selection } = editor.store.getState();
  if (event.shiftKey) {
    editor.select({ ...extendedTo(map, selection, hit), still: true });
    return;
  }
  const area = areaOf(map, selection);
  const rect = map.find(hit.address);
  const inside =
    area &&
    rect &&
    rect.top >= area.top &&
    rect.bottom <= area.bottom &&
    rect.left >= area.left &&
    rect.right <= area.right;
  if (event.button === 2 && inside) return;
  editor.select({ ...single(hit), still: true });
}

/** Fills along the direction in which the selection has grown more. */
function fillFrom(editor: Editor, source: Area): void {
  const sheet = editor.sheet();
  const grown = areaOf(sheet.map, editor.store.getState().selection);
  if (!grown) return;
  const down = grown.bottom > source.bottom;
  const up = grown.top < source.top;
  const right = grown.right > source.right;
  const left = grown.left < source.left;
  const target: Area | undefined = down
    ? { ...source, top: source.bottom, bottom: grown.bottom }
    : up
      ? { ...source, top: grown.top, bottom: source.top }
      : right
        ? { ...source, left: source.right, right: grown.right }
        : left
          ? { ...source, left: grown.left, right: source.left }
          : undefined;
  const edit = target && fillTo(sheet, source, target);
  if (edit) editor.apply(edit);
}
