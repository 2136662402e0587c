/**
 * A disk that fails, fills up, or is taken away while a plain Node process works on the storage: what
 * it refuses it says in a sentence, and once the trouble is over it saves again with nothing lost.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { canFail, FailingDisk, type Trouble } from './failing-disk.ts';
import { inFolder } from './folder.ts';
import { isAcknowledgement, lookFor, WORKS, type Work } from './kept.ts';
import { chanceOf } from './random.ts';
import { canMount, fillDisk, mountSmallDisk, unmount } from './small-disk.ts';
import { type Settings, Tally } from './tally.ts';
import { startWorker, type Worker } from './worker.ts';

const ROUNDS = 6;
/** How long the trouble lasts, and how long the work may take to go on after it, in milliseconds. */
const TROUBLE = 150;
const PATIENCE = 30_000;

/** In kilobytes. */
const SMALL_DISK = 16_000;

/** Any user but root, for whom alone permissions are no hindrance. */
const NOBODY = 65534;

const TROUBLES: Readonly<Record<string, Trouble>> = {
  'write error': { calls: ['write'], error: 'EIO', chance: 0.3 },
  'write error, half written': { calls: ['write'], error: 'EIO', chance: 0.3, half: true },
  'sync error': { calls: ['sync'], error: 'EIO', chance: 0.5 },
  'any call fails': {
    calls: ['open', 'write', 'sync', 'truncate', 'name'],
    error: 'EIO',
    chance: 0.2,
    half: true,
  },
  'write-protected': { calls: ['open', 'write', 'truncate', 'name'], error: 'EROFS', chance: 0.5 },
  'slow disk': { calls: ['write', 'sync'], waitMs: 15 },
};

/** @param only a trouble and the works that it meets; everything where left out */
export async function diskStorage(
  { seed, rounds }: Settings,
  only?: { readonly trouble: string; readonly works: readonly Work[] },
): Promise<Tally[]> {
  const tallies: Tally[] = [];
  const each = async (
    name: string,
    note: string,
    round: (folder: string, work: Work, seed: number) => Promise<Outcome>,
    works: readonly Work[] = only?.works ?? WORKS,
  ) => {
    if (only && only.trouble !== name) return;
    const tally = new Tally(name, note);
    tallies.push(tally);
    for (const work of works) {
      for (let i = 0; i < rounds(ROUNDS); i++) {
        const number = chanceOf(seed, name, work, i).whole(1, 1_000_000_000);
        const { looked, losses } = await inFolder((folder) => round(folder, work, number));
        tally.round(looked, losses);
      }
    }
  };
  if (canFail()) {
    for (const [name, trouble] of Object.entries(TROUBLES)) {
      await each(name, 'LD_PRELOAD; Node process', (folder, work, seed) =>
        onFailingDisk(folder, work, { ...trouble, seed }),
      );
    }
  } else console.log('Failing disk left out: no gcc, or not Linux.');
  if (canMount()) await each('disk full', 'tmpfs; Node process', onFullDisk);
  else console.log('Full disk left out: mounting is not allowed here.');
  if (process.getuid?.() === 0 && canDrop()) {
    // With a write-ahead log nothing is created meanwhile: only the rollback journal feels it.
    const works = ['typing-on-network', 'export'] as const;
    await each('permission taken away', 'chmod, as another user', withoutPermission, works);
  } else console.log('Permission taken away left out: not root, or no setpriv.');
  return tallies;
}

interface Outcome {
  readonly looked: number;
  readonly losses: readonly string[];
}

async function onFailingDisk(folder: string, work: Work, trouble: Trouble): Promise<Outcome> {
  const disk = new FailingDisk(folder);
  try {
    return await troubled(folder, work, startWorker(work, folder, disk.env), {
      begin: () => disk.trouble(trouble),
      end: () => disk.heal(),
    });
  } finally {
    disk.remove();
  }
}

/** The work on a small disk that another program fills up, but for a few kilobytes. */
async function onFullDisk(folder: string, work: Work, seed: number): Promise<Outcome> {
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  mountSmallDisk(disk, SMALL_DISK);
  const filler = join(disk, 'filler');
  try {
    return await troubled(disk, work, startWorker(work, disk), {
      async begin(worker) {
        fillDisk(filler, chanceOf(seed).whole(0, 20));
        await worker.next((line) => 'refused' in line);
      },
      end: () => rmSync(filler),
    });
  } finally {
    unmount(disk);
  }
}

async function withoutPermission(folder: string, work: Work): Promise<Outcome> {
  chownSync(folder, NOBODY, NOBODY);
  const drop = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'] as const;
  const worker = startWorker(work, folder, {}, [...drop, process.execPath]);
  const places = work === 'export' ? [join(folder, 'out')] : [folder];
  return await troubled(folder, work, worker, {
    async begin(worker) {
      for (const place of places) chmodSync(place, 0o555);
      await worker.next((line) => 'refused' in line);
    },
    end: () => {
      for (const place of places) chmodSync(place, 0o755);
    },
  });
}

interface Spell {
  readonly begin: (worker: Worker) => Promise<void> | void;
  readonly end: () => void;
}

/** Work, trouble, work again, the end: and then everything acknowledged is looked for. */
async function troubled(
  folder: string,
  work: Work,
  worker: Worker,
  spell: Spell,
): Promise<Outcome> {
  const losses: string[] = [];
  try {
    if (!worker.lines.some(isAcknowledgement)) await worker.next(isAcknowledgement);
    await patiently(async () => await spell.begin(worker), 'it does not notice the trouble');
    await setTimeout(TROUBLE);
    spell.end();
    await patiently(
      () => worker.next(isAcknowledgement),
      'it does not save again after the trouble',
    );
  } catch (error) {
    losses.push(String(error));
  }
  await worker.kill();
  const found = lookFor(folder, work, worker.lines);
  return { looked: found.looked, losses: [...losses, ...found.losses] };
}

/** @throws Error with the sentence where a step takes too long */
async function patiently(step: () => Promise<unknown>, sentence: string): Promise<void> {
  const tooLong = new AbortController();
  const waited = setTimeout(PATIENCE, undefined, { signal: tooLong.signal }).then(() => {
    throw new Error(sentence);
  });
  try {
    await Promise.race([step(), waited]);
  } finally {
    tooLong.abort();
    await waited.catch(() => {});
  }
}

function canDrop(): boolean {
  return spawnSync('setpriv', ['--version']).error === undefined;
}
