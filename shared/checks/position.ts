/** Where an address stands in the form: findings are told from top to bottom. */
import { type Draft, type Row, rowsOf } from '../draft/draft.ts';
import type { Address, FormDefinition, RowId, TableId } from '../form/definition.ts';
import type { Finding } from './check.ts';

/** Steps of a position: a section, then its fields, then row by row, column by column. */
const SECTION = 1e10;
const FIRST_ROW = 1e5;
const ROW = 100;

/** The findings in the order in which their first cells stand in the form. */
export function inFormOrder(
  definition: FormDefinition,
  draft: Draft,
  findings: readonly Finding[],
): readonly Finding[] {
  const placed = findings.map((finding) => ({
    finding,
    place: placeOf(definition, draft, finding),
  }));
  return placed.sort((a, b) => a.place - b.place).map(({ finding }) => finding);
}

/** The id of the section in which a cell stands. */
export function sectionOf(definition: FormDefinition, address: Address): string {
  const order = orderOf(definition);
  const place = order.get(address) ?? order.get(`${address.split('/', 1)[0]}/`) ?? 0;
  return definition.sections[Math.floor(place / SECTION)]?.id ?? '';
}

/** Where a finding's first cell stands, but for the number of its row, which edits change. */
interface Anchor {
  readonly place: number;
  readonly table: TableId;
  readonly row: RowId;
}

const anchors = new WeakMap<Finding, Anchor>();

function placeOf(definition: FormDefinition, draft: Draft, finding: Finding): number {
  let anchor = anchors.get(finding);
  if (!anchor) {
    anchor = anchorOf(definition, finding.addresses[0] ?? '');
    anchors.set(finding, anchor);
  }
  if (anchor.row === '') return anchor.place;
  return anchor.place + (rowIndexes(rowsOf(draft, anchor.table)).get(anchor.row) ?? 0) * ROW;
}

function anchorOf(definition: FormDefinition, address: Address): Anchor {
  const order = orderOf(definition);
  const fixed = order.get(address);
  if (fixed !== undefined) return { place: fixed, table: '', row: '' };
  const [table = '', row = '', column = ''] = address.split('/');
  const place = (order.get(`${table}/`) ?? 0) + FIRST_ROW + (order.get(`${table}//${column}`) ?? 0);
  return { place, table, row };
}

const orders = new WeakMap<FormDefinition, ReadonlyMap<string, number>>();

/** Places by field address, by `table/`, and within a row by `table//column`. */
function orderOf(definition: FormDefinition): ReadonlyMap<string, number> {
  const kept = orders.get(definition);
  if (kept) return kept;
  const order = new Map<string, number>();
  for (const [s, section] of definition.sections.entries()) {
    const fields = section.rows.flat().flatMap((cell) => cell.field ?? []);
    for (const [f, field] of fields.entries()) order.set(field.address, s * SECTION + f);
    if (!section.table) continue;
    order.set(`${section.table.id}/`, s * SECTION);
    for (const [c, column] of section.table.columns.entries()) {
      order.set(`${section.table.id}//${column.id}`, c);
    }
  }
  orders.set(definition, order);
  return order;
}

const indexes = new WeakMap<readonly Row[], ReadonlyMap<RowId, number>>();

function rowIndexes(rows: readonly Row[]): ReadonlyMap<RowId, number> {
  let index = indexes.get(rows);
  if (!index) {
    index = new Map(rows.map((row, i) => [row.id, i]));
    indexes.set(rows, index);
  }
  return index;
}
