/** The checking of a folder as the page knows it; it goes on while another page is in front. */
import { create } from 'zustand';
import type { BatchState } from '../../shared/api/batch.ts';
import type { ImportedForm } from '../../shared/api.ts';
import type { BatchRow } from '../../shared/batch/rows.ts';
import { ask } from '../ui/api.ts';

interface Batch {
  readonly status: Omit<BatchState, 'rows'>;
  readonly rows: readonly BatchRow[];
  /** The year that is compared with the list; null for the one that most forms are for. */
  readonly year: number | null;
  /** The form that is looked at. */
  readonly open: OpenForm | null;
}

/** A form as it was read again, to be looked at. */
export interface OpenForm extends ImportedForm {
  /** The name to show. */
  readonly file: string;
}

const NOTHING: Batch['status'] = {
  run: 0,
  folder: '',
  state: 'none',
  problem: null,
  done: 0,
  total: 0,
};

export const useBatch = create<Batch>()(() => ({
  status: NOTHING,
  rows: [],
  year: null,
  open: null,
}));

export function isRunning({ state }: Batch['status']): boolean {
  return state === 'looking' || state === 'checking';
}

/** How often the main process is asked how far it is, in milliseconds. */
const INTERVAL = 250;

let following = false;

/** Takes over what there is, until the checking has ended. @returns a sentence where that failed */
export async function followBatch(): Promise<string | undefined> {
  if (following) return undefined;
  following = true;
  try {
    for (;;) {
      const { status, rows } = useBatch.getState();
      const answer = await ask('batch.follow', { run: status.run, from: rows.length });
      if (!answer.ok) return answer.problem.message;
      const { rows: more, ...now } = answer.value;
      const isNew = now.run !== status.run;
      useBatch.setState({
        status: now,
        ...(isNew && { year: null }),
        ...((isNew || more.length > 0) && { rows: isNew ? more : [...rows, ...more] }),
      });
      if (more.length > 0) continue;
      if (!isRunning(now)) return undefined;
      await new Promise((done) => setTimeout(done, INTERVAL));
    }
  } finally {
    following = false;
  }
}
