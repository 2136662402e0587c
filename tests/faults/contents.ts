/** Everything that a database holds, read as the program reads it. */

import type { Database } from 'better-sqlite3';
import { ProblemError } from '../../electron/problem.ts';
import { Drafts } from '../../electron/storage/drafts.ts';
import { SettingsStore } from '../../electron/storage/settings.ts';
import { startStorage, type WhenGone } from '../../electron/storage/start.ts';
import { Versions } from '../../electron/storage/versions.ts';
import type { RecoveryReport } from '../../shared/api/backups.ts';

/** What was read, a text by a name; or the sentence that refused it. */
export type Contents = ReadonlyMap<string, Piece>;
export type Piece = { readonly text: string } | { readonly refused: string };

export interface Found {
  readonly contents: Contents;
  /** Where the start had to recover: what it says of each draft. */
  readonly recovery: RecoveryReport | null;
}

/**
 * Starts the storage as the program does, recovered where it is damaged, and reads everything.
 * @throws ProblemError where it refuses to start; any other error is a fault
 */
export async function startAndRead(folder: string, whenGone?: WhenGone): Promise<Found> {
  const { db, recovery } = await startStorage(folder, whenGone);
  try {
    return { contents: readAll(db), recovery };
  } finally {
    db.close();
  }
}

export function readAll(db: Database): Contents {
  const pieces = new Map<string, Piece>();
  const read = (name: string, step: () => unknown) => pieces.set(name, pieceOf(step));
  // A row that cannot be read is left out of a list, and told here: then it is no silent gap.
  const onUnreadable = (what: string) => pieces.set(`told: ${what}`, { refused: what });
  const drafts = new Drafts(db, { onUnreadable });
  const versions = new Versions(db, drafts, { onUnreadable });
  for (const deleted of [false, true]) {
    const where = deleted ? 'bin' : 'list';
    const page = attempt(() => drafts.list({ deleted, offset: 0, limit: 5000 }));
    if ('refused' in page) pieces.set(where, page);
    else {
      read(`${where} count`, () => page.value.total);
      for (const summary of page.value.items) {
        const { id } = summary;
        read(`summary ${id}`, () => summary);
        read(`draft ${id}`, () => {
          const { draft, pending } = drafts.open(id);
          return { draft, pending };
        });
        const kept = attempt(() => versions.list(id));
        if ('refused' in kept) pieces.set(`versions ${id}`, kept);
        else for (const one of kept.value) read(`version ${one.id}`, () => versions.open(one.id));
      }
    }
  }
  const unreadable = new Set<string>();
  const settings = new SettingsStore(db, (key) => void unreadable.add(key)).get();
  for (const [key, value] of Object.entries(settings)) {
    if (unreadable.has(key)) pieces.set(`setting ${key}`, { refused: key });
    else read(`setting ${key}`, () => value);
  }
  return pieces;
}

function pieceOf(step: () => unknown): Piece {
  const found = attempt(step);
  return 'refused' in found ? found : { text: JSON.stringify(found.value) };
}

/** A sentence for the person is no fault; any other error is, and goes on up. */
export function attempt<T>(step: () => T): { readonly value: T } | { readonly refused: string } {
  try {
    return { value: step() };
  } catch (error) {
    if (error instanceof ProblemError) return { refused: error.message };
    throw error;
  }
}
