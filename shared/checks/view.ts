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
  type FormDefinition,
  type RowId,
  type RowTable,
  rowAddress,
  type YearOffset,
} from '../form/definition.ts';
import { bare } from '../text.ts';
import type { CheckContext } from './check.ts';
import { type Shift, shiftOf } from './shift.ts';

/** What stays the same under a runner: the form, what is known beside the draft, the dictionaries. */
export class CheckSetting {
  readonly definition: FormDefinition;
  readonly context: CheckContext;
  readonly #entries = new Map<string, ReadonlySet<string>>();

  constructor(definition: FormDefinition, context: CheckContext) {
    this.definition = definition;
    this.context = context;
    for (const [id, dictionary] of Object.entries(definition.dictionaries)) {
      const own = dictionary.entries.map((entry) => entry.value);
      const extra = context.extraEntries?.[id] ?? [];
      this.#entries.set(id, new Set([...own, ...extra].map(bare)));
    }
  }

  /** How a section is called. */
  sectionName(id: string): string {
    return this.definition.sections.find((section) => section.id === id)?.name ?? '';
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
  readonly #sectionName: string;
  readonly #cells: Readonly<Record<ColumnId, CellView>>;

  constructor(setting: CheckSetting, table: RowTable, row: Row) {
    this.table = table;
    this.row = row;
    this.shift = shiftOf(setting, table, row);
    this.#sectionName = setting.sectionName(table.section);
    const cells: Record<ColumnId, CellView> = {};
    for (const column of table.columns) {
      const isShifted = this.shift?.columns.includes(column.id);
      cells[column.id] = isShifted ? MISPLACED : cellView(column, row.cells[column.id] ?? '');
    }
    this.#cells = cells;
    this.name = this.bare(nameColumn(table)?.id ?? '');
    const groups = table.columns.filter((column) => column.merge);
    this.identity = [...groups.map((column) => this.bare(column.id)), this.name].join('/');
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

  /** The columns that hold values: those of past years, then the target. */
  get valueColumns(): readonly Column[] {
    return this.table.columns.filter((column) => column.kind === 'value');
  }

  /** 「长期绩效指标「公用经费控制率」」, for the beginning of a sentence. */
  get title(): string {
    if (this.name !== '') return `${this.#sectionName}「${shorten(this.name)}」`;
    const groups = this.table.columns.filter((column) => column.merge);
    const group = groups.map((column) => this.bare(column.id)).findLast((text) => text !== '');
    const rowName = this.table.rowName;
    return group
      ? `${this.#sectionName}「${shorten(group)}」下没有名称的${rowName}`
      : `${this.#sectionName}一个没有名称的${rowName}`;
  }
}

const NO_VALUE: IndicatorValue = { kind: 'empty' };
const MISPLACED: CellView = { text: undefined, bare: '', value: NO_VALUE };
const EMPTY: CellView = { text: '', bare: '', value: NO_VALUE };

function cellView(column: Column, raw: string): CellView {
  const text = raw.trim();
  if (text === '') return EMPTY;
  const value = column.kind === 'value' ? readIndicatorValue(text) : NO_VALUE;
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

  constructor(table: RowTable, name: string, all: readonly Row[], rows: readonly RowView[]) {
    this.table = table;
    this.name = name;
    this.all = all;
    this.rows = rows;
  }
}

/** Gives the views of rows and tables, the same one as long as the row or the table is the same. */
export class Views {
  readonly #setting: CheckSetting;
  readonly #rows = new Map<string, WeakMap<Row, RowView>>();
  readonly #tables = new Map<string, TableView>();

  constructor(setting: CheckSetting) {
    this.#setting = setting;
  }

  tablesOf(draft: Draft): readonly TableView[] {
    const { definition } = this.#setting;
    return definition.sections.flatMap((section) => {
      if (!section.table) return [];
      const rows = rowsOf(draft, section.table.id);
      const kept = this.#tables.get(section.table.id);
      if (kept?.all === rows) return [kept];
      const filled = rows.flatMap((row) =>
        isBlankRow(row) ? [] : [this.#rowView(section.table as RowTable, row)],
      );
      const view = new TableView(section.table, section.name, rows, filled);
      this.#tables.set(section.table.id, view);
      return [view];
    });
  }

  #rowView(table: RowTable, row: Row): RowView {
    let views = this.#rows.get(table.id);
    if (!views) {
      views = new WeakMap();
      this.#rows.set(table.id, views);
    }
    let view = views.get(row);
    if (!view) {
      view = new RowView(this.#setting, table, row);
      views.set(row, view);
    }
    return view;
  }
}

/** The column that names a row: the first with free text. */
export function nameColumn(table: RowTable): Column | undefined {
  return table.columns.find((column) => column.kind === 'text');
}

const LONGEST_NAME = 30;

/** A name short enough for a sentence. */
export function shorten(text: string): string {
  return text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME)}…` : text;
}
