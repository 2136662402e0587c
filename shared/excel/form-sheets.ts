/**
 * The tables of a form as a workbook, for sections that fill in their figures: a sheet for each part
 * of the form that has headings, every row standing alone, with the headings of the official form.
 */
import { type Draft, rowsOf } from '../draft/draft.ts';
import {
  type FieldKind,
  type FormDefinition,
  type RowTable,
  rowAddress,
  type Section,
} from '../form/definition.ts';
import { layOut, type TableCell, type TableRow } from '../table/lay-out.ts';
import { bare } from '../text.ts';
import { type Look, numberContent, type WorkbookCell, type WorkbookSheet } from './workbook.ts';

/** Heads the hidden column that says which row of which draft a row was written from. */
export const KEY_HEADING = '行标识（请勿改动）';

/** Twentieths of a point to a character of Excel, with room for what people write. */
const TWIPS_PER_CHARACTER = 66;
const NARROWEST = 9;

/**
 * @param draftId tells the rows of this draft from those of another one when they are read back
 */
export function formSheets(
  definition: FormDefinition,
  draft: Draft,
  draftId: string,
): readonly WorkbookSheet[] {
  const { rows } = layOut(definition, draft);
  return definition.sections.filter(hasHeadings).map((section) => {
    const fixed = rows.filter((row) => row.section === section.id && row.rowId === undefined);
    return sectionSheet(definition, draft, section, fixed, draftId);
  });
}

/** How a row of a draft is called in the hidden column. */
export function rowKey(draftId: string, rowId: string): string {
  return `${draftId}/${rowId}`;
}

function hasHeadings(section: Section): boolean {
  return section.rows.flat().some((cell) => 'heading' in cell && cell.heading);
}

function sectionSheet(
  definition: FormDefinition,
  draft: Draft,
  section: Section,
  fixed: readonly TableRow[],
  draftId: string,
): WorkbookSheet {
  const first = section.label === undefined ? 0 : 1;
  const inside = fixed.map((row) => row.cells.filter((cell) => cell.column >= first));
  const columns = new Columns(definition, first, inside.flat(), section.table);
  const title = section.label === undefined ? [] : [titleRow(bare(section.label), columns.count)];
  const head = inside.map((cells) => cells.map((cell) => fixedCell(columns, cell)));
  const headings = fixed.findIndex((row) => !row.heading);
  const frozen = title.length + (headings === -1 ? fixed.length : headings);
  const sheet = { name: section.name, widths: columns.widths, frozen };
  const { table } = section;
  if (!table) return { ...sheet, rows: [...title, ...head] };
  const key = columns.count;
  head.at(-1)?.push({ column: key, content: KEY_HEADING, look: 'heading' });
  const data = rowsOf(draft, table.id).map((row) => [
    ...table.columns.map((column) => ({
      column: columns.at(column.start),
      content: row.cells[column.id] ?? '',
      look: lookOf(column.kind, draft.marks[rowAddress(table.id, row.id, column.id)]?.carried),
    })),
    { column: key, content: rowKey(draftId, row.id), look: 'plain' as const },
  ]);
  return {
    ...sheet,
    widths: [...columns.widths, NARROWEST],
    hidden: [key],
    rows: [...title, ...head, ...data],
  };
}

function titleRow(text: string, columns: number): WorkbookCell[] {
  return [{ column: 0, content: text, look: 'title', colSpan: columns }];
}

function fixedCell(columns: Columns, cell: TableCell): WorkbookCell {
  const column = columns.at(cell.column);
  const colSpan = columns.at(cell.column + cell.colSpan) - column;
  const place = { column, colSpan, rowSpan: cell.rowSpan };
  if (cell.role !== 'input') return { ...place, content: bare(cell.text), look: cell.role };
  const number = cell.kind === 'amount' ? numberContent(cell.text) : undefined;
  const look = cell.computed === 'auto' ? 'computed' : lookOf(cell.kind, cell.carried);
  return { ...place, content: number ?? cell.text, look };
}

/** What was carried over from last year and not yet looked at is marked here too. */
function lookOf(kind: FieldKind | undefined, carried: true | undefined): Look {
  if (carried) return 'marked';
  return kind === 'text' || kind === 'longText' ? 'left' : 'middle';
}

/** The columns of a sheet: only where some cell of the section begins is there one. */
class Columns {
  readonly count: number;
  readonly widths: readonly number[];
  /** For each grid column of the form, the column of the sheet that begins at it or before. */
  readonly #places: readonly number[];

  constructor(
    definition: FormDefinition,
    first: number,
    cells: readonly TableCell[],
    table: RowTable | undefined,
  ) {
    const begins = new Set([
      ...cells.map((cell) => cell.column),
      ...(table?.columns ?? []).map((column) => column.start),
    ]);
    const places: number[] = [];
    const widths: number[] = [];
    for (const [grid, width] of definition.columns.entries()) {
      if (grid >= first && begins.has(grid)) widths.push(0);
      places.push(widths.length - 1);
      if (widths.length > 0) widths[widths.length - 1] = (widths.at(-1) ?? 0) + width;
    }
    this.#places = places;
    this.count = widths.length;
    this.widths = widths.map((width) =>
      Math.max(NARROWEST, Math.round(width / TWIPS_PER_CHARACTER)),
    );
  }

  /** The column of the sheet for a grid column; one past the last for the form's right edge. */
  at(grid: number): number {
    return this.#places[grid] ?? this.count;
  }
}
