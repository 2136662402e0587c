/** Calls that write files, show them and print. */
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { app, type BrowserWindow, clipboard, shell } from 'electron';
import type { CheckContext } from '../../shared/checks/check.ts';
import { reportText } from '../../shared/checks/report.ts';
import { runChecks } from '../../shared/checks/run.ts';
import { type Draft, DraftError, parseDraft } from '../../shared/draft/draft.ts';
import type { FormDefinition } from '../../shared/form/definition.ts';
import { formOf } from '../../shared/form/forms.ts';
import { writeAtomic } from '../files/atomic.ts';
import { askBusy, chooseTarget, type Target } from '../files/choose.ts';
import { exportFileName } from '../files/file-name.ts';
import { print, toPdf } from '../files/paper.ts';
import type { Printed, Tasks } from '../files/tasks.ts';
import type { WorkerClient } from '../files/worker-client.ts';
import type { Handlers } from '../ipc.ts';
import { ProblemError } from '../problem.ts';

export interface ExportContext {
  readonly window: () => BrowserWindow;
  readonly writer: WorkerClient<Tasks>;
  /** The folder of the last export; null before the first. */
  readonly exportFolder: () => string | null;
  readonly rememberFolder: (folder: string) => void;
  /** Notes the revision that is being exported as a Word file. @returns what tells that it was. */
  readonly exporting: (id: string) => () => void;
  /** What the checks of a draft may know beside it. */
  readonly checkContext: (id: string) => CheckContext;
}

type ExportCalls = Pick<
  Handlers,
  | 'export.word'
  | 'export.pdf'
  | 'export.print'
  | 'export.preview'
  | 'export.report'
  | 'export.copyReport'
  | 'export.openFile'
  | 'export.showInFolder'
>;

/** What a call gives of a draft, before the draft has been checked. */
interface Requested {
  readonly draft: unknown;
  readonly publicVersion: boolean;
}

const WORD = { title: '导出 Word', extension: 'docx', kind: 'Word 文档' };
const REPORT = { title: '导出审核结果', extension: 'docx', kind: 'Word 文档' };
const PDF = { title: '导出 PDF', extension: 'pdf', kind: 'PDF 文件' };

export function exportCalls(context: ExportContext): ExportCalls {
  const { writer, exporting } = context;
  const written = new Set<string>();

  const pagesOf = async (requested: Requested) =>
    await toPdf(await writer.run('writePages', checked(requested)));

  const save = async (printed: Printed, bytes: Uint8Array, kind: typeof WORD) => {
    const name = nameOf(printed.draft, kind.extension, printed.publicVersion);
    return await saveNamed(name, bytes, kind);
  };
  const saveNamed = async (name: string, bytes: Uint8Array, kind: typeof WORD) => {
    const path = await saveAs(context, name, bytes, kind);
    if (path === undefined) return null;
    written.add(path);
    context.rememberFolder(dirname(path));
    return { path };
  };
  const onlyWritten = (path: string) => {
    if (written.has(path)) return;
    throw new ProblemError('invalid', '只能打开本程序这次导出的文件；请在文件夹里找到它打开。');
  };

  return {
    async 'export.word'({ id, ...requested }) {
      const printed = checked(requested);
      const exported = exporting(id);
      const saved = await save(printed, await writer.run('writeWord', printed), WORD);
      if (saved && !printed.publicVersion) exported();
      return saved;
    },
    async 'export.pdf'({ id: _id, ...requested }) {
      const printed = checked(requested);
      return await save(printed, await pagesOf(requested), PDF);
    },
    async 'export.report'({ id, draft: value }) {
      const draft = parseDraft(value);
      const bytes = await writer.run('writeReport', { draft, context: context.checkContext(id) });
      const name = nameOf(draft, REPORT.extension, false).replace(/\.docx$/, '审核结果.docx');
      return await saveNamed(name, bytes, REPORT);
    },
    'export.copyReport'({ id, draft: value }) {
      const draft = parseDraft(value);
      const definition = definitionOf(draft);
      const findings = runChecks(definition, draft, context.checkContext(id));
      clipboard.writeText(reportText(definition, draft, findings));
      return null;
    },
    async 'export.print'(requested) {
      await print(await writer.run('writePages', checked(requested)));
      return null;
    },
    async 'export.preview'(requested) {
      return { pdf: await pagesOf(requested) };
    },
    async 'export.openFile'({ path }) {
      onlyWritten(path);
      const failure = await shell.openPath(path);
      if (failure === '') return null;
      const sentence =
        '打不开这份文件：电脑上可能没有能打开它的程序；请在文件夹里找到它，选择打开方式。';
      throw new ProblemError('disk', sentence, { cause: new Error(failure) });
    },
    'export.showInFolder'({ path }) {
      onlyWritten(path);
      shell.showItemInFolder(path);
      return null;
    },
  };
}

function checked({ draft, publicVersion }: Requested): Printed {
  return { draft: parseDraft(draft), publicVersion };
}

/** Asks for the place and writes, until it is written or the person gives up. */
async function saveAs(
  context: ExportContext,
  name: string,
  bytes: Uint8Array,
  kind: typeof WORD,
): Promise<string | undefined> {
  const ask = () => {
    const last = context.exportFolder();
    const folder = last !== null && existsSync(last) ? last : app.getPath('documents');
    return chooseTarget(context.window(), { ...kind, folder, name });
  };
  let target: Target | undefined = await ask();
  while (target) {
    try {
      await writeAtomic(target.path, bytes, { force: target.replace });
      return target.path;
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'busy') throw error;
      const choice = await askBusy(context.window(), error.message);
      if (choice === 'cancel') return undefined;
      if (choice === 'elsewhere') target = await ask();
    }
  }
  return undefined;
}

function nameOf(draft: Draft, extension: string, publicVersion: boolean): string {
  return exportFileName(definitionOf(draft), draft, extension, publicVersion);
}

function definitionOf(draft: Draft): FormDefinition {
  const definition = formOf(draft.form);
  if (!definition) throw new DraftError('本程序不认识这份草稿的表样，请先升级本程序。');
  return definition;
}
