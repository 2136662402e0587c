/** Calls that read files from outside, all in a process of their own. */
import type { BrowserWindow } from 'electron';
import { chooseForms } from '../files/choose.ts';
import type { Tasks } from '../files/tasks.ts';
import type { WorkerClient } from '../files/worker-client.ts';
import type { Handlers } from '../ipc.ts';

export interface ImportContext {
  readonly window: () => BrowserWindow;
  /** The process that reads: another than the one that writes, for it meets hostile files. */
  readonly reader: WorkerClient<Tasks>;
}

type ImportCalls = Pick<Handlers, 'import.choose' | 'import.read' | 'import.cancel'>;

export function importCalls({ window, reader }: ImportContext): ImportCalls {
  return {
    async 'import.choose'() {
      const paths = await chooseForms(window());
      return paths.length === 0 ? null : { paths };
    },
    'import.read': ({ path }) => reader.run('readForm', { path }),
    'import.cancel'() {
      reader.cancel();
      return null;
    },
  };
}
