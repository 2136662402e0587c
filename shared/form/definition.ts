/**
 * What a form is, as data. Everything else in the program (grid, Word file, reader, checks)
 * asks a `FormDefinition` where a cell stands and what a label says; nothing else knows.
 */

/** Names a cell by meaning: `funding/income/fiscal/current`, in a row table `annual/r7/target`. */
export type Address = string;
export type ColumnId = string;
export type RowId = string;
export type TableId = string;

/** What a cell holds: decides how it is checked, aligned, edited and read. */
export type FieldKind =
  | 'text'
  | 'longText'
  | 'amount'
  | 'share'
  | 'year'
  | 'phone'
  | 'choice'
  | 'value';

/** How a cell is computed as long as nobody sets it by hand. */
export type Computed =
  | { readonly rule: 'sum'; readonly parts: readonly Address[] }
  | {
      readonly rule: 'share';
      readonly of: Address;
      readonly parts: readonly Address[];
      readonly total: Address;
    };

/** Which year a figure belongs to: 0 is 当年, -1 上年, -2 前年. */
export type YearOffset = 0 | -1 | -2;

/** What fixed cells and the columns of a row table have in common. */
interface Slot {
  /** Full Chinese name, as a finding says it: 收入构成·财政拨款·当年金额. */
  readonly name: string;
  readonly kind: FieldKind;
  /** 填报说明 of the field: what belongs here, for a clerk. */
  readonly help: string;
  /** A key of `FormDefinition.dictionaries`: the entries offered for this cell. */
  readonly dictionary?: string;
  readonly year?: YearOffset;
  /** Cells of one series hold the same figure for different years. */
  readonly series?: string;
  /** The longest text the receiving system takes, counted with two for a Chinese character. */
  readonly maxLength?: number;
}

/** A cell that stands once in the form. */
export interface Field extends Slot {
  readonly address: Address;
  readonly computed?: Computed;
  /** A name or telephone number: left out of the public version, never logged. */
  readonly personal?: true;
}

/** One column of a row table. */
export interface Column extends Slot {
  readonly id: ColumnId;
  /** How many grid columns it covers. */
  readonly span: number;
  /** Equal neighbouring cells are one merged cell (inside the merge of the columns before it). */
  readonly merge?: true;
  /** Other words a file may use in the heading of this column. */
  readonly aliases?: readonly string[];
}

export interface DictionaryEntry {
  readonly value: string;
  /** The entries of the parent dictionary that it belongs to, e.g. a 二级指标 to its 一级指标. */
  readonly under?: readonly string[];
  readonly help?: string;
}

export interface Dictionary {
  readonly name: string;
  /** Whether a person may add entries of their own. */
  readonly open: boolean;
  /** The dictionary whose entries `under` speaks of. */
  readonly parent?: string;
  readonly entries: readonly DictionaryEntry[];
}

/**
 * A label, with `\n` where the official form breaks it. `{year}`, `{year-1}`, `{year-2}` stand for
 * the year of the draft, `{some/address}` for the text of a field that is written into the label.
 */
export type Template = string;

interface CellShape {
  /** How many grid columns, default 1. */
  readonly span?: number;
  /** How many rows, default 1. */
  readonly rows?: number;
}

/** A fixed text: the label of a row, or the heading of a column. */
export interface LabelSpec extends CellShape {
  readonly label: Template;
  readonly heading?: true;
  /** The field whose text stands inside the label. */
  readonly field?: Field;
  /** Other words a file may use for it. */
  readonly aliases?: readonly string[];
}

export interface InputSpec extends CellShape {
  readonly field: Field;
}

export type CellSpec = LabelSpec | InputSpec;

export interface SectionSpec {
  readonly id: string;
  /** How the section is called beside the grid and in findings. */
  readonly name: string;
  /** How a command calls it where the name is long: 年度指标. */
  readonly shortName?: string;
  /** The label merged over all rows of the section, in the first grid column. */
  readonly label?: Template;
  readonly aliases?: readonly string[];
  readonly rows: readonly (readonly CellSpec[])[];
  readonly table?: RowTableSpec;
}

/** The rows of a section that a person adds and removes. */
export interface RowTableSpec {
  readonly id: TableId;
  readonly columns: readonly Column[];
  /** What one row is called: 指标. */
  readonly rowName: string;
  /** The rows of a blank form, by column. */
  readonly blankRows: readonly Readonly<Record<ColumnId, string>>[];
}

export interface FormSpec {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  /** The line at the right under the title. */
  readonly note: string;
  /** Widths of the grid columns in twentieths of a point. */
  readonly columns: readonly number[];
  readonly sections: readonly SectionSpec[];
  readonly dictionaries: Readonly<Record<string, Dictionary>>;
  /** The field that names who fills the form: lists, file names and searches show it. */
  readonly department: Address;
}

/** A cell with its place: grid column and row, both counted from 0; the row inside its section. */
export type PlacedCell = CellSpec & {
  readonly column: number;
  readonly row: number;
  readonly span: number;
  readonly rows: number;
};

export interface PlacedColumn extends Column {
  /** The first grid column that it covers. */
  readonly start: number;
}

export interface RowTable extends Omit<RowTableSpec, 'columns'> {
  readonly section: string;
  readonly columns: readonly PlacedColumn[];
  readonly columnById: ReadonlyMap<ColumnId, PlacedColumn>;
}

export interface Section extends Omit<SectionSpec, 'rows' | 'table'> {
  readonly rows: readonly (readonly PlacedCell[])[];
  readonly table?: RowTable;
}

/** A form that has been checked by `defineForm`, with every cell in its place. */
export interface FormDefinition extends Omit<FormSpec, 'sections'> {
  /** `id@version`, as a draft names its form. */
  readonly key: string;
  readonly sections: readonly Section[];
  readonly fields: ReadonlyMap<Address, Field>;
  readonly tables: ReadonlyMap<TableId, RowTable>;
}

/** Whether a cell of a definition is a label (which may carry a field inside). */
export function isLabel(cell: CellSpec): cell is LabelSpec {
  return 'label' in cell;
}

/**
 * Checks a form's description and gives every cell its place.
 * @throws Error (in English: a programmer's mistake) where a row does not cover every grid column
 * exactly once, an address, a section or a table stands twice, a label hides the field inside it,
 * or a name that is referred to does not exist.
 */
export function defineForm(spec: FormSpec): FormDefinition {
  const fields = new Map<Address, Field>();
  const tables = new Map<TableId, RowTable>();
  const sectionIds = new Set<string>();
  const sections = spec.sections.map((section) => {
    if (sectionIds.has(section.id)) fail(spec, `two sections ${section.id}`);
    sectionIds.add(section.id);
    const rows = placeRows(spec, section);
    for (const cell of rows.flat()) {
      if (!cell.field) continue;
      if (fields.has(cell.field.address)) fail(spec, `two cells for ${cell.field.address}`);
      fields.set(cell.field.address, cell.field);
    }
    const { rows: _rows, table: tableSpec, ...rest } = section;
    if (!tableSpec) return { ...rest, rows };
    if (tables.has(tableSpec.id)) fail(spec, `two tables ${tableSpec.id}`);
    if (rows.length === 0) fail(spec, `table ${tableSpec.id} has no heading row`);
    const table = placeTable(spec, section, tableSpec);
    tables.set(table.id, table);
    return { ...rest, rows, table };
  });
  const definition = { ...spec, key: `${spec.id}@${spec.version}`, sections, fields, tables };
  checkReferences(definition);
  return definition;
}

function fail(spec: FormSpec, message: string): never {
  throw new Error(`form ${spec.id}@${spec.version}: ${message}`);
}

function placeRows(spec: FormSpec, section: SectionSpec): PlacedCell[][] {
  const width = spec.columns.length;
  const first = section.label === undefined ? 0 : 1;
  /** For each grid column, the first row that no cell above reaches into. */
  const freeFrom = new Array<number>(width).fill(0);
  const placed = section.rows.map((cells, row) => {
    let column = first;
    const skipTaken = () => {
      while (column < width && (freeFrom[column] ?? 0) > row) column += 1;
    };
    const result = cells.map((cell) => {
      skipTaken();
      const span = cell.span ?? 1;
      const rows = cell.rows ?? 1;
      if (span < 1 || rows < 1) fail(spec, `${section.id} row ${row} has a cell of no size`);
      for (let c = column; c < column + span; c++) {
        if (c >= width || (freeFrom[c] ?? 0) > row) fail(spec, `${section.id} row ${row} too wide`);
        freeFrom[c] = row + rows;
      }
      const place = { ...cell, column, row, span, rows };
      column += span;
      return place;
    });
    skipTaken();
    if (column !== width) fail(spec, `${section.id} row ${row} ends at column ${column}`);
    return result;
  });
  if (freeFrom.some((row) => row > section.rows.length)) fail(spec, `${section.id} rows overrun`);
  return placed;
}

function placeTable(spec: FormSpec, section: SectionSpec, table: RowTableSpec): RowTable {
  let start = section.label === undefined ? 0 : 1;
  const columns = table.columns.map((column) => {
    if (column.span < 1) fail(spec, `column ${table.id}/${column.id} has no width`);
    const place = { ...column, start };
    start += column.span;
    return place;
  });
  if (start !== spec.columns.length) fail(spec, `table ${table.id} ends at column ${start}`);
  const columnById = new Map(columns.map((column) => [column.id, column]));
  if (columnById.size !== columns.length) fail(spec, `table ${table.id} has a column twice`);
  for (const column of table.blankRows.flatMap(Object.keys)) {
    if (!columnById.has(column)) fail(spec, `a blank row of ${table.id} has a column ${column}`);
  }
  return { ...table, section: section.id, columns, columnById };
}

function checkReferences(definition: FormDefinition): void {
  const known = (address: Address) => {
    if (!definition.fields.has(address)) fail(definition, `no field ${address}`);
  };
  known(definition.department);
  const slots: Slot[] = [...definition.fields.values()];
  for (const table of definition.tables.values()) slots.push(...table.columns);
  for (const slot of slots) {
    if (slot.dictionary !== undefined && !(slot.dictionary in definition.dictionaries)) {
      fail(definition, `no dictionary ${slot.dictionary}`);
    }
  }
  for (const { parent } of Object.values(definition.dictionaries)) {
    if (parent !== undefined && !(parent in definition.dictionaries)) {
      fail(definition, `no dictionary ${parent}`);
    }
  }
  for (const cell of definition.sections.flatMap((section) => section.rows.flat())) {
    if (!isLabel(cell)) continue;
    const named = fieldsIn(cell.label);
    named.forEach(known);
    if (cell.field && !named.includes(cell.field.address)) {
      fail(definition, `the label 「${cell.label}」 hides its field`);
    }
  }
  for (const field of definition.fields.values()) {
    for (const part of field.computed?.parts ?? []) known(part);
    if (field.computed?.rule === 'share') [field.computed.of, field.computed.total].forEach(known);
  }
}

/** Where an address points: a fixed field, or one column of one row of a row table. */
export type Target =
  | { readonly field: Field }
  | { readonly table: RowTable; readonly rowId: RowId; readonly column: PlacedColumn };

/** The address of one cell of a row table. */
export function rowAddress(table: TableId, rowId: RowId, column: ColumnId): Address {
  return `${table}/${rowId}/${column}`;
}

/** What an address stands for in this form; undefined where the form has no such cell. */
export function targetOf(definition: FormDefinition, address: Address): Target | undefined {
  const field = definition.fields.get(address);
  if (field) return { field };
  const [tableId = '', rowId = '', columnId = '', ...rest] = address.split('/');
  const table = definition.tables.get(tableId);
  const column = table?.columnById.get(columnId);
  if (!table || !column || !ROW_ID.test(rowId) || rest.length > 0) return undefined;
  return { table, rowId, column };
}

/** The years that a label may name: 当年, 上年, 前年. */
const YEAR_NAME = /^year(?:-(\d))?$/;

/** The addresses of the fields that a label takes its text from. */
function fieldsIn(template: Template): Address[] {
  const names = [...template.matchAll(/\{([^}]+)\}/g)].map((match) => match[1] ?? '');
  return names.filter((name) => !YEAR_NAME.test(name));
}

/** Row ids count up inside a draft: `r1`, `r2`, … */
export const ROW_ID = /^r[1-9]\d{0,8}$/;

/**
 * The text of a label in a given year.
 * @param textOf gives the text of a field inside the label; where it is empty, a blank holds its place.
 */
export function renderTemplate(
  template: Template,
  year: number,
  textOf: (address: Address) => string,
): string {
  return template.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const offset = YEAR_NAME.exec(name);
    return offset ? String(year - Number(offset[1] ?? 0)) : textOf(name) || ' ';
  });
}
