/** A database that was written for a while, what it held after every step, and its backups. */
import { cpSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { listBackups, makeBackup } from '../../electron/storage/backups.ts';
import { sealBackup } from '../../electron/storage/check-backup.ts';
import { openDatabase } from '../../electron/storage/database.ts';
import { Drafts } from '../../electron/storage/drafts.ts';
import { DATABASE_FILE } from '../../electron/storage/place.ts';
import { SettingsStore } from '../../electron/storage/settings.ts';
import { Versions } from '../../electron/storage/versions.ts';
import { exampleDraft } from '../fixtures/example-draft.ts';
import { type Contents, startAndRead } from './contents.ts';
import { nthDraft } from './kept.ts';

/** What is damaged. */
export const TARGETS = [
  'the database',
  'the database of a killed program',
  'its write-ahead log',
  'its write-ahead log, after a power cut',
  'the backup that a lost database is restored from',
  'a backup that is looked into',
] as const;
export type Target = (typeof TARGETS)[number];

/** A folder before the damage, the same some saves before, and what it has held after every step. */
export interface Pristine {
  readonly folder: string;
  readonly older: string;
  /** The file that is damaged, by its path in the folder. */
  readonly file: string;
  readonly states: readonly Contents[];
}

const FACTS = { filled: 5, toFill: 9, errors: 1, warnings: 0, hints: 0 };
const DRAFTS = 8;
const SAVES = 4;

/** Fills a database, saving and backing up again and again. */
export async function prepare(root: string, target: Target): Promise<Pristine> {
  const work = join(root, 'work');
  const [folder, older] = [join(root, 'pristine'), join(root, 'older')];
  mkdirSync(work);
  const states: Contents[] = [];
  const remember = async () => {
    // The receipts follow a moment after the save.
    await setImmediate();
    states.push((await startAndRead(work)).contents);
  };
  const db = openDatabase(join(work, DATABASE_FILE), { network: false });
  const drafts = new Drafts(db);
  const versions = new Versions(db, drafts);
  new SettingsStore(db).set({ zoom: 1.25, entries: { category: ['绩效提升型'] } });
  const ids = Array.from({ length: DRAFTS }, (_, i) => {
    const draft = i % 3 === 0 ? exampleDraft() : nthDraft('paste', i + 1);
    return drafts.create(draft, FACTS).summary.id;
  });
  drafts.remove(ids[1] ?? '');
  await remember();
  await makeBackup(db, work, 'daily', sealBackup);
  db.pragma('wal_checkpoint(TRUNCATE)');
  for (let save = 1; save <= SAVES; save++) {
    if (save === SAVES) {
      cpSync(work, older, { recursive: true });
      await makeBackup(db, work, 'daily', sealBackup);
    }
    for (const id of ids) {
      const { draft, summary } = drafts.open(id);
      versions.keep(id, { kind: 'open', draft });
      await remember();
      const tasks = `第${save}次保存`.repeat(40 * save);
      const next = { ...draft, cells: { ...draft.cells, tasks } };
      const { revision } = summary;
      drafts.save({ id, revision, draft: next, pending: null, facts: FACTS });
      await remember();
    }
  }
  if (target === 'the database') db.close();
  cpSync(work, folder, { recursive: true });
  if (target !== 'the database') db.close();
  // What the processes share about the log is in memory.
  if (target.endsWith('power cut')) rmSync(join(folder, `${DATABASE_FILE}-shm`));
  return { folder, older, file: fileOf(folder, older, target), states };
}

/** The file that a target means, by its path in the folder; the older folder gets one of that name too. */
function fileOf(folder: string, older: string, target: Target): string {
  if (target.startsWith('its write-ahead log')) return `${DATABASE_FILE}-wal`;
  if (target.startsWith('the database')) return DATABASE_FILE;
  const [newest, before] = listBackups(folder);
  if (!newest || !before) throw new Error('no backups');
  const file = join('backups', newest.name);
  renameSync(join(older, 'backups', before.name), join(older, file));
  if (target === 'the backup that a lost database is restored from') {
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, DATABASE_FILE + suffix));
  }
  return file;
}
