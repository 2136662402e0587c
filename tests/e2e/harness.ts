/** Starts the built program in a window of its own, with a data folder of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import type { CallArgs, CallName, CallResult, Problem } from '../../shared/api.ts';

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
  /** Variables beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
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

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

export async function launch(options: LaunchOptions = {}): Promise<Program> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'jixiao-e2e-')));
  const app = await _electron.launch({
    executablePath: await electronBinary(),
    args: programArgs(dataFolder, options.args),
    ...(options.env && { env: { ...environment(), ...options.env } }),
  });
  const page = await app.firstWindow();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.waitForLoadState('load');
  const removeFolder = async () => {
    if (!options.dataFolder) await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
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

/** What the system's dialogs answer while a test cannot click them. */
export interface DialogAnswers {
  /** The index of the button that is pressed, for one question after the other; the last stays. */
  readonly buttons?: readonly number[];
  /** The path chosen for saving; null for 取消. */
  readonly save?: string | null;
  readonly open?: string | readonly string[] | null;
}

/** A dialog that the program has opened, as it was asked for. */
export interface Asked {
  readonly kind: 'message' | 'save' | 'open';
  readonly title?: string;
  readonly message?: string;
  readonly detail?: string;
  readonly buttons?: readonly string[];
  readonly defaultPath?: string;
}

/**
 * Answers the dialogs of the operating system, which no test can drive.
 * @returns a function that tells which have been opened since
 */
export async function answerDialogs(
  app: ElectronApplication,
  answers: DialogAnswers,
): Promise<() => Promise<readonly Asked[]>> {
  await app.evaluate(({ dialog }, { buttons = [], save, open }) => {
    const asked: Asked[] = [];
    (globalThis as { asked?: Asked[] }).asked = asked;
    const left = [...buttons];
    const optionsOf = (args: unknown[]) => args.at(-1) as Omit<Asked, 'kind'>;
    dialog.showMessageBox = async (...args: unknown[]) => {
      asked.push({ kind: 'message', ...optionsOf(args) });
      const response = (left.length > 1 ? left.shift() : left[0]) ?? 0;
      return { response, checkboxChecked: false };
    };
    dialog.showSaveDialog = async (...args: unknown[]) => {
      asked.push({ kind: 'save', ...optionsOf(args) });
      return { canceled: !save, filePath: save ?? '' };
    };
    dialog.showOpenDialog = async (...args: unknown[]) => {
      asked.push({ kind: 'open', ...optionsOf(args) });
      return { canceled: !open, filePaths: open ? [open].flat() : [] };
    };
  }, answers);
  return () => app.evaluate(() => (globalThis as { asked?: Asked[] }).asked ?? []);
}

/** Calls the main process from the page, as the page does. @throws Error with the problem's sentence */
export async function callPage<N extends CallName>(
  page: Page,
  name: N,
  args?: CallArgs<N>,
): Promise<CallResult<N>> {
  const answer = await page.evaluate(
    ([name, args]) =>
      (window.api.call as (name: string, args: unknown) => Promise<unknown>)(name, args),
    [name, args] as const,
  );
  const { ok, value, problem } = answer as {
    readonly ok: boolean;
    readonly value: CallResult<N>;
    readonly problem?: Problem;
  };
  if (!ok) throw new Error(`${problem?.code}: ${problem?.message}`);
  return value;
}

/** Chooses a form to import in the system's dialog: from then on the page may name it. */
export async function chooseForm({ app, page }: Program, path: string): Promise<void> {
  await answerDialogs(app, { open: path });
  await callPage(page, 'import.choose');
}

/** Drops files on the window as the system does: the page gets real files with paths. */
export async function dropFiles(page: Page, files: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
  }
}
