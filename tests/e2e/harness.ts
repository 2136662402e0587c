/** Starts the built program in a window of its own, with a data folder of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';

export const APP_FOLDER = resolve(import.meta.dirname, '../..');

export interface Program {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly dataFolder: string;
  /** What the page has complained about on its console since the start. */
  readonly complaints: readonly string[];
  /** Ends the program the way a person does, and removes the data folder if the harness made it. */
  close(): Promise<void>;
  /** Ends the main process at once, as a power cut would. The data folder stays. */
  kill(): Promise<void>;
}

export interface LaunchOptions {
  /** An existing folder, to start again with what is in it; otherwise a new, empty one. */
  readonly dataFolder?: string;
  /** More words on the command line, such as a file to open. */
  readonly args?: readonly string[];
}

/** The arguments that start the program of this repository with a data folder. */
export function programArgs(dataFolder: string, more: readonly string[] = []): string[] {
  // As root, in a container, Chromium's own sandbox does not start; the shipped program never says this.
  return ['--no-sandbox', `--user-data-dir=${dataFolder}`, APP_FOLDER, ...more];
}

/** The Electron binary: from ELECTRON_OVERRIDE_DIST_PATH or the installed package. */
export async function electronBinary(): Promise<string> {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (folder) return join(folder, 'electron');
  const { default: installed } = await import('electron');
  return installed as unknown as string;
}

export async function launch(options: LaunchOptions = {}): Promise<Program> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'jixiao-e2e-')));
  const app = await _electron.launch({
    executablePath: await electronBinary(),
    args: programArgs(dataFolder, options.args),
  });
  const page = await app.firstWindow();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.waitForLoadState('load');
  const removeFolder = async () => {
    if (!options.dataFolder) await rm(dataFolder, { recursive: true, force: true });
  };
  return {
    app,
    page,
    dataFolder,
    complaints,
    async close() {
      await app.close();
      await removeFolder();
    },
    async kill() {
      const gone = new Promise((done) => app.process().once('exit', done));
      app.process().kill('SIGKILL');
      await gone;
    },
  };
}
