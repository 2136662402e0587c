/** Edits: pure, typed, told as data, so that a paste, a correction and an undo step are one thing. */
import {
  type Address,
  type ColumnId,
  type FormDefinition,
  type RowId,
  type RowTable,
  rowAddress,
  type TableId,
  targetOf,
} from '../form/definition.ts';
import { cleanText } from '../text.ts';
import {
  type Draft,
  MAX_FINDING,
  MAX_REASON,
  MAX_ROWS,
  MAX_TEXT,
  MAX_YEAR,
  type Mark,
  MIN_YEAR,
  type Row,
  rowsOf,
} from './draft.ts';

/** Where rows go: beside another row, or at the end of the table. */
export type Place = { readonly before: RowId } | { readonly after: RowId } | 'end';

export type Edit =
  /** Sets cells; a computed cell is taken over, one carried over from last year counts as looked at. */
  | { readonly type: 'set'; readonly cells: readonly (readonly [Address, string])[] }
  /** Gives computed cells back to the form. */
  | { readonly type: 'release'; readonly addresses: readonly Address[] }
  /** Puts marks in place of what marks the cells have; null takes them away. */
  | { readonly type: 'mark'; readonly marks: readonly (readonly [Address, Mark | null])[] }
  /**
   * Inserts one row for each entry of `rows`. A row put beside another takes its group (the
   * columns that merge) where it does not bring its own.
   */
  | {
      readonly type: 'insertRows';
      readonly table: TableId;
      readonly place: Place;
      readonly rows: readonly Readonly<Record<ColumnId, string>>[];
    }
  | { readonly type: 'removeRows'; readonly table: TableId; readonly rows: readonly RowId[] }
  | {
      readonly type: 'moveRows';
      readonly table: TableId;
      readonly rows: readonly RowId[];
      readonly place: Place;
    }
  /** Copies rows, in order, to behind the last of them. */
  | { readonly type: 'duplicateRows'; readonly table: TableId; readonly rows: readonly RowId[] }
  | { readonly type: 'setYear'; readonly year: number }
  /** The reason a person gives for a finding; '' takes it back. */
  | { readonly type: 'reason'; readonly finding: string; readonly text: string }
  /** Several edits as one step. */
  | { readonly type: 'all'; readonly edits: readonly Edit[] };

/** An edit that does not fit the draft: a programmer's mistake, so its message is English. */
export class EditError extends Error {
  override readonly name = 'EditError';
}

/** The edit that sets all the cells a merged cell stands for to one text. */
export function setText(addresses: readonly Address[], text: string): Edit {
  return { type: 'set', cells: addresses.map((address) => [address, text] as const) };
}

/**
 * Applies an edit. Everything it does not touch is shared with the draft before; an edit that
 * changes nothing gives the very same draft.
 * @throws EditError where an address, table or row is not of this form and draft, or a text is
 * longer than a draft may hold.
 */
export function applyEdit(definition: FormDefinition, draft: Draft, edit: Edit): Draft {
  switch (edit.type) {
    case 'set':
      return setCells(definition, draft, edit.cells);
    case 'release':
      return release(definition, draft, edit.addresses);
    case 'mark':
      return setMarks(definition, draft, edit.marks);
    case 'insertRows':
      return insertRows(definition, draft, edit);
    case 'removeRows':
      return removeRows(definition, draft, edit.table, edit.rows);
    case 'moveRows':
      return moveRows(definition, draft, edit);
    case 'duplicateRows':
      return duplicateRows(definition, draft, edit.table, edit.rows);
    case 'setYear':
      return setYear(draft, edit.year);
    case 'reason':
      return setReason(draft, edit.finding, edit.text);
    case 'all':
      return edit.edits.reduce((result, one) => applyEdit(definition, result, one), draft);
  }
}

function setCells(
  definition: FormDefinition,
  draft: Draft,
  cells: readonly (readonly [Address, string])[],
): Draft {
  const fixed: Record<Address, string> = { ...draft.cells };
  const marks: Record<Address, Mark> = { ...draft.marks };
  const changes = new Map<TableId, Map<RowId, Record<ColumnId, string>>>();
  for (const [address, raw] of cells) {
    const text = storable(raw, address);
    const target = targetOf(definition, address);
    if (!target) throw new EditError(`no cell ${address}`);
    if ('field' in target) {
      put(fixed, address, text);
      if (target.field.computed) marks[address] = { set: true };
      else delete marks[address];
    } else {
      const { table, rowId, column } = target;
      const rows = changes.get(table.id) ?? new Map<RowId, Record<ColumnId, string>>();
      changes.set(table.id, rows);
      const row = rows.get(rowId) ?? { ...rowIn(draft, table.id, rowId).cells };
      rows.set(rowId, row);
      put(row, column.id, text);
      delete marks[address];
    }
  }
  const rows: Record<TableId, readonly Row[]> = { ...draft.rows };
  for (const [table, changed] of changes) {
    const next = rowsOf(draft, table).map((row) => {
      const cells = changed.get(row.id);
      return cells && !sameEntries(cells, row.cells) ? { id: row.id, cells } : row;
    });
    rows[table] = sameItems(next, rowsOf(draft, table)) ? rowsOf(draft, table) : next;
  }
  return replaced(draft, { cells: fixed, marks, rows });
}

function release(definition: FormDefinition, draft: Draft, addresses: readonly Address[]): Draft {
  const cells: Record<Address, string> = { ...draft.cells };
  const marks: Record<Address, Mark> = { ...draft.marks };
  for (const address of addresses) {
    if (!definition.fields.get(address)?.computed) {
      throw new EditError(`${address} is not computed`);
    }
    delete cells[address];
    delete marks[address];
  }
  return replaced(draft, { cells, marks });
}

function setMarks(
  definition: FormDefinition,
  draft: Draft,
  changes: readonly (readonly [Address, Mark | null])[],
): Draft {
  const marks: Record<Address, Mark> = { ...draft.marks };
  for (const [address, mark] of changes) {
    const target = targetOf(definition, address);
    if (!target) throw new EditError(`no cell ${address}`);
    if ('table' in target) rowIn(draft, target.table.id, target.rowId);
    if (mark) marks[address] = mark;
    else delete marks[address];
  }
  return replaced(draft, { marks });
}

function insertRows(
  definition: FormDefinition,
  draft: Draft,
  edit: Extract<Edit, { type: 'insertRows' }>,
): Draft {
  const table = tableOf(definition, edit.table);
  const rows = rowsOf(draft, table.id);
  const beside = edit.place === 'end' ? undefined : rowIn(draft, table.id, rowOf(edit.place));
  const group = beside ? groupOf(table, beside) : {};
  let nextRow = draft.nextRow;
  const added = edit.rows.map((own): Row => {
    const ownsGroup = table.columns.some((column) => column.merge && own[column.id] !== undefined);
    const cells: Record<ColumnId, string> = ownsGroup ? {} : { ...group };
    for (const [column, text] of Object.entries(own)) {
      if (!table.columnById.has(column)) throw new EditError(`no column ${table.id}/${column}`);
      put(cells, column, storable(text, `${table.id}/${column}`));
    }
    return { id: `r${nextRow++}`, cells };
  });
  if (added.length === 0) return draft;
  return withRows({ ...draft, nextRow }, table.id, spliced(rows, edit.place, added));
}

function removeRows(
  definition: FormDefinition,
  draft: Draft,
  tableId: TableId,
  ids: readonly RowId[],
): Draft {
  const table = tableOf(definition, tableId);
  const gone = new Set(ids.map((id) => rowIn(draft, tableId, id).id));
  const marks: Record<Address, Mark> = { ...draft.marks };
  for (const id of gone) {
    for (const column of table.columns) delete marks[rowAddress(tableId, id, column.id)];
  }
  const kept = rowsOf(draft, tableId).filter((row) => !gone.has(row.id));
  return withRows(replaced(draft, { marks }), tableId, kept);
}

function moveRows(
  definition: FormDefinition,
  draft: Draft,
  edit: Extract<Edit, { type: 'moveRows' }>,
): Draft {
  const table = tableOf(definition, edit.table);
  const moving = new Set(edit.rows);
  for (const id of edit.rows) rowIn(draft, table.id, id);
  if (edit.place !== 'end') {
    rowIn(draft, table.id, rowOf(edit.place));
    if (moving.has(rowOf(edit.place))) return draft;
  }
  const rows = rowsOf(draft, table.id);
  const kept = rows.filter((row) => !moving.has(row.id));
  const moved = rows.filter((row) => moving.has(row.id));
  return withRows(draft, table.id, spliced(kept, edit.place, moved));
}

function duplicateRows(
  definition: FormDefinition,
  draft: Draft,
  tableId: TableId,
  ids: readonly RowId[],
): Draft {
  const table = tableOf(definition, tableId);
  const wanted = new Set(ids.map((id) => rowIn(draft, tableId, id).id));
  const originals = rowsOf(draft, tableId).filter((row) => wanted.has(row.id));
  const last = originals.at(-1);
  if (!last) return draft;
  return insertRows(definition, draft, {
    type: 'insertRows',
    table: table.id,
    place: { after: last.id },
    rows: originals.map((row) => ({ ...emptyGroup(table), ...row.cells })),
  });
}

function setYear(draft: Draft, year: number): Draft {
  if (!Number.isInteger(year) || year < MIN_YEAR || year > MAX_YEAR) {
    throw new EditError(`no such year ${year}`);
  }
  return year === draft.year ? draft : { ...draft, year };
}

function setReason(draft: Draft, finding: string, raw: string): Draft {
  const text = cleanText(raw);
  if (finding.length > MAX_FINDING || text.length > MAX_REASON) {
    throw new EditError(`reason for ${finding.slice(0, 100)} is too long`);
  }
  if (text === (draft.reasons[finding] ?? '')) return draft;
  const reasons: Record<string, string> = { ...draft.reasons };
  put(reasons, finding, text);
  return { ...draft, reasons };
}

/** The text as a draft keeps it. */
function storable(raw: string, where: string): string {
  const text = cleanText(raw);
  if (text.length > MAX_TEXT) throw new EditError(`text of ${where} is too long`);
  return text;
}

/** The texts of the merging columns of a row: what a new row beside it takes. */
function groupOf(table: RowTable, row: Row): Record<ColumnId, string> {
  const group: Record<ColumnId, string> = {};
  for (const column of table.columns) {
    const text = row.cells[column.id];
    if (column.merge && text !== undefined) group[column.id] = text;
  }
  return group;
}

function emptyGroup(table: RowTable): Record<ColumnId, string> {
  return Object.fromEntries(table.columns.filter((c) => c.merge).map((c) => [c.id, '']));
}

function rowOf(place: Exclude<Place, 'end'>): RowId {
  return 'before' in place ? place.before : place.after;
}

function spliced(rows: readonly Row[], place: Place, added: readonly Row[]): readonly Row[] {
  if (place === 'end') return [...rows, ...added];
  const at = rows.findIndex((row) => row.id === rowOf(place)) + ('after' in place ? 1 : 0);
  return [...rows.slice(0, at), ...added, ...rows.slice(at)];
}

function tableOf(definition: FormDefinition, id: TableId): RowTable {
  const table = definition.tables.get(id);
  if (!table) throw new EditError(`no table ${id}`);
  return table;
}

function rowIn(draft: Draft, table: TableId, id: RowId): Row {
  const row = rowsOf(draft, table).find((one) => one.id === id);
  if (!row) throw new EditError(`no row ${table}/${id}`);
  return row;
}

function withRows(draft: Draft, table: TableId, rows: readonly Row[]): Draft {
  if (rows.length > MAX_ROWS) throw new EditError(`too many rows in ${table}`);
  return sameItems(rows, rowsOf(draft, table))
    ? draft
    : { ...draft, rows: { ...draft.rows, [table]: rows } };
}

/** The draft with those of its parts exchanged that really differ. */
function replaced(draft: Draft, parts: Partial<Pick<Draft, 'cells' | 'marks' | 'rows'>>): Draft {
  const cells = parts.cells && !sameEntries(parts.cells, draft.cells) ? parts.cells : draft.cells;
  const marks = parts.marks && !sameEntries(parts.marks, draft.marks) ? parts.marks : draft.marks;
  const rows = parts.rows && !sameEntries(parts.rows, draft.rows) ? parts.rows : draft.rows;
  if (cells === draft.cells && marks === draft.marks && rows === draft.rows) return draft;
  return { ...draft, cells, marks, rows };
}

function put(record: Record<string, string>, key: string, text: string): void {
  if (text === '') delete record[key];
  else record[key] = text;
}

function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}

function sameEntries(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>) {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => sameValue(a[key], b[key]));
}

/** Marks are tiny objects that are made anew: they compare by content. */
function sameValue(a: unknown, b: unknown): boolean {
  return a === b || (isMark(a) && isMark(b) && JSON.stringify(a) === JSON.stringify(b));
}

function isMark(value: unknown): value is Mark {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
