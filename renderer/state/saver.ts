/** Keeps sending what has changed until it is stored; knows nothing of drafts. */

export interface Saver {
  /** Something has changed: it will be saved soon. */
  changed(): void;
  /** Saves now what is not saved yet. @returns whether everything is saved */
  flush(): Promise<boolean>;
  /** Ends all waiting; what is under way ends by itself. */
  stop(): void;
}

export interface SaverOptions {
  /** Saves what there is now. @returns a Chinese sentence where it failed, else undefined */
  readonly save: () => Promise<string | undefined>;
  readonly onStatus: (status: 'saving' | 'saved' | { readonly failed: string }) => void;
  /** How long a change waits for others to come, in milliseconds. */
  readonly delay?: number;
  /** How long to wait before the next try after each failure; the last one from then on. */
  readonly retries?: readonly number[];
}

const DELAY = 400;
const RETRIES = [1000, 2000, 5000, 10_000];

/** A saver: one save at a time, the first change of a burst decides when. */
export function createSaver({
  save,
  onStatus,
  delay = DELAY,
  retries = RETRIES,
}: SaverOptions): Saver {
  let dirty = false;
  let stopped = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | undefined;

  const attempt = async () => {
    dirty = false;
    onStatus('saving');
    const failed = await save();
    failures = failed === undefined ? 0 : failures + 1;
    if (failed !== undefined) {
      dirty = true;
      onStatus({ failed });
    } else if (!dirty) {
      onStatus('saved');
    }
  };
  const run = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    running ??= attempt().finally(() => {
      running = undefined;
      if (dirty) schedule();
    });
    return running;
  };
  const schedule = () => {
    if (timer !== undefined || running || stopped) return;
    const wait = failures === 0 ? delay : (retries[failures - 1] ?? retries.at(-1) ?? delay);
    timer = setTimeout(run, wait);
  };
  return {
    changed() {
      // From now on not everything is stored: nobody may read 已保存 until it is.
      if (!dirty && !running) onStatus('saving');
      dirty = true;
      schedule();
    },
    async flush() {
      if (running) await running;
      if (dirty) await run();
      return !dirty;
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
