/** Excel tables that sections have filled in, compared with the draft they go back into. */
import { readAmount } from '../draft/amount.ts';
import { type Draft, isBlankRow, type Row, rowsOf } from '../draft/draft.ts';
import { applyEdit, type Edit, type Place } from '../draft/edit.ts';
import { nameOf, shapeOf } from '../draft/placing.ts';
import { isComputed, textAt } from '../draft/values.ts';
import {
  type Address,
  type FormDefinition,
  type RowTable,
  rowAddress,
} from '../form/definition.ts';
import { trimText } from '../text.ts';
import type { ReadRow, TextsRead } from '../word/reading.ts';
import type { Leftover } from '../word/report.ts';
import { matchRows } from './match-rows.ts';
import { excelText } from './workbook.ts';

export interface ReadBackChange {
  readonly address: Address;
  /** 年度绩效指标「预算执行率」预期当年实现值. */
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

export interface ReadBackPlan {
  /** One step that does all of it. */
  readonly edit: Edit;
  readonly changes: readonly ReadBackChange[];
  /** Rows that the draft does not have, a line each. */
  readonly added: readonly string[];
  /** Rows that the file does not have: they stay as they are. */
  readonly absent: readonly string[];
  readonly leftovers: readonly Leftover[];
  readonly notes: readonly string[];
}

/**
 * Plans how what was read from a file goes into a draft. A row of the file that is none of the
 * draft's (see `matchRows`) is added behind the row that it follows. What the file lacks stays as it
 * is, and so do sums and shares that the form computes.
 * @param draftId as the file was written with (see `formSheets`)
 */
export function planReadBack(
  definition: FormDefinition,
  draft: Draft,
  draftId: string,
  read: TextsRead,
): ReadBackPlan {
  const tables = [...read.rows].flatMap(([id, rows]) => {
    const table = definition.tables.get(id);
    return table ? [planTable(definition, draft, table, rows, draftId)] : [];
  });
  const changes = [
    ...fieldChanges(definition, draft, read),
    ...tables.flatMap((table) => table.changes),
  ];
  const set: Edit = { type: 'set', cells: changes.map(({ address, after }) => [address, after]) };
  const inserts = tables.flatMap((table) => table.inserts);
  const edit: Edit = { type: 'all', edits: [...(changes.length > 0 ? [set] : []), ...inserts] };
  // What does not fit the draft has to fail here, not once the person has agreed.
  applyEdit(definition, draft, edit);
  return {
    edit,
    changes,
    added: tables.flatMap((table) => table.added),
    absent: tables.flatMap((table) => table.absent),
    leftovers: [...read.leftovers, ...tables.flatMap((table) => table.strays)],
    notes: [...yearNote(draft, read), ...read.notes],
  };
}

function fieldChanges(
  definition: FormDefinition,
  draft: Draft,
  { texts }: TextsRead,
): ReadBackChange[] {
  return [...texts].flatMap(([address, after]) => {
    const field = definition.fields.get(address);
    if (!field || isComputed(definition, draft, address)) return [];
    const before = textAt(definition, draft, address);
    if (sameText(field.kind, before, after)) return [];
    return [{ address, name: field.name, before, after }];
  });
}

function yearNote(draft: Draft, { year, yearFound }: TextsRead): string[] {
  if (!yearFound || year === draft.year) return [];
  return [
    `文件里写的是 ${year} 年度的表，这份是 ${draft.year} 年度的；按列的先后对应，请仔细核对后再写入。`,
  ];
}

function sameText(kind: string, before: string, after: string): boolean {
  if (trimText(excelText(before)) === trimText(after)) return true;
  if (kind !== 'amount') return false;
  const [a, b] = [readAmount(before), readAmount(after)];
  return a.kind === 'number' && b.kind === 'number' && a.value.eq(b.value);
}

interface TablePlan extends Pick<ReadBackPlan, 'changes' | 'added' | 'absent'> {
  readonly inserts: readonly Edit[];
  /** What the file has among its rows that is none. */
  readonly strays: readonly Leftover[];
}

function planTable(
  definition: FormDefinition,
  draft: Draft,
  table: RowTable,
  read: readonly ReadRow[],
  draftId: string,
): TablePlan {
  const section = definition.sections.find(({ id }) => id === table.section)?.name ?? '';
  const shape = shapeOf(table);
  const rows = rowsOf(draft, table.id);
  const filled = read.filter(({ texts }) => Object.values(texts).some((text) => text !== ''));
  const partners = matchRows(shape, rows, filled, draftId);
  // A line under the table (填表人：张三) is no row of it; nor is one that nobody has named.
  const isStray = (one: ReadRow) =>
    shape.name !== undefined && !partners.has(one) && nameOf(shape, { cells: one.texts }) === '';
  const reads = filled.filter((one) => !isStray(one));
  const called = (cells: Row['cells']) =>
    `${section}「${nameOf(shape, { cells }) || wordsOf(cells)}」`;
  const paired = new Set(partners.values());
  return {
    changes: [...partners].flatMap(([{ texts }, row]) =>
      rowChanges(table, row, texts).map((one) => ({
        ...one,
        name: `${called(row.cells)}${one.name}`,
      })),
    ),
    inserts: insertsOf(table, rows, reads, partners),
    added: reads.filter((one) => !partners.has(one)).map(({ texts }) => called(texts)),
    absent: rows
      .filter((row) => !paired.has(row) && !isBlankRow(row))
      .map((row) => called(row.cells)),
    strays: filled.filter(isStray).map(({ texts }) => ({
      text: wordsOf(texts),
      where: section,
      reason: `没有${shape.name?.name}，不当作一行`,
    })),
  };
}

function wordsOf(cells: Row['cells']): string {
  return Object.values(cells).filter(Boolean).join(' ');
}

/** The cells of a row that the file says something else of; a column that it lacks stays. */
function rowChanges(table: RowTable, row: Row, texts: ReadRow['texts']): ReadBackChange[] {
  return table.columns.flatMap((column) => {
    const after = texts[column.id];
    const before = row.cells[column.id] ?? '';
    if (after === undefined || sameText(column.kind, before, after)) return [];
    return [{ address: rowAddress(table.id, row.id, column.id), name: column.name, before, after }];
  });
}

/** The rows without a partner, put behind those that they follow in the file. */
function insertsOf(
  table: RowTable,
  rows: readonly Row[],
  reads: readonly ReadRow[],
  partners: ReadonlyMap<ReadRow, Row>,
): Edit[] {
  const runs: { readonly after: Row | undefined; readonly rows: ReadRow['texts'][] }[] = [];
  let last: Row | undefined;
  let run: (typeof runs)[number] | undefined;
  for (const read of reads) {
    const partner = partners.get(read);
    if (partner) {
      last = partner;
      run = undefined;
      continue;
    }
    if (!run) {
      run = { after: last, rows: [] };
      runs.push(run);
    }
    run.rows.push(read.texts);
  }
  const [first] = rows;
  return runs.map(({ after, rows }) => {
    const place: Place = after ? { after: after.id } : first ? { before: first.id } : 'end';
    return { type: 'insertRows', table: table.id, place, rows };
  });
}
