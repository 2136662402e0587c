/** Whether a start notices that something is missing which had been acknowledged. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { array, assert, asyncProperty, constantFrom } from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { copyDatabase, makeBackupNow } from '../../electron/storage/backups.ts';
import { DAYS_SEEN, emptyBin } from '../../electron/storage/bin.ts';
import { sealBackup } from '../../electron/storage/check-backup.ts';
import { openDatabase } from '../../electron/storage/database.ts';
import { Drafts } from '../../electron/storage/drafts.ts';
import { keepJxb } from '../../electron/storage/jxb.ts';
import { Library } from '../../electron/storage/library.ts';
import { mend } from '../../electron/storage/mend.ts';
import { mergeBackup, replaceByBackup } from '../../electron/storage/merge-backup.ts';
import { DATABASE_FILE } from '../../electron/storage/place.ts';
import { readBackup } from '../../electron/storage/read-backup.ts';
import { receiptsOf } from '../../electron/storage/receipts.ts';
import { readReceipts } from '../../electron/storage/receipts-file.ts';
import { SettingsStore } from '../../electron/storage/settings.ts';
import { startStorage, type WhenGone } from '../../electron/storage/start.ts';
import { Versions } from '../../electron/storage/versions.ts';
import type { RecoveryReport } from '../../shared/api/backups.ts';
import { blankDraft, type Draft } from '../../shared/draft/draft.ts';
import { departmentPerformance as form } from '../../shared/form/department-performance.ts';
import { libraryOf } from '../../shared/library/entry.ts';
import { temporaryFolder } from '../fixtures/data-folder.ts';
import { ENTRY, FACTS } from '../fixtures/schemas/content.ts';

const RECEIPTS = `${DATABASE_FILE}-receipts`;
const DAY = 86_400_000;

function draftOf(department: string, duties = ''): Draft {
  return { ...blankDraft(form, 2025), cells: { department, duties } };
}

/** A program at work in a data folder. */
function atWork(folder = temporaryFolder()) {
  const file = join(folder, DATABASE_FILE);
  const db = openDatabase(file);
  onTestFinished(() => void db.close());
  const drafts = new Drafts(db);
  const versions = new Versions(db, drafts);
  const settings = new SettingsStore(db);
  const library = new Library(db, drafts);
  const create = (name: string) => drafts.create(draftOf(name)).summary.id;
  const save = (id: string, duties: string) => {
    const { draft, summary } = drafts.open(id);
    const next = { ...draft, cells: { ...draft.cells, duties } };
    drafts.save({ id, revision: summary.revision, draft: next, pending: null, facts: FACTS });
  };
  return { folder, file, db, drafts, versions, settings, library, create, save };
}
type AtWork = ReturnType<typeof atWork>;

/** The folder as a power cut leaves it: without the index of the log, which is in memory alone. */
function cutOff(folder: string): string {
  const copy = temporaryFolder();
  const filter = (path: string) => !path.endsWith('-shm');
  cpSync(folder, copy, { recursive: true, filter });
  return copy;
}

/** What a start says of a folder. */
async function told(folder: string, whenGone?: WhenGone): Promise<RecoveryReport | null> {
  const { db, recovery } = await startStorage(folder, whenGone);
  db.close();
  return recovery;
}

function fateIn(report: RecoveryReport | null, id: string) {
  return report?.drafts.find((one) => one.id === id);
}

async function dutiesIn(folder: string, id: string): Promise<string | undefined> {
  const { db } = await startStorage(folder);
  const { draft } = new Drafts(db).open(id);
  db.close();
  return draft.cells.duties;
}

/** A file that another PC has made as its backup, read. */
async function otherBackup(): Promise<string> {
  const other = atWork();
  other.create('别处的局');
  const path = join(temporaryFolder(), '备份.jxbak');
  await copyDatabase(other.db, path, sealBackup);
  return readBackup(path, temporaryFolder()).file;
}

/** Everything that the window is told is done, each once. */
const STEPS: Readonly<Record<string, (at: AtWork, id: string) => unknown>> = {
  'a new draft': ({ create }) => create('市档案局'),
  'a save': ({ save }, id) => save(id, '刚填的职能'),
  'a copy of a draft': ({ drafts }, id) => drafts.duplicate(id),
  'a draft put into the recycle bin': ({ drafts }, id) => drafts.remove(id),
  'a draft deleted for good': ({ drafts }, id) => {
    drafts.remove(id);
    drafts.purge(id);
  },
  'the mark of an export': ({ drafts }, id) => drafts.markExported(id, 1),
  'a version': ({ versions }, id) => versions.keepStored(id, 'named', '一上稿'),
  'the name of a version': ({ versions }, id) => {
    versions.keepStored(id, 'paste');
    versions.keepStored(id, 'named', '二上稿');
  },
  'a version restored': ({ versions }, id) => {
    versions.keepStored(id, 'paste');
    const [version] = versions.list(id);
    versions.restore(version?.id ?? '', () => FACTS);
  },
  'an entry of 指标库': ({ library }) => {
    const shape = libraryOf(form);
    if (shape) library.keep(shape, ENTRY);
  },
  'own words': ({ settings }) => settings.set({ entries: { category: ['本单位型'] } }),
  'a .jxb that has come': ({ db, drafts, versions }) => {
    const id = '11111111-1111-4111-8111-111111111111';
    const draft = draftOf('寄来的局');
    const savedAt = '2025-01-02T03:04:05.678Z';
    const version = { kind: 'export', name: null, createdAt: savedAt, draft } as const;
    const jxb = { id, savedAt, draft, versions: [version] };
    keepJxb({ db, drafts, versions }, jxb, FACTS);
  },
  'a backup merged': async ({ db }) => mergeBackup(db, await otherBackup()),
  'a backup in the place of everything': async ({ db }) => replaceByBackup(db, await otherBackup()),
  'a draft mended': ({ db, versions, folder }, id) => {
    mend({ db, versions, dataFolder: folder }, id, 'own');
  },
};

describe('where what was acknowledged is missing after a power cut', () => {
  it.each(Object.entries(STEPS))(
    '%s: the next start says so, and only that one',
    async (_, step) => {
      const at = atWork();
      const id = at.create('市信访局');
      at.save(id, '职能');
      await setImmediate();
      const before = cutOff(at.folder);
      await step(at, id);
      await setImmediate();
      expect(await told(cutOff(at.folder))).toBeNull();
      // The log has lost its end, and nothing else tells that there was more.
      cpSync(join(at.folder, RECEIPTS), join(before, RECEIPTS));
      expect(await told(before)).toMatchObject({ cause: 'behind', logTorn: false });
      expect(await told(before)).toBeNull();
    },
  );

  it('each draft is named as older or lost, what is whole as whole, and the file is kept', async () => {
    const at = atWork();
    const [kept, changed] = [at.create('市信访局'), at.create('市民政局')];
    await setImmediate();
    const log = readFileSync(`${at.file}-wal`);
    at.save(changed, '改过的职能');
    const added = at.create('市档案局');
    await setImmediate();
    const folder = cutOff(at.folder);
    truncateSync(join(folder, `${DATABASE_FILE}-wal`), log.length);
    const before = readFileSync(join(folder, DATABASE_FILE));
    const report = await told(folder);
    expect(report?.cause).toBe('behind');
    expect(fateIn(report, kept)).toMatchObject({ source: 'file', doubt: 'none' });
    expect(fateIn(report, changed)).toMatchObject({ source: 'file', doubt: 'older' });
    expect(fateIn(report, added)).toMatchObject({
      ...{ source: 'lost', department: '市档案局', year: 2025 },
    });
    const aside = join(folder, report?.folder ?? '');
    expect(readFileSync(join(aside, DATABASE_FILE))).toEqual(before);
    expect(readdirSync(aside)).toContain(RECEIPTS);
  });

  it('the whole log removed: what stands in the newest backup comes from there', async () => {
    const at = atWork();
    const id = at.create('市信访局');
    at.db.pragma('wal_checkpoint(TRUNCATE)');
    at.save(id, '职能');
    const added = at.create('市档案局');
    await setImmediate();
    makeBackupNow(at.db, at.folder, 'daily');
    const folder = cutOff(at.folder);
    rmSync(join(folder, `${DATABASE_FILE}-wal`));
    const report = await told(folder);
    expect(fateIn(report, id)).toMatchObject({ source: 'backup', doubt: 'none' });
    expect(fateIn(report, added)).toMatchObject({ source: 'backup', department: '市档案局' });
    const { db } = await startStorage(folder);
    const drafts = new Drafts(db);
    expect(drafts.open(id).draft.cells.duties).toBe('职能');
    // What the file had, older as it is, is not thrown away.
    const versions = new Versions(db, drafts);
    const [own] = versions.list(id);
    expect(own?.name).toBe('原来的草稿库文件里的内容');
    expect(versions.open(own?.id ?? '').draft.cells.duties).toBe('');
    db.close();
  });

  it('a backup that is older than the file is kept beside it as a version', async () => {
    const at = atWork();
    const id = at.create('市信访局');
    makeBackupNow(at.db, at.folder, 'daily');
    at.save(id, '第二次');
    at.db.pragma('wal_checkpoint(TRUNCATE)');
    at.save(id, '第三次');
    await setImmediate();
    const folder = cutOff(at.folder);
    rmSync(join(folder, `${DATABASE_FILE}-wal`));
    expect(fateIn(await told(folder), id)).toMatchObject({ source: 'file', doubt: 'older' });
    expect(await dutiesIn(folder, id)).toBe('第二次');
  });

  it('a database put back from an older copy is noticed too, and taken as it is from then on', async () => {
    const at = atWork();
    const id = at.create('市信访局');
    at.db.close();
    const older = readFileSync(at.file);
    const later = atWork(at.folder);
    later.save(id, '后来填的');
    await setImmediate();
    later.db.close();
    writeFileSync(at.file, older);
    expect(await told(at.folder)).toMatchObject({ cause: 'behind' });
    expect(await told(at.folder)).toBeNull();
    expect(await dutiesIn(at.folder, id)).toBe('');
  });

  it('on a network folder, where there is no log, likewise', async () => {
    const folder = temporaryFolder();
    const file = join(folder, DATABASE_FILE);
    const db = openDatabase(file, { network: true });
    const drafts = new Drafts(db);
    const { id } = drafts.create(draftOf('市信访局')).summary;
    const older = readFileSync(file);
    drafts.save({ id, revision: 1, draft: draftOf('市信访局', '新'), pending: null, facts: FACTS });
    await setImmediate();
    db.close();
    openDatabase(file, { network: true }).close();
    writeFileSync(file, older);
    expect(() => openDatabase(file, { network: true })).toThrow('比最后一次保存时的旧');
    expect(readFileSync(file)).toEqual(older);
  });
});

describe('the recovery of a damaged database', () => {
  it('tells by the receipts that a draft is what was saved last, where the pages alone cannot', async () => {
    const at = atWork();
    const id = at.create('市信访局');
    at.save(id, '职能');
    await setImmediate();
    at.db.close();
    const bytes = readFileSync(at.file);
    writeFileSync(at.file, bytes.fill(0, 0, 4096));
    const report = await told(at.folder);
    expect(report?.cause).toBe('damaged');
    expect(fateIn(report, id)).toMatchObject({ source: 'file', doubt: 'none' });
  });
});

describe('a database that is gone without a backup', () => {
  async function gone() {
    const at = atWork();
    const id = at.create('市信访局');
    await setImmediate();
    at.db.close();
    const bytes = readFileSync(at.file);
    rmSync(at.file);
    return { ...at, id, bytes };
  }

  it('is asked for, and where it is put back all is as it was', async () => {
    const { folder, file, id, bytes } = await gone();
    await expect(startStorage(folder)).rejects.toMatchObject({ reason: 'goneWithoutBackup' });
    expect(existsSync(file)).toBe(false);
    writeFileSync(file, bytes);
    expect(await told(folder)).toBeNull();
    expect(await dutiesIn(folder, id)).toBe('');
  });

  it('is begun anew where the person wants that, and not asked for again', async () => {
    const { folder } = await gone();
    expect(await told(folder, 'anew')).toBeNull();
    expect(await told(folder)).toBeNull();
  });
});

describe('receipts', () => {
  it('never claim what is not there, whatever is done and whenever the program is killed', async () => {
    const kinds = Object.keys(STEPS);
    const steps = array(constantFrom(...kinds), { minLength: 1, maxLength: 8 });
    await assert(
      asyncProperty(steps, async (steps) => {
        const at = atWork();
        for (const kind of steps) {
          const [first] = at.drafts.list({ offset: 0, limit: 1 }).items;
          const id = first?.id ?? at.create('市信访局');
          await STEPS[kind]?.(at, id);
          expect(await told(cutOff(at.folder))).toBeNull();
          await setImmediate();
          expect(await told(cutOff(at.folder))).toBeNull();
        }
        at.db.close();
        rmSync(at.folder, { recursive: true });
      }),
      { numRuns: 15 },
    );
  });

  it('are not given for what was taken back', async () => {
    const at = atWork();
    const id = at.create('市信访局');
    const change = () =>
      receiptsOf(at.db).write(() => {
        at.save(id, '不算数的');
        throw new Error('no');
      });
    expect(change).toThrow('no');
    await setImmediate();
    expect(readReceipts(at.file).saves).toMatchObject([{ id, revision: 1 }]);
    expect(await told(cutOff(at.folder))).toBeNull();
  });

  it('go with a draft that the recycle bin lets go', async () => {
    const at = atWork();
    const id = at.create('市信访局');
    at.drafts.remove(id);
    await setImmediate();
    const late = Date.now() + 200 * DAY;
    for (let n = 0; n < DAYS_SEEN; n++) emptyBin(at.db, new Date(late + n * DAY));
    expect(at.drafts.has(id)).toBe(false);
    await setImmediate();
    expect(await told(cutOff(at.folder))).toBeNull();
  });

  it('of two programs at once stand side by side', async () => {
    const one = atWork();
    const other = atWork(one.folder);
    const [mine, theirs] = [one.create('市信访局'), other.create('市民政局')];
    await setImmediate();
    other.save(mine, '那边改的');
    one.save(theirs, '这边改的');
    await setImmediate();
    const { saves } = readReceipts(one.file);
    expect(saves.map(({ id, revision }) => [id, revision]).sort()).toEqual(
      [
        [mine, 2],
        [theirs, 2],
      ].sort(),
    );
    expect(await told(cutOff(one.folder))).toBeNull();
  });

  it.each([
    ['nothing', ''],
    ['some text', '这不是收据'.repeat(300)],
    ['zeros', '\0'.repeat(5000)],
    ['JSON without its checksum', `00000000{"changes":7}`.padEnd(512)],
  ])('that are %s are passed over', async (_, text) => {
    const at = atWork();
    const id = at.create('市信访局');
    await setImmediate();
    at.db.close();
    writeFileSync(join(at.folder, RECEIPTS), text);
    expect(await told(at.folder)).toBeNull();
    expect(await dutiesIn(at.folder, id)).toBe('');
  });

  it('that are damaged anywhere never claim more than there is', async () => {
    const at = atWork();
    for (let n = 0; n < 20; n++) at.create(`第${n}局`);
    await setImmediate();
    at.db.close();
    const sound = readFileSync(join(at.folder, RECEIPTS));
    const used = [...sound.keys()].filter((i) => ![0, 0x20, 0x0a].includes(sound[i] ?? 0));
    for (let n = 0; n < used.length; n += 97) {
      const bytes = Buffer.from(sound);
      const at_ = used[n] ?? 0;
      bytes[at_] = (bytes[at_] ?? 0) ^ (1 << (n % 8));
      writeFileSync(join(at.folder, RECEIPTS), bytes);
      expect(await told(at.folder)).toBeNull();
    }
  });

  it('that cannot be written are no reason to refuse a save', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, RECEIPTS));
    const at = atWork(folder);
    const id = at.create('市信访局');
    at.save(id, '照样保存');
    at.drafts.remove(id);
    at.drafts.purge(id);
    const kept = at.create('市民政局');
    await setImmediate();
    at.db.close();
    expect(await dutiesIn(folder, kept)).toBe('');
  });

  it('are kept of the drafts saved last, however many there are', async () => {
    const at = atWork();
    const first = at.create('市信访局');
    await setImmediate();
    const ids = Array.from({ length: 300 }, (_, n) => at.create(`第${n}局`));
    await setImmediate();
    const kept = readReceipts(at.file).saves.map(({ id }) => id);
    expect(kept).toEqual(ids.slice(-255).reverse());
    at.save(first, '又改了');
    await setImmediate();
    expect(readReceipts(at.file).saves[0]).toMatchObject({ id: first, revision: 2 });
    expect(await told(cutOff(at.folder))).toBeNull();
  });

  it('fit their places, however long and strange a name is', async () => {
    const at = atWork();
    const id = at.create('𠮷\u{1F600}"\\'.repeat(60));
    await setImmediate();
    expect(readReceipts(at.file).saves).toMatchObject([{ id, revision: 1 }]);
  });
});
