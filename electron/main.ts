/** The main process: puts the rooms together. */
import { join } from 'node:path';
import { app, type BrowserWindow, session } from 'electron';
import { answerCalls, type Handlers } from './ipc.ts';
import { startLog } from './log.ts';
import { forbidLeaving, registerScheme, servePage } from './page.ts';
import { setSwitches } from './switches.ts';
import { openWindow } from './window.ts';

let window: BrowserWindow | undefined;

setSwitches(app);
registerScheme();
forbidLeaving(app);
startLog(join(app.getPath('userData'), 'logs', 'main.log'));

app.whenReady().then(() => {
  servePage(session.defaultSession, join(import.meta.dirname, '../renderer'));
  const dataFolder = app.getPath('userData');
  const handlers = {
    'app.info': () => ({
      version: app.getVersion(),
      electron: process.versions.electron,
      chrome: process.versions.chrome,
      node: process.versions.node,
      sqlite: '',
      dataFolder,
      logFolder: join(dataFolder, 'logs'),
    }),
  } as unknown as Handlers;
  answerCalls(handlers, () => window?.webContents);
  window = openWindow();
});

app.on('window-all-closed', () => app.quit());
