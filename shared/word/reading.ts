/** What is gathered while the sections of a form are read one after the other. */
import type { Address, ColumnId, FormDefinition } from '../form/definition.ts';
import type { Leftover } from './report.ts';

export class Reading {
  readonly definition: FormDefinition;
  readonly year: number;
  /** Whether the file says so, or it is only assumed. */
  readonly yearFound: boolean;
  readonly texts = new Map<Address, string>();
  readonly rows = new Map<string, readonly Readonly<Record<ColumnId, string>>[]>();
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
