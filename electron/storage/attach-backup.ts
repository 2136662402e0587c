/** A backup beside the open database, in the same schema: as `backup.drafts`, `backup.contents`, … */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { checkIntegrity, openDatabase } from './database.ts';
import { MIGRATIONS, userVersion } from './migrations.ts';

/**
 * Does something with a backup attached; the backup itself is only read.
 * @returns false where the backup is damaged: nothing was done then
 * @throws what `use` throws
 */
export function withBackup(db: Database, path: string, use: () => void): boolean {
  const scratch = mkdtempSync(join(dirname(db.name), 'backup-'));
  try {
    if (!attach(db, path, scratch)) return false;
    try {
      use();
    } finally {
      db.exec('DETACH backup');
    }
    return true;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function attach(db: Database, path: string, scratch: string): boolean {
  try {
    attachFile(db, path);
    if (userVersion(db, 'backup') < MIGRATIONS.length) {
      db.exec('DETACH backup');
      const copy = join(scratch, 'copy.sqlite');
      copyFileSync(path, copy);
      openDatabase(copy).close();
      attachFile(db, copy);
    }
    checkIntegrity(db, 'backup');
    return true;
  } catch {
    if (isAttached(db)) db.exec('DETACH backup');
    return false;
  }
}

function attachFile(db: Database, path: string): void {
  db.prepare('ATTACH ? AS backup').run(path);
}

function isAttached(db: Database): boolean {
  return db.prepare("SELECT 1 FROM pragma_database_list WHERE name = 'backup'").get() !== undefined;
}
