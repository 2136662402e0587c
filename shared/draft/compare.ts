/** What changed between two drafts, cell by cell, in the words of the form. Pure. */
import {
  type Address,
  type FormDefinition,
  type RowId,
  type RowTable,
  rowAddress,
  type Section,
} from '../form/definition.ts';
import { cellName, rowName } from './cell-name.ts';
import { type Draft, type Row, rowsOf } from './draft.ts';
import { isComputed, textAt } from './values.ts';

interface Told {
  /** Where it is: 年度绩效指标 第 3 行 指标值. */
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

interface RowPlace {
  readonly table: string;
  readonly row: RowId;
}

export type Change =
  | (Told & { readonly type: 'year' })
  /** `computed`: nobody typed it, the form worked it out anew. */
  | (Told & { readonly type: 'cell'; readonly address: Address; readonly computed: boolean })
  /** Rows are counted from 0: where it stands after, where it stood before. */
  | (Told & RowPlace & { readonly type: 'rowAdded'; readonly to: number })
  | (Told & RowPlace & { readonly type: 'rowRemoved'; readonly from: number })
  | (Told & RowPlace & { readonly type: 'rowMoved'; readonly from: number; readonly to: number })
  /** 出错说明 of a finding. */
  | (Told & { readonly type: 'reason'; readonly finding: string });

export interface Comparison {
  /** In the order of the form. */
  readonly changes: readonly Change[];
  /** Cells whose text is the same but not what is marked of them (待核实, set by hand, proposals). */
  readonly marks: number;
}

/** What has to be done to `before` to have what `after` shows. Both are of one form. */
export function compareDrafts(definition: FormDefinition, before: Draft, after: Draft): Comparison {
  const changes = [
    ...yearChange(before, after),
    ...definition.sections.flatMap((section) => sectionChanges(definition, section, before, after)),
    ...reasonChanges(before, after),
  ];
  return { changes, marks: changedMarks(definition, before, after, changes) };
}

function yearChange(before: Draft, after: Draft): Change[] {
  if (before.year === after.year) return [];
  const [old, now] = [`${before.year}`, `${after.year}`];
  return [{ type: 'year', name: '预算年度', before: old, after: now }];
}

function sectionChanges(
  definition: FormDefinition,
  { rows, table: shape }: Section,
  before: Draft,
  after: Draft,
): Change[] {
  const fields = rows.flat().flatMap(({ field }) => field?.address ?? []);
  const cells = fields.flatMap((address) =>
    cellChange(definition, address, cellName({ definition, draft: after }, address), before, after),
  );
  const table = shape && definition.tables.get(shape.id);
  return table ? [...cells, ...tableChanges(definition, table, before, after)] : cells;
}

function cellChange(
  definition: FormDefinition,
  address: Address,
  name: string,
  before: Draft,
  after: Draft,
): Change[] {
  const old = textAt(definition, before, address);
  const now = textAt(definition, after, address);
  if (old === now) return [];
  const computed =
    isComputed(definition, before, address) && isComputed(definition, after, address);
  return [{ type: 'cell', address, name, before: old, after: now, computed }];
}

function tableChanges(
  definition: FormDefinition,
  table: RowTable,
  before: Draft,
  after: Draft,
): Change[] {
  const [old, now] = [rowsOf(before, table.id), rowsOf(after, table.id)];
  if (old === now) return [];
  const placeBefore = placesOf(old);
  const placeAfter = placesOf(now);
  const moved = movedRows(placeBefore, now);
  const nameAt = (index: number) => rowName(definition, table, index);
  const place = (row: Row) => ({ table: table.id, row: row.id });
  const removed = old.flatMap((row, from): Change[] =>
    placeAfter.has(row.id)
      ? []
      : [
          {
            ...{ type: 'rowRemoved', ...place(row), from },
            ...{ name: nameAt(from), before: rowText(table, row), after: '' },
          },
        ],
  );
  const others = now.flatMap((row, to): Change[] => {
    const from = placeBefore.get(row.id);
    const name = nameAt(to);
    if (from === undefined) {
      const added = { name, before: '', after: rowText(table, row) };
      return [{ type: 'rowAdded', ...place(row), to, ...added }];
    }
    const cells = rowChanges(table, name, old[from] ?? row, row);
    if (!moved.has(row.id)) return cells;
    const told = { name, before: nameAt(from), after: name };
    return [{ type: 'rowMoved', ...place(row), from, to, ...told }, ...cells];
  });
  return [...removed, ...others];
}

function rowChanges(table: RowTable, name: string, old: Row, now: Row): Change[] {
  if (old === now) return [];
  return table.columns.flatMap((column): Change[] => {
    const before = old.cells[column.id] ?? '';
    const after = now.cells[column.id] ?? '';
    if (before === after) return [];
    const address = rowAddress(table.id, now.id, column.id);
    return [
      { type: 'cell', address, name: `${name} ${column.name}`, before, after, computed: false },
    ];
  });
}

function rowText(table: RowTable, { cells }: Row): string {
  const texts = table.columns.map(({ id, name }) => cells[id] && `${name}：${cells[id]}`);
  return texts.filter(Boolean).join('；');
}

function placesOf(rows: readonly Row[]): ReadonlyMap<RowId, number> {
  return new Map(rows.map((row, i) => [row.id, i]));
}

/**
 * The fewest rows that, taken out and put elsewhere, explain the new order: all but a longest run of
 * rows that still follow each other as before.
 */
function movedRows(before: ReadonlyMap<RowId, number>, now: readonly Row[]): ReadonlySet<RowId> {
  const common = now.flatMap(({ id }) => {
    const at = before.get(id);
    return at === undefined ? [] : [{ id, at }];
  });
  /** The end of the best run of each length, and what comes before each row in its run. */
  const ends: { id: RowId; at: number }[] = [];
  const previous = new Map<RowId, RowId | undefined>();
  for (const row of common) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle]?.at ?? 0) < row.at) low = middle + 1;
      else high = middle;
    }
    previous.set(row.id, ends[low - 1]?.id);
    ends[low] = row;
  }
  const moved = new Set(common.map(({ id }) => id));
  for (let id = ends.at(-1)?.id; id !== undefined; id = previous.get(id)) moved.delete(id);
  return moved;
}

function reasonChanges(before: Draft, after: Draft): Change[] {
  const findings = new Set([...Object.keys(before.reasons), ...Object.keys(after.reasons)]);
  return [...findings].flatMap((finding): Change[] => {
    const [old = '', now = ''] = [before.reasons[finding], after.reasons[finding]];
    if (old === now) return [];
    return [{ type: 'reason', finding, name: '出错说明', before: old, after: now }];
  });
}

function changedMarks(
  definition: FormDefinition,
  before: Draft,
  after: Draft,
  changes: readonly Change[],
): number {
  const told = new Set(changes.flatMap((change) => (change.type === 'cell' ? change.address : [])));
  for (const change of changes) {
    if (change.type !== 'rowAdded' && change.type !== 'rowRemoved') continue;
    for (const { id } of definition.tables.get(change.table)?.columns ?? []) {
      told.add(rowAddress(change.table, change.row, id));
    }
  }
  const marked = new Set([...Object.keys(before.marks), ...Object.keys(after.marks)]);
  return [...marked].filter(
    (address) => !told.has(address) && markText(before, address) !== markText(after, address),
  ).length;
}

function markText(draft: Draft, address: Address): string {
  const { set, carried, proposal } = draft.marks[address] ?? {};
  return JSON.stringify([set, carried, proposal]);
}

/** The part of two texts that differs: where it begins in both, and where it ends in each. */
export interface Difference {
  readonly start: number;
  readonly endBefore: number;
  readonly endAfter: number;
}

/** Leaves out what two texts have in common at both ends; never cuts a character in two. */
export function differenceOf(before: string, after: string): Difference {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  if (isHalf(before, start) || isHalf(after, start)) start -= 1;
  let tail = 0;
  while (tail < shorter - start && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  if (isHalf(before, before.length - tail) || isHalf(after, after.length - tail)) tail -= 1;
  return { start, endBefore: before.length - tail, endAfter: after.length - tail };
}

/** Whether the second half of a pair of UTF-16 units stands at a place, behind its first. */
function isHalf(text: string, at: number): boolean {
  const isPair = /^[\ud800-\udbff][\udc00-\udfff]$/;
  return at > 0 && isPair.test(text.slice(at - 1, at + 1));
}
