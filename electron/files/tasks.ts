/** What the worker process does: each task takes one argument and gives what survives cloning. */
import { basename } from 'node:path';
import type { ImportAnswer } from '../../shared/api.ts';
import { readDocx } from '../../shared/word/read.ts';
import { readOutside } from './read-outside.ts';

export const TASKS = {
  /** Reads a file from outside as a draft; nothing is saved yet. */
  async readForm({ path }: { readonly path: string }): Promise<ImportAnswer> {
    const bytes = await readOutside(path);
    return { fileName: basename(path), ...readDocx(bytes, new Date().getFullYear()) };
  },
};

export type Tasks = typeof TASKS;
