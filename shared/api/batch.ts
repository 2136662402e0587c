/** The part of the contract for 批量审核: a folder of forms, checked in a process of its own. */
import { z } from 'zod';
import type { BatchRow } from '../batch/rows.ts';
import { call, count, none, path, year } from './parts.ts';

/** Where the checking of a folder stands. It goes on while the window shows something else. */
export interface BatchState {
  /** Counts up with every start; 0 before the first. */
  readonly run: number;
  readonly folder: string;
  readonly state: 'none' | 'looking' | 'checking' | 'done' | 'stopped';
  /** A Chinese sentence where the folder itself could not be read. */
  readonly problem: string | null;
  /** Files done, of all that were found. */
  readonly done: number;
  readonly total: number;
  /** The rows behind those that the caller has, some at a time. */
  readonly rows: readonly BatchRow[];
}

export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** What became of the 审核结果 of all departments. */
export interface ReportsAnswer {
  readonly folder: string;
  readonly written: number;
  /** Left as they were, because the person did not want them replaced. */
  readonly kept: number;
  readonly failed: readonly { readonly file: string; readonly problem: string }[];
  /** Not begun, because the person ended it. */
  readonly left: number;
}

/** No list of departments is longer. */
export const MOST_NAMES = 5000;
/** No department's name is longer. */
export const LONGEST_NAME = 200;

export const names = z.array(z.string().max(LONGEST_NAME)).max(MOST_NAMES);

export const BATCH_CALLS = {
  /** Asks for a folder; null where the person cancels. */
  'batch.chooseFolder': call<{ path: string } | null>()(none),
  /** Starts with a folder; what is still being checked is ended. */
  'batch.start': call<null>()(z.strictObject({ path, subfolders: z.boolean() })),
  /** @param from how many rows of this run the caller has */
  'batch.follow': call<BatchState>()(z.strictObject({ run: count, from: count })),
  /** Ends the checking, or the writing of 审核结果, that is under way. */
  'batch.cancel': call<null>()(none),
  /** Asks for a file with the list of departments; null where the person cancels. */
  'batch.chooseNames': call<{ names: readonly string[] } | null>()(none),
  /** Asks where to, and writes the summary as .xlsx; null where the person cancels. */
  'batch.exportSummary': call<{ path: string } | null>()(z.strictObject({ names, year })),
  /** Asks for a folder and writes the 审核结果 of every form into it; null where the person cancels. */
  'batch.exportReports': call<ReportsAnswer | null>()(none),
  /** How many 审核结果 are written; null while none are. */
  'batch.reportsProgress': call<Progress | null>()(none),
  /** Opens the folder into which 审核结果 were written last. */
  'batch.showReports': call<null>()(none),
} as const;
