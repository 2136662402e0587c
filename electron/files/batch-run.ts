/** The checking of a folder, one file after the other, for a window that asks how far it is. */
import type { BatchState } from '../../shared/api/batch.ts';
import type { BatchRow } from '../../shared/batch/rows.ts';
import { problemOf } from '../problem.ts';
import type { CheckRequest } from './batch-tasks.ts';
import { type Checker, checkFiles, rowsOfFile } from './check-files.ts';
import { formFilesIn } from './form-folder.ts';

/** How many rows one answer brings at the most. */
const ROWS_AT_ONCE = 200;

interface StartOptions extends Pick<CheckRequest, 'extraEntries'> {
  readonly subfolders: boolean;
}

export class BatchRun {
  readonly #checker: Checker;
  readonly #onFailure: (error: unknown) => void;
  #ending = new AbortController();
  #rows: BatchRow[] = [];
  #state: Omit<BatchState, 'rows'> = {
    run: 0,
    folder: '',
    state: 'none',
    problem: null,
    done: 0,
    total: 0,
  };

  /** @param onFailure is told of what nobody foresaw, for the log */
  constructor(checker: Checker, onFailure: (error: unknown) => void) {
    this.#checker = checker;
    this.#onFailure = onFailure;
  }

  get rows(): readonly BatchRow[] {
    return this.#rows;
  }

  /** Starts anew. @returns a promise for the end of it, which never fails */
  async start(folder: string, { subfolders, extraEntries }: StartOptions): Promise<void> {
    this.#ending.abort();
    const ending = new AbortController();
    const { signal } = ending;
    const rows: BatchRow[] = [];
    const run = this.#state.run + 1;
    this.#ending = ending;
    this.#rows = rows;
    this.#state = { run, folder, state: 'looking', problem: null, done: 0, total: 0 };
    const update = (change: Partial<BatchState>) => {
      if (this.#state.run === run) this.#state = { ...this.#state, ...change };
    };
    try {
      const files = await formFilesIn(folder, { subfolders, signal });
      update({ state: 'checking', total: files.length });
      let done = 0;
      await checkFiles(files, this.#checker, {
        signal,
        extraEntries,
        onFailure: this.#onFailure,
        onFile: (file) => {
          rows.push(...rowsOfFile(file, rows.length));
          done += 1;
          update({ done });
        },
      });
      update({ state: 'done' });
    } catch (error) {
      const stopped = signal.aborted;
      update({ state: 'stopped', problem: stopped ? null : problemOf(error).message });
    }
  }

  /** The file under way is still to be ended by who holds its process. */
  cancel(): void {
    this.#ending.abort();
  }

  /** What is new for a caller who has the first `from` rows of a run. */
  follow(run: number, from: number): BatchState {
    const start = run === this.#state.run ? from : 0;
    const rows = this.#rows.slice(start, start + ROWS_AT_ONCE);
    return { ...this.#state, rows };
  }
}
