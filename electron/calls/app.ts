/** Calls about the program itself. */
import { app, shell, type WebContents } from 'electron';
import type { Handlers } from '../ipc.ts';
import { log } from '../log.ts';
import { ProblemError } from '../problem.ts';
import { logFolderIn } from '../storage/data-folder.ts';

export interface AppContext {
  readonly dataFolder: string;
  /** The page has nothing left to save. */
  readonly readyToClose: () => void;
  readonly page: () => WebContents | undefined;
}

type AppCalls = Pick<
  Handlers,
  'app.info' | 'app.openDataFolder' | 'app.readyToClose' | 'app.logError' | 'app.edit'
>;

/** @param sqlite the version of SQLite */
export function appCalls({ dataFolder, readyToClose, page }: AppContext, sqlite: string): AppCalls {
  return {
    'app.info': () => ({
      version: app.getVersion(),
      electron: process.versions.electron,
      chrome: process.versions.chrome,
      node: process.versions.node,
      sqlite,
      dataFolder,
      logFolder: logFolderIn(dataFolder),
    }),
    'app.openDataFolder': () => openFolder(dataFolder),
    'app.readyToClose'() {
      readyToClose();
      return null;
    },
    'app.edit'({ action }) {
      page()?.[action]();
      return null;
    },
    'app.logError'({ message }) {
      log.error('in the page:', message);
      return null;
    },
  };
}

/** Shows a folder in the system's file manager. */
export async function openFolder(folder: string): Promise<null> {
  const failure = await shell.openPath(folder);
  if (failure === '') return null;
  const sentence = `打不开文件夹；请在文件管理器里打开：${folder}`;
  throw new ProblemError('disk', sentence, { cause: new Error(failure) });
}
