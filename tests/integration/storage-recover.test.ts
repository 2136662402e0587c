import {
  copyFileSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { makeBackupNow } from '../../electron/storage/backups.ts';
import { openDatabase } from '../../electron/storage/database.ts';
import { Drafts } from '../../electron/storage/drafts.ts';
import { DATABASE_FILE } from '../../electron/storage/place.ts';
import { listRecoveries, recover } from '../../electron/storage/recover.ts';
import { setAside, unfinishedFolder } from '../../electron/storage/set-aside.ts';
import { SettingsStore } from '../../electron/storage/settings.ts';
import { startStorage, suspectDamage } from '../../electron/storage/start.ts';
import { Versions } from '../../electron/storage/versions.ts';
import type { RecoveredDraft, RecoveryReport } from '../../shared/api/backups.ts';
import { type Draft, parseDraft } from '../../shared/draft/draft.ts';
import example from '../../shared/form/example.json' with { type: 'json' };
import { temporaryFolder } from '../fixtures/data-folder.ts';

const PAGE = 4096;
const FACTS = { filled: 1, toFill: 2, errors: 0, warnings: 0, hints: 0 };

/** A large draft with a mark of its own in its texts. */
function draftNumber(n: number, change = ''): Draft {
  const draft = parseDraft(example);
  const department = `第${n}局`;
  return {
    ...draft,
    cells: { ...draft.cells, department, duties: `${change}职能${n}`.repeat(50) },
  };
}

interface Made {
  readonly folder: string;
  readonly file: string;
  readonly ids: readonly string[];
  /** What was saved last of each. */
  readonly last: ReadonlyMap<string, string>;
  /** Everything that was ever saved. */
  readonly ever: ReadonlySet<string>;
}

/**
 * A data folder with drafts, half of them changed after the backup (where there is one), one removed
 * for good, and texts being typed.
 */
function made({ backup = true, log = false } = {}): Made {
  const work = temporaryFolder();
  const file = join(work, DATABASE_FILE);
  const db = openDatabase(file);
  const drafts = new Drafts(db);
  const ever = new Set<string>();
  const last = new Map<string, string>();
  const keep = (id: string, draft: Draft) => {
    ever.add(JSON.stringify(draft));
    last.set(id, JSON.stringify(draft));
  };
  const ids = Array.from({ length: 8 }, (_, n) => {
    const draft = draftNumber(n);
    const { id } = drafts.create(draft).summary;
    keep(id, draft);
    return id;
  });
  new SettingsStore(db).set({ zoom: 1.5, entries: { category: ['本单位型'] } });
  new Versions(db, drafts).keepStored(ids[0] ?? '', 'named', '一上稿');
  const gone = drafts.create(draftNumber(99)).summary.id;
  if (backup) makeBackupNow(db, work, 'daily');
  drafts.remove(gone);
  drafts.purge(gone);
  for (const [n, id] of ids.entries()) {
    if (n % 2 === 0) continue;
    const draft = draftNumber(n, '改过的');
    const pending = { addresses: ['tasks'], text: `写到一半${n}` };
    drafts.save({ id, revision: 1, draft, pending, facts: FACTS });
    keep(id, draft);
  }
  if (!log) {
    db.close();
    return { folder: work, file, ids, last, ever };
  }
  const folder = temporaryFolder();
  const to = join(folder, DATABASE_FILE);
  copyFileSync(file, to);
  copyFileSync(`${file}-wal`, `${to}-wal`);
  db.close();
  return { folder, file: to, ids, last, ever };
}

function damage(file: string, change: (bytes: Buffer) => void): void {
  const bytes = readFileSync(file);
  change(bytes);
  writeFileSync(file, bytes);
}

/** What a database holds: the JSON of each draft by its id. */
function contentsOf(db: Database.Database): Map<string, string> {
  const rows = db.prepare<[], { draft: string; content: string }>('SELECT * FROM contents').all();
  return new Map(rows.map(({ draft, content }) => [draft, content]));
}

/** Opens what was recovered, and looks whether it is sound and nothing in it is wrong. */
function recovered({ folder, file, last, ever }: Made, report: RecoveryReport) {
  const db = openDatabase(file);
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.pragma('foreign_key_check')).toEqual([]);
    const contents = contentsOf(db);
    for (const content of contents.values()) expect(ever).toContain(content);
    const byId = new Map(report.drafts.map((one) => [one.id, one]));
    for (const [id, content] of contents) {
      const line = byId.get(id);
      expect(line).toBeDefined();
      if (line?.source === 'file' && line.doubt === 'none') expect(content).toBe(last.get(id));
    }
    const there = report.drafts.filter((one) => one.source !== 'lost').map((one) => one.id);
    expect([...contents.keys()].sort()).toEqual(there.sort());
    const { items } = new Drafts(db).list({ offset: 0, limit: 100 });
    expect(items).toHaveLength(contents.size);
    for (const { id } of items) new Drafts(db).open(id);
    expect(listRecoveries(folder)).toEqual([report]);
    const settings = new SettingsStore(db).get();
    return { contents, settings };
  } finally {
    db.close();
  }
}

const sources = (report: RecoveryReport) => report.drafts.map((one) => one.source);
const count = (report: RecoveryReport, source: RecoveredDraft['source']) =>
  sources(report).filter((one) => one === source).length;

describe('from a damaged database', () => {
  it('whose first page is destroyed, everything comes out of the file itself', () => {
    const all = made({ backup: false });
    damage(all.file, (bytes) => bytes.fill(0, 0, PAGE));
    const before = readFileSync(all.file);
    const report = recover(all.folder);
    const { contents } = recovered(all, report);
    for (const [id, content] of all.last) expect([id, contents.get(id)]).toEqual([id, content]);
    expect(readFileSync(join(all.folder, report.folder, DATABASE_FILE))).toEqual(before);
  });

  it('with pages overwritten, the newest backup fills what they held, and the report tells which', () => {
    const all = made();
    const bytes = readFileSync(all.file);
    // A page of the first draft's content: it has not changed since the backup.
    const at = bytes.indexOf('职能0职能0', 8 * PAGE);
    damage(all.file, (bytes) => bytes.fill(0xaa, at - (at % PAGE), at - (at % PAGE) + PAGE));
    const report = recover(all.folder);
    const { contents, settings } = recovered(all, report);
    expect(contents.size).toBe(8);
    expect(count(report, 'file')).toBeGreaterThan(4);
    expect(count(report, 'lost')).toBe(0);
    const [id = ''] = all.ids;
    const line = report.drafts.find((one) => one.id === id);
    expect(['backup', 'version']).toContain(line?.source);
    expect(contents.get(id)).toBe(all.last.get(id));
    expect(settings).toMatchObject({ zoom: 1.5, entries: { category: ['本单位型'] } });
  });

  it('that is nothing but zeros, all comes from the backup, and a draft removed since comes back too', () => {
    const all = made();
    damage(all.file, (bytes) => bytes.fill(0));
    const report = recover(all.folder);
    const db = openDatabase(all.file);
    expect(contentsOf(db).size).toBe(9);
    expect(new SettingsStore(db).get().zoom).toBe(1.5);
    db.close();
    expect(new Set(sources(report))).toEqual(new Set(['backup']));
    expect(report.backup).not.toBeNull();
  });

  it('without a backup, a draft whose content is gone is named as lost', () => {
    const all = made({ backup: false });
    const bytes = readFileSync(all.file);
    const at = bytes.indexOf('职能3', 8 * PAGE);
    damage(all.file, (bytes) => {
      for (let i = bytes.indexOf('职能3'); i >= 0; i = bytes.indexOf('职能3', i + 1))
        bytes[i] = 0x41;
    });
    expect(at).toBeGreaterThan(0);
    const report = recover(all.folder);
    recovered(all, report);
    const line = report.drafts.find((one) => one.id === all.ids[3]);
    expect(line).toMatchObject({ source: 'lost', department: '第3局', year: 2024 });
    expect(count(report, 'file')).toBe(7);
  });

  it.each([
    ['CREATE TABLE drafts', 'updated_at', 'updated_a4'],
    ['CREATE TABLE versions', 'name', 'namd'],
    ['CREATE TABLE drafts', 'revision >= 1', 'revision >= 9'],
  ])(
    'in whose definition of tables a letter has changed, all is read: %s %s',
    async (table, was, is) => {
      const all = made();
      damage(all.file, (bytes) => {
        const at = bytes.indexOf(was, bytes.indexOf(table));
        bytes.write(is, at);
      });
      const { db, recovery } = await startStorage(all.folder);
      db.close();
      expect(recovery?.cause).toBe('damaged');
      if (!recovery) return;
      const { contents } = recovered(all, recovery);
      for (const [id, content] of all.last) expect(contents.get(id)).toBe(content);
    },
  );

  it.each([
    ['a time far ahead is now', '2999-01-01T00:00:00.000Z', new Date(), false],
    ['times are kept where it is the clock that was set back', null, new Date(2019, 0, 1), true],
  ])('%s', (_, time, now, kept) => {
    const all = made();
    const db = openDatabase(all.file);
    if (time) db.prepare('UPDATE drafts SET updated_at = ?').run(time);
    const before = db.prepare('SELECT id, updated_at FROM drafts ORDER BY id').all();
    db.close();
    damage(all.file, (bytes) => bytes.fill(0, 0, 100));
    recover(all.folder, {}, now);
    const fresh = openDatabase(all.file);
    const after = fresh.prepare('SELECT id, updated_at FROM drafts ORDER BY id').all();
    const late = fresh.prepare("SELECT count(*) FROM drafts WHERE updated_at > '2999'").pluck();
    expect(late.get()).toBe(0);
    if (kept) expect(after).toEqual(before);
    else expect(after).toHaveLength(before.length);
    fresh.close();
  });

  it('keeps the versions of the drafts', () => {
    const all = made();
    damage(all.file, (bytes) => bytes.fill(0, 0, 100));
    const report = recover(all.folder);
    recovered(all, report);
    const db = openDatabase(all.file);
    const versions = new Versions(db, new Drafts(db)).list(all.ids[0] ?? '');
    db.close();
    expect(versions.map((one) => one.name)).toEqual(['一上稿']);
  });
});

describe('after a kill, with the log left over', () => {
  it('the saves behind a byte that flipped in the middle of the log are not dropped in silence', () => {
    const all = made({ backup: false, log: true });
    const size = PAGE + 24;
    damage(`${all.file}-wal`, (bytes) => {
      const frames = Math.floor((bytes.length - 32) / size);
      const at = 32 + Math.floor(frames / 2) * size + 200;
      bytes[at] = (bytes[at] ?? 0) ^ 1;
    });
    expect(() => openDatabase(all.file)).toThrow(/损坏/);
    const report = recover(all.folder);
    expect(report.logTorn).toBe(true);
    recovered(all, report);
    expect(readdirSync(join(all.folder, report.folder))).toContain(`${DATABASE_FILE}-wal`);
  });

  it('a log whose end was torn off costs only what had not been saved', () => {
    const all = made({ log: true });
    const { length } = readFileSync(`${all.file}-wal`);
    truncateSync(`${all.file}-wal`, length - 1000);
    const db = openDatabase(all.file);
    expect(contentsOf(db).size).toBe(8);
    db.close();
  });
});

describe('a recovery that was cut off', () => {
  it('goes on at the next start, from the file that was set aside', () => {
    const all = made({ log: true });
    damage(all.file, (bytes) => bytes.fill(0, 0, PAGE));
    const name = setAside(all.folder, new Date());
    // The program ended between the moves: the log still lies where the database was.
    renameSync(join(all.folder, name, `${DATABASE_FILE}-wal`), `${all.file}-wal`);
    expect(unfinishedFolder(all.folder)).toBe(name);
    const report = recover(all.folder, { unfinished: name });
    expect(unfinishedFolder(all.folder)).toBeUndefined();
    const { contents } = recovered(all, report);
    for (const [id, content] of all.last) expect(contents.get(id)).toBe(content);
  });
});

describe('a start', () => {
  it('where the database is gone asks before it goes on, and restores or begins anew as told', async () => {
    const all = made();
    rmSync(all.file);
    await expect(startStorage(all.folder)).rejects.toMatchObject({ reason: 'gone' });
    const { db, recovery } = await startStorage(all.folder, 'restore');
    expect(recovery).toMatchObject({ cause: 'gone' });
    expect(contentsOf(db).size).toBe(9);
    db.close();
    rmSync(all.file);
    const anew = await startStorage(all.folder, 'anew');
    expect(contentsOf(anew.db).size).toBe(0);
    anew.db.close();
  });

  it('where only the log is left reads it, instead of letting SQLite delete it', async () => {
    const all = made({ backup: false, log: true });
    rmSync(all.file);
    const { db, recovery } = await startStorage(all.folder);
    expect(contentsOf(db).size).toBeGreaterThan(0);
    for (const content of contentsOf(db).values()) expect(all.ever).toContain(content);
    expect(recovery?.cause).toBe('damaged');
    db.close();
  });

  it('after damage was met looks at every page, and recovers', async () => {
    const all = made();
    damage(all.file, (bytes) => bytes.fill(0xaa, bytes.length - 2 * PAGE));
    suspectDamage(all.folder);
    const { db, recovery } = await startStorage(all.folder);
    expect(recovery).not.toBeNull();
    db.close();
    const again = await startStorage(all.folder);
    expect(again.recovery).toBeNull();
    again.db.close();
  });

  it('recovers nothing where the file is sound but of a newer program', async () => {
    const all = made();
    const newer = new Database(all.file);
    newer.pragma('user_version = 99');
    newer.close();
    await expect(startStorage(all.folder)).rejects.toMatchObject({ reason: 'newer' });
    expect(readdirSync(all.folder).filter((name) => name.startsWith('damaged'))).toEqual([]);
  });
});
