/** Calls for 批量审核. The files are read in a process of their own, so that an import never waits. */
import { type BrowserWindow, dialog } from 'electron';
import type { Progress } from '../../shared/api/batch.ts';
import { formRows } from '../../shared/batch/rows.ts';
import type { CheckContext } from '../../shared/checks/check.ts';
import { reportFiles, writeReports } from '../files/batch-reports.ts';
import { BatchRun } from '../files/batch-run.ts';
import { askExisting, chooseFolder } from '../files/choose-folder.ts';
import type { Exports } from '../files/exports.ts';
import type { KnownPaths } from '../files/known-paths.ts';
import type { Tasks } from '../files/tasks.ts';
import type { WorkerClient } from '../files/worker-client.ts';
import type { Handlers } from '../ipc.ts';
import { log } from '../log.ts';
import { ProblemError } from '../problem.ts';
import { openFolder } from './app.ts';

export interface BatchContext {
  readonly window: () => BrowserWindow;
  readonly known: KnownPaths;
  /** A process that nothing else waits for. */
  readonly checker: WorkerClient<Tasks>;
  readonly exports: Exports;
  /** What the person has added to the dictionaries. */
  readonly entries: () => CheckContext['extraEntries'];
}

type BatchCalls = Pick<Handlers, Extract<keyof Handlers, `batch.${string}`>>;

const SUMMARY = { title: '导出审核汇总', extension: 'xlsx', kind: 'Excel 工作簿' };
const LISTS = ['xlsx', 'xls', 'et', 'csv', 'txt', 'docx'];

export function batchCalls(context: BatchContext): BatchCalls {
  const { window, known, checker, exports, entries } = context;
  const run = new BatchRun(checker, (error) => log.warn('批量审核: a file', causeOf(error)));
  let progress: Progress | null = null;
  let reporting = new AbortController();
  let reportsFolder: string | undefined;
  const stop = () => {
    run.cancel();
    reporting.abort();
    checker.cancel();
  };
  return {
    async 'batch.chooseFolder'() {
      const title = '批量审核：选择放填报表的文件夹';
      const path = await chooseFolder(window(), { title, buttonLabel: '选择这个文件夹' });
      if (path === undefined) return null;
      known.add([path]);
      return { path };
    },
    'batch.start'({ path, subfolders }) {
      known.mustBeKnown(path);
      stop();
      void run.start(path, { subfolders, extraEntries: entries() });
      return null;
    },
    'batch.follow'({ run: followed, from }) {
      const state = run.follow(followed, from);
      known.add(state.rows.map((row) => row.path));
      return state;
    },
    'batch.cancel'() {
      stop();
      return null;
    },
    async 'batch.chooseNames'() {
      const { filePaths } = await dialog.showOpenDialog(window(), {
        title: '从文件读入应报部门的名单（第一列为部门名称）',
        buttonLabel: '读入名单',
        filters: [{ name: 'Excel、文本、Word', extensions: LISTS }],
        properties: ['openFile'],
      });
      const [path] = filePaths;
      return path === undefined ? null : { names: await checker.run('readNames', { path }) };
    },
    async 'batch.exportSummary'(expected) {
      const bytes = await checker.run('writeSummary', { rows: run.rows, expected });
      return await exports.save(`${expected.year}年度绩效目标表审核汇总.xlsx`, bytes, SUMMARY);
    },
    async 'batch.exportReports'() {
      if (progress) throw new ProblemError('busy', '正在导出审核结果，请等它完成，或先停止。');
      const folder = await chooseFolder(window(), {
        title: '选择存放各部门审核结果的文件夹',
        buttonLabel: '存到这个文件夹',
        defaultPath: exports.folder(),
      });
      if (folder === undefined) return null;
      const files = reportFiles(formRows(run.rows), folder);
      const there = files.filter((one) => one.exists).length;
      const existing = there > 0 ? await askExisting(window(), there, files.length) : 'keep';
      if (existing === 'cancel') return null;
      try {
        reporting = new AbortController();
        const extraEntries = entries();
        const answer = await writeReports(files, folder, {
          existing,
          signal: reporting.signal,
          make: ({ path, nth }) => checker.run('writeFileReport', { path, nth, extraEntries }),
          onProgress: (now) => {
            progress = now;
          },
        });
        reportsFolder = folder;
        return answer;
      } finally {
        progress = null;
      }
    },
    'batch.reportsProgress': () => progress,
    async 'batch.showReports'() {
      if (reportsFolder !== undefined) await openFolder(reportsFolder);
      return null;
    },
  };
}

/** The technical reason, never a name or a text out of a file. */
function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? error.cause.stack : undefined;
}
