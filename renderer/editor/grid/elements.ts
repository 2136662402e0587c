/** Where cells are on the screen: measured from the page, in pixels of the paper. */
import { createContext, type RefObject, useContext } from 'react';
import type { Area, CellRect, TableMap } from './table-map.ts';

/** A rectangle on the paper that the table is drawn on. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface GridElements {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly paper: RefObject<HTMLDivElement | null>;
  readonly input: RefObject<HTMLTextAreaElement | null>;
}

export const ElementsContext = createContext<GridElements | null>(null);

/** The elements of the grid. @throws Error outside a `<Grid>`: a programmer's mistake */
export function useElements(): GridElements {
  const elements = useContext(ElementsContext);
  if (!elements) throw new Error('no grid around');
  return elements;
}

/** The id of a cell's element. */
export function cellId(key: string): string {
  return `cell-${key}`;
}

/** The id of a row's element. */
export function rowId(key: string): string {
  return `row-${key}`;
}

/** Where an area stands; undefined as long as it is not drawn. */
export function boxOfArea(paper: HTMLElement, map: TableMap, area: Area): Box | undefined {
  const first = map.at(area.top, area.left);
  const last = map.at(area.bottom - 1, area.right - 1);
  const from = first && elementOf(first)?.getBoundingClientRect();
  const to = last && elementOf(last)?.getBoundingClientRect();
  return from && to && boxBetween(paper, from.left, from.top, to.right, to.bottom);
}

/** Where the part of a merged cell stands that belongs to one row. */
export function boxInRow(
  paper: HTMLElement,
  map: TableMap,
  rect: CellRect,
  row: number,
): Box | undefined {
  const cell = elementOf(rect)?.getBoundingClientRect();
  const line = rowElement(map, row)?.getBoundingClientRect();
  return cell && line && boxBetween(paper, cell.left, line.top, cell.right, line.bottom);
}

/** Where the rows from one to before another stand, as wide as their table. */
export function boxOfRows(
  paper: HTMLElement,
  map: TableMap,
  top: number,
  bottom: number,
): Box | undefined {
  const first = rowElement(map, top);
  const table = first?.closest('.form-table')?.getBoundingClientRect();
  const from = first?.getBoundingClientRect();
  const to = rowElement(map, bottom - 1)?.getBoundingClientRect();
  return table && from && to && boxBetween(paper, table.left, from.top, table.right, to.bottom);
}

/** The element of one row of the table. */
export function rowElement(map: TableMap, row: number): HTMLElement | null {
  return document.getElementById(rowId(map.rows[row]?.key ?? ''));
}

/** The row, of those from `top` to `bottom`, that lies at a height of the window. */
export function rowAtHeight(map: TableMap, top: number, bottom: number, y: number): number {
  let low = top;
  let high = bottom - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const line = rowElement(map, middle)?.getBoundingClientRect();
    if (line && y >= line.bottom) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The cell under a point of the window, and the row of it that was hit. */
export function cellAtPoint(
  map: TableMap,
  x: number,
  y: number,
): { readonly rect: CellRect; readonly row: number } | undefined {
  const element = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-key]');
  const rect = map.find(element?.getAttribute('data-key') ?? '');
  return rect && { rect, row: rowAtHeight(map, rect.top, rect.bottom, y) };
}

/** How much of the top and left of the scroller is covered by headings and labels that stay. */
export function coveredBy(
  map: TableMap,
  row: number,
): { readonly top: number; readonly left: number } {
  const section = map.sectionRows(row);
  let top = 0;
  for (let r = section.top; r < section.bottom && map.rows[r]?.heading; r++) {
    top += rowElement(map, r)?.getBoundingClientRect().height ?? 0;
  }
  const label = map.at(row, 0);
  const left = label?.cell.role === 'label' ? (elementOf(label)?.offsetWidth ?? 0) : 0;
  return { top, left };
}

function elementOf(rect: CellRect): HTMLElement | null {
  return document.getElementById(cellId(rect.cell.key));
}

function boxBetween(
  paper: HTMLElement,
  left: number,
  top: number,
  right: number,
  bottom: number,
): Box {
  const origin = paper.getBoundingClientRect();
  return {
    left: left - origin.left,
    top: top - origin.top,
    width: right - left,
    height: bottom - top,
  };
}
