import { type PointerEvent, useMemo, useRef } from 'react';
import type { Editor } from '../../state/editor.ts';
import { useEditor } from '../EditorContext.ts';
import { cellAtPoint, type GridElements, useElements } from './elements.ts';
import { fillTo } from './fill.ts';
import { type Cursor, cursorAt } from './navigate.ts';
import { areaOf, extendedTo, single } from './selection.ts';
import type { Area } from './table-map.ts';

interface Drag {
  readonly kind: 'select' | 'fill';
  readonly source?: Area;
}

/** How close to the edge of the window dragging begins to scroll, and by how much, in pixels. */
const EDGE = 28;
const STEP = 16;

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
        const hit = cursorUnder(editor, event);
        if (!hit && !onHandle) return;
        if (event.button === 0) event.preventDefault();
        elements.input.current?.focus({ preventScroll: true });
        if (onHandle) {
          const { map } = editor.sheet();
          const source = areaOf(map, editor.store.getState().selection);
          if (source) drag.current = { kind: 'fill', source };
        } else if (hit) {
          drag.current = event.button === 0 ? { kind: 'select' } : null;
          selectHit(editor, hit, event);
        }
        if (drag.current) elements.scroller.current?.setPointerCapture(event.pointerId);
      },
      onPointerMove(event: PointerEvent) {
        if (!drag.current || event.buttons !== 1) return;
        scrollAtEdge(elements, event);
        const hit = cursorUnder(editor, event);
        const { selection } = editor.store.getState();
        if (hit && hit.address !== selection.focus.address) {
          editor.select(extendedTo(editor.sheet().map, selection, hit));
        }
      },
      onPointerUp() {
        const { source } = drag.current ?? {};
        drag.current = null;
        if (source) fillFrom(editor, source);
      },
      onDoubleClick(event: { readonly clientX: number; readonly clientY: number }) {
        if (cursorUnder(editor, event)) editor.beginEdit();
      },
    }),
    [editor, elements],
  );
}

/** Not the cells: the open editor, buttons and the list take their own clicks. */
function isText(target: Element): boolean {
  return target.closest('textarea, button, [role="listbox"]') !== null;
}

function cursorUnder(
  editor: Editor,
  event: { readonly clientX: number; readonly clientY: number },
): Cursor | undefined {
  const hit = cellAtPoint(editor.sheet().map, event.clientX, event.clientY);
  return hit && cursorAt(hit.rect, hit.row);
}

function selectHit(editor: Editor, hit: Cursor, event: PointerEvent): void {
  const { map } = editor.sheet();
  const { selection } = editor.store.getState();
  if (event.shiftKey) {
    editor.select(extendedTo(map, selection, hit));
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
  editor.select(single(hit));
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

function scrollAtEdge({ scroller }: GridElements, event: PointerEvent): void {
  const element = scroller.current;
  if (!element) return;
  const { top, bottom } = element.getBoundingClientRect();
  if (event.clientY > bottom - EDGE) element.scrollTop += STEP;
  if (event.clientY < top + EDGE) element.scrollTop -= STEP;
}
