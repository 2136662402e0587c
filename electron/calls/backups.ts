/** Calls about backups and recoveries, and the backup of the day. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { app, type BrowserWindow } from 'electron';
import type { BackupContents, StorageNotices } from '../../shared/api/backups.ts';
import { chooseBackup, chooseTarget } from '../files/choose.ts';
import { copyWhole } from '../files/copy-whole.ts';
import type { Tasks } from '../files/tasks.ts';
import type { WorkerClient } from '../files/worker-client.ts';
import type { Handlers } from '../ipc.ts';
import { log } from '../log.ts';
import { ProblemError, problemOf } from '../problem.ts';
import {
  backupFolder,
  copyDatabase,
  hasBackupOfToday,
  listBackups,
  makeBackup,
  newTarget,
} from '../storage/backups.ts';
import type { Drafts } from '../storage/drafts.ts';
import { stampOf } from '../storage/files.ts';
import { copiesOf, mend } from '../storage/mend.ts';
import { compareBackup, mergeBackup, replaceByBackup } from '../storage/merge-backup.ts';
import { suspectDamage } from '../storage/start.ts';
import { StorageError } from '../storage/storage-error.ts';
import type { Versions } from '../storage/versions.ts';

export interface BackupsContext {
  readonly db: Database;
  readonly dataFolder: string;
  readonly drafts: Drafts;
  readonly versions: Versions;
  /** The process that reads and checks backups: other limits than those for forms. */
  readonly keeper: WorkerClient<Tasks>;
  readonly window: () => BrowserWindow;
  /** Where the last export went; a backup by hand starts there. */
  readonly folder: () => string;
  readonly notices: Notices;
}

type BackupCalls = Pick<Handlers, Extract<keyof Handlers, `backups.${string}`>>;

/** What the person has to be told about the database; the page is told whenever it changes. */
export class Notices {
  readonly #tell: (notices: StorageNotices) => void;
  #now: StorageNotices;

  constructor(
    first: Pick<StorageNotices, 'recovery' | 'network'>,
    tell: (notices: StorageNotices) => void,
  ) {
    this.#now = { ...first, backupProblem: null, damaged: false };
    this.#tell = tell;
  }

  get now(): StorageNotices {
    return this.#now;
  }

  change(part: Partial<StorageNotices>): void {
    this.#now = { ...this.#now, ...part };
    this.#tell(this.#now);
  }
}

/** A backup that was looked into, until it is merged, put in place or dismissed. */
interface Looked {
  readonly folder: string;
  /** What `readBackup` has made of it. */
  readonly file: string;
}

const NOT_LOOKED = '没有选中的备份；本机的草稿没有变化。请重新选择一份备份。';

export function backupCalls(context: BackupsContext): BackupCalls {
  const { db, dataFolder, drafts, versions, keeper, window, notices } = context;
  let looked: Looked | undefined;

  function dismiss(): void {
    if (looked) rmSync(looked.folder, { recursive: true, force: true });
    looked = undefined;
  }

  async function look(path: string): Promise<BackupContents> {
    dismiss();
    mkdirSync(backupFolder(dataFolder), { recursive: true, mode: 0o700 });
    const folder = mkdtempSync(join(backupFolder(dataFolder), '.part-'));
    looked = { folder, file: '' };
    const { file, ...left } = await keeper.run('readBackup', { path, folder });
    looked = { folder, file };
    return { fileName: basename(path), ...left, ...compareBackup(db, file) };
  }

  function use<T>(step: (file: string) => T): T {
    if (!looked?.file) throw new ProblemError('not-found', NOT_LOOKED);
    const result = step(looked.file);
    dismiss();
    return result;
  }

  return {
    'backups.notices': () => notices.now,
    'backups.restart'() {
      app.relaunch();
      app.quit();
      return null;
    },
    async 'backups.list'() {
      const { listRecoveries } = await import('../storage/recover.ts');
      return {
        backups: listBackups(dataFolder).map(({ name, madeAt, kind, drafts, bytes }) => {
          return { name, madeAt, kind, drafts, bytes };
        }),
        recoveries: listRecoveries(dataFolder),
      };
    },
    'backups.save': () => saveByHand(context),
    async 'backups.choose'() {
      const path = await chooseBackup(window());
      return path === undefined ? null : await look(path);
    },
    'backups.look'({ name }) {
      const backup = listBackups(dataFolder).find((one) => one.name === name);
      if (!backup) throw new ProblemError('not-found', NOT_LOOKED);
      return look(backup.path);
    },
    'backups.merge': () => use((file) => mergeBackup(db, file)),
    async 'backups.replace'() {
      if (looked) await makeBackup(db, dataFolder, 'replace', sealIn(keeper));
      return use((file) => replaceByBackup(db, file));
    },
    'backups.dismiss'() {
      dismiss();
      return null;
    },
    'backups.copiesOf': ({ id }) => copiesOf({ db, versions, dataFolder }, id),
    'backups.mend'({ id, copy }) {
      mend({ db, versions, dataFolder }, id, copy);
      drafts.open(id);
      return null;
    },
  };
}

const BADLY_WRITTEN =
  '写好的备份读回来与原来的不一致，没有留下这份备份；本机的草稿没有变化。U 盘或磁盘可能有问题，请换一个位置再备份。';

function sealIn(keeper: WorkerClient<Tasks>) {
  return (path: string) => keeper.run('sealBackup', { path });
}

/** A backup where the person wants it, on a USB stick for example. */
async function saveByHand(context: BackupsContext): Promise<{ path: string } | null> {
  const { db, dataFolder, keeper, window } = context;
  const target = await chooseTarget(window(), {
    title: '备份全部填报表',
    folder: context.folder(),
    name: `绩效目标填报备份-${stampOf(new Date()).slice(0, 8)}.jxbak`,
    extension: 'jxbak',
    kind: '绩效目标填报的备份',
  });
  if (!target) return null;
  const copy = newTarget(dataFolder);
  try {
    await copyDatabase(db, copy, sealIn(keeper));
    await copyWhole(copy, target.path, async (written) => {
      const { sound } = await keeper.run('checkBackup', { path: written });
      if (!sound) throw new ProblemError('disk', BADLY_WRITTEN);
    });
    return { path: target.path };
  } finally {
    rmSync(copy, { force: true });
  }
}

/** How long after the start the backup of the day begins, in milliseconds: the window goes first. */
const PATIENCE_MS = 4000;

/** Looks whether the database is whole, and makes the backup of the day if this is its first start. */
export function backUpToday(context: BackupsContext): void {
  const { db, dataFolder, keeper, drafts, notices } = context;
  const begin = async () => {
    if (!db.open) return;
    if (!notices.now.network && !(await isWhole(context))) {
      noteDamage(context);
      return;
    }
    if (!db.open || hasBackupOfToday(dataFolder, new Date())) return;
    try {
      const { checked } = await makeBackup(db, dataFolder, 'daily', sealIn(keeper));
      drafts.markDamaged(checked.unreadable);
    } catch (error) {
      if (!db.open) return;
      log.error('no backup of today', error);
      if (error instanceof StorageError && error.reason === 'damaged') noteDamage(context);
      else notices.change({ backupProblem: problemOf(error).message });
    }
  };
  setTimeout(() => void begin(), PATIENCE_MS).unref();
}

/** Where there is no log, who reads the whole file keeps others from writing to it: not on a network. */
async function isWhole({ db, keeper }: BackupsContext): Promise<boolean> {
  try {
    return await keeper.run('checkDatabase', { path: db.name });
  } catch (error) {
    // A disk that is away says so at the next save.
    log.error('the database is not checked', error);
    return true;
  }
}

/** The next start looks at every page and recovers; the person is asked to start anew. */
export function noteDamage({
  dataFolder,
  notices,
}: Pick<BackupsContext, 'dataFolder' | 'notices'>): void {
  if (notices.now.damaged) return;
  try {
    suspectDamage(dataFolder);
  } catch (error) {
    log.error('the next start does not know of the damage', error);
  }
  notices.change({ damaged: true });
}
