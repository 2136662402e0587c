/** Reads the rows that a person has added: indicators and the like. */
import type {
  ColumnId,
  FormDefinition,
  PlacedColumn,
  RowTable,
  Section,
} from '../form/definition.ts';
import { bare, trimText } from '../text.ts';
import { type ColumnRange, columnOf, coverage, findColumns, raggedNote } from './columns.ts';
import type { FormCell, FormRow } from './find-form.ts';
import type { Reading, ReadRow } from './reading.ts';
import { whereOf } from './source.ts';

type Texts = Record<ColumnId, string>;

/** A cell over so many columns is a remark under the table, not part of a row. */
const REMARK_COLUMNS = 3;

/** Reads a row table; merged cells stand for every row that they cover. */
export function readRows(
  reading: Reading,
  section: Section,
  table: RowTable,
  rows: readonly FormRow[],
  year: number,
): void {
  const columns = findColumns(section, rows, year);
  reading.notes.push(...columns.notes);
  for (const heading of columns.missing) {
    const column = columnUnder(table, heading);
    if (column) reading.missing.push(`${section.name}·${column.name}`);
  }
  const reader = new RowReader(reading, section, table, columns.ranges);
  const read = columns.dataRows.flatMap((row) => {
    const note = raggedNote(row, columns);
    if (note) reading.notes.push(note);
    return reader.read(row).map((texts) => ({ texts, key: row.table.keys?.[row.index] }));
  });
  const filled = fillDown(reading, section, table, read, reader.mergedColumns);
  const texts = filled.map((row) => row.texts);
  reading.rows.set(table.id, filled);
  const blank = texts.filter((row) => Object.values(row).every((text) => text === '')).length;
  const note = blank > 0 ? `（其中空行 ${blank} 行）` : '';
  reading.found.push(`${section.name}：${texts.length} 行${note}`);
}

function columnUnder(
  table: RowTable,
  heading: { readonly column: number; readonly span: number },
): PlacedColumn | undefined {
  return table.columns.find(
    (column) => column.start >= heading.column && column.start < heading.column + heading.span,
  );
}

class RowReader {
  private readonly reading: Reading;
  private readonly section: Section;
  private readonly table: RowTable;
  private readonly ranges: readonly ColumnRange[];
  /** For each column, the text of the merged cell that rows below may continue. */
  private readonly above: Texts = {};
  /** Columns in which some cell of the file is merged downwards. */
  readonly mergedColumns = new Set<ColumnId>();
  private readonly named = new Set<ColumnId>();

  constructor(reading: Reading, section: Section, table: RowTable, ranges: readonly ColumnRange[]) {
    this.reading = reading;
    this.section = section;
    this.table = table;
    this.ranges = ranges;
  }

  /** The texts of one source row; none where it is only a remark or a repeated label. */
  read(row: FormRow): Texts[] {
    const own: Texts = {};
    const inherited: Texts = {};
    let cells = 0;
    for (const cell of row.cells) {
      const column = this.columnFor(cell);
      if (!column) continue;
      cells += 1;
      if (cell.merged || cell.continued) this.mergedColumns.add(column.id);
      if (cell.continued) inherited[column.id] = this.above[column.id] ?? '';
      else this.takeCell(row, cell, column, own);
    }
    if (cells === 0) return [];
    const filled = Object.values(own).some((text) => text !== '');
    if (!filled) return [{}];
    Object.assign(this.above, own);
    this.nameInherited(row, inherited);
    return [{ ...inherited, ...own }];
  }

  private columnFor(cell: FormCell): PlacedColumn | undefined {
    if (cell.hits.some((hit) => hit.section === this.section && !hit.cell)) cell.used = true;
    const isRemark = coverage(cell, this.ranges) >= REMARK_COLUMNS && cell.text.trim() !== '';
    const range = isRemark || cell.used ? undefined : columnOf(cell, this.ranges);
    return range && columnUnder(this.table, range.heading);
  }

  private takeCell(row: FormRow, cell: FormCell, column: PlacedColumn, own: Texts): void {
    const text = entryText(this.reading.definition, column, trimText(cell.text));
    if (own[column.id]) return;
    own[column.id] = text;
    cell.used = true;
    if (text !== '' && coverage(cell, this.ranges) > 1) {
      const where = whereOf(row.table, row.index, cell.index);
      this.reading.notes.push(`${where}横跨了几列，只读入「${column.name}」一列，请核对。`);
    }
  }

  /** Columns that the form does not merge, merged by the file: every row gets the text; says so. */
  private nameInherited(row: FormRow, inherited: Texts): void {
    for (const column of this.table.columns) {
      if (column.merge || !inherited[column.id] || this.named.has(column.id)) continue;
      this.named.add(column.id);
      const where = `${row.table.name}第 ${row.index + 1} 行`;
      this.reading.notes.push(
        `${where}的「${column.name}」与上面合并，各行都按合并的内容读入，请核对。`,
      );
    }
  }
}

/** An entry of a dictionary that a file breaks over two lines is still that entry. */
function entryText(definition: FormDefinition, column: PlacedColumn, text: string): string {
  const dictionary = column.dictionary && definition.dictionaries[column.dictionary];
  if (!dictionary || !/\s/.test(text)) return text;
  return dictionary.entries.find((entry) => entry.value === bare(text))?.value ?? text;
}

/**
 * Some programs write a merged cell's text into its first row and leave the others empty, without
 * merging them. In a column without any merged cell, empty cells of a group take the text above;
 * rows that this program has written stand alone.
 */
function fillDown(
  reading: Reading,
  section: Section,
  table: RowTable,
  rows: readonly ReadRow[],
  merged: ReadonlySet<ColumnId>,
): ReadRow[] {
  const groups = table.columns.filter((column) => column.merge);
  const last: Texts = {};
  const empty = new Map<PlacedColumn, number>();
  const result = rows.map((row) => {
    if (Object.keys(row.texts).length === 0) return row;
    const texts: Texts = { ...row.texts };
    let begins = false;
    for (const column of groups) {
      const above = last[column.id] ?? '';
      if (texts[column.id]) begins ||= texts[column.id] !== above;
      else if (!begins && above && !row.key) {
        empty.set(column, (empty.get(column) ?? 0) + 1);
        if (!merged.has(column.id)) texts[column.id] = above;
      }
      last[column.id] = texts[column.id] || (merged.has(column.id) ? above : '');
    }
    return { ...row, texts };
  });
  for (const [column, count] of empty) {
    const treated = merged.has(column.id) ? '没有填写' : '按上一行的内容读入';
    reading.notes.push(
      `${section.name}：${count} 行的「${column.name}」是空的，${treated}，请核对。`,
    );
  }
  return result;
}
