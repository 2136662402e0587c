/**
 * A backup from anywhere, read in the worker process: what can be vouched for goes into a database
 * made here, and only that one is opened beside the person's own.
 */
import { closeSync, copyFileSync, openSync, readSync, rmSync, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { ProblemError } from '../problem.ts';
import { boundTimes } from './clock.ts';
import { checkIntegrity, openDatabase } from './database.ts';
import {
  type ContentRow,
  departmentOf,
  readContent,
  readSummary,
  SUMMARY_COLUMNS,
} from './draft-row.ts';
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
 * More rows than any office has (pages that name each other in a circle would give them without end),
 * and more bytes in one value than any draft takes.
 */
const MOST = { drafts: 100_000, versions: 1_000_000, library: 200_000, value: 64 * 1024 ** 2 };
type Most = typeof MOST;

/** A version may have a name as long as one in a .jxb. */
const MAX_NAME = 1000;

/**
 * Reads a backup, of this schema or an older one.
 * @param folder a folder of our own for the copy and the result
 * @param most how many rows of each kind it may have, and how many bytes in a value
 * @throws ProblemError with a sentence where it is no backup, damaged or of a newer program
 */
export function readBackup(path: string, folder: string, most: Most = MOST): ReadBackup {
  const copy = join(folder, 'copy.sqlite');
  const file = join(folder, 'sound.sqlite');
  const bytes = copyBackup(path, copy);
  const damaged = !isWhole(copy);
  const from = openCopy(copy);
  const to = new Database(file);
  try {
    to.pragma('synchronous = OFF');
    migrate(to);
    to.pragma(`max_page_count = ${ROOM + Math.ceil((2 * bytes) / PAGE)}`);
    const left = guarded(() => to.transaction(() => takeSound(from, to, most)).immediate());
    return { file, ...left, damaged };
  } catch (error) {
    throw asRefusal(error);
  } finally {
    from.close();
    to.close();
    rmSync(copy, { force: true });
  }
}

/** The size of a page of our own, in bytes, and how many pages more than the backup's the result may have. */
const PAGE = 4096;
const ROOM = 1000;

/**
 * With its log, where somebody has copied the files of a data folder.
 * @returns how many bytes it has
 */
function copyBackup(path: string, copy: string): number {
  try {
    const sizes = ['', '-wal'].map((end) => {
      const stats = statSync(path + end, { throwIfNoEntry: end === '' });
      return stats?.isFile() ? stats.size : 0;
    });
    const size = sizes.reduce((sum, one) => sum + one, 0);
    if (!sizes[0] || size > MAX_BYTES || !isDatabase(path)) throw refusal('foreign');
    const { bavail, bsize } = statfsSync(dirname(copy));
    if (3 * size + ROOM * PAGE > bavail * bsize) throw refusal('full');
    copyFileSync(path, copy);
    if (sizes[1]) copyFileSync(`${path}-wal`, `${copy}-wal`);
    return size;
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

/** The columns of a table, those of a size that no draft has as NULL: they are not even read. */
function bounded(columns: string, most: number): string {
  const one = (name: string) => `CASE WHEN octet_length(${name}) <= ${most} THEN ${name} END`;
  return columns
    .split(', ')
    .map((name) => `${one(name)} AS ${name}`)
    .join(', ');
}

/** @throws ProblemError where there are more than may be */
function* rowsOf<T>(from: Database.Database, sql: string, most: number): Iterable<T> {
  let count = 0;
  for (const row of from.prepare<[], T>(sql).iterate()) {
    if (++count > most) throw new ProblemError('unreadable', TOO_MANY);
    yield row;
  }
}

interface BackupRow extends ContentRow {
  readonly id: string;
}

/** @returns how many drafts, and how many versions of the others, were left behind */
function takeSound(
  from: Database.Database,
  to: Database.Database,
  most: Most,
): Pick<ReadBackup, 'unreadable' | 'lostVersions'> {
  const values = SUMMARY_COLUMNS.replace(/\w+/g, '@$&');
  const insertSummary = to.prepare(
    `INSERT OR IGNORE INTO drafts (${SUMMARY_COLUMNS}) VALUES (${values})`,
  );
  const insertContent = to.prepare(
    'INSERT INTO contents (draft, content, pending, checksum) VALUES (@id, @content, @pending, @checksum)',
  );
  const columns = bounded(`${SUMMARY_COLUMNS}, content, pending, checksum`, most.value);
  const sql = `SELECT ${columns} FROM drafts LEFT JOIN contents ON draft = id`;
  let unreadable = 0;
  for (const row of rowsOf<BackupRow>(from, sql, most.drafts)) {
    const sound = soundRow(row);
    if (sound && insertSummary.run(sound).changes === 1) insertContent.run(sound);
    else unreadable++;
  }
  const lostVersions = takeVersions(from, to, most);
  boundTimes(to, new Date());
  takeLibrary(from, to, most);
  const { entries, expected } = new SettingsStore(from).get();
  new SettingsStore(to).set({ entries, expected });
  return { unreadable, lostVersions };
}

/** A row that can be vouched for; what the list shows of the draft is what stands in it. */
function soundRow(row: BackupRow): BackupRow | undefined {
  try {
    const { content, pending, checksum, ...summary } = row;
    readSummary(summary);
    const { draft } = readContent({ content, pending, checksum });
    const { form, year } = draft;
    return { ...row, ...{ form, year, department: departmentOf(draft) } };
  } catch {
    return undefined;
  }
}

interface VersionRow {
  readonly id: string;
  readonly draft: string;
  readonly name: string | null;
  readonly checksum: string;
  readonly content: Buffer;
}

/** @returns how many were left behind */
function takeVersions(from: Database.Database, to: Database.Database, most: Most): number {
  const columns = 'id, draft, kind, name, created_at, checksum, content';
  const insert = to.prepare(
    `INSERT OR IGNORE INTO versions (${columns}) VALUES (${columns.replace(/\w+/g, '@$&')})`,
  );
  const isKnown = to.prepare('SELECT 1 FROM drafts WHERE id = ?');
  let lost = 0;
  const sql = `SELECT ${bounded(columns, most.value)} FROM versions`;
  for (const row of rowsOf<VersionRow>(from, sql, most.versions)) {
    if (isKnown.get(row.draft) !== undefined && isReadableVersion(row)) insert.run(row);
    else lost++;
  }
  return lost;
}

function isReadableVersion(row: VersionRow): boolean {
  try {
    readVersion(row);
    return row.id.length <= MAX_NAME && (row.name ?? '').length <= MAX_NAME;
  } catch {
    return false;
  }
}

/** What the person has added to the indicator library; it is checked again whenever it is read. */
function takeLibrary(from: Database.Database, to: Database.Database, most: Most): void {
  const columns = 'form, key, cells, hidden, inserted';
  const insert = to.prepare(
    `INSERT OR IGNORE INTO library_own (${columns}) VALUES (${columns.replace(/\w+/g, '@$&')})`,
  );
  const sql = `SELECT ${columns} FROM library_own
    WHERE octet_length(form || key || coalesce(cells, '')) <= ${most.value}`;
  for (const row of rowsOf(from, sql, most.library)) insert.run(row);
}

const TOO_MANY =
  '这份备份里的内容多得不像是本程序的备份，没有使用；本机的草稿没有变化。请选择本程序制作的备份文件。';

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
