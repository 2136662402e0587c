/**
 * The seal of a backup: the digest of all its rows, kept in itself. A page that is as it was before a
 * write that never came fits all the others; only the seal tells.
 */
import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';

/** Of the table of settings, as JSON like all of them. */
const KEY = 'seal';

/** Seals a copy that was just made. */
export function seal(db: Database): void {
  db.prepare('INSERT OR REPLACE INTO settings VALUES (?, ?)').run(KEY, JSON.stringify(digest(db)));
}

/** Whether everything is as it was when it was sealed; a backup from before there were seals has none. */
export function isSealWhole(db: Database): boolean {
  const kept = db.prepare('SELECT value FROM settings WHERE key = ?').pluck().get(KEY);
  return kept === undefined || kept === JSON.stringify(digest(db));
}

/** To be done where a backup becomes a database that is written to. */
export function breakSeal(db: Database): void {
  db.prepare('DELETE FROM settings WHERE key = ?').run(KEY);
}

function digest(db: Database): string {
  const hash = createHash('sha256');
  const tables = db
    .prepare<[], string>(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
       AND name NOT LIKE 'sqlite_%' ORDER BY name`,
    )
    .pluck()
    .all();
  for (const table of tables) {
    // In the order in which they stand there.
    const where = table === 'settings' ? `WHERE key <> '${KEY}'` : '';
    const rows = db.prepare(`SELECT * FROM "${table}" NOT INDEXED ${where}`).raw().iterate();
    for (const row of rows as Iterable<unknown[]>) {
      for (const value of row) hash.update(Buffer.isBuffer(value) ? value : JSON.stringify(value));
      hash.update('\n');
    }
  }
  return hash.digest('hex');
}
