/** The stores of the running program, and the way back to them where the disk has been away. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { log } from './log.ts';
import { openDatabase } from './storage/database.ts';
import { Drafts } from './storage/drafts.ts';
import { DATABASE_FILE } from './storage/place.ts';
import { SettingsStore } from './storage/settings.ts';
import { watchFile } from './storage/start.ts';
import { StorageError } from './storage/storage-error.ts';

/** How long a save waits for another program that holds the file; the window tries again later. */
const BUSY_MS = 1000;

/** All of one open database. */
export interface Stores {
  readonly db: Database;
  readonly drafts: Drafts;
  readonly settings: SettingsStore;
}

export function storesOf(dataFolder: string, db: Database): Stores {
  // Keys pass through this process too: they would wait with it.
  db.pragma(`busy_timeout = ${BUSY_MS}`);
  const onUnreadable = (what: string, cause: unknown) => log.error(`unreadable: ${what}`, cause);
  const isThere = watchFile(join(dataFolder, DATABASE_FILE));
  return {
    db,
    drafts: new Drafts(db, { onUnreadable, isThere }),
    settings: new SettingsStore(db, onUnreadable),
  };
}

/** Whether the file, or what it is open by, has been lost: a USB stick pulled out, a network gone. */
export function isLost(error: unknown): boolean {
  return error instanceof StorageError && (error.reason === 'away' || error.reason === 'disk');
}

/**
 * Opens the file of a data folder anew: what it was open by is of no use once its disk has been away,
 * even when that is back.
 * @returns undefined where it is not back, or not to be opened as it is: then all stays as it was
 */
export function reopened(dataFolder: string): Stores | undefined {
  const file = join(dataFolder, DATABASE_FILE);
  if (!existsSync(file)) return undefined;
  const beforeMigration = () => {
    throw new StorageError('away');
  };
  try {
    const stores = storesOf(
      dataFolder,
      openDatabase(file, { busyTimeout: BUSY_MS, beforeMigration }),
    );
    log.info('the database is opened again');
    return stores;
  } catch (error) {
    log.warn('the database cannot be opened again', error);
    return undefined;
  }
}
