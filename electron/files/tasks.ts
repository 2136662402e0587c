/** What the worker process does: each task takes one argument and gives what survives cloning. */
import { basename } from 'node:path';
import type { ImportAnswer } from '../../shared/api.ts';
import { ProblemError } from '../problem.ts';
import { readOutside } from './read-outside.ts';

export const TASKS = {
  /** Reads a file from outside as a draft; nothing is saved yet. */
  async readForm({ path }: { readonly path: string }): Promise<ImportAnswer> {
    const bytes = await readOutside(path);
    throw new ProblemError(
      'unreadable',
      `还不能读取「${basename(path)}」（${bytes.length} 字节）。`,
    );
  },
};

export type Tasks = typeof TASKS;
