/** Calls about 草稿文件 (.jxb). */

import { formOf } from '../../shared/form/forms.ts';
import type { Exports } from '../files/exports.ts';
import { exportFileName } from '../files/file-name.ts';
import type { KnownPaths } from '../files/known-paths.ts';
import type { Tasks } from '../files/tasks.ts';
import type { WorkerClient } from '../files/worker-client.ts';
import type { Handlers } from '../ipc.ts';
import { type JxbStore, keepJxb, leavingJxb } from '../storage/jxb.ts';
import { StorageError } from '../storage/storage-error.ts';
import { factsWithoutSurroundings } from './versions.ts';

export interface JxbContext extends JxbStore {
  readonly known: KnownPaths;
  readonly reader: WorkerClient<Tasks>;
  readonly writer: WorkerClient<Tasks>;
  readonly exports: Exports;
  /** Told of the draft that the window shows next. */
  readonly onOpen: (id: string) => void;
}

const JXB = { title: '导出草稿文件', extension: 'jxb', kind: '绩效目标填报草稿文件' };

type JxbCalls = Pick<Handlers, Extract<keyof Handlers, `jxb.${string}`>>;

export function jxbCalls(context: JxbContext): JxbCalls {
  const { known, reader, writer, exports, onOpen } = context;
  return {
    async 'jxb.export'({ id }) {
      const jxb = leavingJxb(context, id);
      const definition = formOf(jxb.draft.form);
      if (!definition) throw new StorageError('unreadable');
      const bytes = await writer.run('writeJxb', jxb);
      return await exports.save(exportFileName(definition, jxb.draft, 'jxb', false), bytes, JXB);
    },
    async 'jxb.accept'({ path }) {
      known.mustBeKnown(path);
      // Read anew: what the window was told of the file is not what is kept.
      const { jxb } = await reader.run('readForm', { path });
      if (!jxb) {
        const { damagedJxb } = await import('../../shared/draft/jxb.ts');
        throw damagedJxb(new Error('no draft in the file any more'));
      }
      const open = keepJxb(context, jxb, factsWithoutSurroundings(jxb.draft));
      onOpen(open.summary.id);
      return open;
    },
  };
}
