/** Calls that write files, show them and print. */
import { clipboard, shell } from 'electron';
import type { CheckContext } from '../../shared/checks/check.ts';
import { reportText } from '../../shared/checks/report.ts';
import { runChecks } from '../../shared/checks/run.ts';
import { type Draft, parseDraft } from '../../shared/draft/draft.ts';
import { DraftError } from '../../shared/draft/draft-error.ts';
import type { FormDefinition } from '../../shared/form/definition.ts';
import { formOf } from '../../shared/form/forms.ts';
import type { Exports, FileKind } from '../files/exports.ts';
import { exportFileName } from '../files/file-name.ts';
import { print, toPdf } from '../files/paper.ts';
import type { Printed, Tasks } from '../files/tasks.ts';
import type { WorkerClient } from '../files/worker-client.ts';
import type { Handlers } from '../ipc.ts';
import { ProblemError } from '../problem.ts';

export interface ExportContext {
  readonly writer: WorkerClient<Tasks>;
  readonly exports: Exports;
  /** Notes the revision that is being exported as a Word file. @returns what tells that it was. */
  readonly exporting: (id: string) => () => void;
  /** Told of every draft that has become a file, whole or as its public version. */
  readonly written: (id: string, draft: Draft) => void;
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
  const { writer, exports, exporting } = context;
  const pagesOf = async (requested: Requested) =>
    await toPdf(await writer.run('writePages', checked(requested)));

  const save = async (printed: Printed, bytes: Uint8Array, kind: FileKind) => {
    const name = nameOf(printed.draft, kind.extension, printed.publicVersion);
    return await exports.save(name, bytes, kind);
  };

  return {
    async 'export.word'({ id, ...requested }) {
      const printed = checked(requested);
      const exported = exporting(id);
      const saved = await save(printed, await writer.run('writeWord', printed), WORD);
      if (saved) context.written(id, printed.draft);
      if (saved && !printed.publicVersion) exported();
      return saved;
    },
    async 'export.pdf'({ id, ...requested }) {
      const printed = checked(requested);
      const saved = await save(printed, await pagesOf(requested), PDF);
      if (saved) context.written(id, printed.draft);
      return saved;
    },
    async 'export.report'({ id, draft: value }) {
      const draft = parseDraft(value);
      const bytes = await writer.run('writeReport', { draft, context: context.checkContext(id) });
      const name = nameOf(draft, REPORT.extension, false).replace(/\.docx$/, '审核结果.docx');
      return await exports.save(name, bytes, REPORT);
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
      exports.mustBeOurs(path);
      const failure = await shell.openPath(path);
      if (failure === '') return null;
      const sentence =
        '打不开这份文件：电脑上可能没有能打开它的程序；请在文件夹里找到它，选择打开方式。';
      throw new ProblemError('disk', sentence, { cause: new Error(failure) });
    },
    'export.showInFolder'({ path }) {
      exports.mustBeOurs(path);
      shell.showItemInFolder(path);
      return null;
    },
  };
}

function checked({ draft, publicVersion }: Requested): Printed {
  return { draft: parseDraft(draft), publicVersion };
}

function nameOf(draft: Draft, extension: string, publicVersion: boolean): string {
  return exportFileName(definitionOf(draft), draft, extension, publicVersion);
}

function definitionOf(draft: Draft): FormDefinition {
  const definition = formOf(draft.form);
  if (!definition) throw new DraftError('本程序不认识这份草稿的表样，请先升级本程序。');
  return definition;
}
