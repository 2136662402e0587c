/** The main process: one program at a time, and what to do when it starts and ends. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, dialog, session } from 'electron';
import { logFolderIn } from './calls/app.ts';
import { fileToOpen } from './files/form-files.ts';
import { headlessWords, runHeadless } from './headless.ts';
import { isFirstInstance } from './instance.ts';
import { log, startLog } from './log.ts';
import { openDrafts } from './open-drafts.ts';
import { forbidLeaving, registerScheme, servePage } from './page.ts';
import { problemOf } from './problem.ts';
import { type Program, startProgram } from './program.ts';
import { clearWhereMarked } from './storage/clear-all.ts';
import { dataFolder, prepareDataFolder } from './storage/data-folder.ts';
import { setSwitches } from './switches.ts';

let program: Program | undefined;

// Tests, and people who want it elsewhere, name the folder with Chromium's own switch.
if (!app.commandLine.hasSwitch('user-data-dir')) {
  app.setPath('userData', dataFolder(process.platform, process.env, homedir()));
}
const folder = app.getPath('userData');

// The lock lies in the folder too, so programs with different folders may run side by side.
const headless = headlessWords(process.argv);
if (headless) {
  runHeadless(app, headless).catch(() => app.exit(2));
} else if (isFirstInstance(app, (file) => program?.show(file))) start();
else app.exit();

function start(): void {
  process.on('uncaughtException', giveUp);
  process.on('unhandledRejection', (reason) => log.error('unhandled rejection', reason));
  prepareDataFolder(folder);
  if (!cleared()) return;
  startLog(join(logFolderIn(folder), 'main.log'));
  // What Chromium keeps for itself stays apart from what a person would want to back up.
  app.setPath('sessionData', join(folder, 'browser'));
  setSwitches(app);
  registerScheme();
  forbidLeaving(app);
  app.whenReady().then(open).catch(giveUp);
  app.on('window-all-closed', () => app.quit());
  app.on('quit', () => program?.end());
}

/** Removes everything where that was asked for. @returns whether the program may start */
function cleared(): boolean {
  try {
    clearWhereMarked(folder);
    return true;
  } catch (error) {
    dialog.showErrorBox('数据没有清除干净', problemOf(error).message);
    app.exit(1);
    return false;
  }
}

async function open(): Promise<void> {
  log.info(`start ${app.getVersion()}, Electron ${process.versions.electron}`);
  servePage(session.defaultSession, join(import.meta.dirname, '../renderer'));
  program = startProgram(folder, await openDrafts(folder));
  const file = fileToOpen(process.argv, process.cwd());
  if (file !== undefined) program.show(file);
}

/** Nothing can be done any more: says so, and ends. What is saved stays saved. */
function giveUp(error: unknown): void {
  log.error('the program ends', error);
  const logs = `技术记录在：${logFolderIn(folder)}`;
  dialog.showErrorBox('程序无法继续', `${problemOf(error).message}\n\n${logs}`);
  app.exit(1);
}
