/** Copies a large file to where a person wants it: whole, or not at all. */
import { randomBytes } from 'node:crypto';
import { copyFile, open, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { renamePatiently, writeProblem } from './atomic.ts';

/**
 * @param check looks at the copy before it gets its name
 * @throws ProblemError with a Chinese sentence; what `check` throws
 */
export async function copyWhole(
  from: string,
  to: string,
  check: (copy: string) => Promise<unknown>,
): Promise<void> {
  const temporary = join(dirname(to), `.${randomBytes(6).toString('hex')}.tmp`);
  try {
    await copyFile(from, temporary).catch(asProblem(to));
    await flush(temporary).catch(asProblem(to));
    await check(temporary);
    await renamePatiently(temporary, to).catch(asProblem(to));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
}

function asProblem(to: string): (error: unknown) => never {
  return (error) => {
    throw writeProblem(error, basename(to));
  };
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
