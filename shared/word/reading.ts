/** What is gathered while the sections of a form are read one after the other. */
import type { Address, ColumnId, FormDefinition } from '../form/definition.ts';
import type { Leftover } from './report.ts';

/** One row of a row table as a file has it. */
export interface ReadRow {
  readonly texts: Readonly<Record<ColumnId, string>>;
  /** What the hidden column of a file that this program wrote says of the row. */
  readonly key?: string | undefined;
}

/** The texts of one form in a file, before they are a draft: what the file lacks is not in it. */
export type TextsRead = Pick<
  Reading,
  'year' | 'yearFound' | 'texts' | 'rows' | 'notes' | 'leftovers'
>;

export class Reading {
  readonly definition: FormDefinition;
  readonly year: number;
  /** Whether the file says so, or it is only assumed. */
  readonly yearFound: boolean;
  readonly texts = new Map<Address, string>();
  readonly rows = new Map<string, readonly ReadRow[]>();
  readonly found: string[] = [];
  readonly missing: string[] = [];
  readonly notes: string[] = [];
  readonly leftovers: Leftover[] = [];

  constructor(definition: FormDefinition, year: number, yearFound: boolean) {
    this.definition = definition;
    this.year = year;
    this.yearFound = yearFound;
  }
}
