/**
 * 清除本机数据: everything in the data folder is removed. Asked for by a mark in the folder, done by the
 * next start before anything is opened: so it works whatever is open now, and a start that is
 * interrupted is followed by one that goes on. The data are either all there or on their way out.
 */
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ProblemError } from '../problem.ts';

const MARK = 'clear-all';

/** By these the system knows that the program runs: one at a time, also while it clears. */
const LOCKS = new Set(['SingletonLock', 'SingletonCookie', 'SingletonSocket', 'lockfile']);

/** Notes that the next start is to remove everything. @throws where the mark cannot be written */
export function markForClearing(folder: string): void {
  const file = openSync(join(folder, MARK), 'w');
  fsyncSync(file);
  closeSync(file);
}

/**
 * Removes everything where that has been asked for; otherwise does nothing. The mark goes last.
 * @throws ProblemError where something could not be removed; the mark stays, for the next start
 */
export function clearWhereMarked(folder: string): void {
  const mark = join(folder, MARK);
  if (!existsSync(mark)) return;
  const names = readdirSync(folder).filter((name) => name !== MARK && !LOCKS.has(name));
  const failures = names.flatMap((name) => {
    try {
      rmSync(join(folder, name), { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
      return [];
    } catch (error) {
      return [error];
    }
  });
  if (failures.length > 0) {
    throw new ProblemError(
      'busy',
      '本机数据还没有清除干净：有文件正被其他程序占用，或没有权限删除。请关闭其他程序，再打开本程序，会接着清除。',
      { cause: failures[0] },
    );
  }
  rmSync(mark, { force: true });
}
