/** The time that is written into the database. */
import type { Database } from 'better-sqlite3';

/**
 * A clock for everything that is put in order by time: each look gives a later time than the one
 * before and than every time stored already, also where the PC's clock was set back.
 * @returns a function that gives ISO 8601 in UTC, later than the time it is given
 */
export function steadyClock(db: Database, clock: () => Date = () => new Date()) {
  let last: number | undefined;
  return (after = ''): string => {
    last = Math.max(clock().getTime(), (last ?? lastStored(db)) + 1, (Date.parse(after) || 0) + 1);
    return new Date(last).toISOString();
  };
}

function lastStored(db: Database): number {
  const times = db
    .prepare<[], string | null>(
      `SELECT max(updated_at) FROM drafts UNION ALL SELECT max(deleted_at) FROM drafts
       UNION ALL SELECT max(exported_at) FROM drafts UNION ALL SELECT max(created_at) FROM versions`,
    )
    .pluck()
    .all()
    .map((time) => Date.parse(time ?? ''));
  // A time that a damaged byte has made unreadable counts for nothing.
  return Math.max(0, ...times.filter((time) => !Number.isNaN(time)));
}
