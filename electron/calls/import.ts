/** Calls that read files from outside, all in a process of their own. */
import type { BrowserWindow } from 'electron';
import type { ArrivedJxb } from '../../shared/api/jxb.ts';
import type { Jxb } from '../../shared/draft/jxb.ts';
import { chooseForms } from '../files/choose.ts';
import type { KnownPaths } from '../files/known-paths.ts';
import type { Tasks } from '../files/tasks.ts';
import type { WorkerClient } from '../files/worker-client.ts';
import type { Handlers } from '../ipc.ts';

export interface ImportContext {
  readonly window: () => BrowserWindow;
  readonly known: KnownPaths;
  /** The process that reads: another than the one that writes, for it meets hostile files. */
  readonly reader: WorkerClient<Tasks>;
  /** What a person is told of a .jxb. */
  readonly arrived: (jxb: Jxb) => ArrivedJxb;
}

type ImportCalls = Pick<Handlers, 'import.choose' | 'import.read' | 'import.cancel'>;

export function importCalls({ window, known, reader, arrived }: ImportContext): ImportCalls {
  return {
    async 'import.choose'() {
      const paths = await chooseForms(window());
      known.add(paths);
      return paths.length === 0 ? null : { paths };
    },
    async 'import.read'({ path }) {
      known.mustBeKnown(path);
      const { jxb, ...answer } = await reader.run('readForm', { path });
      return jxb ? { ...answer, jxb: arrived(jxb) } : answer;
    },
    'import.cancel'() {
      reader.cancel();
      return null;
    },
  };
}
