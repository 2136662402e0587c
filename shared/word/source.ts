/** What every kind of file becomes before it is understood: tables as grids of texts, and the rest. */
import type { Leftover } from './report.ts';

export interface SourceCell {
  /** Paragraphs and line breaks as `\n`; not trimmed. */
  readonly text: string;
  /** Where the cell begins and ends from left to right; any unit, the same in one table. */
  readonly left: number;
  readonly right: number;
  /** Continues the cell above it (its own text is empty). */
  readonly continued: boolean;
  /** Begins a cell that is merged downwards. */
  readonly merged: boolean;
}

export interface SourceRow {
  readonly cells: readonly SourceCell[];
}

export interface SourceTable {
  readonly rows: readonly SourceRow[];
  /** The source tells only the order of cells, not how wide they are: `left` counts them. */
  readonly counted?: true;
  /** For a table that this program has written: which row of which draft each row was made from. */
  readonly keys?: readonly (string | undefined)[];
  /** How the table is called when something in it is named: 「表 2」. */
  readonly name: string;
}

export interface SourceDocument {
  readonly tables: readonly SourceTable[];
  /** Paragraphs outside of every table, in order. */
  readonly outside: readonly string[];
  /** What was left out while the file was taken apart: hidden text, comments, deleted text. */
  readonly leftovers: readonly Leftover[];
  readonly notes: readonly string[];
}

/** What old .doc files give: the cells of all tables in one line, row ends looking like empty cells. */
export interface FlatSource {
  readonly outside: readonly string[];
  readonly cells: readonly string[];
  readonly leftovers: readonly Leftover[];
  readonly notes: readonly string[];
}

export type Source = SourceDocument | FlatSource;

/**
 * A table known only by the texts of its cells, in order. An empty first cell continues the label
 * above it.
 */
export function countedTable(rows: readonly (readonly string[])[], name: string): SourceTable {
  return {
    counted: true,
    name,
    rows: rows.map((texts) => ({
      cells: texts.map((text, i) => ({
        text,
        left: i,
        right: i + 1,
        continued: i === 0 && text.trim() === '',
        merged: false,
      })),
    })),
  };
}

/** A file that cannot be read; `message` is a Chinese sentence for the person. */
export class ReadError extends Error {
  override readonly name = 'ReadError';
  readonly code: 'unreadable' | 'not-this-form';

  constructor(code: 'unreadable' | 'not-this-form', message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Where a cell stands, for a person to find it; row and cell counted from 0. */
export function whereOf(table: SourceTable, row: number, cell: number): string {
  return `${table.name}第 ${row + 1} 行第 ${cell + 1} 格`;
}

/** All texts of a table, a line a row: how a table that was not read is named. */
export function tableText(table: SourceTable): string {
  return table.rows
    .map((row) =>
      row.cells
        .map((cell) => cell.text.trim())
        .filter(Boolean)
        .join(' | '),
    )
    .filter(Boolean)
    .join('\n');
}
