/** The times that are written into the database. */
import type { Database } from 'better-sqlite3';
import { z } from 'zod';

/** The end of all times that can be: with later ones the order of the texts would not be theirs. */
const END = '9000-01-01T00:00:00.000Z';

/** How far ahead of this PC's clock another one may be, in milliseconds. */
const AHEAD = 86_400_000;

/**
 * A clock for everything that is put in order by time: each look gives a later time than the one
 * before and than every time stored already, also where the PC's clock was set back.
 * @returns a function that gives ISO 8601 in UTC, later than the time it is given
 */
export function steadyClock(db: Database, clock: () => Date = () => new Date()) {
  let last: number | undefined;
  return (after = ''): string => {
    last = Math.max(clock().getTime(), (last ?? lastStored(db)) + 1, counted(after) + 1);
    return new Date(last).toISOString();
  };
}

function lastStored(db: Database): number {
  const last = TIMES.map(([table, column]) =>
    db
      .prepare<[string], string | null>(`SELECT max(${column}) FROM ${table} WHERE ${column} < ?`)
      .pluck()
      .get(END),
  );
  return Math.max(...last.map((time) => counted(time ?? '')));
}

/** A time that a damaged byte has made unreadable, or puts behind all others, counts for nothing. */
function counted(time: string): number {
  const at = Date.parse(time);
  return at > 0 && at < Date.parse(END) ? at : 0;
}

/** Where times stand that things are put in order by. */
const TIMES = [
  ['drafts', 'updated_at'],
  ['drafts', 'deleted_at'],
  ['drafts', 'exported_at'],
  ['drafts', 'created_at'],
  ['versions', 'created_at'],
] as const;

const utc = z.iso.datetime();

/** Whether a time from elsewhere can be one: read, and by no more than a day ahead of this PC's clock. */
export function canHaveBeen(time: string, now: Date): boolean {
  return utc.safeParse(time).success && Date.parse(time) <= now.getTime() + AHEAD;
}

/** Sets the times in rows from elsewhere that cannot have been to now, in the order they were in. */
export function boundTimes(db: Database, now: Date): void {
  for (const [table, column] of TIMES) {
    const rows = db
      .prepare<[], { rowid: number; time: string }>(
        `SELECT rowid, ${column} AS time FROM ${table} WHERE ${column} IS NOT NULL ORDER BY ${column}`,
      )
      .all();
    const set = db.prepare(`UPDATE ${table} SET ${column} = ? WHERE rowid = ?`);
    for (const [i, { rowid }] of rows.filter(({ time }) => !canHaveBeen(time, now)).entries()) {
      set.run(new Date(now.getTime() + i).toISOString(), rowid);
    }
  }
}
