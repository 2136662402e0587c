/** Scrolling to a cell, clear of the headings and labels that stay. */
import type { Address } from '../../../shared/form/definition.ts';
import { type Box, boxInRow, coveredBy } from './elements.ts';
import { rowOfAddress, type TableMap } from './table-map.ts';

/** Space kept between the cell and the edge of the window, in pixels. */
const MARGIN = 8;
/** Likewise right of the last cell of a row, for what stands beside it: its list's button, the row's handle. */
const BESIDE = 24;

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
  // What is larger than the window shows its beginning.
  if (top < scrollTop || bottom - top > clientHeight) scroller.scrollTop = top;
  else if (bottom > scrollTop + clientHeight) scroller.scrollTop = bottom - clientHeight;
  const left = box.left + offsetLeft - covered.left - MARGIN;
  const beside = rect.right === map.width ? BESIDE : MARGIN;
  const right = box.left + box.width + offsetLeft + beside;
  if (left < scrollLeft || right - left > clientWidth) scroller.scrollLeft = left;
  else if (right > scrollLeft + clientWidth) scroller.scrollLeft = right - clientWidth;
}

/** A merged cell's text is seen in so much of it, in pixels. */
const ENOUGH = 30;

/**
 * The part of a box on the paper that is in sight, below the headings that stay.
 * @returns undefined where that is too little to read or write in
 */
export function partInSight(
  scroller: HTMLElement,
  paper: HTMLElement,
  map: TableMap,
  { row, box }: { readonly row: number; readonly box: Box },
): Box | undefined {
  const start = scroller.scrollTop - paper.offsetTop;
  const top = Math.max(box.top, start + coveredBy(map, row).top);
  const bottom = Math.min(box.top + box.height, start + scroller.clientHeight);
  return bottom - top < Math.min(box.height, ENOUGH)
    ? undefined
    : { ...box, top, height: bottom - top };
}
