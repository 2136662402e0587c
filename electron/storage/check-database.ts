/** Looks at the database in use, while it is in use: what a start has no time for. */
import Database from 'better-sqlite3';
import { isBehind } from './behind.ts';
import { isDamage } from './check-backup.ts';
import { checkIntegrity } from './database.ts';

/**
 * Whether every page fits the others, and all that was acknowledged is there. Only reads.
 * @throws where it cannot be read at all
 */
export function isDatabaseSound(file: string): boolean {
  const db = new Database(file, { readonly: true, fileMustExist: true });
  try {
    checkIntegrity(db);
    return !isBehind(db, true);
  } catch (error) {
    if (isDamage(error)) return false;
    throw error;
  } finally {
    db.close();
  }
}
