/** Calls about the indicator library (指标库). */
import { z } from 'zod';
import { type LibraryEntry, MAX_ENTRIES, MAX_ENTRY_TEXT } from '../library/entry.ts';
import type { LibraryReading } from '../library/sheet.ts';
import { call } from './parts.ts';

/** What a file holds for the library, before any of it is taken in. */
export interface LibraryFile extends LibraryReading {
  readonly fileName: string;
}

/** The id of a form, without its version. */
const form = z.string().min(1).max(200);
const cells = z.record(z.string().max(100), z.string().max(MAX_ENTRY_TEXT));
const key = z.string().max(MAX_ENTRY_TEXT * 4);
const keys = z.array(key).max(MAX_ENTRIES);

export const LIBRARY_CALLS = {
  /** Every entry: of the drafts as they are saved now, of the example, and the person's own. */
  'library.list': call<readonly LibraryEntry[]>()(z.strictObject({ form })),
  /**
   * Adds an entry of the person's own, or changes one.
   * @returns its key
   */
  'library.keep': call<{ readonly key: string }>()(
    z.strictObject({ form, cells, replaces: key.nullable() }),
  ),
  /** Adds entries of the person's own as one step: all of them or none. */
  'library.keepMany': call<null>()(
    z.strictObject({ form, entries: z.array(cells).max(MAX_ENTRIES) }),
  ),
  /** Takes back what the person has added or changed; what drafts have stays in the library. */
  'library.remove': call<null>()(z.strictObject({ form, keys })),
  'library.hide': call<null>()(z.strictObject({ form, keys, hidden: z.boolean() })),
  /** These entries have been inserted into a draft. */
  'library.used': call<null>()(z.strictObject({ form, keys })),
  /** Writes entries to a file, in this order; asks where to, null where the person cancels. */
  'library.export': call<{ path: string } | null>()(
    z.strictObject({ form, keys, kind: z.enum(['xlsx', 'csv']) }),
  ),
  /** Asks for a file and reads it; nothing is taken in yet. Null where the person cancels. */
  'library.readFile': call<LibraryFile | null>()(z.strictObject({ form })),
} as const;
