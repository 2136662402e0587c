/** Scrolling to a cell, clear of the headings and labels that stay. */
import type { Address } from '../../../shared/form/definition.ts';
import { boxInRow, coveredBy } from './elements.ts';
import { rowOfAddress, type TableMap } from './table-map.ts';

/** Space kept between the cell and the edge of the window, in pixels. */
const MARGIN = 8;

/** Scrolls as little as brings a cell in sight: in a merged one, the row of it that is meant. */
export function bringIntoSight(
  scroller: HTMLElement,
  paper: HTMLElement,
  map: TableMap,
  address: Address,
): void {
  const rect = map.find(address);
  const row = rowOfAddress(map, address);
  const box = rect && row !== undefined ? boxInRow(paper, map, rect, row) : undefined;
  if (!rect || row === undefined || !box) return;
  const covered = coveredBy(map, row);
  const { offsetTop, offsetLeft } = paper;
  const { scrollTop, scrollLeft, clientHeight, clientWidth } = scroller;
  const top = box.top + offsetTop - covered.top - MARGIN;
  const bottom = box.top + box.height + offsetTop + MARGIN;
  if (top < scrollTop || box.height > clientHeight) scroller.scrollTop = top;
  else if (bottom > scrollTop + clientHeight) scroller.scrollTop = bottom - clientHeight;
  const left = box.left + offsetLeft - covered.left - MARGIN;
  const right = box.left + box.width + offsetLeft + MARGIN;
  if (left < scrollLeft && rect.left > 0) scroller.scrollLeft = left;
  else if (right > scrollLeft + clientWidth) scroller.scrollLeft = right - clientWidth;
}
