/**
 * The pages of a database file as plain bytes, with its write-ahead log laid over them: how a damaged
 * database is looked at without SQLite, which gives up at the first page it cannot follow.
 */
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { type CheckedLog, checkLog, type LogFrames } from './log.ts';

/** Every database of this program has pages of this size: SQLite's default, and no step changes it. */
export const PAGE_SIZE = 4096;

/** The database in one of the states that its log allows. */
export interface PageView {
  readonly count: number;
  /** A page by its number, from 1; undefined where it is not there. */
  page(number: number): Buffer | undefined;
}

export interface RawFile {
  /** The newest state first; several only where the log is torn in its middle. */
  readonly views: readonly [PageView, ...PageView[]];
  /** Whether saves were lost in the middle of the log. */
  readonly logTorn: boolean;
  /** Whether there is not a single page. */
  readonly isEmpty: boolean;
  close(): void;
}

/**
 * Opens a file and its log for reading.
 * @throws what the file system says
 */
export function openRaw(file: string): RawFile {
  const handle = openSync(file, 'r');
  const length = Math.ceil(fstatSync(handle).size / PAGE_SIZE);
  const log = logOf(file);
  const view = (frames: LogFrames): PageView => ({
    count: Math.max(length, ...frames.keys()),
    page: (number) => frames.get(number) ?? readPage(handle, number, length),
  });
  const sure = view(log.committed);
  return {
    views: log.torn ? [view(new Map([...log.committed, ...log.beyond])), sure] : [sure],
    logTorn: log.torn,
    isEmpty: sure.count === 0,
    close: () => closeSync(handle),
  };
}

/**
 * Whether SQLite would drop whole transactions of a log that was left over, without a word. Two looks
 * have to agree: another program may be writing to it at this moment.
 * @param file the database
 */
export function isLogTorn(file: string): boolean {
  const look = () => logOf(file).torn;
  return look() && look();
}

function logOf(file: string): CheckedLog {
  // The index first: while another program writes it must not be newer than the log.
  const index = readWhole(`${file}-shm`);
  return checkLog(readWhole(`${file}-wal`), index, PAGE_SIZE);
}

function readWhole(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}

/** The last page of a file that was cut off is filled up with zeros. */
function readPage(handle: number, number: number, length: number): Buffer | undefined {
  if (number < 1 || number > length) return undefined;
  const page = Buffer.alloc(PAGE_SIZE);
  try {
    readSync(handle, page, 0, PAGE_SIZE, (number - 1) * PAGE_SIZE);
    return page;
  } catch {
    // A sector that the disk cannot read any more.
    return undefined;
  }
}
