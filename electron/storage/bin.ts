/** Clears the recycle bin of what has lain there long enough. */
import type { Database } from 'better-sqlite3';
import { BIN_DAYS } from '../../shared/draft/bin.ts';
import { dayOf } from '../../shared/draft/versions.ts';
import { receiptsOf } from './receipts.ts';
import { guarded } from './storage-error.ts';

/**
 * On how many days the program has to see a draft overdue before it deletes it for good. A clock
 * that was set far ahead makes everything overdue at once; people notice a wrong date long before
 * they have started the program on so many days of it, and the count starts anew as soon as the
 * date is right.
 */
export const DAYS_SEEN = 7;

const DAY = 86_400_000;

/**
 * Deletes the drafts that were thrown away more than 90 days ago, with their versions. To be called
 * at each start.
 * @param now by the PC's clock, right or wrong
 * @returns how many were deleted
 */
export function emptyBin(db: Database, now: Date): number {
  const limit = new Date(now.getTime() - BIN_DAYS * DAY).toISOString();
  const overdue = 'SELECT id FROM drafts WHERE deleted_at <= @limit';
  return guarded(() => {
    if (!db.prepare(`${overdue} UNION SELECT draft FROM overdue LIMIT 1`).get({ limit })) return 0;
    const empty = db.transaction(() => {
      db.prepare(`DELETE FROM overdue WHERE draft NOT IN (${overdue})`).run({ limit });
      db.prepare(`INSERT OR IGNORE INTO overdue SELECT id, @day FROM (${overdue})`).run({
        limit,
        day: dayOf(now),
      });
      const due = db
        .prepare<[number], string>('SELECT draft FROM overdue GROUP BY draft HAVING count(*) >= ?')
        .pluck()
        .all(DAYS_SEEN);
      for (const id of due) {
        receiptsOf(db).forget(id);
        db.prepare('DELETE FROM drafts WHERE id = ?').run(id);
      }
      return due.length;
    });
    return empty.immediate();
  });
}
