/** The part of the contract about Excel tables that go out and come back. */
import { z } from 'zod';
import type { ReadBackPlan } from '../excel/read-back.ts';
import { call, draft, id, none, path } from './parts.ts';

/** What a file would change in a draft: nothing is changed yet. */
export interface ReadBackAnswer extends ReadBackPlan {
  readonly fileName: string;
}

/** A file that was written, and what has to be put right in it by hand, a sentence each. */
export interface EntryAnswer {
  readonly path: string;
  readonly doubts: readonly string[];
}

const stored = z.strictObject({ id, draft });

export const EXCEL_CALLS = {
  /** The tables of the form as an .xlsx; asks where to, null where the person cancels. */
  'excel.export': call<{ path: string } | null>()(stored),
  /** 一体化录入表; asks where to, null where the person cancels. */
  'excel.entry': call<EntryAnswer | null>()(stored),
  /** Asks for a file to read back; null where the person cancels. */
  'excel.choose': call<{ path: string } | null>()(none),
  /** Compares a file with a draft; `import.cancel` ends it. */
  'excel.readBack': call<ReadBackAnswer>()(z.strictObject({ id, draft, path })),
} as const;
