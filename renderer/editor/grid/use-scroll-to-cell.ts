import { useEffect, useLayoutEffect, useState } from 'react';
import { useEditor, useEditorState } from '../EditorContext.ts';
import { boxInRow, coveredBy, useElements } from './elements.ts';
import { rowOfAddress } from './table-map.ts';

/** Space kept between the cell and the edge of the window, in pixels. */
const MARGIN = 8;

/**
 * Keeps the corner that moves in sight, clear of the headings and labels that stay; also where a
 * panel beside the grid makes the table narrower and therefore longer.
 */
export function useScrollToCell(): void {
  const editor = useEditor();
  const { scroller, paper } = useElements();
  const focus = useEditorState((state) => state.selection.focus.address);
  const width = useScrollerWidth();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another width moves every cell
  useLayoutEffect(() => {
    const { map } = editor.sheet();
    const rect = map.find(focus);
    const row = rowOfAddress(map, focus);
    const element = scroller.current;
    if (!rect || row === undefined || !element || !paper.current) return;
    const box = boxInRow(paper.current, map, rect, row);
    if (!box) return;
    const covered = coveredBy(map, row);
    const origin = paper.current.offsetTop;
    const top = box.top + origin - covered.top - MARGIN;
    const bottom = box.top + box.height + origin + MARGIN;
    if (top < element.scrollTop || box.height > element.clientHeight) element.scrollTop = top;
    else if (bottom > element.scrollTop + element.clientHeight) {
      element.scrollTop = bottom - element.clientHeight;
    }
    const left = box.left + paper.current.offsetLeft - covered.left - MARGIN;
    const right = box.left + box.width + paper.current.offsetLeft + MARGIN;
    if (left < element.scrollLeft && rect.left > 0) element.scrollLeft = left;
    else if (right > element.scrollLeft + element.clientWidth) {
      element.scrollLeft = right - element.clientWidth;
    }
  }, [editor, scroller, paper, focus, width]);
}

function useScrollerWidth(): number | undefined {
  const { scroller } = useElements();
  const [width, setWidth] = useState<number>();
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);
  return width;
}
