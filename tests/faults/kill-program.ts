/** `kill -9` of the real program in a real window, and of its page's process, in the middle of work. */
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { strFromU8, unzipSync } from 'fflate';
import { listBackups } from '../../electron/storage/backups.ts';
import { checkBackup } from '../../electron/storage/check-backup.ts';
import { readJxb } from '../../shared/draft/jxb.ts';
import { answerDialogs } from '../e2e/harness.ts';
import { Answers } from './answers.ts';
import { inFolder } from './folder.ts';
import { EXPORTS } from './kept.ts';
import { chanceOf } from './random.ts';
import { type Settings, Tally } from './tally.ts';
import {
  launchWatched,
  lookForPromise,
  lossesOf,
  READ_PAGE,
  readFolder,
  type Shown,
  type Watched,
} from './watched.ts';
import { WINDOW_WORK_NAMES, WINDOW_WORKS, type WindowWorkName } from './window-work.ts';

/** Rounds for each kind of work. */
const ROUNDS = { main: 24, page: 12 };
/** The latest moment of a kill, in milliseconds after the work began. */
const LATEST = 2500;
const PATIENCE = 20_000;

type Victim = keyof typeof ROUNDS;

export async function killProgram(
  { seed, rounds }: Settings,
  works: Readonly<Record<Victim, readonly WindowWorkName[]>> = {
    main: WINDOW_WORK_NAMES,
    page: WINDOW_WORK_NAMES,
  },
): Promise<Tally[]> {
  const tallies: Tally[] = [];
  await inFolder(async (folder) => {
    const dataFolder = join(folder, 'data');
    const answers = new Answers(join(folder, 'answers'));
    for (const victim of ['main', 'page'] as const) {
      for (const work of works[victim]) {
        const name = victim === 'main' ? 'the program' : "the page's process";
        const tally = new Tally(`kill -9 of ${name} while ${work}`, 'real window');
        tallies.push(tally);
        for (let round = 0; round < rounds(ROUNDS[victim]); round++) {
          await killedWhile(tally, { work, victim, dataFolder, answers, seed, round });
        }
      }
    }
    const tally = new Tally('start after the last kill', 'real window');
    tallies.push(tally);
    const program = await launchWatched({ dataFolder }, answers);
    tally.round(1, await restartLosses(program));
    await program.close();
  });
  return tallies;
}

interface Round {
  readonly work: WindowWorkName;
  readonly victim: Victim;
  readonly dataFolder: string;
  /** The answers of all rounds in this folder: each has to last. */
  readonly answers: Answers;
  readonly seed: number;
  readonly round: number;
}

/** The folder is that of the round before: every round starts with what a killed program has left. */
async function killedWhile(tally: Tally, where: Round) {
  const { work, victim, dataFolder, answers, seed, round } = where;
  const chance = chanceOf(seed, work, victim, round);
  const exports = join(dataFolder, EXPORTS);
  mkdirSync(exports, { recursive: true });
  const program = await launchWatched({ dataFolder }, answers);
  const losses = await restartLosses(program);
  await answerDialogs(program.app, { buttons: [0] });
  const written: string[] = [];
  const backups: string[] = [];
  const doWork = await WINDOW_WORKS[work]({ program, chance, exports, written, backups });
  const promisedBefore = program.promises.length;
  // The kill ends the work with an error; it may also be done before.
  const working = doWork().catch(() => {});
  await setTimeout(chance.whole(20, LATEST));
  if (victim === 'page') losses.push(...(await killPage(program, answers)));
  const promises = program.promises.slice();
  await program.kill();
  await working;
  const { looked, losses: lost } = lookForPromise(dataFolder, promises.at(-1));
  const kept = answers.lookIn(dataFolder);
  losses.push(
    ...lost,
    ...kept.losses,
    ...halfFiles(exports, [...written, ...backups]),
    ...halfBackups(dataFolder),
  );
  const files = written.length + backups.length;
  tally.round(looked + kept.looked + promises.length - promisedBefore + files, losses);
  rmSync(exports, { recursive: true });
}

/**
 * Kills the page's process; the program opens the draft again, with all that it had promised. Where the
 * page was about to show another one, that one.
 */
async function killPage(
  { app, promises, dataFolder }: Watched,
  answers: Answers,
): Promise<string[]> {
  const pid = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
  );
  if (!pid) return ['the page has no process'];
  process.kill(pid, 'SIGKILL');
  const end = Date.now() + PATIENCE;
  let shown: Shown | null = null;
  while (!shown && Date.now() < end) {
    await setTimeout(100);
    shown = await app.evaluate(async ({ BrowserWindow }, script) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (!contents || contents.isCrashed() || contents.isLoading()) return null;
      // A page that dies meanwhile never answers.
      const never = new Promise((done) => globalThis.setTimeout(done, 1000));
      return ((await Promise.race([contents.executeJavaScript(script), never])) ??
        null) as Shown | null;
    }, READ_PAGE);
  }
  const promised = promises.at(-1);
  if (!promised) return [];
  if (!shown) return ['the window did not come back with the draft'];
  const lost = lossesOf(promised, shown);
  if (lost.length === 0) return [];
  const [before, again] = answers.opened().slice(-2);
  const inFile = readFolder(dataFolder).drafts.find(({ id }) => id === again);
  if (!inFile || before !== again) return ['the window came back with another draft', ...lost];
  // Whether the promise is kept by the one that was shown before, the files tell.
  return differences(shown, inFile);
}

/** After the start: the draft saved last opens, and is what the files hold. */
async function restartLosses(program: Watched): Promise<string[]> {
  const [inFile] = readFolder(program.dataFolder).drafts;
  if (!inFile) return [];
  await program.page.getByRole('rowheader').first().getByRole('button').click();
  await program.page.getByRole('grid').waitFor();
  const inWindow = (await program.page.evaluate(READ_PAGE)) as Shown | undefined;
  if (!inWindow) return ['the draft does not open after the start'];
  return differences(inWindow, inFile).map((one) => `after the start ${one}`);
}

/** Where a draft that the window has opened is not what the files hold. */
function differences(inWindow: Shown, inFile: Shown): string[] {
  const other = Object.entries(inWindow.cells).filter(([key, text]) => inFile.cells[key] !== text);
  const found = other.map(([key]) => `${key} is not what the file holds`);
  if (inWindow.typed !== inFile.typed) found.push('what was being typed is gone');
  return found;
}

/** A Word or draft file under a final name is whole; temporary names begin with a dot. */
function halfFiles(folder: string, written: readonly string[]): string[] {
  const there = readdirSync(folder).filter((name) => !name.startsWith('.'));
  const half = there.filter((name) => !isWhole(join(folder, name)));
  const missing = written.filter((file) => !there.some((name) => file.endsWith(name)));
  return [
    ...half.map((name) => `${name} is not whole`),
    ...missing.map((file) => `${file} was said to be written and is not there`),
  ];
}

/** The backups in the data folder: of the day, and before a migration. */
function halfBackups(dataFolder: string): string[] {
  const half = listBackups(dataFolder).filter(({ path }) => !isWholeBackup(path));
  return half.map(({ name }) => `${name} is not whole`);
}

function isWholeBackup(path: string): boolean {
  const { sound, unreadable } = checkBackup(path);
  return sound && unreadable.length === 0;
}

function isWhole(file: string): boolean {
  if (file.endsWith('.jxbak')) return isWholeBackup(file);
  const bytes = readFileSync(file);
  try {
    if (file.endsWith('.jxb')) return readJxb(bytes).versions !== undefined;
    const xml = strFromU8(unzipSync(bytes)['word/document.xml'] ?? new Uint8Array());
    return xml.trimEnd().endsWith('</w:document>');
  } catch {
    return false;
  }
}
