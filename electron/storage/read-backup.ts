/**
 * A backup from anywhere, read in the worker process: what can be vouched for goes into a database
 * made here, and only that one is opened beside the person's own.
 */
import { closeSync, copyFileSync, existsSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { ProblemError } from '../problem.ts';
import { boundTimes } from './clock.ts';
import { checkIntegrity, openDatabase } from './database.ts';
import { type ContentRow, readContent, readSummary, SUMMARY_COLUMNS } from './draft-row.ts';
import { migrate } from './migrations.ts';
import { isSealWhole } from './seal.ts';
import { SettingsStore } from './settings.ts';
import { guarded, StorageError, type StorageReason } from './storage-error.ts';
import { readVersion } from './versions.ts';

export interface ReadBackup {
  /** The database with what is sound of it. */
  readonly file: string;
  /** Drafts that could not be read. */
  readonly unreadable: number;
  /** Versions of the drafts that could not be read. */
  readonly lostVersions: number;
  /** Whether it is not, as a whole, what it was: something may be missing, or older. */
  readonly damaged: boolean;
}

/** Larger than the drafts of any office: such a file is something else. */
const MAX_BYTES = 4 * 1024 ** 3;

/**
 * Reads a backup, of this schema or an older one.
 * @param folder a folder of our own for the copy and the result
 * @throws ProblemError with a sentence where it is no backup, damaged or of a newer program
 */
export function readBackup(path: string, folder: string): ReadBackup {
  const copy = join(folder, 'copy.sqlite');
  const file = join(folder, 'sound.sqlite');
  copyBackup(path, copy);
  const damaged = !isWhole(copy);
  const from = openCopy(copy);
  const to = new Database(file);
  try {
    to.pragma('synchronous = OFF');
    migrate(to);
    const left = guarded(() => to.transaction(() => takeSound(from, to)).immediate());
    return { file, ...left, damaged };
  } catch (error) {
    throw asRefusal(error);
  } finally {
    from.close();
    to.close();
    rmSync(copy, { force: true });
  }
}

/** With its log, where somebody has copied the files of a data folder. */
function copyBackup(path: string, copy: string): void {
  try {
    const stats = statSync(path);
    if (!stats.isFile() || stats.size > MAX_BYTES || !isDatabase(path)) throw refusal('foreign');
    copyFileSync(path, copy);
    if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${copy}-wal`);
  } catch (error) {
    throw error instanceof ProblemError ? error : refusal('disk', error);
  }
}

/** How every SQLite file begins. */
const MAGIC = 'SQLite format 3\0';

function isDatabase(path: string): boolean {
  const handle = openSync(path, 'r');
  try {
    const start = Buffer.alloc(MAGIC.length);
    readSync(handle, start, 0, MAGIC.length, 0);
    return start.toString('latin1') === MAGIC;
  } finally {
    closeSync(handle);
  }
}

function openCopy(copy: string): Database.Database {
  try {
    return openDatabase(copy, { network: false });
  } catch (error) {
    throw asRefusal(error);
  }
}

function isWhole(copy: string): boolean {
  try {
    const db = new Database(copy, { readonly: true });
    try {
      checkIntegrity(db);
      return isSealWhole(db);
    } finally {
      db.close();
    }
  } catch {
    // What can be read of it nevertheless is read; why not all, the next steps say.
    return false;
  }
}

interface BackupRow extends ContentRow {
  readonly id: string;
}

/** @returns how many drafts, and how many versions of the others, were left behind */
function takeSound(
  from: Database.Database,
  to: Database.Database,
): Pick<ReadBackup, 'unreadable' | 'lostVersions'> {
  const values = SUMMARY_COLUMNS.replace(/\w+/g, '@$&');
  const insertSummary = to.prepare(`INSERT INTO drafts (${SUMMARY_COLUMNS}) VALUES (${values})`);
  const insertContent = to.prepare(
    'INSERT INTO contents (draft, content, pending, checksum) VALUES (@id, @content, @pending, @checksum)',
  );
  const rows = from
    .prepare<[], BackupRow>(
      `SELECT ${SUMMARY_COLUMNS}, content, pending, checksum FROM drafts LEFT JOIN contents ON draft = id`,
    )
    .iterate();
  let unreadable = 0;
  for (const row of rows) {
    if (isSound(row)) {
      insertSummary.run(row);
      insertContent.run(row);
    } else unreadable++;
  }
  const lostVersions = takeVersions(from, to);
  boundTimes(to, new Date());
  takeLibrary(from, to);
  const { entries, expected } = new SettingsStore(from).get();
  new SettingsStore(to).set({ entries, expected });
  return { unreadable, lostVersions };
}

function isSound(row: BackupRow): boolean {
  try {
    const { content, pending, checksum, ...summary } = row;
    readSummary(summary);
    readContent({ content, pending, checksum });
    return true;
  } catch {
    return false;
  }
}

interface VersionRow {
  readonly draft: string;
  readonly checksum: string;
  readonly content: Buffer;
}

/** @returns how many were left behind */
function takeVersions(from: Database.Database, to: Database.Database): number {
  const columns = 'id, draft, kind, name, created_at, checksum, content';
  const insert = to.prepare(
    `INSERT OR IGNORE INTO versions (${columns}) VALUES (${columns.replace(/\w+/g, '@$&')})`,
  );
  const isKnown = to.prepare('SELECT 1 FROM drafts WHERE id = ?');
  let lost = 0;
  for (const row of from.prepare<[], VersionRow>(`SELECT ${columns} FROM versions`).iterate()) {
    if (isKnown.get(row.draft) !== undefined && isReadableVersion(row)) insert.run(row);
    else lost++;
  }
  return lost;
}

function isReadableVersion(row: VersionRow): boolean {
  try {
    readVersion(row);
    return true;
  } catch {
    return false;
  }
}

/** What the person has added to the indicator library; it is checked again whenever it is read. */
function takeLibrary(from: Database.Database, to: Database.Database): void {
  const columns = 'form, key, cells, hidden, inserted';
  const insert = to.prepare(
    `INSERT OR IGNORE INTO library_own (${columns}) VALUES (${columns.replace(/\w+/g, '@$&')})`,
  );
  for (const row of from.prepare(`SELECT ${columns} FROM library_own`).iterate()) insert.run(row);
}

const SENTENCES: Partial<Record<StorageReason, string>> = {
  newer: '这份备份由更新版本的程序制作，当前版本读不了；本机的草稿没有变化。请先升级本程序再恢复。',
  damaged: '这份备份文件已损坏，没有使用；本机的草稿没有变化。请换一份备份。',
  foreign: '这个文件不是本程序的备份，没有使用；本机的草稿没有变化。请选择本程序制作的备份文件。',
  busy: '这份备份文件正被另一个程序占用；本机的草稿没有变化。请关闭那个程序后再试。',
  full: '磁盘空间不足，读不了这份备份；本机的草稿没有变化。请清理磁盘后再试。',
  disk: '读取备份文件时出错；本机的草稿没有变化。请确认 U 盘或文件夹还在，再试一次。',
};

function refusal(reason: StorageReason, cause?: unknown): StorageError {
  return new StorageError(reason, cause, SENTENCES[reason]);
}

function asRefusal(error: unknown): unknown {
  if (!(error instanceof StorageError)) return error;
  return SENTENCES[error.reason] ? refusal(error.reason, error.cause) : error;
}
