/** Hostile and broken files: the corpus, and real files changed by chance, in the reading process. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { LIMITS } from '../../electron/files/worker-client.ts';
import { inFolder } from './folder.ts';
import { CORPUS } from './hostile/corpus.ts';
import { jsonFiles } from './hostile/draft-files.ts';
import { faultOf, faultOfDraft, faultOfOther } from './hostile/judge.ts';
import { type Mutation, mutations, otherTargets, targets } from './hostile/mutations.ts';
import { startWatchedReader, type WatchedReader } from './hostile/watched-reader.ts';
import { type Settings, Tally } from './tally.ts';

/** How many changed files of each kind are read in a full run. */
const FUZZED = 150;
/** The heap has its limit, bytes outside of it are bounded by the readers; together no more than this. */
const MAX_MEMORY_MB = 2 * LIMITS.memoryMb;

/** Reads every file; what does not end as it must is a loss. */
export async function fileFaults(settings: Settings): Promise<Tally[]> {
  return [await corpus(settings), await drafts(), await fuzzing(settings), await others(settings)];
}

async function corpus(settings: Settings): Promise<Tally> {
  const tally = new Tally('hostile and broken files');
  const count = settings.rounds(CORPUS.length);
  const some = CORPUS.filter((_, i) => (i * 7919) % CORPUS.length < count);
  const reader = startWatchedReader();
  let drafts = 0;
  let slowest = { ms: 0, name: '' };
  for (const file of some) {
    const bytes = file.bytes();
    const begun = performance.now();
    const outcome = await reader.read(`round ${tally.rounds}.docx`, bytes);
    const ms = performance.now() - begun;
    if (ms > slowest.ms) slowest = { ms, name: file.name };
    if (!('thrown' in outcome)) drafts += 1;
    const fault = faultOf(file.outcome, outcome);
    tally.round(1, fault === undefined ? [] : [`${file.name}: ${fault}`]);
  }
  const longest = `${(slowest.ms / 1000).toFixed(1)} s (${slowest.name})`;
  tally.note = `${drafts} drafts, ${some.length - drafts} sentences; longest ${longest}; ${finish(tally, reader)}`;
  return tally;
}

/** Drafts as files of JSON: read by the command line itself. */
async function drafts(): Promise<Tally> {
  const tally = new Tally('hostile and broken drafts (.json)');
  await inFolder(async (folder) => {
    const path = join(folder, 'draft.json');
    for (const file of jsonFiles) {
      writeFileSync(path, file.bytes());
      const fault = await faultOfDraft(file, path);
      tally.round(1, fault === undefined ? [] : [`${file.name}: ${fault}`]);
    }
  });
  return tally;
}

async function fuzzing(settings: Settings): Promise<Tally> {
  const tally = new Tally('files changed by chance');
  const reader = startWatchedReader();
  let drafts = 0;
  for (const [name, change] of Object.entries(targets())) {
    await changed(tally, settings, name, async (changes) => {
      const outcome = await reader.read('changed.docx', change(changes));
      if (!('thrown' in outcome)) drafts += 1;
      return faultOf('either', outcome);
    });
  }
  tally.note = `${drafts} drafts, ${tally.rounds - drafts} sentences; ${finish(tally, reader)}`;
  return tally;
}

/** What is read for something else: the corpus by all readers in turn, and their own files changed by chance. */
async function others(settings: Settings): Promise<Tally> {
  const tally = new Tally('libraries, tables that come back, lists: hostile and changed by chance');
  const reader = startWatchedReader();
  const all = Object.entries(otherTargets());
  const requests = all.map(([, { request }]) => request);
  const count = settings.rounds(CORPUS.length);
  for (const [i, file] of CORPUS.filter((_, i) => (i * 7919) % CORPUS.length < count).entries()) {
    const request = requests[i % requests.length];
    if (!request) continue;
    const fault = faultOfOther(await reader.ask(request, 'file', file.bytes()));
    tally.round(1, fault === undefined ? [] : [`${request.task}, ${file.name}: ${fault}`]);
  }
  let taken = 0;
  for (const [name, { request, change }] of all) {
    await changed(tally, settings, name, async (changes) => {
      const outcome = await reader.ask(request, 'changed', change(changes));
      if (!(outcome instanceof Object && 'thrown' in outcome)) taken += 1;
      return faultOfOther(outcome);
    });
  }
  tally.note = `of those changed ${taken} read; ${finish(tally, reader)}`;
  return tally;
}

/** Reads changed files of one kind, as many as a run has. @param read gives what is wrong, if anything is */
async function changed(
  tally: Tally,
  settings: Settings,
  name: string,
  read: (changes: readonly Mutation[]) => Promise<string | undefined>,
): Promise<void> {
  const property = fc.asyncProperty(mutations, async (changes) => {
    const fault = await read(changes);
    if (fault !== undefined) throw new Error(fault);
  });
  const numRuns = settings.rounds(FUZZED);
  const result = await fc.check(property, { numRuns, seed: settings.seed });
  tally.rounds += result.numRuns - 1;
  tally.looked += result.numRuns - 1;
  const found = result.failed
    ? [`${name}: ${result.errorInstance}; ${JSON.stringify(result.counterexample)}`]
    : [];
  tally.round(1, found);
}

/** Looks at what the reader did beside reading, and ends it. */
function finish(tally: Tally, reader: WatchedReader): string {
  const packets = reader.packets();
  const written = reader.written();
  const peak = reader.peakMb();
  const losses = [
    ...(packets ? [`${packets} packets sent`] : []),
    ...written.map((name) => `written: ${name}`),
    ...(peak > MAX_MEMORY_MB ? [`${peak} MB of memory`] : []),
  ];
  for (const loss of losses) {
    tally.losses.push(loss);
    console.error(`LOSS ${tally.fault}: ${loss}`);
  }
  const counted = packets === undefined ? 'packets not counted' : `${packets} packets`;
  const ended = reader.started() - 1;
  reader.stop();
  return `most memory ${peak} MB, ${counted}, nothing written outside; the process ended ${ended} times by its limits`;
}
