/** Calls about Excel tables that go out and come back. */
import type { BrowserWindow } from 'electron';
import { type Draft, parseDraft } from '../../shared/draft/draft.ts';
import { DraftError } from '../../shared/draft/draft-error.ts';
import { formOf } from '../../shared/form/forms.ts';
import { chooseTables } from '../files/choose.ts';
import type { Exports } from '../files/exports.ts';
import { exportFileName } from '../files/file-name.ts';
import type { KnownPaths } from '../files/known-paths.ts';
import type { Tasks } from '../files/tasks.ts';
import type { WorkerClient } from '../files/worker-client.ts';
import type { Handlers } from '../ipc.ts';

export interface ExcelContext {
  readonly window: () => BrowserWindow;
  readonly known: KnownPaths;
  readonly reader: WorkerClient<Tasks>;
  readonly writer: WorkerClient<Tasks>;
  readonly exports: Exports;
  /** Told of every draft that has become a file. */
  readonly written: (id: string, draft: Draft) => void;
}

type ExcelCalls = Pick<Handlers, Extract<keyof Handlers, `excel.${string}`>>;

const TABLES = { title: '导出 Excel', extension: 'xlsx', kind: 'Excel 工作簿' };
const ENTRY = { title: '导出一体化录入表', extension: 'xlsx', kind: 'Excel 工作簿' };

export function excelCalls(context: ExcelContext): ExcelCalls {
  const { window, known, reader, writer, exports, written } = context;
  return {
    async 'excel.export'({ id, draft: value }) {
      const draft = parseDraft(value);
      const bytes = await writer.run('writeTables', { id, draft });
      const saved = await exports.save(nameOf(draft, ''), bytes, TABLES);
      if (saved) written(id, draft);
      return saved;
    },
    async 'excel.entry'({ id, draft: value }) {
      const draft = parseDraft(value);
      const { bytes, doubts } = await writer.run('writeEntry', { id, draft });
      const saved = await exports.save(nameOf(draft, '一体化录入表'), bytes, ENTRY);
      if (saved) written(id, draft);
      return saved && { ...saved, doubts };
    },
    async 'excel.choose'() {
      const path = await chooseTables(window());
      if (path === undefined) return null;
      known.add([path]);
      return { path };
    },
    async 'excel.readBack'({ id, draft, path }) {
      known.mustBeKnown(path);
      return await reader.run('readBack', { id, draft: parseDraft(draft), path });
    },
  };
}

/** @param what is said behind the form's title */
function nameOf(draft: Draft, what: string): string {
  const definition = formOf(draft.form);
  if (!definition) throw new DraftError('本程序不认识这份草稿的表样，请先升级本程序。');
  return exportFileName(definition, draft, 'xlsx', false).replace(/(?=\.xlsx$)/, what);
}
