/** What rules look at: a draft with its texts trimmed, its values read, its misplaced cells left out. */
import type Big from 'big.js';
import { amountOf } from '../draft/amount.ts';
import { type Draft, isBlankRow, type Row, rowsOf } from '../draft/draft.ts';
import { type IndicatorValue, readIndicatorValue } from '../draft/indicator-value.ts';
import { isComputed, textAt } from '../draft/values.ts';
import {
  type Address,
  type Column,
  type ColumnId,
  type FieldKind,
  type FormDefinition,
  type RowId,
  type RowTable,
  rowAddress,
  type TableId,
  type YearOffset,
} from '../form/definition.ts';
import { bare } from '../text.ts';
import type { CheckContext } from './check.ts';
import { type Shift, shiftOf } from './shift.ts';

/** How many different texts are remembered. */
const MOST_TEXTS = 20_000;

/** The columns of a table by what they are for. */
interface Shape {
  /** The name of its section. */
  readonly section: string;
  /** The columns that merge. */
  readonly groups: readonly Column[];
  /** The column that names a row: the first with free text. */
  readonly name: Column | undefined;
  readonly values: readonly Column[];
}

/** What stays the same under a runner: the form, what is known beside the draft, the dictionaries. */
export class CheckSetting {
  readonly definition: FormDefinition;
  readonly context: CheckContext;
  readonly #entries = new Map<string, ReadonlySet<string>>();
  readonly #shapes = new Map<TableId, Shape>();
  readonly #cells = { value: new Map<string, CellView>(), other: new Map<string, CellView>() };

  constructor(definition: FormDefinition, context: CheckContext) {
    this.definition = definition;
    this.context = context;
    for (const [id, dictionary] of Object.entries(definition.dictionaries)) {
      const own = dictionary.entries.map((entry) => entry.value);
      const extra = context.extraEntries?.[id] ?? [];
      this.#entries.set(id, new Set([...own, ...extra].map(bare)));
    }
  }

  /** A cell with this text: the same object for the same text, most of which stand many times. */
  cellView(kind: FieldKind, raw: string): CellView {
    const known = this.#cells[kind === 'value' ? 'value' : 'other'];
    let cell = known.get(raw);
    if (!cell) {
      if (known.size > MOST_TEXTS) known.clear();
      cell = cellView(kind, raw);
      known.set(raw, cell);
    }
    return cell;
  }

  shapeOf(table: RowTable): Shape {
    let shape = this.#shapes.get(table.id);
    if (!shape) {
      const section = this.definition.sections.find(({ id }) => id === table.section);
      shape = {
        section: section?.name ?? '',
        groups: table.columns.filter((column) => column.merge),
        name: table.columns.find((column) => column.kind === 'text'),
        values: table.columns.filter((column) => column.kind === 'value'),
      };
      this.#shapes.set(table.id, shape);
    }
    return shape;
  }

  /** The entries of a dictionary, without white space. */
  entriesOf(dictionary: string | undefined): ReadonlySet<string> {
    return this.#entries.get(dictionary ?? '') ?? new Set();
  }
}

/** What every rule may look at, beside what it is asked about. */
export type Surroundings = Pick<
  DraftView,
  'definition' | 'context' | 'setting' | 'year' | 'yearName'
>;

/** A draft as the rules of the cells that stand once see it. */
export class DraftView {
  readonly setting: CheckSetting;
  readonly year: number;
  readonly #draft: Draft;
  readonly #texts = new Map<Address, string>();

  constructor(setting: CheckSetting, draft: Draft) {
    this.setting = setting;
    this.year = draft.year;
    this.#draft = draft;
  }

  get definition(): FormDefinition {
    return this.setting.definition;
  }

  get context(): CheckContext {
    return this.setting.context;
  }

  /** The text of a cell that stands once, computed or typed, without white space around it. */
  textOf(address: Address): string {
    let text = this.#texts.get(address);
    if (text === undefined) {
      text = textAt(this.definition, this.#draft, address).trim();
      this.#texts.set(address, text);
    }
    return text;
  }

  /** The number in a cell of amounts. */
  amountOf(address: Address): Big | undefined {
    return amountOf(this.textOf(address));
  }

  /** Whether a person has put a text where the form would compute one. */
  isSetByHand(address: Address): boolean {
    const field = this.definition.fields.get(address);
    return field?.computed !== undefined && !isComputed(this.definition, this.#draft, address);
  }

  /** What is known of cells beside their texts, those in rows too. */
  get marks(): Draft['marks'] {
    return this.#draft.marks;
  }

  /** 「2023年」 for -1 in a draft of 2024. */
  yearName(offset: YearOffset): string {
    return `${this.year + offset}年`;
  }
}

/** A cell of a row: its text in the forms in which rules ask for it. */
interface CellView {
  /** Undefined where what stands in the cell belongs into another. */
  readonly text: string | undefined;
  readonly bare: string;
  readonly value: IndicatorValue;
}

/** One row of a table, seen without white space around its texts. */
export class RowView {
  readonly table: RowTable;
  readonly row: Row;
  /** Where its cells stand one column off. */
  readonly shift: Shift | undefined;
  /** The name of the indicator, '' where it has none. */
  readonly name: string;
  /** What makes two rows the same indicator: the texts of its groups and its name. */
  readonly identity: string;
  readonly #shape: Shape;
  readonly #cells: Readonly<Record<ColumnId, CellView>>;
  readonly #remembered: unknown[] = [];

  constructor(setting: CheckSetting, table: RowTable, row: Row) {
    this.table = table;
    this.row = row;
    this.shift = shiftOf(setting, table, row);
    const cells: Record<ColumnId, CellView> = {};
    for (const column of table.columns) {
      const isShifted = this.shift?.columns.includes(column.id);
      cells[column.id] = isShifted
        ? MISPLACED
        : setting.cellView(column.kind, row.cells[column.id] ?? '');
    }
    this.#cells = cells;
    this.#shape = setting.shapeOf(table);
    this.name = this.bare(this.#shape.name?.id ?? '');
    this.identity = identityOf(this, this.#shape);
  }

  get id(): RowId {
    return this.row.id;
  }

  /** The text of a cell; undefined where what stands in it belongs into another. */
  read(column: ColumnId): string | undefined {
    return this.#cells[column]?.text;
  }

  /** The text without any white space, '' where it stands in the wrong cell. */
  bare(column: ColumnId): string {
    return this.#cells[column]?.bare ?? '';
  }

  /** A cell of a column of values, read as such. */
  value(column: ColumnId): IndicatorValue {
    return this.#cells[column]?.value ?? NO_VALUE;
  }

  address(column: ColumnId): Address {
    return rowAddress(this.table.id, this.row.id, column);
  }

  /** What was computed for this row in a slot of `perRow`. */
  remember<T>(slot: number, compute: (row: RowView) => T): T {
    const kept = this.#remembered[slot];
    if (kept !== undefined) return kept as T;
    const result = compute(this);
    this.#remembered[slot] = result;
    return result;
  }

  /** The column that holds the name. */
  get nameColumn(): Column | undefined {
    return this.#shape.name;
  }

  /** The columns that hold values: those of past years, then the target. */
  get valueColumns(): readonly Column[] {
    return this.#shape.values;
  }

  /** 「长期绩效指标「公用经费控制率」」, for the beginning of a sentence. */
  get title(): string {
    if (this.name !== '') return `${this.#shape.section}「${shorten(this.name)}」`;
    const group = this.#shape.groups
      .map((column) => this.bare(column.id))
      .findLast((text) => text !== '');
    const rowName = this.table.rowName;
    return group
      ? `${this.#shape.section}「${shorten(group)}」下没有名称的${rowName}`
      : `${this.#shape.section}一个没有名称的${rowName}`;
  }
}

const NO_VALUE: IndicatorValue = { kind: 'empty' };
const MISPLACED: CellView = { text: undefined, bare: '', value: NO_VALUE };
const EMPTY: CellView = { text: '', bare: '', value: NO_VALUE };

function cellView(kind: FieldKind, raw: string): CellView {
  const text = raw.trim();
  if (text === '') return EMPTY;
  const value = kind === 'value' ? readIndicatorValue(text) : NO_VALUE;
  return { text, bare: bare(text), value };
}

/** The rows of one table. */
export class TableView {
  readonly table: RowTable;
  /** The name of its section. */
  readonly name: string;
  /** Every row, blank ones too. */
  readonly all: readonly Row[];
  /** The rows that are not blank. */
  readonly rows: readonly RowView[];
  readonly #columns: ReadonlyMap<ColumnId, object>;

  /** @param before the view of the table before an edit. */
  constructor(
    table: RowTable,
    name: string,
    all: readonly Row[],
    rows: readonly RowView[],
    before: TableView | undefined,
  ) {
    this.table = table;
    this.name = name;
    this.all = all;
    this.rows = rows;
    const stand = before !== undefined && sameOrder(before.all, all);
    const changed = stand ? changedColumns(table, before.rows, rows) : undefined;
    this.#columns = new Map(
      table.columns.map(({ id }) => {
        const stays = changed !== undefined && !changed.has(id);
        return [id, (stays && before?.column(id)) || {}] as const;
      }),
    );
  }

  /** An object that is the same as long as the same rows hold the same texts in this column. */
  column(id: ColumnId): object | undefined {
    return this.#columns.get(id);
  }
}

/** Whether the same rows stand in the same order, blank ones too: a 更正 may move these. */
function sameOrder(before: readonly Row[], now: readonly Row[]): boolean {
  return before.length === now.length && now.every((row, i) => row.id === before[i]?.id);
}

/** The columns in which rows differ; undefined where other rows stand there, or in another order. */
function changedColumns(
  table: RowTable,
  before: readonly RowView[],
  now: readonly RowView[],
): ReadonlySet<ColumnId> | undefined {
  if (before.length !== now.length) return undefined;
  const changed = new Set<ColumnId>();
  for (const [i, row] of now.entries()) {
    const old = before[i];
    if (old === row) continue;
    if (old?.id !== row.id) return undefined;
    for (const { id } of table.columns) if (old.read(id) !== row.read(id)) changed.add(id);
  }
  return changed;
}

/** Gives the views of rows and tables, the same one as long as the row or the table is the same. */
export class Views {
  readonly #setting: CheckSetting;
  /** The rows last seen, in their order. */
  readonly #rows = new Map<TableId, readonly KnownRow[]>();
  readonly #tables = new Map<TableId, TableView>();

  constructor(setting: CheckSetting) {
    this.#setting = setting;
  }

  tablesOf(draft: Draft): readonly TableView[] {
    const tables = [...this.#setting.definition.tables.values()];
    return tables.map((table) => {
      const all = rowsOf(draft, table.id);
      const kept = this.#tables.get(table.id);
      if (kept?.all === all) return kept;
      const name = this.#setting.shapeOf(table).section;
      const view = new TableView(table, name, all, this.#rowViews(table, all), kept);
      this.#tables.set(table.id, view);
      return view;
    });
  }

  #rowViews(table: RowTable, rows: readonly Row[]): readonly RowView[] {
    const before = this.#rows.get(table.id) ?? [];
    let byId: ReadonlyMap<RowId, KnownRow> | undefined;
    const known = rows.map((row, i) => {
      const same = before[i];
      if (same?.row === row) return same;
      if (same?.row.id !== row.id) {
        byId ??= new Map(before.map((one) => [one.row.id, one]));
        const moved = byId.get(row.id);
        if (moved?.row === row) return moved;
      }
      return { row, view: isBlankRow(row) ? undefined : new RowView(this.#setting, table, row) };
    });
    this.#rows.set(table.id, known);
    const views: RowView[] = [];
    for (const { view } of known) if (view) views.push(view);
    return views;
  }
}

interface KnownRow {
  readonly row: Row;
  /** Undefined where the row is blank. */
  readonly view: RowView | undefined;
}

let slots = 0;

/** A slot for `RowView.remember` that nobody else uses. */
export function newSlot(): number {
  return slots++;
}

/** Remembers for each row what a function says of it: rules over a whole table ask again and again. */
export function perRow<T extends NonNullable<unknown>>(
  compute: (row: RowView) => T,
): (row: RowView) => T {
  const slot = newSlot();
  return (row) => row.remember(slot, compute);
}

function identityOf(row: RowView, shape: Shape): string {
  let identity = '';
  for (const column of shape.groups) identity += `${row.bare(column.id)}/`;
  return identity + row.name;
}

const LONGEST_NAME = 30;

/** A name short enough for a sentence. */
function shorten(text: string): string {
  return text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME)}…` : text;
}
