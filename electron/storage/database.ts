/** Opens the one SQLite file, or says in a sentence why not, without touching it. */
import {
  accessSync,
  closeSync,
  constants,
  openSync,
  readSync,
  realpathSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { isBehind } from './behind.ts';
import { isNetworkFileSystem, isNetworkPath } from './data-folder.ts';
import { APPLICATION_ID, hasOwnShape, MIGRATIONS, migrate, userVersion } from './migrations.ts';
import { isLogTorn } from './raw/pages.ts';
import { diskError, guarded, newerDatabase, StorageError } from './storage-error.ts';
import { neededProgram, neededProgramOfFile, recordUse } from './used-by.ts';

export interface OpenOptions {
  /** How long to wait for another program that holds the file, in milliseconds. */
  readonly busyTimeout?: number;
  /** Whether the file lies on another computer; found out where not given. */
  readonly network?: boolean;
  /** Whether to look at every page. */
  readonly checkAll?: boolean;
  /** Called before the first step that changes the schema of what is there; may refuse by throwing. */
  readonly beforeMigration?: (db: Database.Database) => void;
}

/**
 * Opens the database, made anew where there is none; its folder has to be there.
 *
 * A file left over from a write in progress (`-wal`, `-journal`) tells that the program did not
 * end well: only then the whole file is checked, so a normal start costs nothing. (The same is
 * found, and the same check made, where another program has it open at this moment.)
 * @throws StorageError where it cannot or must not be opened; the file is then as it was
 */
export function openDatabase(file: string, options: OpenOptions = {}): Database.Database {
  try {
    return opened(file, options);
  } catch (error) {
    if (error instanceof StorageError && error.reason === 'disk' && isDiskFull(file)) {
      throw new StorageError('full', error.cause);
    }
    throw error;
  }
}

/** What the index of a write-ahead log takes at least, in bytes; without that SQLite names no cause. */
const LEAST_SPACE = 65_536;

function isDiskFull(file: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(file));
    return bavail * bsize < LEAST_SPACE;
  } catch {
    return false;
  }
}

function opened(file: string, options: OpenOptions): Database.Database {
  return guarded(() => {
    const { busyTimeout = 5000, network = liesOnNetwork(file), checkAll = false } = options;
    checkHeader(file);
    checkWritable(file);
    const left = { log: hasContent(`${file}-wal`), journal: hasContent(`${file}-journal`) };
    if (left.log && isLogTorn(file)) throw new StorageError('damaged', new Error('torn log'));
    if (left.log && !network) checkReadOnly(file, busyTimeout);
    const db = new Database(file, { timeout: busyTimeout });
    try {
      const unchecked = checkAll || left.journal || (left.log && network);
      prepare(db, { ...options, network, checkAll: unchecked });
    } catch (error) {
      db.close();
      throw error;
    }
    return db;
  });
}

function prepare(db: Database.Database, options: OpenOptions & { network: boolean }): void {
  const { network, checkAll = false, beforeMigration } = options;
  if (network) db.pragma('locking_mode = EXCLUSIVE');
  // Reading the schema shows damage before anything is written.
  const tables = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get();
  const version = userVersion(db);
  if (version > MIGRATIONS.length) throw newerDatabase(neededProgram(db));
  if (version === 0 && tables !== 0) throw new StorageError('foreign');
  checkShape(db);
  if (checkAll) checkIntegrity(db);
  if (isBehind(db, checkAll)) throw new StorageError('behind');
  setJournal(db, network);
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  if (version > 0 && version < MIGRATIONS.length) beforeMigration?.(db);
  migrate(db);
  recordUse(db);
}

/**
 * A write-ahead log where the folder can do it, else a rollback journal. On a network folder the
 * log is not even tried (Windows would try, and lose data); leaving one that is there needs the file
 * for oneself, because its index could not be shared (https://sqlite.org/wal.html#noshm).
 */
export function setJournal(db: Database.Database, network: boolean): void {
  if (!network && writeAheadLogWorks(db)) return;
  db.pragma('journal_mode = DELETE');
  db.pragma('locking_mode = NORMAL');
  // The lock of the exclusive mode goes with the next reading.
  db.prepare('SELECT count(*) FROM sqlite_schema').get();
}

function writeAheadLogWorks(db: Database.Database): boolean {
  try {
    return db.pragma('journal_mode = WAL', { simple: true }) === 'wal';
  } catch (error) {
    // A file system without shared memory. Where the file itself is the trouble, the next step says so.
    if (error instanceof Database.SqliteError) return false;
    throw error;
  }
}

/** Looks at a database with a log left over without writing to either. */
function checkReadOnly(file: string, timeout: number): void {
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout });
  try {
    if (userVersion(db) > MIGRATIONS.length) throw newerDatabase(neededProgram(db));
    checkIntegrity(db);
    if (isBehind(db, true)) throw new StorageError('behind');
  } finally {
    db.close();
  }
}

/** @throws StorageError `damaged` where a page, an index, a row or a table does not fit the others */
export function checkIntegrity(db: Database.Database, schema = 'main'): void {
  checkShape(db, schema);
  const found = db.pragma(`${schema}.integrity_check(1)`, { simple: true });
  if (found !== 'ok') throw new StorageError('damaged', new Error(`integrity_check: ${found}`));
}

function checkShape(db: Database.Database, schema = 'main'): void {
  if (!hasOwnShape(db, schema)) throw new StorageError('damaged', new Error('other tables'));
}

/** The fixed fields of the first page (https://sqlite.org/fileformat.html#the_database_header). */
const HEADER = {
  length: 100,
  magic: 'SQLite format 3\0',
  cookie: 40,
  version: 60,
  application: 68,
};

/** Reads the header as plain bytes: a file that is refused here was not even opened by SQLite. */
function checkHeader(file: string): void {
  const header = readHeader(file);
  if (!header || header.length === 0) return;
  const sound =
    header.length === HEADER.length && header.toString('latin1').startsWith(HEADER.magic);
  if (!sound) {
    // A power cut can tear the first page; the rollback journal beside it has it whole.
    if (hasContent(`${file}-journal`)) return;
    throw new StorageError('damaged');
  }
  const application = header.readUInt32BE(HEADER.application);
  const version = header.readUInt32BE(HEADER.version);
  const untouched = application === 0 && version === 0 && header.readUInt32BE(HEADER.cookie) === 0;
  if (application !== APPLICATION_ID && !untouched) throw new StorageError('foreign');
  if (version > MIGRATIONS.length) throw newerDatabase(neededProgramOfFile(file));
}

function readHeader(file: string): Buffer | undefined {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats) {
    if (!statSync(dirname(file), { throwIfNoEntry: false })) throw new StorageError('disk');
    return undefined;
  }
  if (!stats.isFile()) throw new StorageError('foreign');
  try {
    const handle = openSync(file, 'r');
    try {
      const header = Buffer.alloc(HEADER.length);
      return header.subarray(0, readSync(handle, header, 0, HEADER.length, 0));
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    throw diskError(error);
  }
}

/**
 * A file marked read-only is refused even where the user could write nevertheless; SQLite would
 * open it and refuse the first save.
 */
function checkWritable(file: string): void {
  try {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats && (stats.mode & constants.S_IWUSR) === 0) throw new StorageError('readOnly');
    if (stats) accessSync(file, constants.W_OK);
    else accessSync(dirname(file), constants.W_OK);
  } catch (error) {
    throw error instanceof StorageError ? error : new StorageError('readOnly', error);
  }
}

function hasContent(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/** Resolves mapped drives first; the file itself may not be there yet. */
function liesOnNetwork(file: string): boolean {
  try {
    const folder = realpathSync.native(dirname(file));
    if (process.platform === 'linux') return isNetworkFileSystem(statfsSync(folder).type);
    return isNetworkPath(join(folder, basename(file)), process.platform);
  } catch {
    return isNetworkPath(file, process.platform);
  }
}
