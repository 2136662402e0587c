/** Calls about the indicator library. */
import { setImmediate } from 'node:timers/promises';
import type { BrowserWindow } from 'electron';
import { parseDraft } from '../../shared/draft/draft.ts';
import example from '../../shared/form/example.json' with { type: 'json' };
import { formOf } from '../../shared/form/forms.ts';
import {
  cleanEntry,
  type EntryCells,
  entriesOf,
  type LibraryEntry,
  type LibraryShape,
} from '../../shared/library/entry.ts';
import { libraryOfForm } from '../../shared/library/forms.ts';
import { chooseLibrary } from '../files/choose.ts';
import type { Exports, FileKind } from '../files/exports.ts';
import type { LibraryFileKind } from '../files/library-tasks.ts';
import type { Tasks } from '../files/tasks.ts';
import type { WorkerClient } from '../files/worker-client.ts';
import type { Handlers } from '../ipc.ts';
import { ProblemError } from '../problem.ts';
import type { Library } from '../storage/library.ts';

export interface LibraryContext {
  readonly library: Library;
  readonly reader: WorkerClient<Tasks>;
  readonly writer: WorkerClient<Tasks>;
  readonly exports: Exports;
  readonly window: () => BrowserWindow;
}

type LibraryCalls = Pick<Handlers, Extract<keyof Handlers, `library.${string}`>>;

/** How many drafts are gathered before other calls, such as a save, get their turn. */
const AT_ONCE = 8;

const KINDS: Readonly<Record<LibraryFileKind, FileKind>> = {
  xlsx: { title: '导出指标库', extension: 'xlsx', kind: 'Excel 工作簿' },
  csv: { title: '导出指标库', extension: 'csv', kind: 'CSV 文件' },
};

export function libraryCalls({
  library,
  reader,
  writer,
  exports,
  window,
}: LibraryContext): LibraryCalls {
  const list = async (form: string): Promise<readonly LibraryEntry[]> => {
    const shape = libraryOfForm(form);
    await gather(library);
    return library.list(shape, entriesOfExample(shape));
  };
  const done = <A>(step: (args: A) => void) => {
    return (args: A) => {
      step(args);
      return null;
    };
  };
  type Keys = { readonly form: string; readonly keys: readonly string[] };
  return {
    'library.list': ({ form }) => list(form),
    'library.keep'({ form, cells, replaces }) {
      const shape = libraryOfForm(form);
      return { key: library.keep(shape, valid(shape, cells), replaces) };
    },
    'library.keepMany'({ form, entries }) {
      const shape = libraryOfForm(form);
      library.keepMany(
        shape,
        entries.map((cells) => valid(shape, cells)),
      );
      return null;
    },
    'library.remove': done(({ form, keys }: Keys) => library.remove(form, keys)),
    'library.hide': done(({ form, keys, hidden }: Keys & { readonly hidden: boolean }) =>
      library.hide(form, keys, hidden),
    ),
    'library.used': done(({ form, keys }: Keys) => library.markUsed(form, keys)),
    async 'library.export'({ form, keys, kind }) {
      const byKey = new Map((await list(form)).map((entry) => [entry.key, entry]));
      const entries = keys.flatMap((key) => byKey.get(key) ?? []);
      const { sheetOf } = await import('../../shared/library/sheet.ts');
      const rows = sheetOf(libraryOfForm(form), entries);
      const bytes = await writer.run('writeLibrary', { rows, kind });
      return await exports.save(`绩效指标库.${kind}`, bytes, KINDS[kind]);
    },
    async 'library.readFile'({ form }) {
      const path = await chooseLibrary(window());
      return path === undefined ? null : await reader.run('readLibrary', { path, form });
    },
  };
}

/** Brings the library up to date with the drafts, a few at a time. */
async function gather(library: Library): Promise<void> {
  const stale = library.stale();
  for (let at = 0; at < stale.length; at += AT_ONCE) {
    library.gather(stale.slice(at, at + AT_ONCE));
    await setImmediate();
  }
}

function entriesOfExample(library: LibraryShape): ReadonlyMap<string, EntryCells> {
  const draft = parseDraft(example);
  return formOf(draft.form)?.id === library.form ? entriesOf(library, draft) : new Map();
}

function valid(library: LibraryShape, cells: EntryCells): EntryCells {
  const clean = cleanEntry(library, cells);
  if (clean) return clean;
  const { name } = library.shape.name;
  throw new ProblemError(
    'invalid',
    `指标没有保存：${name}不能为空，各项也不能太长。请改好再保存。`,
  );
}
