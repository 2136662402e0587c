/** Opens the database as a start of the program does: with a way on, whatever has become of the file. */
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { RecoveryReport } from '../../shared/api/backups.ts';
import { openDatabase } from './database.ts';
import { COMPANIONS } from './files.ts';
import { DATABASE_FILE } from './place.ts';
import { readReceipts, removeReceipts } from './receipts-file.ts';
import type { HowToRecover } from './recover.ts';
import { breakSeal } from './seal.ts';
import { unfinishedFolder } from './set-aside.ts';
import { StorageError } from './storage-error.ts';

export interface Started {
  readonly db: Database;
  /** What became of each draft, where this start had to recover them. */
  readonly recovery: RecoveryReport | null;
}

/** What the person wants where the database is gone but something tells that there was one. */
export type WhenGone = 'ask' | 'restore' | 'anew';

/** Lies beside a database in which damage was met: the next start looks at every page. */
const SUSPECT = 'check-at-start';

/**
 * Opens the database of a data folder, recovered where it is damaged. What only an odd start needs is
 * loaded only then.
 * @param whenGone what to do where the database is gone, though there was one
 * @throws StorageError `gone` or `goneWithoutBackup` where that has to be asked; else why it cannot be
 * opened
 */
export async function startStorage(
  dataFolder: string,
  whenGone: WhenGone = 'ask',
): Promise<Started> {
  const unfinished = unfinishedFolder(dataFolder);
  if (unfinished !== undefined) return recovered(dataFolder, { unfinished });
  if (await mustBeRecovered(dataFolder, whenGone)) return recovered(dataFolder);
  try {
    return { db: await open(dataFolder), recovery: null };
  } catch (error) {
    const reason = error instanceof StorageError ? error.reason : undefined;
    if (reason !== 'damaged' && reason !== 'behind') throw error;
    return recovered(dataFolder, { behind: reason === 'behind' });
  }
}

/**
 * Tells whether the file is still the one that is open now. Where the system lets an open file be
 * removed, writing to it goes on, into nothing.
 */
export function watchFile(file: string): () => boolean {
  const numberOf = () => {
    try {
      return statSync(file).ino;
    } catch {
      return undefined;
    }
  };
  const opened = numberOf();
  // Windows keeps an open file from being removed, and on some disks gives it another number.
  if (process.platform === 'win32') return () => numberOf() !== undefined;
  return () => numberOf() === opened;
}

/** Makes the next start look at every page: the running program has met damage. */
export function suspectDamage(dataFolder: string): void {
  writeFileSync(join(dataFolder, SUSPECT), '');
}

async function mustBeRecovered(dataFolder: string, whenGone: WhenGone): Promise<boolean> {
  const file = join(dataFolder, DATABASE_FILE);
  if (!isEmpty(file)) return false;
  // Without its database a log is all there is: SQLite would delete it.
  if (COMPANIONS.some((suffix) => suffix !== '-shm' && !isEmpty(file + suffix))) return true;
  if (whenGone === 'anew') {
    removeReceipts(file);
    return false;
  }
  const { listBackups } = await import('./backups.ts');
  const backups = listBackups(dataFolder).length > 0;
  if (!backups && readReceipts(file).saves.length === 0) return false;
  if (whenGone === 'ask') throw new StorageError(backups ? 'gone' : 'goneWithoutBackup');
  return true;
}

/** The schema is older than the program's: a backup has to be made first. */
class MigrationDue extends Error {}

async function open(dataFolder: string): Promise<Database> {
  const suspect = join(dataFolder, SUSPECT);
  const checkAll = existsSync(suspect);
  const opened = (beforeMigration: (db: Database) => void) =>
    openDatabase(join(dataFolder, DATABASE_FILE), { checkAll, beforeMigration });
  let db: Database;
  try {
    db = opened(() => {
      throw new MigrationDue();
    });
  } catch (error) {
    if (!(error instanceof MigrationDue)) throw error;
    const { makeBackupNow } = await import('./backups.ts');
    db = opened((db) => makeBackupNow(db, dataFolder, 'migration'));
  }
  if (checkAll) rmSync(suspect, { force: true });
  breakSeal(db);
  return db;
}

async function recovered(dataFolder: string, how?: HowToRecover): Promise<Started> {
  const { recover } = await import('./recover.ts');
  const recovery = recover(dataFolder, how);
  return { db: await open(dataFolder), recovery };
}

function isEmpty(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0;
}
