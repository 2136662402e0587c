/**
 * 8 hours of a clerk's typing, compressed: as many keys, edits and saves as in 8 hours, in a real
 * window whose clocks run fast, so that a save comes as often as it would between as many keys.
 */

import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { CDPSession } from 'playwright-core';
import { DATABASE_FILE } from '../../electron/storage/place.ts';
import { editorPage, openDraft } from '../e2e/editor-page.ts';
import { callPage, launch, type Program } from '../e2e/harness.ts';
import { inFolder } from './folder.ts';

import { type Chance, chanceOf } from './random.ts';
import { type Settings, Tally } from './tally.ts';

const HOURS = 8;
/** Two keys a second, without a pause. */
const KEYS_AN_HOUR = 7200;
/** The page's clocks run so many times faster than the keys would come. */
const FASTER = 30;

/**
 * After each hour the clerk looks away. Without a pause in 8 hours of keys that come 60 times too fast,
 * V8 lets the room for its youngest garbage grow to its limit, some 50 MB of which nothing is held.
 */
const PAUSE_MS = 45_000;

/** From the second hour on, everything has been used once. */
const SETTLED = 2;
/** What must not grow, and how much more of it there may be at the end than then: in part, and in megabytes. */
const FLAT = ['listMb', 'mainHeapMb', 'mainMb', 'databaseMb'] as const;
const GROWTH = 0.1;
const SLACK_MB = 4;

interface Sample {
  readonly hour: number;
  readonly keys: number;
  readonly edits: number;
  readonly saves: number;
  /** The page's JavaScript heap after a collection: with the hour's undo steps, and back in the list. */
  readonly openMb: number;
  readonly listMb: number;
  readonly nodes: number;
  /** What the main process holds after a collection, and what the system has given it after the pause. */
  readonly mainHeapMb: number;
  readonly mainMb: number;
  /** The same before the pause, and how much of that is V8's young generation. */
  readonly busyMb: number;
  readonly youngMb: number;
  readonly databaseMb: number;
}

export async function soak({ seed, rounds }: Settings): Promise<Tally[]> {
  const hours = rounds(HOURS);
  const tally = new Tally(`${hours} hours of typing, compressed`);
  const samples: Sample[] = [];
  await inFolder(async (dataFolder) => {
    const program = await launch({ dataFolder });
    await hurry(program);
    const drafts = [await newDraft(program, 2027), await newDraft(program, 2028)] as const;
    for (let hour = 1; hour <= hours; hour++) {
      const chance = chanceOf(seed, 'soak', hour);
      const sample = await oneHour(program, hour, drafts[hour % 2 === 0 ? 0 : 1], chance);
      samples.push(sample);
      console.log(lineOf(sample));
      tally.round(sample.saves, []);
    }
    await program.close();
  });
  tally.losses.push(...growths(samples));
  tally.note = noteOf(samples);
  return [tally];
}

/** Clocks of the page that are long enough to be waited for run faster. */
async function hurry({ page }: Program): Promise<void> {
  await page.addInitScript((faster) => {
    const slow = window.setTimeout.bind(window);
    const quick = (run: TimerHandler, ms = 0, ...rest: unknown[]) =>
      slow(run, ms > 20 ? ms / faster : ms, ...rest);
    Object.assign(window, { setTimeout: quick });
  }, FASTER);
  await page.reload();
}

interface SoakedDraft {
  readonly id: string;
  readonly year: number;
}

async function newDraft(program: Program, year: number): Promise<SoakedDraft> {
  await openDraft(program, { year });
  const { items } = await callPage(program.page, 'drafts.list', { year, offset: 0, limit: 1 });
  return { id: items[0]?.id ?? '', year };
}

async function oneHour(
  program: Program,
  hour: number,
  { id, year }: SoakedDraft,
  chance: Chance,
): Promise<Sample> {
  const { page, app, dataFolder } = program;
  const before = await callPage(program.page, 'drafts.open', { id });
  const back = page.getByRole('button', { name: '草稿列表' });
  if (await back.isVisible()) await back.click();
  const row = page.getByRole('row').filter({ hasText: `${year} 年` });
  await row.getByRole('rowheader').getByRole('button').click();
  await page.getByRole('grid').waitFor();
  const { keys, edits } = await typeFor(program, KEYS_AN_HOUR, chance);
  await page.locator('.save-state', { hasText: /^已保存/ }).waitFor();
  const session = await page.context().newCDPSession(page);
  const openMb = await heapMb(session);
  await back.click();
  await page.getByRole('table').waitFor();
  const listMb = await heapMb(session);
  const { nodes } = (await session.send('Memory.getDOMCounters')) as { nodes: number };
  await session.detach();
  const { allMb: busyMb, youngMb } = await mainMemory(app);
  const mainHeapMb = await mainHeldMb(app);
  await page.waitForTimeout(PAUSE_MS);
  const { allMb: mainMb } = await mainMemory(app);
  const after = await callPage(program.page, 'drafts.open', { id });
  const saves = after.summary.revision - before.summary.revision;
  const bytes = ['', '-wal'].map((end) => statSync(join(dataFolder, DATABASE_FILE + end)).size);
  const databaseMb = bytes.reduce((sum, size) => sum + size, 0) / 2 ** 20;
  const main = { mainHeapMb, mainMb, busyMb, youngMb };
  return { hour, keys, edits, saves, openMb, listMb, nodes, ...main, databaseMb };
}

/** Of the main process, in MB: what the system has given it, and what of that is V8's young generation. */
async function mainMemory(app: Program['app']): Promise<{ allMb: number; youngMb: number }> {
  return await app.evaluate(() => {
    const spaces = process.getBuiltinModule('node:v8').getHeapSpaceStatistics();
    const young = spaces.find(({ space_name }) => space_name === 'new_space');
    const allMb = process.memoryUsage().rss / 2 ** 20;
    return { allMb, youngMb: (young?.space_size ?? 0) / 2 ** 20 };
  });
}

/** What the main process holds after a collection, in MB. */
async function mainHeldMb(app: Program['app']): Promise<number> {
  return await app.evaluate(() => {
    process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc');
    process.getBuiltinModule('node:vm').runInNewContext('gc')();
    const { heapUsed, external } = process.memoryUsage();
    return (heapUsed + external) / 2 ** 20;
  });
}

const PLACES = [
  'department',
  'filler',
  'duties',
  'longTerm/r1/level3',
  'annual/r7/level3',
  'tasks',
];
const WORDS = '统筹协调指导督促检查信访工作 98.5% ≥12件 annual report';

/** Types into one cell after the other as a clerk does, with slips of the pen and second thoughts. */
async function typeFor(program: Program, wanted: number, chance: Chance) {
  const form = editorPage(program);
  let keys = 0;
  let edits = 0;
  const press = async (...names: string[]) => {
    keys += names.length;
    await form.press(...names);
  };
  while (keys < wanted) {
    await form.click(PLACES[edits % PLACES.length] ?? 'tasks');
    for (let cells = chance.whole(3, 9); cells > 0 && keys < wanted; cells--) {
      for (let letters = chance.whole(2, 24); letters > 0; letters--) {
        keys += 1;
        await form.type(WORDS[chance.whole(0, WORDS.length - 1)] ?? '局');
      }
      if (chance.next() < 0.2) await press('Backspace', 'Backspace');
      await press(chance.next() < 0.05 ? 'Escape' : chance.pick(['Enter', 'Tab']));
      edits += 1;
      if (chance.next() < 0.1) await press('Control+z', 'Control+y');
    }
  }
  await press('Enter');
  return { keys, edits };
}

async function heapMb(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 2 ** 20;
}

/** What has grown from the settled hour to the last. */
function growths(samples: readonly Sample[]): string[] {
  const [from, last] = [samples[SETTLED - 1], samples.at(-1)];
  if (!from || !last || from === last) return [];
  return FLAT.flatMap((of) =>
    last[of] > from[of] * (1 + GROWTH) + SLACK_MB
      ? [`${of} grew from ${from[of].toFixed(1)} to ${last[of].toFixed(1)}`]
      : [],
  );
}

function lineOf(sample: Sample): string {
  const mb = (value: number) => `${value.toFixed(1)} MB`;
  const { hour, keys, edits, saves, openMb, listMb, nodes, databaseMb } = sample;
  const { mainHeapMb, mainMb, busyMb, youngMb } = sample;
  const perEdit = ((openMb - listMb) * 1024) / edits;
  return (
    `hour ${hour}: ${keys} keys, ${edits} edits, ${saves} saves; page's heap ${mb(listMb)} in the list, ` +
    `${mb(openMb)} with the hour's undo (${perEdit.toFixed(1)} KB an edit), ${nodes} nodes; ` +
    `main process ${mb(busyMb)} (young generation ${mb(youngMb)}), after a pause ${mb(mainMb)}, ` +
    `of which ${mb(mainHeapMb)} held; database and log ${mb(databaseMb)}`
  );
}

function noteOf(samples: readonly Sample[]): string {
  const from = samples[Math.min(SETTLED, samples.length) - 1];
  const last = samples.at(-1);
  if (!from || !last) return '';
  const change = (of: (typeof FLAT)[number]) =>
    `${from[of].toFixed(1)} → ${last[of].toFixed(1)} MB`;
  const keys = samples.reduce((sum, sample) => sum + sample.keys, 0);
  return (
    `real window, ${keys} keys; hour ${from.hour} → ${last.hour}: page's heap ${change('listMb')}, ` +
    `main process after a pause ${change('mainMb')}, of which held ${change('mainHeapMb')}, database and log ${change('databaseMb')}`
  );
}
