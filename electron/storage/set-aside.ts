/**
 * A damaged database, set aside untouched: its files are moved into a dated folder. Each step can be
 * cut off by a power cut; the next start then goes on where this one stopped.
 */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { COMPANIONS, stampOf } from './files.ts';
import { DATABASE_FILE } from './place.ts';
import { RECEIPTS } from './receipts-file.ts';
import { diskError, StorageError } from './storage-error.ts';

const FOLDER = /^damaged-\d{8}-\d{6}(?:-\d+)?$/;

/** Lies in a folder whose recovery has not come to its end. */
const UNFINISHED = 'unfinished';

/** The folders of all damaged databases so far, by name, the newest first. */
export function damagedFolders(dataFolder: string): string[] {
  try {
    return readdirSync(dataFolder)
      .filter((name) => FOLDER.test(name))
      .sort()
      .reverse();
  } catch {
    return [];
  }
}

/** The folder of a recovery that was cut off: the database is not in its place, but in there. */
export function unfinishedFolder(dataFolder: string): string | undefined {
  if (existsSync(join(dataFolder, DATABASE_FILE))) return undefined;
  return damagedFolders(dataFolder).find(
    (name) =>
      existsSync(join(dataFolder, name, UNFINISHED)) &&
      existsSync(join(dataFolder, name, DATABASE_FILE)),
  );
}

/**
 * Moves the database and what SQLite keeps beside it.
 * @returns the name of the folder
 * @throws StorageError `busy` where another program has it open; nothing has moved then
 */
export function setAside(dataFolder: string, now: Date): string {
  const name = newName(dataFolder, `damaged-${stampOf(now)}`);
  const folder = join(dataFolder, name);
  try {
    mkdirSync(folder, { mode: 0o700 });
    closeSync(openSync(join(folder, UNFINISHED), 'w'));
    // The database first: with its log gone it would look whole, and be older than it was.
    if (existsSync(join(dataFolder, DATABASE_FILE))) move(dataFolder, folder, DATABASE_FILE);
    else closeSync(openSync(join(folder, DATABASE_FILE), 'w'));
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw asStorageError(error);
  }
  moveCompanions(dataFolder, name);
  return name;
}

/**
 * Moves what a cut off start has left where the database was. The receipts go along: they are about
 * the database that was, not about the one to come.
 */
export function moveCompanions(dataFolder: string, name: string): void {
  try {
    for (const suffix of [...COMPANIONS, RECEIPTS]) {
      const file = DATABASE_FILE + suffix;
      if (existsSync(join(dataFolder, file))) move(dataFolder, join(dataFolder, name), file);
    }
  } catch (error) {
    throw asStorageError(error);
  }
}

/** The recovery has come to its end. */
export function markFinished(dataFolder: string, name: string): void {
  rmSync(join(dataFolder, name, UNFINISHED), { force: true });
}

function move(from: string, to: string, file: string): void {
  renameSync(join(from, file), join(to, file));
}

function newName(dataFolder: string, name: string): string {
  const taken = new Set(damagedFolders(dataFolder));
  let free = name;
  for (let n = 2; taken.has(free); n++) free = `${name}-${n}`;
  return free;
}

function asStorageError(error: unknown): StorageError {
  const code = String((error as NodeJS.ErrnoException).code);
  if (['EBUSY', 'EPERM', 'EACCES'].includes(code)) return new StorageError('busy', error);
  return diskError(error);
}
