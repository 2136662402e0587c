/**
 * Which program a database needs: the newest version that has opened it says so in it, for an older
 * one that comes after. Only the newer program can know what it has changed.
 */
import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { isLater, VERSION } from '../version.ts';

/** Of the table of settings, as JSON like all of them. */
const KEY = 'usedBy';
const AS_WRITTEN = /^"(\d+\.\d+\.\d+)"$/;

/** Keeps the program's version in the database, unless a newer one stands there. */
export function recordUse(db: Database.Database, version: string = VERSION): void {
  const known = usedBy(db);
  if (known !== undefined && !isLater(version, known)) return;
  db.prepare(
    'INSERT INTO settings VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  ).run(KEY, JSON.stringify(version));
}

/** The newer version that a database needs; undefined where it does not say so. */
export function neededProgram(db: Database.Database): string | undefined {
  const version = usedBy(db);
  return version !== undefined && isLater(version, VERSION) ? version : undefined;
}

function usedBy(db: Database.Database): string | undefined {
  try {
    const value = db.prepare('SELECT value FROM settings WHERE key = ?').pluck().get(KEY);
    return AS_WRITTEN.exec(String(value))?.[1];
  } catch {
    // A shape that only a newer program knows.
    return undefined;
  }
}

/** Where the header of a database says whether it has a write-ahead log. */
const JOURNAL_MODES = 18;

/** The same of a file that is not to be opened: a copy in memory is asked, so nothing is touched. */
export function neededProgramOfFile(file: string): string | undefined {
  try {
    const copy = readFileSync(file);
    // What is in memory has no log beside it.
    copy.fill(1, JOURNAL_MODES, JOURNAL_MODES + 2);
    const db = new Database(copy, { readonly: true });
    try {
      return neededProgram(db);
    } finally {
      db.close();
    }
  } catch {
    return undefined;
  }
}
