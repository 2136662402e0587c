/** Find and replace over the cells of a form. Pure. */
import type { Draft } from '../../../shared/draft/draft.ts';
import type { Edit } from '../../../shared/draft/edit.ts';
import { isComputed, textAt } from '../../../shared/draft/values.ts';
import type { Address } from '../../../shared/form/definition.ts';
import type { Sheet } from './fill.ts';

export interface Found {
  /** Every address of the cell: a merged one is found once. */
  readonly addresses: readonly Address[];
  readonly text: string;
}

/** The cells that hold a text, in reading order; capital and small letters are the same. */
export function findCells(sheet: Sheet, query: string): Found[] {
  if (query === '') return [];
  const wanted = query.toLocaleLowerCase();
  return sheet.map.rows.flatMap((row) =>
    row.cells.flatMap((cell) => {
      const [first] = cell.addresses;
      if (first === undefined) return [];
      const text = textAt(sheet.definition, sheet.draft, first);
      return text.toLocaleLowerCase().includes(wanted) ? [{ addresses: cell.addresses, text }] : [];
    }),
  );
}

/** The one that comes after (or before) a place among those found; goes round at the end. */
export function nextFound(
  sheet: Sheet,
  found: readonly Found[],
  from: Address,
  step: 1 | -1,
): Found | undefined {
  const order = new Map(
    sheet.map.rows
      .flatMap((row) => row.cells.flatMap((cell) => cell.addresses))
      .map((address, i) => [address, i]),
  );
  const place = (address: Address | undefined) => order.get(address ?? '') ?? -1;
  const here = place(sheet.map.find(from)?.cell.addresses[0]);
  return step === 1
    ? (found.find((one) => place(one.addresses[0]) > here) ?? found[0])
    : (found.findLast((one) => place(one.addresses[0]) < here) ?? found.at(-1));
}

/** The edit that replaces a text wherever it stands in these cells; computed ones are left alone. */
export function replaceIn(
  sheet: Sheet,
  found: readonly Found[],
  query: string,
  replacement: string,
): { readonly edit: Edit; readonly cells: number } {
  const writable = found.filter((one) => !anyComputed(sheet, sheet.draft, one.addresses));
  const pattern = new RegExp(query.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi');
  const cells = writable.flatMap((one) => {
    const text = one.text.replace(pattern, () => replacement);
    return one.addresses.map((address) => [address, text] as const);
  });
  return { edit: { type: 'set', cells }, cells: writable.length };
}

function anyComputed(sheet: Sheet, draft: Draft, addresses: readonly Address[]): boolean {
  return addresses.some((address) => isComputed(sheet.definition, draft, address));
}
