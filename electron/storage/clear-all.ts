/**
 * 清除本机数据: all that is the program's own in the data folder is removed. Asked for by a mark in the
 * folder, done by the next start before anything is opened: so it works whatever is open now, and a
 * start that is interrupted is followed by one that goes on. The data are either all there or on their
 * way out.
 */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { ProblemError } from '../problem.ts';
import { COMPANIONS } from './files.ts';
import { DATABASE_FILE } from './place.ts';
import { RECEIPTS } from './receipts-file.ts';

const MARK = 'clear-all';

/** What the mark says stands in the database too, among the settings. */
const KEY = 'clearing';
const TOKEN = /^[0-9a-f]{64}$/;

/** The database goes last: as long as it is there, a clearing that was interrupted goes on. */
const DATABASE = [RECEIPTS, ...COMPANIONS, ''].map((suffix) => DATABASE_FILE + suffix);

/** What else the program keeps in its folder, with what Electron and Chromium put beside it. */
const OWN =
  /^(?:backups|damaged-\d{8}-\d{6}(?:-\d+)?|check-at-start|logs|\.probe-\d+|browser|Crashpad)$/;

/**
 * Whether a name in the data folder is one of the program's own. The folder may be an ordinary one that
 * holds other things too: `data` beside the portable program, or what `--user-data-dir` names.
 */
export function isOwnName(name: string): boolean {
  return DATABASE.includes(name) || OWN.test(name);
}

/**
 * Notes that the next start is to remove everything. The mark carries a token that stands in the
 * database as well: a file of that name from elsewhere has nothing removed.
 * @throws where token or mark cannot be written
 */
export function markForClearing(folder: string, db: Database): void {
  const token = randomBytes(32).toString('hex');
  db.prepare(
    'INSERT INTO settings VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  ).run(KEY, JSON.stringify(token));
  const file = openSync(join(folder, MARK), 'w');
  try {
    writeSync(file, token);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Removes what is the program's own where that has been asked for; otherwise nothing but a mark that
 * means nothing. The mark goes last.
 * @throws ProblemError where something could not be removed; the mark stays, for the next start
 */
export function clearWhereMarked(folder: string): void {
  const mark = join(folder, MARK);
  if (!statSync(mark, { throwIfNoEntry: false })?.isFile()) return;
  try {
    const token = readFileSync(mark, 'utf8');
    if (!TOKEN.test(token)) return;
    if (tokenIn(folder) === token) {
      removeAll(folder);
      for (const name of DATABASE) remove(join(folder, name));
    }
    rmSync(mark);
  } catch (error) {
    throw new ProblemError(
      'busy',
      '本机数据还没有清除干净：有文件正被其他程序占用，或没有权限删除。请关闭其他程序，再打开本程序，会接着清除。',
      { cause: error },
    );
  }
}

/** All but the database. @throws the first error, once everything else is gone */
function removeAll(folder: string): void {
  const names = readdirSync(folder).filter((name) => OWN.test(name));
  const failures = names.flatMap((name) => {
    try {
      remove(join(folder, name));
      return [];
    } catch (error) {
      return [error];
    }
  });
  if (failures.length > 0) throw failures[0];
}

function remove(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

type OpenDatabase = new (file: string) => Database;

/**
 * The token in the database; undefined where there is none, or no database that could say so.
 * @throws where that cannot be told now: it is in use, or the disk fails
 */
function tokenIn(folder: string): string | undefined {
  const file = join(folder, DATABASE_FILE);
  if (!existsSync(file)) return undefined;
  // Loaded only where there is a mark: no other start waits for it here.
  const Database: OpenDatabase = createRequire(import.meta.url)('better-sqlite3');
  try {
    // Not for reading alone: closing it then takes in what stands in the log beside it.
    const db = new Database(file);
    try {
      const value = db.prepare('SELECT value FROM settings WHERE key = ?').pluck().get(KEY);
      return JSON.parse(String(value));
    } finally {
      db.close();
    }
  } catch (error) {
    if (/^SQLITE_(?:BUSY|LOCKED|IOERR|CANTOPEN|READONLY|PERM)/.test(codeOf(error))) throw error;
    return undefined;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
