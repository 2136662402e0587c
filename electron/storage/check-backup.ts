/** Looks whether a copy of the database is whole: every page, every draft. */
import Database from 'better-sqlite3';
import { NewerDraftError } from '../../shared/draft/draft-error.ts';
import { checkIntegrity } from './database.ts';
import { type ContentRow, readContent, unproved } from './draft-row.ts';
import { userVersion, WITH_CHECKSUMS } from './migrations.ts';
import { isSealWhole, seal } from './seal.ts';
import { guarded, StorageError } from './storage-error.ts';

export interface CheckedBackup {
  /** Whether every page, index and row fits the others; the rest is only known then. */
  readonly sound: boolean;
  readonly drafts: number;
  /** The drafts that are there but cannot be read. */
  readonly unreadable: readonly string[];
}

/**
 * Checks a copy just made, makes it one file that a read-only medium can hold (without a log), and seals it.
 * @throws StorageError where it cannot be read or written at all
 */
export function sealBackup(path: string): CheckedBackup {
  return checked(path, (db) => {
    db.pragma('journal_mode = DELETE');
    seal(db);
  });
}

/**
 * Checks a backup that is finished.
 * @throws StorageError where it cannot be read at all
 */
export function checkBackup(path: string): CheckedBackup {
  return checked(path, (db) => {
    if (!isSealWhole(db)) throw new StorageError('damaged', new Error('the seal is broken'));
  });
}

function checked(path: string, alike: (db: Database.Database) => void): CheckedBackup {
  const db = guarded(() => new Database(path, { fileMustExist: true }));
  try {
    checkIntegrity(db);
    alike(db);
    const drafts = Number(db.prepare('SELECT count(*) FROM drafts').pluck().get());
    return { sound: true, drafts, unreadable: unreadableOf(db) };
  } catch (error) {
    if (!isDamage(error)) guarded(() => rethrow(error));
    return { sound: false, drafts: 0, unreadable: [] };
  } finally {
    db.close();
  }
}

function rethrow(error: unknown): never {
  throw error;
}

export function isDamage(error: unknown): boolean {
  if (error instanceof StorageError) return error.reason === 'damaged';
  return error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code);
}

function unreadableOf(db: Database.Database): string[] {
  const hasChecksums = userVersion(db) >= WITH_CHECKSUMS;
  const rows = db
    .prepare<[], ContentRow & { id: string }>(
      `SELECT drafts.id, contents.* FROM drafts LEFT JOIN contents ON draft = id`,
    )
    .iterate();
  const unreadable: string[] = [];
  for (const row of rows) {
    // Without a content there is nothing to be proved.
    const proved = hasChecksums || row.content === null ? row : unproved(row);
    if (!isReadable(proved)) unreadable.push(row.id);
  }
  return unreadable;
}

/** Whether a content is what was saved; one of a newer program counts too. */
export function isReadable(row: ContentRow): boolean {
  try {
    readContent(row);
    return true;
  } catch (error) {
    return error instanceof NewerDraftError;
  }
}
