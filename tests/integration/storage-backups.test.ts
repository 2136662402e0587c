import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  backupFolder,
  clearUnfinished,
  copyDatabase,
  hasBackupOfToday,
  listBackups,
  makeBackup,
  makeBackupNow,
} from '../../electron/storage/backups.ts';
import { checkBackup, sealBackup } from '../../electron/storage/check-backup.ts';
import { openDatabase } from '../../electron/storage/database.ts';
import { Drafts } from '../../electron/storage/drafts.ts';
import { copiesOf, mend } from '../../electron/storage/mend.ts';
import {
  compareBackup,
  mergeBackup,
  replaceByBackup,
} from '../../electron/storage/merge-backup.ts';
import { MIGRATIONS } from '../../electron/storage/migrations.ts';
import { DATABASE_FILE } from '../../electron/storage/place.ts';
import { readBackup } from '../../electron/storage/read-backup.ts';
import { SettingsStore } from '../../electron/storage/settings.ts';
import { startStorage } from '../../electron/storage/start.ts';
import { Versions } from '../../electron/storage/versions.ts';
import { blankDraft, type Draft } from '../../shared/draft/draft.ts';
import { departmentPerformance as form } from '../../shared/form/department-performance.ts';
import { digestsOf, temporaryFolder } from '../fixtures/data-folder.ts';

const FACTS = { filled: 1, toFill: 2, errors: 0, warnings: 0, hints: 0 };
const FIRST_SCHEMA = join(import.meta.dirname, '../fixtures/schemas/1.sqlite');

function draftOf(department: string, duties = ''): Draft {
  return { ...blankDraft(form, 2025), cells: { department, duties } };
}

/** A PC with its data folder, and drafts in it. */
function pc(...departments: readonly string[]) {
  const folder = temporaryFolder();
  const db = openDatabase(join(folder, DATABASE_FILE));
  onTestFinished(() => void db.close());
  const drafts = new Drafts(db);
  const ids = departments.map((name) => drafts.create(draftOf(name)).summary.id);
  const versions = new Versions(db, drafts);
  const names = () => {
    const { items } = drafts.list({ offset: 0, limit: 100, sort: 'department' });
    return items.map((one) => one.department).sort();
  };
  const change = (id: string, duties: string) => {
    const { summary, draft } = drafts.open(id);
    const changed = { ...draft, cells: { ...draft.cells, duties } };
    const { revision } = summary;
    drafts.save({ id, revision, draft: changed, pending: null, facts: FACTS });
  };
  return { folder, db, drafts, versions, ids, names, change };
}

const day = (n: number) => new Date(2026, 10, n, 9, 5);

/** Backups of the days 1 to `count`: one is made, the others are the same. */
function backedUpDaily(folder: string, db: Database.Database, count: number): void {
  const made = makeBackupNow(db, folder, 'daily', day(1));
  for (let n = 2; n <= count; n++) {
    const two = String(n).padStart(2, '0');
    copyFileSync(made, made.replace('backup-0001-20261101', `backup-00${two}-202611${two}`));
  }
}

/** What a backup file is on its way to another PC. */
async function taken(from: ReturnType<typeof pc>): Promise<string> {
  const file = join(temporaryFolder(), '备份.jxbak');
  await copyDatabase(from.db, file, sealBackup);
  return file;
}

describe('a backup', () => {
  it('is one checked file that says its time and how many drafts it holds', async () => {
    const { folder, db } = pc('甲局', '乙局');
    await makeBackup(db, folder, 'daily', sealBackup, day(23));
    const [backup] = listBackups(folder);
    expect(backup).toMatchObject({ kind: 'daily', drafts: 2, madeAt: day(23).toISOString() });
    expect(readdirSync(backupFolder(folder))).toEqual([backup?.name]);
    expect(checkBackup(backup?.path ?? '')).toEqual({ sound: true, drafts: 2, unreadable: [] });
    expect(hasBackupOfToday(folder, day(23))).toBe(true);
    expect(hasBackupOfToday(folder, day(24))).toBe(false);
  });

  it('is whole also where drafts are saved while it is written', async () => {
    const one = pc('甲局');
    const file = join(temporaryFolder(), 'copy');
    const copying = copyDatabase(one.db, file, sealBackup);
    one.change(one.ids[0] ?? '', '改过'.repeat(50_000));
    one.drafts.create(draftOf('乙局'));
    const checked = await copying;
    expect(checked.sound).toBe(true);
    expect(checked.drafts).toBeGreaterThanOrEqual(1);
  });

  it('is kept with 13 others, the latest ones, also after the clock was set back', async () => {
    const { folder, db } = pc('甲局');
    backedUpDaily(folder, db, 16);
    await makeBackup(db, folder, 'daily', sealBackup, new Date(2019, 0, 1));
    const kept = listBackups(folder);
    expect(kept).toHaveLength(14);
    expect(kept[0]?.madeAt).toBe(new Date(2019, 0, 1).toISOString());
    expect(kept[1]?.madeAt).toBe(day(16).toISOString());
  });

  it('before a replacement pushes no daily one out, however many there are', () => {
    const { folder, db } = pc('甲局');
    backedUpDaily(folder, db, 14);
    for (let i = 0; i < 16; i++) makeBackupNow(db, folder, 'replace', day(15));
    const kinds = Map.groupBy(listBackups(folder), ({ kind }) => kind);
    expect(kinds.get('daily')).toHaveLength(14);
    expect(kinds.get('replace')).toHaveLength(14);
  });

  it('of a draft that cannot be read any more pushes no older one out', () => {
    const { folder, db } = pc('甲局');
    backedUpDaily(folder, db, 14);
    db.exec("UPDATE contents SET content = replace(content, '甲', '乙')");
    makeBackupNow(db, folder, 'daily', day(15));
    expect(listBackups(folder)).toHaveLength(15);
  });

  it('that is not whole is thrown away', async () => {
    const { folder, db } = pc('甲局');
    const unsound = () => ({ sound: false, drafts: 0, unreadable: [] });
    await expect(makeBackup(db, folder, 'daily', unsound)).rejects.toThrow('损坏');
    expect(readdirSync(backupFolder(folder))).toEqual([]);
  });

  it('that was cut off by a kill is cleared away at the next start', () => {
    const { folder, db } = pc('甲局');
    makeBackupNow(db, folder, 'daily', day(1));
    writeFileSync(join(backupFolder(folder), '.part1234'), 'half');
    clearUnfinished(folder);
    expect(readdirSync(backupFolder(folder))).toHaveLength(1);
  });

  it('is made before the schema changes, and holds what was there', async () => {
    const folder = temporaryFolder();
    copyFileSync(FIRST_SCHEMA, join(folder, DATABASE_FILE));
    const { db, recovery } = await startStorage(folder);
    onTestFinished(() => void db.close());
    expect(recovery).toBeNull();
    expect(db.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length);
    const [backup] = listBackups(folder);
    expect(backup).toMatchObject({ kind: 'migration', drafts: 3 });
    const before = new Database(backup?.path ?? '', { readonly: true });
    expect(before.pragma('user_version', { simple: true })).toBe(1);
    before.close();
  });
});

describe('a backup from another PC', () => {
  it('tells of each draft whether it is new, the same, newer or older', async () => {
    const there = pc('甲局', '乙局', '丙局');
    const here = pc('本机局');
    replaceByBackup(here.db, readBackup(await taken(there), temporaryFolder()).file);
    here.drafts.create(draftOf('只在本机'));
    there.change(there.ids[1] ?? '', '那边改过');
    here.change(here.ids[2] ?? there.ids[2] ?? '', '这边改过');
    there.drafts.create(draftOf('丁局'));
    const { file } = readBackup(await taken(there), temporaryFolder());
    const { drafts, onlyHere } = compareBackup(here.db, file);
    expect(Object.fromEntries(drafts.map((one) => [one.department, one.state]))).toEqual({
      甲局: 'same',
      乙局: 'newer',
      丙局: 'older',
      丁局: 'new',
    });
    expect(onlyHere).toBe(1);
  });

  it('merged, adds new drafts with their versions and keeps other content as versions', async () => {
    const there = pc('甲局', '乙局');
    there.versions.keepStored(there.ids[1] ?? '', 'named', '一上稿');
    there.db.exec(`INSERT INTO library_own VALUES ('f', 'k', NULL, 1, 0)`);
    new SettingsStore(there.db).set({ entries: { category: ['甲型'] } });
    const here = pc();
    mergeBackup(here.db, readBackup(await taken(there), temporaryFolder()).file);
    expect(here.names()).toEqual(['乙局', '甲局']);
    expect(here.versions.list(there.ids[1] ?? '').map((one) => one.name)).toEqual(['一上稿']);
    new SettingsStore(here.db).set({ entries: { category: ['乙型', '甲型'] } });
    here.change(there.ids[0] ?? '', '这边改过');
    there.change(there.ids[0] ?? '', '那边改过');
    const { file } = readBackup(await taken(there), temporaryFolder());
    expect(mergeBackup(here.db, file)).toEqual({ added: 0, versions: 1 });
    expect(here.drafts.open(there.ids[0] ?? '').draft.cells.duties).toBe('这边改过');
    const [version] = here.versions.list(there.ids[0] ?? '');
    expect(version).toMatchObject({ kind: 'merge' });
    expect(here.versions.open(version?.id ?? '').draft.cells.duties).toBe('那边改过');
    expect(new SettingsStore(here.db).get().entries).toEqual({ category: ['乙型', '甲型'] });
    expect(here.db.prepare('SELECT count(*) FROM library_own').pluck().get()).toBe(1);
    // Once more: everything is here already.
    const before = here.versions.list(there.ids[0] ?? '');
    mergeBackup(here.db, file);
    expect(here.versions.list(there.ids[0] ?? '')).toEqual(before);
  });

  it('put in place, leaves nothing of what was here', async () => {
    const there = pc('甲局');
    const here = pc('乙局', '丙局');
    const { file } = readBackup(await taken(there), temporaryFolder());
    expect(replaceByBackup(here.db, file)).toEqual({ drafts: 1 });
    expect(here.names()).toEqual(['甲局']);
    expect(here.db.pragma('foreign_key_check')).toEqual([]);
  });

  it('of an older schema is brought up, and stays as it was itself', () => {
    const from = temporaryFolder();
    const file = join(from, 'old.jxbak');
    copyFileSync(FIRST_SCHEMA, file);
    const before = digestsOf(from);
    const here = pc();
    const read = readBackup(file, temporaryFolder());
    expect(mergeBackup(here.db, read.file).added).toBe(3);
    expect(digestsOf(from)).toEqual(before);
  });

  it('copied as the open file with its log holds also what stands in the log', () => {
    const there = pc('甲局');
    const folder = temporaryFolder();
    for (const end of ['', '-wal']) {
      copyFileSync(join(there.folder, DATABASE_FILE + end), join(folder, DATABASE_FILE + end));
    }
    const here = pc();
    const { file } = readBackup(join(folder, DATABASE_FILE), temporaryFolder());
    expect(compareBackup(here.db, file).drafts).toHaveLength(1);
  });

  it('leaves behind what is damaged in it, and says how much', async () => {
    const there = pc('甲局', '乙局');
    there.db.exec("UPDATE contents SET content = replace(content, '甲', '丙')");
    const here = pc();
    const { file, unreadable } = readBackup(await taken(there), temporaryFolder());
    expect(unreadable).toBe(1);
    expect(compareBackup(here.db, file).drafts.map((one) => one.department)).toEqual(['乙局']);
  });

  it('does not fill disk or memory: what is too large in it is left behind', async () => {
    const there = pc('甲局', '乙局');
    const [id = ''] = there.ids;
    there.change(id, '长'.repeat(20_000));
    there.versions.keepStored(id, 'export');
    there.db.exec("UPDATE versions SET name = printf('%5000s', 'x')");
    const most = { drafts: 2, versions: 1, library: 0, value: 50_000 };
    const read = readBackup(await taken(there), temporaryFolder(), most);
    expect(read).toMatchObject({ unreadable: 1, lostVersions: 1, damaged: false });
    expect(compareBackup(pc().db, read.file).drafts.map(({ id }) => id)).toEqual([there.ids[1]]);
  });

  it('whose pages name each other in a circle is read once around, and said to be damaged', async () => {
    const there = pc(...Array.from({ length: 200 }, (_, n) => `第${n}局`));
    const path = await taken(there);
    const root = there.db
      .prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'drafts'")
      .pluck()
      .get();
    const bytes = readFileSync(path);
    const page = bytes.subarray((Number(root) - 1) * 4096, Number(root) * 4096);
    // An inner page of a table: its cells begin with the number of the page below.
    expect(page[0]).toBe(5);
    page.copyWithin(page.readUInt16BE(14), page.readUInt16BE(12), page.readUInt16BE(12) + 4);
    writeFileSync(path, bytes);
    const read = readBackup(path, temporaryFolder());
    expect(read.damaged).toBe(true);
    expect(read.unreadable).toBeGreaterThan(0);
    expect(compareBackup(pc().db, read.file).drafts.length).toBeGreaterThan(100);
  });

  it('is listed with what stands in its drafts, whatever its list says', async () => {
    const there = pc('甲局');
    there.db.exec("UPDATE drafts SET department = printf('%9999s', '乙局'), year = 1900");
    const { file } = readBackup(await taken(there), temporaryFolder());
    const listed = compareBackup(pc().db, file).drafts;
    expect(listed).toMatchObject([{ department: '甲局', year: 2025 }]);
  });

  it('that tells of times that have not come yet, or are none, is merged with those of now', async () => {
    const [here, there] = [pc(), pc('甲局', '乙局')];
    const [id = '', other = ''] = there.ids;
    there.versions.keepStored(id, 'named', '一上稿');
    there.change(id, '改过');
    there.versions.keepStored(id, 'named', '二上稿');
    there.drafts.remove(other);
    there.db.exec(
      `UPDATE drafts SET created_at = '不是时间', updated_at = '9999-12-31T23:59:59.999Z',
         deleted_at = '+275760-09-13T00:00:00.000Z' WHERE deleted_at NOT NULL;
       UPDATE versions SET created_at = '2999' || substr(created_at, 5);`,
    );
    mergeBackup(here.db, readBackup(await taken(there), temporaryFolder()).file);
    const times = here.db
      .prepare(
        `SELECT created_at FROM versions UNION SELECT created_at FROM drafts
         UNION SELECT updated_at FROM drafts
         UNION SELECT deleted_at FROM drafts WHERE deleted_at NOT NULL`,
      )
      .pluck()
      .all();
    for (const one of times) expect(Date.parse(String(one))).toBeLessThan(Date.now() + 60_000);
    expect(here.versions.list(id).map(({ name }) => name)).toEqual(['二上稿', '一上稿']);
    here.change(id, '接着写');
    expect(here.drafts.open(id).summary.updatedAt.slice(0, 4)).toBe(`${new Date().getFullYear()}`);
  });

  it('with a page as it was before a write that never came is read, and said to be damaged', async () => {
    const there = pc('甲局');
    const [id = ''] = there.ids;
    const older = there.db.prepare('SELECT * FROM contents').get();
    there.change(id, '改过');
    const path = await taken(there);
    expect(checkBackup(path).sound).toBe(true);
    expect(readBackup(path, temporaryFolder()).damaged).toBe(false);
    const file = new Database(path);
    // Sound in itself, and every index fits: but not what was sealed.
    file
      .prepare('UPDATE contents SET content = @content, checksum = @checksum WHERE draft = @draft')
      .run(older);
    file.close();
    expect(checkBackup(path).sound).toBe(false);
    const read = readBackup(path, temporaryFolder());
    expect(read).toMatchObject({ damaged: true, unreadable: 0 });
    expect(compareBackup(pc().db, read.file).drafts).toHaveLength(1);
  });

  it('made before backups were sealed is taken as it is', async () => {
    const path = await taken(pc('甲局'));
    const file = new Database(path);
    file.exec("DELETE FROM settings WHERE key = 'seal'");
    file.close();
    expect(checkBackup(path).sound).toBe(true);
    expect(readBackup(path, temporaryFolder()).damaged).toBe(false);
  });

  it('put by hand where the database was is a database like any other from then on', async () => {
    const path = await taken(pc('甲局'));
    const folder = temporaryFolder();
    const file = join(folder, DATABASE_FILE);
    copyFileSync(path, file);
    const { db, recovery } = await startStorage(folder);
    expect(recovery).toBeNull();
    new Drafts(db).create(draftOf('乙局'));
    db.close();
    expect(readBackup(file, temporaryFolder()).damaged).toBe(false);
  });
});

describe('refused as a backup, with a sentence, is', () => {
  async function backupWith(change: (bytes: Buffer) => void): Promise<string> {
    const file = await taken(pc('甲局', '乙局'));
    const bytes = readFileSync(file);
    change(bytes);
    writeFileSync(file, bytes);
    return file;
  }

  it.each([
    ['a text', '不是本程序的备份', (bytes: Buffer) => bytes.fill('text')],
    ['a damaged file', '已损坏', (bytes: Buffer) => bytes.fill(0xaa, 4096 * 3)],
    ['a newer one', '更新版本', (bytes: Buffer) => bytes.writeUInt32BE(99, 60)],
    ['another database', '不是本程序的备份', (bytes: Buffer) => bytes.writeUInt32BE(1, 68)],
  ])('%s', async (_, sentence, change) => {
    const file = await backupWith(change);
    const scratch = temporaryFolder();
    expect(() => readBackup(file, scratch)).toThrow(sentence);
  });

  it.each([
    ['a trigger', 'CREATE TRIGGER t AFTER INSERT ON drafts BEGIN DELETE FROM contents; END'],
    ['a view', 'CREATE VIEW v AS SELECT * FROM drafts'],
    ['one more table', 'CREATE TABLE notes (text)'],
    ['one index less', 'DROP INDEX drafts_by_year'],
    ['one more column', 'ALTER TABLE drafts ADD COLUMN note TEXT'],
  ])('one that has %s', async (_, sql) => {
    const path = await taken(pc('甲局'));
    const file = new Database(path);
    file.exec(sql);
    file.close();
    expect(() => readBackup(path, temporaryFolder())).toThrow('已损坏，没有使用');
  });

  it.each([
    ['drafts', { drafts: 1 }],
    ['versions', { versions: 1 }],
    ['entries of the library', { library: 1 }],
  ])('one with more %s than any office has', async (_, fewer) => {
    const there = pc('甲局', '乙局');
    for (const id of there.ids) there.versions.keepStored(id, 'export');
    there.db.exec("INSERT INTO library_own (form, key) VALUES ('f', '1'), ('f', '2')");
    const path = await taken(there);
    const most = { drafts: 2, versions: 2, library: 2, value: 50_000 };
    expect(readBackup(path, temporaryFolder(), most).unreadable).toBe(0);
    const read = () => readBackup(path, temporaryFolder(), { ...most, ...fewer });
    expect(read).toThrow('多得不像是本程序的备份');
  });

  it('an older one with a trigger that waits for the migration', () => {
    const path = join(temporaryFolder(), '备份.jxbak');
    copyFileSync(join(import.meta.dirname, '../fixtures/schemas/1.sqlite'), path);
    expect(readBackup(path, temporaryFolder()).unreadable).toBe(0);
    const file = new Database(path);
    file.exec('CREATE TRIGGER t AFTER UPDATE ON contents BEGIN DELETE FROM drafts; END');
    file.close();
    expect(() => readBackup(path, temporaryFolder())).toThrow('已损坏，没有使用');
  });

  it('a file that is gone', () => {
    expect(() => readBackup(join(temporaryFolder(), 'gone'), temporaryFolder())).toThrow('U 盘');
  });
});

describe('one draft that cannot be read', () => {
  function broken() {
    const one = pc('甲局', '乙局');
    const [id = ''] = one.ids;
    makeBackupNow(one.db, one.folder, 'daily', day(1));
    one.change(id, '改过');
    one.versions.keepStored(id, 'named', '一上稿');
    one.change(id, '又改过');
    one.db
      .prepare("UPDATE contents SET content = replace(content, '又', '有') WHERE draft = ?")
      .run(id);
    expect(() => one.drafts.open(id)).toThrow('找回');
    return { ...one, id, context: { db: one.db, versions: one.versions, dataFolder: one.folder } };
  }

  it('is shown as damaged in the list, and its sound copies are offered, newest first', () => {
    const { drafts, id, context } = broken();
    const { items } = drafts.list({ offset: 0, limit: 10 });
    expect(items.find((one) => one.id === id)?.damaged).toBe(true);
    expect(copiesOf(context, id).map((one) => one.from)).toEqual(['version', 'backup']);
  });

  it.each([
    [0, '改过'],
    [1, ''],
  ])('gets the content of copy %i, and what was there is kept beside', (n, duties) => {
    const { folder, drafts, versions, id, context } = broken();
    mend(context, id, copiesOf(context, id)[n]?.copy ?? '');
    expect(drafts.open(id).draft.cells.duties ?? '').toBe(duties);
    expect(drafts.list({ offset: 0, limit: 10 }).items.some((one) => one.damaged)).toBe(false);
    expect(versions.list(id)).toHaveLength(1);
    const [kept = ''] = readdirSync(join(folder, 'unreadable'));
    expect(readFileSync(join(folder, 'unreadable', kept), 'utf8')).toContain('有改过');
  });

  it('whose row alone is damaged gets it back from its content', () => {
    const { db, drafts, versions, folder, ids } = pc('甲局');
    const [id = ''] = ids;
    db.prepare("UPDATE drafts SET updated_at = '', year = 7 WHERE id = ?").run(id);
    expect(() => drafts.open(id)).toThrow();
    const context = { db, versions, dataFolder: folder };
    expect(copiesOf(context, id)).toMatchObject([{ copy: 'own' }]);
    mend(context, id, 'own');
    expect(drafts.open(id).summary.year).toBe(2025);
  });
});
