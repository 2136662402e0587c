/**
 * `kill -9` of a plain Node process in the middle of work on the storage: at a random moment, and,
 * below it, at every single system call that writes.
 */
import { setTimeout } from 'node:timers/promises';
import { ALL_CALLS, canFail, FailingDisk } from './failing-disk.ts';
import { inFolder } from './folder.ts';
import { isAcknowledgement, lookFor, WORKS, type Work } from './kept.ts';
import { chanceOf } from './random.ts';
import { type Settings, Tally } from './tally.ts';
import { startWorker } from './worker.ts';

/** Rounds for each kind of work. */
const ROUNDS = 20;
const CALLS = 20;

export async function killStorage(
  { seed, rounds }: Settings,
  works: readonly Work[] = WORKS,
): Promise<Tally[]> {
  const tallies: Tally[] = [];
  for (const work of works) {
    const tally = new Tally(`kill -9 while ${work}`, 'Node process, random moment');
    tallies.push(tally);
    for (let round = 0; round < rounds(ROUNDS); round++) {
      const chance = chanceOf(seed, work, round);
      await inFolder((folder) => killedAtRandom(tally, work, folder, chance.whole(0, 120)));
    }
  }
  if (!canFail()) {
    console.log('Killing at each system call left out: no gcc, or not Linux.');
    return tallies;
  }
  for (const work of works) tallies.push(await killAtCalls(work, seed, rounds));
  tallies.push(await killAtCalls('export', seed, rounds, { FAULTS_NO_LINKS: '1' }));
  return tallies;
}

async function killedAtRandom(tally: Tally, work: Work, folder: string, ms: number): Promise<void> {
  const worker = startWorker(work, folder);
  await worker.next(isAcknowledgement);
  await setTimeout(ms);
  const { signal, complaint } = await worker.kill();
  const crashed = signal === 'SIGKILL' ? [] : [`it ended by itself: ${complaint}`];
  const { looked, losses } = lookFor(folder, work, worker.lines);
  tally.round(looked, [...crashed, ...losses]);
}

/** Once some work has been done, the nth call of the disk is the last one, and does half of its work. */
async function killAtCalls(
  work: Work,
  seed: number,
  rounds: Settings['rounds'],
  stick: Readonly<Record<string, string>> = {},
): Promise<Tally> {
  const where = 'FAULTS_NO_LINKS' in stick ? ', to a USB stick' : '';
  const note = 'Node process, at the nth write, half of it done';
  const tally = new Tally(`kill -9 while ${work}${where}`, note);
  for (let round = 0; round < rounds(CALLS); round++) {
    const half = chanceOf(seed, 'call', work, round).next() < 0.5;
    await inFolder(async (folder) => {
      const disk = new FailingDisk(folder);
      try {
        const worker = startWorker(work, folder, { ...disk.env, ...stick });
        await worker.next(isAcknowledgement);
        disk.trouble({ calls: ALL_CALLS, killAt: round + 1, half });
        const { signal, complaint } = await worker.ended;
        const crashed = signal === 'SIGKILL' ? [] : [`it ended by itself: ${complaint}`];
        const { looked, losses } = lookFor(folder, work, worker.lines);
        tally.round(looked, [...crashed, ...losses]);
      } finally {
        disk.remove();
      }
    });
  }
  return tally;
}
