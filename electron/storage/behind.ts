/** Whether a database is behind what has been acknowledged. */
import type { Database } from 'better-sqlite3';
import { type ContentRow, checksumOf } from './draft-row.ts';
import { type Acknowledged, type Receipt, readReceipts } from './receipts-file.ts';

/** How many of the last saves every start looks for: a log that has lost its end has lost these. */
const LOOKED_FOR = 8;

/**
 * Whether a database lacks something that there is a receipt for. Two looks have to agree: another
 * program may be deleting a draft at this moment.
 * @param thorough looks for all saves, and for their content
 */
export function isBehind(db: Database, thorough: boolean): boolean {
  // The receipts first: what is saved meanwhile must not be missed.
  const look = () => lacks(db, readReceipts(db.name), thorough);
  return look() && look();
}

function lacks(db: Database, { saves, changes }: Acknowledged, thorough: boolean): boolean {
  if (saves.length === 0 && changes === 0) return false;
  const made = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'drafts'").get();
  if (made === undefined) return true;
  const count = db.prepare("SELECT value FROM settings WHERE key = 'changes'").pluck().get();
  if (Number(count ?? 0) < changes) return true;
  const there = db.prepare<[string], number>('SELECT revision FROM drafts WHERE id = ?').pluck();
  return (thorough ? saves : saves.slice(0, LOOKED_FOR)).some((save) => {
    const revision = there.get(save.id);
    if (revision === undefined || revision < save.revision) return true;
    return thorough && revision === save.revision && isOther(db, save);
  });
}

/** Whether a draft has, sound in itself, another content than was saved with its revision. */
function isOther(db: Database, { id, checksum }: Receipt): boolean {
  const row = db
    .prepare<[string], ContentRow>(
      'SELECT content, pending, checksum FROM contents WHERE draft = ?',
    )
    .get(id);
  return row !== undefined && row.checksum !== checksum && row.checksum === checksumOf(row);
}
