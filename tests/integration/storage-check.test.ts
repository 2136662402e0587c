/** What the running program looks for in its database, once the window is there. */
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isDatabaseSound } from '../../electron/storage/check-database.ts';
import { openDatabase } from '../../electron/storage/database.ts';
import { Drafts } from '../../electron/storage/drafts.ts';
import { DATABASE_FILE } from '../../electron/storage/place.ts';
import { startStorage, suspectDamage } from '../../electron/storage/start.ts';
import { Versions } from '../../electron/storage/versions.ts';
import { blankDraft, type Draft } from '../../shared/draft/draft.ts';
import { departmentPerformance as form } from '../../shared/form/department-performance.ts';
import { temporaryFolder } from '../fixtures/data-folder.ts';
import { FACTS } from '../fixtures/schemas/content.ts';

function draftOf(duties: string): Draft {
  return { ...blankDraft(form, 2025), cells: { department: '市信访局', duties } };
}

/** A database in use, with a draft that has been saved twice. */
async function inUse() {
  const folder = temporaryFolder();
  const file = join(folder, DATABASE_FILE);
  const db = openDatabase(file);
  onTestFinished(() => void db.close());
  const drafts = new Drafts(db);
  const { id } = drafts.create(draftOf('第一次')).summary;
  const first = db.prepare('SELECT * FROM contents').get();
  const draft = draftOf('第二次');
  drafts.save({ id, revision: 1, draft, pending: null, facts: FACTS });
  await setImmediate();
  return { folder, file, db, drafts, id, first };
}

/** Changes what the file says behind the back of the program, as a disk would. */
function behindItsBack(file: string, change: (db: Database.Database) => void): void {
  const db = new Database(file);
  db.unsafeMode();
  change(db);
  db.close();
}

describe('a database in use', () => {
  it('that is whole is found to be so, also in the middle of a change', async () => {
    const { file, db } = await inUse();
    expect(isDatabaseSound(file)).toBe(true);
    db.exec('BEGIN IMMEDIATE; DELETE FROM drafts');
    expect(isDatabaseSound(file)).toBe(true);
    db.exec('ROLLBACK');
  });

  it('with a draft as it was one save before is not, and the next start names the draft', async () => {
    const { folder, file, db, id, first } = await inUse();
    behindItsBack(file, (disk) => {
      disk
        .prepare(
          'UPDATE contents SET content = @content, checksum = @checksum WHERE draft = @draft',
        )
        .run(first);
    });
    expect(isDatabaseSound(file)).toBe(false);
    db.close();
    suspectDamage(folder);
    const { db: again, recovery } = await startStorage(folder);
    expect(recovery?.cause).toBe('behind');
    expect(recovery?.drafts).toMatchObject([{ id, source: 'file', doubt: 'older' }]);
    again.close();
  });

  it('whose list of versions has lost one is not', async () => {
    const { file, db, drafts, id } = await inUse();
    new Versions(db, drafts).keepStored(id, 'named', '一上稿');
    behindItsBack(file, (disk) => {
      const where = "FROM sqlite_schema WHERE name = 'versions_by_draft'";
      const index = disk.prepare(`SELECT * ${where}`).get();
      disk.pragma('writable_schema = ON');
      disk.exec(`DELETE ${where}`);
      disk.pragma('writable_schema = RESET');
      disk.exec('DELETE FROM versions');
      disk.pragma('writable_schema = ON');
      disk
        .prepare('INSERT INTO sqlite_schema VALUES (@type, @name, @tbl_name, @rootpage, @sql)')
        .run(index);
    });
    expect(isDatabaseSound(file)).toBe(false);
  });
});
