/** Filling cells from their neighbours, as Ctrl+D, Ctrl+R and the fill handle do. Pure. */
import type { Draft } from '../../../shared/draft/draft.ts';
import type { Edit } from '../../../shared/draft/edit.ts';
import { textAt } from '../../../shared/draft/values.ts';
import type { Address, FormDefinition } from '../../../shared/form/definition.ts';
import { addressRows } from './selection.ts';
import type { Area, TableMap } from './table-map.ts';

/** The draft that cells are filled in, as its table shows it. */
export interface Sheet {
  readonly definition: FormDefinition;
  readonly draft: Draft;
  readonly map: TableMap;
}

/** Ctrl+D: the first row of the area goes into the others; a single row takes from the one above. */
export function fillDown(sheet: Sheet, area: Area): Edit | undefined {
  const rows = addressRows(sheet.map, area);
  if (rows.length > 1) return repeated(sheet, rows.slice(0, 1), rows.slice(1));
  const section = sheet.map.sectionRows(area.top);
  if (area.top <= section.top) return undefined;
  const above = addressRows(sheet.map, { ...area, top: area.top - 1, bottom: area.top });
  return repeated(sheet, above, rows);
}

/** Ctrl+R: the first column of the area goes into the others; a single one takes from its left. */
export function fillRight(sheet: Sheet, area: Area): Edit | undefined {
  const rows = addressRows(sheet.map, area);
  const cells = rows.flatMap((row): (readonly [Address, string])[] => {
    const [first, ...others] = row;
    if (first === undefined) return [];
    const source = others.length > 0 ? first : leftOf(sheet.map, area, first);
    const text = source === undefined ? undefined : textAt(sheet.definition, sheet.draft, source);
    const targets = others.length > 0 ? others : [first];
    return text === undefined ? [] : targets.map((address) => [address, text] as const);
  });
  return cells.length > 0 ? { type: 'set', cells } : undefined;
}

function leftOf(map: TableMap, area: Area, address: Address): Address | undefined {
  const row = map.find(address)?.top ?? area.top;
  const before = map.at(row, area.left - 1);
  return before && addressRows(map, { ...before, top: row, bottom: row + 1 })[0]?.[0];
}

/** The fill handle: the source area is repeated over the target, which lies beside or below it. */
export function fillTo(sheet: Sheet, source: Area, target: Area): Edit | undefined {
  return repeated(sheet, addressRows(sheet.map, source), addressRows(sheet.map, target));
}

function repeated(
  sheet: Sheet,
  from: readonly (readonly Address[])[],
  to: readonly (readonly Address[])[],
): Edit | undefined {
  const texts = from.map((row) =>
    row.map((address) => textAt(sheet.definition, sheet.draft, address)),
  );
  const cells = to.flatMap((row, r) =>
    row.flatMap((address, c): (readonly [Address, string])[] => {
      const line = texts[r % texts.length];
      const text = line?.[c % line.length];
      return text === undefined ? [] : [[address, text]];
    }),
  );
  return cells.length > 0 ? { type: 'set', cells } : undefined;
}
