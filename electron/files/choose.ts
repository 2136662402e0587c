/** The system's dialogs for files. */
import { extname, join } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import { FORM_EXTENSIONS } from './form-files.ts';

/** Asks for forms to import, several at once; none where the person cancels. */
export async function chooseForms(window: BrowserWindow): Promise<readonly string[]> {
  const answer = await dialog.showOpenDialog(window, {
    title: '导入上年表',
    buttonLabel: '导入',
    filters: [
      {
        name: '绩效目标表（Word、Excel、WPS、网页、文本、草稿文件）',
        extensions: [...FORM_EXTENSIONS],
      },
      { name: '所有文件', extensions: ['*'] },
    ],
    properties: ['openFile', 'multiSelections'],
  });
  return answer.filePaths;
}

/** Asks for a file with indicators; undefined where the person cancels. */
export function chooseLibrary(window: BrowserWindow): Promise<string | undefined> {
  return chooseOne(window, {
    title: '导入指标库',
    buttonLabel: '导入',
    name: '指标库（Excel、WPS 表格、CSV）',
    extensions: ['xlsx', 'xls', 'et', 'csv', 'txt'],
  });
}

/** Asks for tables that were filled in elsewhere; undefined where the person cancels. */
export function chooseTables(window: BrowserWindow): Promise<string | undefined> {
  return chooseOne(window, {
    title: '从 Excel 读回',
    buttonLabel: '读回',
    name: 'Excel 工作簿、WPS 表格',
    extensions: ['xlsx', 'xls', 'et'],
  });
}

interface Wanted {
  readonly title: string;
  readonly buttonLabel: string;
  /** What files of this kind are called. */
  readonly name: string;
  readonly extensions: string[];
}

async function chooseOne(window: BrowserWindow, wanted: Wanted): Promise<string | undefined> {
  const { title, buttonLabel, name, extensions } = wanted;
  const answer = await dialog.showOpenDialog(window, {
    title,
    buttonLabel,
    filters: [
      { name, extensions },
      { name: '所有文件', extensions: ['*'] },
    ],
    properties: ['openFile'],
  });
  return answer.filePaths[0];
}

/** Asks for a backup; undefined where the person cancels. */
export async function chooseBackup(window: BrowserWindow): Promise<string | undefined> {
  const answer = await dialog.showOpenDialog(window, {
    title: '选择备份文件',
    buttonLabel: '查看',
    filters: [
      { name: '绩效目标填报的备份', extensions: ['jxbak', 'sqlite'] },
      { name: '所有文件', extensions: ['*'] },
    ],
    properties: ['openFile'],
  });
  return answer.filePaths[0];
}

export interface Proposal {
  readonly title: string;
  readonly folder: string;
  readonly name: string;
  readonly extension: string;
  /** What files of this kind are called: Word 文档. */
  readonly kind: string;
}

export interface Target {
  readonly path: string;
  /** Whether the person has agreed that an existing file is replaced. */
  readonly replace: boolean;
}

/** Asks where to save; the dialog itself asks before a file is replaced. Undefined for cancel. */
export async function chooseTarget(
  window: BrowserWindow,
  proposal: Proposal,
): Promise<Target | undefined> {
  const { title, folder, name, extension, kind } = proposal;
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title,
    buttonLabel: '保存',
    defaultPath: join(folder, name),
    filters: [{ name: kind, extensions: [extension] }],
    properties: ['showOverwriteConfirmation'],
  });
  if (canceled || !filePath) return undefined;
  const complete = extname(filePath).toLowerCase() === `.${extension}`;
  // The dialog has not asked about a name that gets its extension only here.
  return complete
    ? { path: filePath, replace: true }
    : { path: `${filePath}.${extension}`, replace: false };
}

/** Tells that another program holds a file. */
export async function askBusy(
  window: BrowserWindow,
  sentence: string,
): Promise<'retry' | 'elsewhere' | 'cancel'> {
  const choices = ['retry', 'elsewhere', 'cancel'] as const;
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    title: '文件正在使用',
    message: '文件没有写入',
    detail: sentence,
    buttons: ['重试', '换一个位置', '取消'],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  });
  return choices[response] ?? 'cancel';
}
