/** Excel tables that sections have filled in, compared with the draft they go back into. */
import { readAmount } from '../draft/amount.ts';
import { type Draft, isBlankRow, type Row, rowsOf } from '../draft/draft.ts';
import { applyEdit, type Edit, type Place } from '../draft/edit.ts';
import { isComputed, textAt } from '../draft/values.ts';
import {
  type Address,
  type ColumnId,
  type FormDefinition,
  type RowTable,
  rowAddress,
} from '../form/definition.ts';
import { bare, trimText } from '../text.ts';
import type { ReadRow, TextsRead } from '../word/reading.ts';
import type { Leftover } from '../word/report.ts';
import { rowKey } from './form-sheets.ts';
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
 * Plans how what was read from a file goes into a draft. A row of the file is the row of the draft
 * with the same groups and name, or the one that it was written from, or the only one of that name;
 * else it is added behind the row that it follows. What the file lacks stays as it is, and so do
 * sums and shares that the form computes.
 * @param draftId as the file was written with (see `formSheets`)
 */
export function planReadBack(
  definition: FormDefinition,
  draft: Draft,
  draftId: string,
  read: TextsRead,
): ReadBackPlan {
  const changes: ReadBackChange[] = [];
  const inserts: Edit[] = [];
  const added: string[] = [];
  const absent: string[] = [];
  for (const [address, text] of read.texts) {
    const field = definition.fields.get(address);
    if (!field || isComputed(definition, draft, address)) continue;
    const before = textAt(definition, draft, address);
    if (!sameText(field.kind, before, text)) {
      changes.push({ address, name: field.name, before, after: text });
    }
  }
  for (const [id, rows] of read.rows) {
    const table = definition.tables.get(id);
    if (!table) continue;
    const plan = new TablePlan(definition, draft, table, draftId, rows);
    changes.push(...plan.changes());
    inserts.push(...plan.inserts());
    added.push(...plan.added());
    absent.push(...plan.absent());
  }
  const set: Edit = { type: 'set', cells: changes.map(({ address, after }) => [address, after]) };
  const edit: Edit = { type: 'all', edits: [...(changes.length > 0 ? [set] : []), ...inserts] };
  // What does not fit the draft has to fail here, not once the person has agreed.
  applyEdit(definition, draft, edit);
  const notes = [...yearNote(draft, read), ...read.notes];
  return { edit, changes, added, absent, leftovers: read.leftovers, notes };
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

/** One table of the draft and the rows of the file that belong to it. */
class TablePlan {
  readonly #definition: FormDefinition;
  readonly #draft: Draft;
  readonly #table: RowTable;
  readonly #groups: readonly ColumnId[];
  readonly #name: ColumnId | undefined;
  readonly #rows: readonly ReadRow[];
  /** The row of the draft for each row of the file, where there is one. */
  readonly #partners: ReadonlyMap<ReadRow, Row>;

  constructor(
    definition: FormDefinition,
    draft: Draft,
    table: RowTable,
    draftId: string,
    rows: readonly ReadRow[],
  ) {
    this.#definition = definition;
    this.#draft = draft;
    this.#table = table;
    this.#groups = table.columns.filter((column) => column.merge).map((column) => column.id);
    this.#name = table.columns.find((column) => column.kind === 'text')?.id;
    this.#rows = rows.filter(({ texts }) => Object.values(texts).some((text) => text !== ''));
    this.#partners = this.#pair(draftId);
  }

  /** Pairs rows, the surest ways first; each row has one partner at most. */
  #pair(draftId: string): ReadonlyMap<ReadRow, Row> {
    const partners = new Map<ReadRow, Row>();
    const free = new Set(rowsOf(this.#draft, this.#table.id));
    const pairBy = (
      keyOfRead: (read: ReadRow) => string | undefined,
      keyOfRow: (row: Row) => string | undefined,
    ) => {
      const waiting = Map.groupBy(free, keyOfRow);
      for (const read of this.#rows) {
        const key = partners.has(read) ? undefined : keyOfRead(read);
        const row = key === undefined ? undefined : waiting.get(key)?.shift();
        if (!row) continue;
        partners.set(read, row);
        free.delete(row);
      }
    };
    const identity = (row: Row) => (isBlankRow(row) ? undefined : this.#identity(row.cells));
    const readIdentity = ({ texts }: ReadRow) => this.#identity(texts);
    pairBy(
      (read) => read.key && `${read.key} ${readIdentity(read)}`,
      (row) => `${rowKey(draftId, row.id)} ${identity(row)}`,
    );
    pairBy(readIdentity, identity);
    pairBy(
      (read) => read.key,
      (row) => rowKey(draftId, row.id),
    );
    const left = this.#rows.filter((read) => !partners.has(read));
    const once = (names: readonly string[]) => {
      const counts = Map.groupBy(names, (name) => name);
      return (name: string) => (name !== '' && counts.get(name)?.length === 1 ? name : undefined);
    };
    const onceInFile = once(left.map(({ texts }) => this.#nameOf(texts)));
    const onceInDraft = once([...free].map(({ cells }) => this.#nameOf(cells)));
    pairBy(
      ({ texts }) => onceInFile(this.#nameOf(texts)),
      ({ cells }) => onceInDraft(this.#nameOf(cells)),
    );
    return partners;
  }

  #identity(cells: Readonly<Record<ColumnId, string>>): string {
    const groups = this.#groups.map((id) => bare(cells[id] ?? ''));
    return JSON.stringify([...groups, this.#nameOf(cells)]);
  }

  #nameOf(cells: Readonly<Record<ColumnId, string>>): string {
    return this.#name === undefined ? '' : bare(cells[this.#name] ?? '');
  }

  /** How a row is called in a sentence: by its name, or else by whatever it says. */
  #called(cells: Readonly<Record<ColumnId, string>>): string {
    const section = this.#definition.sections.find(({ id }) => id === this.#table.section);
    const name = this.#nameOf(cells) || Object.values(cells).filter(Boolean).join(' ');
    return `${section?.name ?? ''}「${name}」`;
  }

  changes(): ReadBackChange[] {
    return [...this.#partners].flatMap(([read, row]) =>
      this.#table.columns.flatMap((column): ReadBackChange[] => {
        const after = read.texts[column.id];
        const before = row.cells[column.id] ?? '';
        if (after === undefined || sameText(column.kind, before, after)) return [];
        const address = rowAddress(this.#table.id, row.id, column.id);
        return [{ address, name: `${this.#called(row.cells)}${column.name}`, before, after }];
      }),
    );
  }

  /** The rows without a partner, put behind those that they follow in the file. */
  inserts(): Edit[] {
    const runs: { after: Row | undefined; rows: ReadRow['texts'][] }[] = [];
    let last: Row | undefined;
    let open: (typeof runs)[number] | undefined;
    for (const read of this.#rows) {
      const partner = this.#partners.get(read);
      if (partner) {
        last = partner;
        open = undefined;
        continue;
      }
      if (!open) {
        open = { after: last, rows: [] };
        runs.push(open);
      }
      open.rows.push(read.texts);
    }
    const [first] = rowsOf(this.#draft, this.#table.id);
    return runs.map(({ after, rows }) => {
      const place: Place = after ? { after: after.id } : first ? { before: first.id } : 'end';
      return { type: 'insertRows', table: this.#table.id, place, rows };
    });
  }

  added(): string[] {
    return this.#rows
      .filter((read) => !this.#partners.has(read))
      .map(({ texts }) => this.#called(texts));
  }

  absent(): string[] {
    const paired = new Set(this.#partners.values());
    return rowsOf(this.#draft, this.#table.id)
      .filter((row) => !paired.has(row) && !isBlankRow(row))
      .map((row) => this.#called(row.cells));
  }
}
