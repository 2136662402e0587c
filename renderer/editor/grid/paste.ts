/** Where pasted texts go: one edit, planned before it is done, so that a person can be asked. Pure. */
import { rowsOf } from '../../../shared/draft/draft.ts';
import { applyEdit, type Edit } from '../../../shared/draft/edit.ts';
import { computedTextAt, isComputed, textAt } from '../../../shared/draft/values.ts';
import {
  type Address,
  type ColumnId,
  type RowTable,
  rowAddress,
  targetOf,
} from '../../../shared/form/definition.ts';
import { bare } from '../../../shared/text.ts';
import type { TextGrid } from './clipboard.ts';
import type { Sheet } from './fill.ts';
import {
  addressesAcross,
  addressRows,
  areaOf,
  type Selection,
  selectedAddresses,
} from './selection.ts';
import { readTable } from './table-headings.ts';
import type { Area } from './table-map.ts';

export interface PastePlan {
  readonly edit: Edit;
  /** The corners of what is pasted: selected afterwards. */
  readonly from: Address;
  readonly to: Address;
  /** How many filled cells outside the selection would get another text. */
  readonly overwritten: number;
  readonly addedRows: number;
  /** How many texts have no place in the form. */
  readonly leftOut: number;
}

/** Texts with their cells, and rows to be added behind the last one. */
interface Landing {
  readonly cells: (readonly [Address, string])[];
  readonly added: Record<ColumnId, string>[];
  readonly leftOut: number;
}

/** The plan for a grid of texts; undefined where nothing of it has a place. */
export function planPaste(
  sheet: Sheet,
  selection: Selection,
  grid: TextGrid,
): PastePlan | undefined {
  const area = areaOf(sheet.map, selection);
  const only = grid.length === 1 && grid[0]?.length === 1 ? (grid[0][0] ?? '') : undefined;
  if (!area || grid.length === 0) return undefined;
  if (only !== undefined) {
    const cells = selectedAddresses(sheet.map, selection).map((one) => [one, only] as const);
    return planned(sheet, selection, undefined, { cells, added: [], leftOut: 0 });
  }
  const target = targetOf(sheet.definition, selection.anchor.address);
  if (!target || 'field' in target) {
    return planned(
      sheet,
      selection,
      undefined,
      landOnFields(sheet, area, tiled(sheet, area, grid)),
    );
  }
  return planned(sheet, selection, target.table, landOnRows(sheet, area, target.table, grid));
}

/** A smaller grid is repeated where the selection is a whole multiple of it. */
function tiled(sheet: Sheet, area: Area, grid: TextGrid): TextGrid {
  const places = addressRows(sheet.map, area);
  const height = grid.length;
  const width = Math.max(...grid.map((row) => row.length));
  const across = Math.min(...places.map((row) => row.length));
  const down = places.length % height === 0 ? places.length / height : 1;
  const beside = across % width === 0 ? across / width : 1;
  if (down <= 1 && beside <= 1) return grid;
  return Array.from({ length: height * Math.max(down, 1) }, (_, r) => {
    const row = grid[r % height] ?? [];
    return Array.from({ length: width * Math.max(beside, 1) }, (_, c) => row[c % width] ?? '');
  });
}

/** Fixed cells: row by row from the active one, as far as the section goes. */
function landOnFields(sheet: Sheet, area: Area, grid: TextGrid): Landing {
  const { bottom } = sheet.map.sectionRows(area.top);
  const texts = withoutLabels(sheet, area, grid);
  const cells: [Address, string][] = [];
  let leftOut = 0;
  let row = area.top;
  for (const line of texts) {
    let places: Address[] = [];
    while (row < bottom && places.length === 0) {
      places = addressesAcross(sheet.map, row, area.left);
      row += 1;
    }
    for (const [i, text] of line.entries()) {
      const address = places[i];
      if (address !== undefined) cells.push([address, text]);
      else if (text !== '') leftOut += 1;
    }
  }
  return { cells, added: [], leftOut };
}

/** A table copied with its labels: columns that only repeat labels of the section are dropped. */
function withoutLabels(sheet: Sheet, area: Area, grid: TextGrid): string[][] {
  const { top, bottom } = sheet.map.sectionRows(area.top);
  const labels = new Set(
    sheet.map.rows
      .slice(top, bottom)
      .flatMap((row) => row.cells)
      .filter((cell) => cell.role !== 'input')
      .map((cell) => cell.text.replace(/\s/g, '')),
  );
  const isLabelText = (text: string | null | undefined) =>
    !text || labels.has(text.replace(/\s/g, ''));
  let skipped = 0;
  const anyText = (x: number) => grid.some((row) => row[x]);
  while (anyText(skipped) && grid.every((row) => isLabelText(row[skipped]))) skipped += 1;
  return grid.map((row) => row.slice(skipped).map((text) => text ?? ''));
}

/** A row table: over the rows from the active one on, then into new ones. */
function landOnRows(sheet: Sheet, area: Area, table: RowTable, grid: TextGrid): Landing {
  const read = readTable(sheet.definition, table, grid);
  const rows = read.columns ? read.rows : tiled(sheet, area, read.rows).map(withoutNulls);
  const first = table.columns.findIndex((column) => column.start >= area.left);
  const here = table.columns.slice(first).map((column) => column.id);
  const columns = read.columns ?? here;
  const ids = rowsOf(sheet.draft, table.id).map((row) => row.id);
  const start = ids.indexOf(sheet.map.rows[area.top]?.rowId ?? '');
  const cells: [Address, string][] = [];
  const added: Record<ColumnId, string>[] = [];
  let leftOut = 0;
  for (const [i, row] of rows.entries()) {
    const id = ids[start + i];
    const texts: Record<ColumnId, string> = {};
    for (const [x, raw] of row.entries()) {
      const column = columns[x];
      const text = column === undefined ? raw : asEntry(sheet, table, column, raw);
      if (column === undefined) leftOut += text === '' ? 0 : 1;
      else if (id === undefined) texts[column] = text;
      else cells.push([rowAddress(table.id, id, column), text]);
    }
    if (id === undefined) added.push(texts);
  }
  return { cells, added, leftOut };
}

/** A dictionary's entry that was broken over lines in somebody's narrow column is that entry. */
function asEntry(sheet: Sheet, table: RowTable, column: ColumnId, text: string): string {
  const key = table.columnById.get(column)?.dictionary;
  const entries = (key === undefined ? undefined : sheet.definition.dictionaries[key])?.entries;
  return entries?.find((entry) => entry.value === bare(text))?.value ?? text;
}

function withoutNulls(row: readonly (string | null)[]): string[] {
  return row.map((text) => text ?? '');
}

function planned(
  sheet: Sheet,
  selection: Selection,
  table: RowTable | undefined,
  landing: Landing,
): PastePlan | undefined {
  const { cells, added, leftOut } = landing;
  const newCells = added.flatMap((texts, i) =>
    Object.keys(texts).map((column) =>
      rowAddress(table?.id ?? '', `r${sheet.draft.nextRow + i}`, column),
    ),
  );
  const all = [...cells.map(([address]) => address), ...newCells];
  const [from] = all;
  const to = all.at(-1);
  if (from === undefined || to === undefined) return undefined;
  const edits: Edit[] = [{ type: 'set', cells }];
  const last = table && rowsOf(sheet.draft, table.id).at(-1);
  if (table && added.length > 0) {
    const place = last ? { after: last.id } : 'end';
    edits.push({ type: 'insertRows', table: table.id, place, rows: added });
  }
  const edit: Edit = { type: 'all', edits };
  const inside = new Set(selectedAddresses(sheet.map, selection));
  const overwritten = cells.filter(
    ([address, text]) => !inside.has(address) && wouldBeLost(sheet, address, text),
  );
  return {
    edit: { type: 'all', edits: [edit, ...givenBack(sheet, edit, cells)] },
    from,
    to,
    overwritten: overwritten.length,
    addedRows: added.length,
    leftOut,
  };
}

function wouldBeLost(sheet: Sheet, address: Address, text: string): boolean {
  const old = textAt(sheet.definition, sheet.draft, address);
  return old !== '' && old !== text && !isComputed(sheet.definition, sheet.draft, address);
}

/** Computed cells that were pasted with just what they compute stay computed. */
function givenBack(
  sheet: Sheet,
  edit: Edit,
  cells: readonly (readonly [Address, string])[],
): Edit[] {
  const computed = cells.filter(([one]) => sheet.definition.fields.get(one)?.computed);
  if (computed.length === 0) return [];
  const after = applyEdit(sheet.definition, sheet.draft, edit);
  const addresses = computed
    .filter(([one, text]) => computedTextAt(sheet.definition, after, one) === text || text === '')
    .map(([address]) => address);
  return addresses.length > 0 ? [{ type: 'release', addresses }] : [];
}
