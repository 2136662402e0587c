/** Reads the bytes of a file that a person chose, with a limit and a sentence for what goes wrong. */
import { open } from 'node:fs/promises';
import { ProblemError } from '../problem.ts';

/** Far above any real form: such a file is something else. */
const MAX_MB = 64;

/** @throws ProblemError where there is no such file, it may not be read, or it is too large */
export async function readOutside(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path, 'r');
    try {
      const stats = await file.stat();
      if (!stats.isFile())
        throw new ProblemError('unreadable', '这不是一份文件，没有读入任何内容。');
      if (stats.size > MAX_MB * 1024 * 1024) {
        throw new ProblemError('unreadable', `文件超过 ${MAX_MB} MB，不会是绩效目标表，没有读入。`);
      }
      return new Uint8Array(await file.readFile());
    } finally {
      await file.close();
    }
  } catch (error) {
    throw error instanceof ProblemError ? error : cannotRead(error);
  }
}

function cannotRead(error: unknown): ProblemError {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new ProblemError('not-found', '找不到这份文件，它可能已被移动或改名；请重新选择。', {
      cause: error,
    });
  }
  if (['EBUSY', 'EPERM', 'EACCES'].includes(code)) {
    return new ProblemError(
      'busy',
      '文件正被其他程序占用，或没有权限读取；请关闭打开它的程序后再试。',
      { cause: error },
    );
  }
  return new ProblemError('disk', '读取文件时磁盘出错，没有读入任何内容；请换一个位置再试。', {
    cause: error,
  });
}
