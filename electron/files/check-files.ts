/** Checks many files, one after the other, for the window and for the command line alike. */
import type { BatchRow } from '../../shared/batch/rows.ts';
import { ProblemError, problemOf } from '../problem.ts';
import type { CheckedForm, CheckRequest } from './batch-tasks.ts';
import type { FoundFile } from './form-folder.ts';

/** A file with its forms, or with the sentence that says why it has none. */
export interface CheckedFile extends FoundFile {
  readonly forms: readonly CheckedForm[];
}

/** The process that reads the files. */
export interface Checker {
  run(task: 'checkFile', request: CheckRequest): Promise<readonly CheckedForm[]>;
}

interface Options extends Pick<CheckRequest, 'extraEntries'> {
  /** Ends it before the next file. */
  readonly signal?: AbortSignal;
  /** Is told of each file in turn. */
  readonly onFile: (checked: CheckedFile) => void;
  /** Is told of what nobody foresaw, for the log. */
  readonly onFailure?: (error: unknown) => void;
}

/**
 * Reads and checks files. A file that cannot be read, takes too long or ends the process that reads
 * it is named, and the rest goes on.
 * @throws the signal's reason, or ProblemError with code `cancelled` where the process is told to stop
 */
export async function checkFiles(
  files: readonly FoundFile[],
  checker: Checker,
  { extraEntries, signal, onFile, onFailure }: Options,
): Promise<void> {
  for (const found of files) {
    signal?.throwIfAborted();
    if (found.problem !== undefined) {
      onFile({ ...found, forms: [] });
      continue;
    }
    try {
      onFile({
        ...found,
        forms: await checker.run('checkFile', { path: found.path, extraEntries }),
      });
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'cancelled') throw error;
      onFailure?.(error);
      onFile({ ...found, forms: [], problem: problemOf(error).message });
    }
  }
}

/** The lines of the table for a file; the first gets the given number. */
export function rowsOfFile({ path, file, forms, problem }: CheckedFile, id: number): BatchRow[] {
  if (problem !== undefined) return [{ id, path, file, nth: 0, of: 0, form: null, problem }];
  return forms.map(({ summary }, nth) => ({
    id: id + nth,
    path,
    file,
    nth,
    of: forms.length,
    form: summary,
    problem: null,
  }));
}
