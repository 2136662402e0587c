/** Finds the heading rows in a pasted indicator table, and what its columns mean. Pure. */
import {
  type ColumnId,
  type FormDefinition,
  isLabel,
  type LabelSpec,
  type PlacedCell,
  type RowTable,
  type Section,
} from '../../../shared/form/definition.ts';
import { bare } from '../../../shared/text.ts';
import type { TextGrid } from './clipboard.ts';

/** A year over a column: last year's table says 2022年 where this year's says 2023年. */
const YEAR = /^(\d{4})年?度?$/;

export interface ReadTable {
  /** What each column of `rows` is; undefined where it is not one of the table. */
  readonly columns: readonly (ColumnId | undefined)[] | undefined;
  readonly rows: readonly (readonly string[])[];
}

/**
 * Takes heading rows and the label at the left off a pasted grid.
 * @returns `columns` only where there were headings: then they say where each column belongs.
 */
export function readTable(definition: FormDefinition, table: RowTable, grid: TextGrid): ReadTable {
  const section = definition.sections.find((one) => one.id === table.section);
  const words = section ? headingWords(definition, section, table) : new Set<string>();
  const firstData = grid.findIndex((row) => !isHeadingRow(row, words));
  const headings = firstData === -1 ? grid : grid.slice(0, firstData);
  const data = (firstData === -1 ? [] : grid.slice(firstData)).map((row) =>
    row.map((text) => text ?? ''),
  );
  const labels = sectionLabels(definition);
  const skipped = data.every((row) => labels.has(bare(row[0] ?? ''))) && data.length > 0 ? 1 : 0;
  const rows = data.map((row) => row.slice(skipped));
  const head = headings.map((row) => row.slice(skipped));
  if (!section || head.length === 0) return { columns: undefined, rows };
  return { columns: columnsOf(section, table, head), rows };
}

function isHeadingRow(row: readonly (string | null)[], words: ReadonlySet<string>): boolean {
  const texts = row.flatMap((text) => (text === null || bare(text) === '' ? [] : [bare(text)]));
  return texts.length > 1 && texts.every((text) => words.has(text) || YEAR.test(text));
}

function headingWords(definition: FormDefinition, section: Section, table: RowTable): Set<string> {
  const labels = section.rows.flat().flatMap(labelWords);
  const names = table.columns.flatMap((column) => [column.name, ...(column.aliases ?? [])]);
  return new Set([...labels, ...names.map(bare), ...sectionLabels(definition)]);
}

/** The words in the labels at the left of all sections, and none at all: a merged label's rest. */
function sectionLabels(definition: FormDefinition): Set<string> {
  const words = definition.sections
    .filter((section) => section.table)
    .flatMap((section) => [section.label ?? '', section.name, ...(section.aliases ?? [])]);
  return new Set(['', ...words.map(bare)]);
}

function labelWords(cell: PlacedCell): string[] {
  return isLabel(cell) ? [cell.label, ...(cell.aliases ?? [])].map(bare) : [];
}

/** What the headings say of each column; by position where they leave it open and the width fits. */
function columnsOf(
  section: Section,
  table: RowTable,
  head: TextGrid,
): readonly (ColumnId | undefined)[] {
  const width = Math.max(...head.map((row) => row.length));
  const years = yearsOf(head);
  const taken = new Set<ColumnId>();
  const found = Array.from({ length: width }, (_, x) => {
    for (const row of [...head].reverse()) {
      const text = bare(row[x] ?? '');
      const column = table.columns.find(
        (one) => !taken.has(one.id) && headsColumn(section, table, one.id, text, years),
      );
      if (!column) continue;
      taken.add(column.id);
      return column.id;
    }
    return undefined;
  });
  const byPlace = width === table.columns.length && found.includes(undefined);
  return byPlace ? table.columns.map((column) => column.id) : found;
}

function yearsOf(head: TextGrid): readonly string[] {
  const years = head.flat().flatMap((text) => YEAR.exec(bare(text ?? ''))?.[1] ?? []);
  return [...new Set(years)].sort();
}

/** Whether a heading is that of a column: by its name, its label, or the order of its years. */
function headsColumn(
  section: Section,
  table: RowTable,
  id: ColumnId,
  text: string,
  years: readonly string[],
): boolean {
  const column = table.columnById.get(id);
  if (!column || text === '') return false;
  const year = YEAR.exec(text)?.[1];
  if (year !== undefined) {
    const past = table.columns
      .filter((one) => (one.year ?? 0) < 0)
      .sort((a, b) => (a.year ?? 0) - (b.year ?? 0));
    return years.length === past.length && past[years.indexOf(year)] === column;
  }
  const own = section.rows
    .flat()
    .filter((cell): cell is PlacedCell & LabelSpec => isLabel(cell))
    .filter((cell) => cell.column === column.start && cell.span === column.span);
  const words = [column.name, ...(column.aliases ?? [])].map(bare);
  return [...words, ...own.flatMap(labelWords)].includes(text);
}
