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
