/** Writes a file whole or not at all, and says in a sentence what went wrong. */
import { randomBytes } from 'node:crypto';
import { link, lstat, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ProblemError } from '../problem.ts';

/** Virus scanners hold a new file for a moment: how often and how long to wait for them. */
const TRIES = 5;
const WAIT_MS = 60;

const IN_USE = new Set(['EBUSY', 'EPERM', 'EACCES', 'ETXTBSY']);

/**
 * Writes bytes to a file by way of a temporary name in the same folder, so that a reader, a full
 * disk or a power cut never meets half a file.
 * @param force whether an existing file may be replaced
 * @throws ProblemError with a Chinese sentence; code `busy` where another program holds the file
 */
export async function writeAtomic(
  path: string,
  bytes: Uint8Array,
  { force }: { readonly force: boolean },
): Promise<void> {
  const temporary = join(dirname(path), `.${randomBytes(6).toString('hex')}.tmp`);
  try {
    await writeThrough(temporary, bytes);
    if (!force && (await linkedTo(path, temporary))) return;
    // Nothing stands under the name meanwhile, not even an empty file: a power cut would leave it.
    if (!force && (await isTaken(path))) throw taken();
    await renamePatiently(temporary, path);
  } catch (error) {
    await tidied(temporary);
    throw writeProblem(error, basename(path));
  }
}

/**
 * Gives a whole file a name that nobody has, in one step. @returns false on a disk without such links
 * (USB sticks)
 * @throws what the file system says where the name is taken
 */
async function linkedTo(path: string, temporary: string): Promise<boolean> {
  try {
    await link(temporary, path);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw error;
    return false;
  }
  await tidied(temporary);
  return true;
}

/** A temporary file that cannot be removed is no news beside what has happened. */
async function tidied(temporary: string): Promise<void> {
  await rm(temporary, { force: true }).catch(() => {});
}

async function isTaken(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

function taken(): Error {
  return Object.assign(new Error('the name is taken'), { code: 'EEXIST' });
}

async function writeThrough(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

export async function renamePatiently(from: string, to: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await rename(from, to);
    } catch (error) {
      if (tries === TRIES || !IN_USE.has(codeOf(error))) throw error;
      await setTimeout(WAIT_MS * tries);
    }
  }
}

/** The sentence for an error of the file system while writing `name`. */
export function writeProblem(error: unknown, name: string): ProblemError {
  const cause = { cause: error };
  const code = codeOf(error);
  if (code === 'EEXIST') {
    return new ProblemError('disk', `已有同名文件「${name}」，没有覆盖它；请换一个名字。`, cause);
  }
  if (IN_USE.has(code)) {
    const program = /\.xlsx$/i.test(name) ? 'Excel' : 'Word';
    const sentence = `「${name}」正在 ${program}、WPS 或别的程序中打开，或没有写入权限，没有写入；草稿没有变化。请关闭那个文件后重试，或换一个位置保存。`;
    return new ProblemError('busy', sentence, cause);
  }
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new ProblemError('disk', `保存「${name}」的文件夹不存在；请换一个位置保存。`, cause);
  }
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    const sentence = `磁盘空间不足，「${name}」没有写入；草稿没有变化。请清理磁盘或换一个位置保存。`;
    return new ProblemError('disk', sentence, cause);
  }
  if (code === 'EROFS') {
    return new ProblemError(
      'disk',
      `这个位置是只读的，「${name}」没有写入；请换一个位置保存。`,
      cause,
    );
  }
  const sentence = `写入「${name}」时磁盘出错，没有写入；草稿没有变化。请换一个位置再试。`;
  return new ProblemError('disk', sentence, cause);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
