/** The system's dialogs for folders. */
import { type BrowserWindow, dialog, type OpenDialogOptions } from 'electron';

type FolderDialog = Pick<OpenDialogOptions, 'title' | 'buttonLabel' | 'defaultPath'>;

/** Asks for a folder to read from; undefined where the person cancels. */
export async function chooseFolder(
  window: BrowserWindow,
  options: FolderDialog,
): Promise<string | undefined> {
  const answer = await dialog.showOpenDialog(window, {
    ...options,
    properties: ['openDirectory', 'createDirectory'],
  });
  return answer.canceled ? undefined : answer.filePaths[0];
}

/** Asks what becomes of files that are already in the folder that was chosen. */
export async function askExisting(
  window: BrowserWindow,
  count: number,
  total: number,
): Promise<'replace' | 'keep' | 'cancel'> {
  const choices = ['keep', 'replace', 'cancel'] as const;
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    title: '已有同名文件',
    message: `要写出的 ${total} 个文件中，有 ${count} 个在这个文件夹里已经有了。`,
    detail: '「保留原来的」只写出还没有的；「全部替换」用新的审核结果替换它们。',
    buttons: ['保留原来的', '全部替换', '取消'],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  });
  return choices[response] ?? 'cancel';
}
