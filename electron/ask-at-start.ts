/** What the person is asked where the drafts cannot be opened. */
import { app, dialog, shell } from 'electron';
import { log } from './log.ts';
import { ProblemError, problemOf } from './problem.ts';
import { listBackups } from './storage/backups.ts';
import { logFolderIn, prepareDataFolder, probeDataFolder } from './storage/data-folder.ts';
import type { WhenGone } from './storage/start.ts';
import { diskError, StorageError } from './storage/storage-error.ts';

type Choice = 'retry' | 'restore' | 'anew' | 'folder' | 'quit';

const LABELS: Readonly<Record<Choice, string>> = {
  retry: '再试一次',
  restore: '从备份恢复',
  anew: '不用原来的，重新开始',
  folder: '打开数据文件夹',
  quit: '退出',
};

/**
 * Says why, and asks what to do; ends the program where that is wanted.
 * @returns how the next try is to deal with a database that is gone
 * @throws what is no refusal of the storage
 */
export async function askAtStart(error: unknown, dataFolder: string): Promise<WhenGone> {
  for (;;) {
    const choice = await ask(error, dataFolder);
    if (choice === 'folder') await shell.openPath(dataFolder);
    else if (choice === 'restore' || choice === 'anew') return choice;
    else if (choice === 'retry') return 'ask';
    else return await end();
  }
}

/** The same for a data folder that is not there: asks until it is, then starts the program anew. */
export async function askForFolder(error: unknown, dataFolder: string): Promise<void> {
  for (let trouble = error; trouble !== undefined; ) {
    const choice = await ask(folderError(trouble), dataFolder);
    if (choice === 'folder') await shell.openPath(dataFolder);
    else if (choice !== 'retry') return await end();
    trouble = folderTrouble(dataFolder);
  }
  app.relaunch();
  await end();
}

function folderError(error: unknown): StorageError {
  const code = String((error as NodeJS.ErrnoException).code);
  if (['EROFS', 'EACCES', 'EPERM'].includes(code)) return new StorageError('readOnly', error);
  const known = diskError(error);
  return known.reason === 'full' ? known : new StorageError('folder', error);
}

function folderTrouble(dataFolder: string): unknown {
  try {
    prepareDataFolder(dataFolder);
    probeDataFolder(dataFolder);
    return undefined;
  } catch (error) {
    return error;
  }
}

async function ask(error: unknown, dataFolder: string): Promise<Choice> {
  if (!(error instanceof ProblemError)) throw error;
  log.error('the drafts cannot be opened', error.cause ?? error);
  const reason = error instanceof StorageError ? error.reason : undefined;
  const choices = choicesFor(reason);
  const { response } = await dialog.showMessageBox({
    type: reason?.startsWith('gone') ? 'question' : 'warning',
    title: app.getName(),
    message: titleOf(reason),
    detail: `${problemOf(error).message}\n\n${placesOf(reason, dataFolder)}`,
    buttons: choices.map((choice) => LABELS[choice]),
    defaultId: 0,
    cancelId: choices.length - 1,
    noLink: true,
  });
  return choices[response] ?? 'quit';
}

function choicesFor(reason: StorageError['reason'] | undefined): readonly Choice[] {
  if (reason === 'gone') return ['restore', 'retry', 'anew', 'quit'];
  if (reason === 'goneWithoutBackup') return ['retry', 'folder', 'anew', 'quit'];
  // The same program will not read it however often it tries.
  if (reason === 'newer') return ['folder', 'quit'];
  if (reason === 'folder') return ['retry', 'quit'];
  return ['retry', 'folder', 'quit'];
}

function titleOf(reason: StorageError['reason'] | undefined): string {
  if (reason?.startsWith('gone')) return '草稿库文件不见了';
  return reason === 'folder' ? '找不到数据文件夹' : '草稿库暂时打不开';
}

function placesOf(reason: StorageError['reason'] | undefined, dataFolder: string): string {
  const places = `数据文件夹：${dataFolder}\n技术记录：${logFolderIn(dataFolder)}`;
  const [newest] = reason === 'gone' ? listBackups(dataFolder) : [];
  if (!newest) return places;
  const made = new Date(newest.madeAt).toLocaleString('zh-CN', { hour12: false });
  return `最近的备份：${made}，${newest.drafts} 份填报表\n${places}`;
}

/** Ends the program; nothing after it is to be done any more. */
async function end(): Promise<never> {
  app.exit(0);
  return await new Promise<never>(() => {});
}
