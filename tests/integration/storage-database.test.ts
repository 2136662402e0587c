import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { prepareDataFolder } from '../../electron/storage/data-folder.ts';
import { type OpenOptions, openDatabase, setJournal } from '../../electron/storage/database.ts';
import { Drafts } from '../../electron/storage/drafts.ts';
import { Library } from '../../electron/storage/library.ts';
import { APPLICATION_ID, MIGRATIONS, migrate } from '../../electron/storage/migrations.ts';
import { SettingsStore } from '../../electron/storage/settings.ts';
import { StorageError, type StorageReason } from '../../electron/storage/storage-error.ts';
import { recordUse } from '../../electron/storage/used-by.ts';
import { Versions } from '../../electron/storage/versions.ts';
import { departmentPerformance } from '../../shared/form/department-performance.ts';
import { libraryOf } from '../../shared/library/entry.ts';
import { digestsOf, temporaryFolder } from '../fixtures/data-folder.ts';
import { exampleDraft } from '../fixtures/example-draft.ts';
import {
  deletedDraft,
  ENTRY,
  FACTS,
  filledDraft,
  PENDING,
  SETTINGS,
  unfinishedDraft,
  VERSIONS,
} from '../fixtures/schemas/content.ts';

const IMPATIENT: OpenOptions = { busyTimeout: 50 };

function opened(file: string, options?: OpenOptions): Database.Database {
  const db = openDatabase(file, options);
  onTestFinished(() => void db.close());
  return db;
}

/** A database with some drafts, closed properly. */
function filledFile(): { folder: string; file: string } {
  const folder = temporaryFolder();
  const file = join(folder, 'drafts.db');
  const db = openDatabase(file);
  const drafts = new Drafts(db);
  for (let i = 0; i < 5; i++) drafts.create(exampleDraft());
  db.close();
  return { folder, file };
}

/** What a killed program leaves: the database with its log beside it. */
function leftover(change: (db: Database.Database) => void): { folder: string; file: string } {
  const { file: from } = filledFile();
  const db = openDatabase(from);
  change(db);
  const folder = temporaryFolder();
  const file = join(folder, 'drafts.db');
  copyFileSync(from, file);
  copyFileSync(`${from}-wal`, `${file}-wal`);
  db.close();
  return { folder, file };
}

function refusal(step: () => unknown): StorageError {
  try {
    step();
  } catch (error) {
    if (error instanceof StorageError) return error;
    throw error;
  }
  throw new Error('not refused');
}

function expectRefused(file: string, reason: StorageReason, options?: OpenOptions): void {
  const error = refusal(() => openDatabase(file, options));
  expect(error.reason).toBe(reason);
  expect(error.message).toMatch(/^([\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]| 12\.3\.4 ){20,}$/);
}

describe('a database', () => {
  it('is made with strict tables, foreign keys, a write-ahead log and full synchronisation', () => {
    const db = opened(join(temporaryFolder(), 'drafts.db'));
    const pragma = (name: string) => db.pragma(name, { simple: true });
    expect(pragma('journal_mode')).toBe('wal');
    expect(pragma('synchronous')).toBe(2);
    expect(pragma('foreign_keys')).toBe(1);
    expect(pragma('application_id')).toBe(APPLICATION_ID);
    expect(pragma('user_version')).toBe(MIGRATIONS.length);
    const tables = db.prepare(
      "SELECT strict FROM pragma_table_list WHERE name NOT LIKE 'sqlite_%'",
    );
    expect(new Set(tables.pluck().all())).toEqual(new Set([1]));
  });

  it('leaves one file when it is closed, and opens again as it was', () => {
    const { folder, file } = filledFile();
    expect(readdirSync(folder)).toEqual(['drafts.db']);
    const before = digestsOf(folder);
    openDatabase(file).close();
    expect(digestsOf(folder)).toEqual(before);
    expect(new Drafts(opened(file)).list({ offset: 0, limit: 50 }).total).toBe(5);
  });

  it('is made where an empty file stands', () => {
    const file = join(temporaryFolder(), 'drafts.db');
    writeFileSync(file, '');
    expect(new Drafts(opened(file)).list({ offset: 0, limit: 50 }).total).toBe(0);
  });

  it('is read and written by two programs at once', () => {
    const file = join(temporaryFolder(), 'drafts.db');
    const [one, other] = [new Drafts(opened(file)), new Drafts(opened(file))];
    const { summary } = one.create(exampleDraft());
    expect(other.open(summary.id).summary.department).toBe('鄂州市信访局');
    other.create(exampleDraft());
    expect(one.list({ offset: 0, limit: 50 }).total).toBe(2);
  });

  it('lets a reader read while another program writes', () => {
    const file = join(temporaryFolder(), 'drafts.db');
    const drafts = new Drafts(opened(file, IMPATIENT));
    const { summary } = drafts.create(exampleDraft());
    const writer = opened(file);
    writer.exec('BEGIN IMMEDIATE');
    expect(drafts.open(summary.id).summary.revision).toBe(1);
    expect(refusal(() => drafts.remove(summary.id)).code).toBe('busy');
    writer.exec('ROLLBACK');
    drafts.remove(summary.id);
  });
});

describe('a migration', () => {
  it('that fails leaves the version before it, whole', () => {
    const file = join(temporaryFolder(), 'drafts.db');
    const db = opened(file);
    const broken = [
      ...MIGRATIONS,
      'CREATE TABLE more (a TEXT) STRICT;',
      'CREATE TABLE x (a TEXT); oops',
    ];
    expect(() => migrate(db, broken)).toThrow(/oops/);
    expect(db.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length + 1);
    const names = db.prepare("SELECT name FROM sqlite_schema WHERE name IN ('more', 'x')").pluck();
    expect(names.all()).toEqual(['more']);
  });

  it('keeps the drafts that are there', () => {
    const { file } = filledFile();
    const db = opened(file);
    migrate(db, [...MIGRATIONS, 'ALTER TABLE drafts ADD COLUMN note TEXT;']);
    expect(new Drafts(db).list({ offset: 0, limit: 50 }).total).toBe(5);
  });
});

describe('a database of an earlier version', () => {
  const fixtures = join(import.meta.dirname, '../fixtures/schemas');
  const kept = readdirSync(fixtures).filter((name) => name.endsWith('.sqlite'));

  it.each(kept)('%s is brought up to date with all that it holds', (name) => {
    const file = join(temporaryFolder(), 'drafts.db');
    copyFileSync(join(fixtures, name), file);
    const db = opened(file);
    expect(db.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.pragma('foreign_key_check')).toEqual([]);
    const drafts = new Drafts(db);
    const page = { offset: 0, limit: 50, sort: 'year' } as const;
    const all = drafts.list(page).items.map(({ id }) => drafts.open(id));
    expect(all.map(({ draft, pending }) => ({ draft, pending }))).toEqual([
      { draft: unfinishedDraft(), pending: PENDING },
      { draft: filledDraft(), pending: null },
    ]);
    expect(all.map(({ summary }) => summary)).toMatchObject([
      { revision: 2, facts: FACTS, exportedAt: null },
      { revision: 1, facts: FACTS, exportedRevision: 1 },
    ]);
    const [deleted] = drafts.list({ ...page, deleted: true }).items;
    expect(drafts.open(deleted?.id ?? '').draft).toEqual(deletedDraft());
    expect(new SettingsStore(db).get()).toMatchObject(SETTINGS);
  });

  it.each(kept)('%s has a checksum of every content once it is migrated', (name) => {
    const file = join(temporaryFolder(), 'drafts.db');
    copyFileSync(join(fixtures, name), file);
    const db = opened(file);
    const [first] = new Drafts(db).list({ offset: 0, limit: 50 }).items;
    expect(db.prepare('SELECT 1 FROM contents WHERE checksum IS NULL').get()).toBeUndefined();
    db.prepare("UPDATE contents SET content = content || ' '").run();
    expect(() => new Drafts(db).open(first?.id ?? '')).toThrow('无法读出');
  });

  it.each(kept)('%s keeps its versions and the own entries of 指标库', (name) => {
    const file = join(temporaryFolder(), 'drafts.db');
    copyFileSync(join(fixtures, name), file);
    const db = opened(file);
    const drafts = new Drafts(db);
    const versions = new Versions(db, drafts);
    const schema = Number.parseInt(name, 10);
    const [, filled] = drafts.list({ offset: 0, limit: 50, sort: 'year' }).items;
    const all = versions.list(filled?.id ?? '').map(({ id, kind, name: title }) => {
      return { kind, name: title, draft: versions.open(id).draft };
    });
    expect(all).toEqual(schema >= 2 ? VERSIONS : []);
    const library = libraryOf(departmentPerformance);
    const entries = library ? new Library(db, drafts).list(library, new Map()) : [];
    const own = entries.filter(({ origin }) => origin === 'own').map(({ cells }) => cells);
    expect(own).toEqual(schema >= 3 ? [ENTRY] : []);
  });

  it.each(kept)('%s can be saved into as before', (name) => {
    const file = join(temporaryFolder(), 'drafts.db');
    copyFileSync(join(fixtures, name), file);
    const drafts = new Drafts(opened(file));
    const [first] = drafts.list({ offset: 0, limit: 1, sort: 'year' }).items;
    const { draft, summary } = drafts.open(first?.id ?? '');
    const next = { ...draft, cells: { ...draft.cells, tasks: '年度工作任务' } };
    const { id, revision } = summary;
    drafts.save({ id, revision, draft: next, pending: null, facts: FACTS });
    expect(drafts.open(id).draft).toEqual(next);
  });
});

describe('a database of which a killed first start has left only a log', () => {
  it('is made as if nothing were there', () => {
    const [from, to] = [temporaryFolder(), temporaryFolder()].map((one) => join(one, 'drafts.db'));
    const cut = new Database(from ?? '');
    cut.pragma('journal_mode = WAL');
    cut.pragma(`application_id = ${APPLICATION_ID}`);
    for (const end of ['', '-wal']) copyFileSync(from + end, to + end);
    cut.close();
    expect(statSync(`${to}-wal`).size).toBeGreaterThan(0);
    expect(new Drafts(opened(to ?? '')).list({ offset: 0, limit: 1 }).total).toBe(0);
  });
});

describe('refused, with a sentence and without touching a byte, is', () => {
  it('a database of a newer version', () => {
    const { folder, file } = filledFile();
    const newer = new Database(file);
    newer.pragma(`user_version = ${MIGRATIONS.length + 1}`);
    recordUse(newer, '12.3.4');
    newer.close();
    const before = digestsOf(folder);
    expectRefused(file, 'newer');
    expect(() => openDatabase(file)).toThrow('请先把本程序升级到 12.3.4 或更新的版本，再打开');
    expect(digestsOf(folder)).toEqual(before);
  });

  it('a database whose newer version still stands in the log of a killed program', () => {
    const { folder, file } = leftover((db) => {
      db.pragma('user_version = 99');
      recordUse(db, '12.3.4');
    });
    const before = digestsOf(folder);
    expectRefused(file, 'newer');
    expect(() => openDatabase(file)).toThrow('升级到 12.3.4 或更新的版本');
    expect(digestsOf(folder)).toMatchObject(before);
  });

  it('a database of a newer version that does not say which', () => {
    const { file } = filledFile();
    const newer = new Database(file);
    newer.exec(`DROP TABLE settings; PRAGMA user_version = ${MIGRATIONS.length + 1}`);
    newer.close();
    expect(() => openDatabase(file)).toThrow('请先升级本程序，再打开');
  });

  it('a database of another program', () => {
    const folder = temporaryFolder();
    const file = join(folder, 'drafts.db');
    const other = new Database(file);
    other.exec('CREATE TABLE notes (text TEXT)');
    other.close();
    const before = digestsOf(folder);
    expectRefused(file, 'foreign');
    expect(digestsOf(folder)).toEqual(before);
  });

  it.each([
    ['a text', '部门整体绩效目标表'.repeat(100)],
    ['a few bytes', 'SQLite'],
  ])('%s that is no database', (_, content) => {
    const folder = temporaryFolder();
    const file = join(folder, 'drafts.db');
    writeFileSync(file, content);
    const before = digestsOf(folder);
    expectRefused(file, 'damaged');
    expect(digestsOf(folder)).toEqual(before);
  });

  it('a folder in the place of the file', () => {
    const file = join(temporaryFolder(), 'drafts.db');
    mkdirSync(file);
    expectRefused(file, 'foreign');
  });

  it('a database that was cut off', () => {
    const { folder, file } = filledFile();
    truncateSync(file, 8192);
    const before = digestsOf(folder);
    expectRefused(file, 'damaged');
    expect(digestsOf(folder)).toEqual(before);
  });

  it('a database with damaged pages after the program was killed', () => {
    const { folder, file } = leftover((db) => db.exec("INSERT INTO settings VALUES ('a', '1')"));
    const bytes = readFileSync(file);
    bytes.fill(0xaa, bytes.length - 3 * 4096);
    writeFileSync(file, bytes);
    const before = digestsOf(folder);
    expectRefused(file, 'damaged');
    expect(digestsOf(folder)).toMatchObject(before);
  });

  it('a file that is marked read-only', () => {
    const { folder, file } = filledFile();
    chmodSync(file, 0o444);
    const before = digestsOf(folder);
    expectRefused(file, 'readOnly');
    expect(digestsOf(folder)).toEqual(before);
  });

  it('a file that another program keeps for itself', () => {
    const { folder, file } = filledFile();
    const other = new Database(file);
    onTestFinished(() => void other.close());
    other.pragma('locking_mode = EXCLUSIVE');
    other.exec('BEGIN EXCLUSIVE');
    const before = digestsOf(folder);
    expectRefused(file, 'busy', IMPATIENT);
    expect(digestsOf(folder)).toEqual(before);
  });

  it('a file whose folder is gone', () => {
    expectRefused(join(temporaryFolder(), 'gone', 'drafts.db'), 'disk');
  });
});

describe('after the program was killed', () => {
  it('everything that was saved is there', () => {
    const { file } = leftover((db) => new Drafts(db).create(exampleDraft()));
    expect(new Drafts(opened(file)).list({ offset: 0, limit: 50 }).total).toBe(6);
  });

  it('a write that was cut off by it is taken back', () => {
    const folder = temporaryFolder();
    const file = join(folder, 'drafts.db');
    const from = join(temporaryFolder(), 'drafts.db');
    const db = opened(from, { network: true });
    new Drafts(db).create(exampleDraft());
    db.pragma('cache_size = 1');
    db.pragma('cache_spill = 1');
    db.exec('BEGIN IMMEDIATE');
    db.exec(`WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
      INSERT INTO settings SELECT i, hex(randomblob(4000)) FROM n`);
    copyFileSync(from, file);
    copyFileSync(`${from}-journal`, `${file}-journal`);
    db.exec('ROLLBACK');
    const after = opened(file, { network: true });
    expect(after.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(after.prepare('SELECT key FROM settings').pluck().all()).toEqual(['usedBy']);
    expect(new Drafts(after).list({ offset: 0, limit: 50 }).total).toBe(1);
  });
});

describe('on a network folder', () => {
  it('a rollback journal with full synchronisation is used, by two programs', () => {
    const file = join(temporaryFolder(), 'drafts.db');
    const db = opened(file, { network: true });
    expect(db.pragma('journal_mode', { simple: true })).toBe('delete');
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    const { summary } = new Drafts(db).create(exampleDraft());
    const other = new Drafts(opened(file, { network: true }));
    other.remove(summary.id);
    expect(new Drafts(db).list({ offset: 0, limit: 50 }).total).toBe(0);
  });

  it('a database that was moved there with its log left over loses nothing', () => {
    const { folder, file } = leftover((db) => new Drafts(db).create(exampleDraft()));
    const db = opened(file, { network: true });
    expect(db.pragma('journal_mode', { simple: true })).toBe('delete');
    expect(new Drafts(db).list({ offset: 0, limit: 50 }).total).toBe(6);
    expect(readdirSync(folder)).toEqual(['drafts.db']);
  });

  it('a file that cannot have a write-ahead log gets the rollback journal by itself', () => {
    const folder = temporaryFolder();
    const [fd, journalFd] = ['drafts.db', 'journal'].map((name) =>
      openSync(join(folder, name), 'w+'),
    );
    // Opened by its number, a file goes without shared memory; the types do not know this way yet.
    const options = { journalFd } as Database.Options;
    const db = new Database(fd as unknown as string, options);
    onTestFinished(() => void db.close());
    setJournal(db, false);
    expect(db.pragma('journal_mode', { simple: true })).toBe('delete');
    migrate(db);
    const { summary } = new Drafts(db).create(exampleDraft());
    expect(new Drafts(db).open(summary.id).draft).toEqual(exampleDraft());
  });
});

describe.skipIf(process.platform === 'win32')('the data folder', () => {
  it('is made for its owner alone, also where it stood open', () => {
    const folder = join(temporaryFolder(), 'share', 'jixiao-form');
    prepareDataFolder(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    chmodSync(folder, 0o755);
    prepareDataFolder(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });
});
