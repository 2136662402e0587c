import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DAYS_SEEN, emptyBin } from '../../electron/storage/bin.ts';
import { openDatabase } from '../../electron/storage/database.ts';
import { Drafts } from '../../electron/storage/drafts.ts';
import { Versions } from '../../electron/storage/versions.ts';
import { BIN_DAYS, daysLeft } from '../../shared/draft/bin.ts';
import { temporaryFolder } from '../fixtures/data-folder.ts';
import { deletedDraft } from '../fixtures/schemas/content.ts';

const DAY = 86_400_000;
const DELETED = new Date(2026, 0, 5, 9, 0).getTime();

/** A draft thrown away on the 5th of January 2026, and one that is kept; starts on any day after. */
function setUp() {
  const db = openDatabase(join(temporaryFolder(), 'drafts.db'));
  onTestFinished(() => void db.close());
  const drafts = new Drafts(db, { clock: () => new Date(DELETED) });
  const kept = drafts.create(deletedDraft()).summary.id;
  const { id } = drafts.create(deletedDraft()).summary;
  new Versions(db, drafts).keepStored(id, 'named', '一上稿');
  db.prepare('UPDATE drafts SET deleted_at = ? WHERE id = ?').run(
    new Date(DELETED).toISOString(),
    id,
  );
  const startOn = (day: number) => emptyBin(db, new Date(DELETED + day * DAY));
  return { db, drafts, id, kept, startOn };
}

describe('the recycle bin', () => {
  it('keeps a draft for 90 days and the days until it is surely overdue, then deletes it wholly', () => {
    const { db, drafts, id, kept, startOn } = setUp();
    for (let day = 0; day < BIN_DAYS; day++) expect(startOn(day)).toBe(0);
    for (let day = 1; day < DAYS_SEEN; day++) expect(startOn(BIN_DAYS + day)).toBe(0);
    expect(drafts.has(id)).toBe(true);
    expect(startOn(BIN_DAYS + DAYS_SEEN)).toBe(1);
    expect([drafts.has(id), drafts.has(kept)]).toEqual([false, true]);
    const left = db.prepare('SELECT (SELECT count(*) FROM versions) + count(*) FROM overdue');
    expect(left.pluck().get()).toBe(0);
  });

  it('counts days, not starts', () => {
    const { drafts, id, startOn } = setUp();
    for (let i = 0; i < 3 * DAYS_SEEN; i++) startOn(BIN_DAYS + 1);
    expect(drafts.has(id)).toBe(true);
  });

  it('loses nothing to a clock that is wrong by years, ahead or back, until it is set right', () => {
    const { drafts, id, startOn } = setUp();
    for (let day = 1; day < DAYS_SEEN; day++) startOn(27_000 + day);
    for (let day = 0; day < 3; day++) startOn(-6000 + day);
    startOn(10);
    for (let day = 1; day < DAYS_SEEN; day++) startOn(27_100 + day);
    expect(drafts.has(id)).toBe(true);
  });

  it('starts to count anew for a draft that was taken out and thrown away again', () => {
    const { db, drafts, id, startOn } = setUp();
    for (let day = 1; day < DAYS_SEEN; day++) startOn(BIN_DAYS + day);
    drafts.restore(id);
    startOn(BIN_DAYS + DAYS_SEEN);
    const again = new Date(DELETED + (BIN_DAYS + DAYS_SEEN) * DAY);
    new Drafts(db, { clock: () => again }).remove(id);
    startOn(BIN_DAYS + DAYS_SEEN + 1);
    expect(drafts.has(id)).toBe(true);
  });
});

describe('the days that are left', () => {
  const laterBy = (days: number) => new Date(DELETED + days * DAY);
  const deletedAt = new Date(DELETED).toISOString();

  it('are counted down from 90 to none', () => {
    expect([0, 0.5, 1, 89.5, 90, 400].map((days) => daysLeft(deletedAt, laterBy(days)))).toEqual([
      90, 90, 89, 1, 0, 0,
    ]);
  });

  it('are all of them for a time ahead of the clock, or one that is none', () => {
    expect(daysLeft(deletedAt, laterBy(-20))).toBe(BIN_DAYS);
    expect(daysLeft('?', laterBy(1))).toBe(BIN_DAYS);
  });
});
