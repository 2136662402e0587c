/**
 * The main process: one program at a time, and what to do when it starts and ends.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { app, dialog, Menu, session } from 'electron';
import { openEarly } from './early-window.ts';
import { fileToOpen } from './files/form-files.ts';
import { headlessWords, runHeadless } from './headless.ts';
import { isFirstInstance } from './instance.ts';
import { forbidLeaving, registerScheme, servePage } from './page.ts';
import { problemOf } from './problem.ts';
import type { Program } from './program.ts';
import { clearWhereMarked } from './storage/clear-all.ts';
import {
  dataFolder,
  logFolderIn,
  portableFolder,
  prepareDataFolder,
  probeDataFolder,
} from './storage/data-folder.ts';
import { setSwitches } from './switches.ts';

let program: Program | undefined;
/** What a second start has handed over before the first was ready. */
let handedOver: string | undefined;

const folder = chosenFolder();
app.setPath('userData', folder);

// The lock lies in the folder too, so programs with different folders may run side by side.
const headless = headlessWords(process.argv);
if (headless) {
  runHeadless(app, headless).catch(() => app.exit(2));
} else start();

/**
 * Tests, and people who want it elsewhere, name the folder with Chromium's own switch. It is read here:
 * where that folder cannot be, Chromium would quietly take another.
 */
function chosenFolder(): string {
  const named = app.commandLine.getSwitchValue('user-data-dir');
  if (named !== '') return resolve(named);
  const portable = app.isPackaged ? portableFolder(process.execPath, process.env) : undefined;
  return portable ?? dataFolder(process.platform, process.env, homedir());
}

function start(): void {
  process.on('uncaughtException', giveUp);
  process.on('unhandledRejection', (reason) => {
    void openLog().then((log) => log.error('unhandled rejection', reason));
  });
  if (!mayStart()) return;
  // What Chromium keeps for itself stays apart from what a person would want to back up.
  app.setPath('sessionData', join(folder, 'browser'));
  setSwitches(app);
  registerScheme();
  forbidLeaving(app);
  // Ours comes with the program; without this Electron would make one of its own first.
  Menu.setApplicationMenu(null);
  app.whenReady().then(open).catch(giveUp);
  loadAhead();
  app.on('window-all-closed', () => app.quit());
  app.on('quit', () => program?.end());
}

/** Loads the program while Chromium starts: the thread is idle then, and busy once the window opens. */
function loadAhead(): void {
  const parts = [
    import('./log.ts'),
    import('./open-drafts.ts'),
    import('./program.ts'),
    import('./calls/all.ts'),
  ];
  // Who needs a part that does not load hears of it.
  for (const part of parts) part.catch(() => {});
}

/** Whether there is a data folder, and no other program at work in it. */
function mayStart(): boolean {
  try {
    prepareDataFolder(folder);
    if (isFirstInstance(app, bringUp)) return cleared();
    // Where nothing can be written there is no lock to be had, although nobody has it.
    probeDataFolder(folder);
    app.exit();
  } catch (error) {
    waitForFolder(error);
  }
  return false;
}

/** Asks until there is a data folder, then starts the program anew. */
function waitForFolder(error: unknown): void {
  const scratch = mkdtempSync(join(tmpdir(), 'jixiao-form-'));
  app.setPath('userData', scratch);
  app.setPath('sessionData', scratch);
  process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
  app
    .whenReady()
    .then(() => import('./ask-at-start.ts'))
    .then(({ askForFolder }) => askForFolder(error, folder))
    .catch(giveUp);
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
  servePage(session.defaultSession, join(import.meta.dirname, '../renderer'));
  const early = openEarly();
  const [log, { openDrafts }, { startProgram }] = await Promise.all([
    openLog(),
    import('./open-drafts.ts'),
    import('./program.ts'),
  ]);
  log.info(`start ${app.getVersion()}, Electron ${process.versions.electron}`);
  program = startProgram(folder, await openDrafts(folder), early);
  const file = handedOver ?? fileToOpen(process.argv, process.cwd());
  if (file !== undefined) program.show(file);
}

/** A second start wants the window, with a file where it was given one. */
function bringUp(file: string | undefined): void {
  if (program) program.show(file);
  else handedOver = file ?? handedOver;
}

async function openLog() {
  const { startLog } = await import('./log.ts');
  return startLog(join(logFolderIn(folder), 'main.log'));
}

/** Nothing can be done any more: says so, and ends. What is saved stays saved. */
async function giveUp(error: unknown): Promise<void> {
  await openLog()
    .then((log) => log.error('the program ends', error))
    .catch(() => {});
  const logs = `技术记录在：${logFolderIn(folder)}`;
  dialog.showErrorBox('程序无法继续', `${problemOf(error).message}\n\n${logs}`);
  app.exit(1);
}
