/** A short round of every kind of fault; `npm run test:faults` has the full ones. */
import { expect, test } from 'vitest';
import { damage } from './damage.ts';
import { diskProgram } from './disk-program.ts';
import { diskStorage } from './disk-storage.ts';
import { killProgram } from './kill-program.ts';
import { killStorage } from './kill-storage.ts';
import { killedMigrations } from './old.ts';
import { type Settings, type Tally, tableOf } from './tally.ts';

const SEED = 20_260_101;

/** One round of every `every`th line: so many that a run takes seconds. */
async function expectNoLoss(
  inflict: (settings: Settings) => Promise<Tally[]>,
  rounds: Settings['rounds'],
): Promise<void> {
  const tallies = await inflict({ seed: SEED, rounds });
  console.log(tableOf(tallies));
  expect(tallies.flatMap(({ fault, losses }) => losses.map((loss) => `${fault}: ${loss}`))).toEqual([]);
  expect(tallies.length).toBeGreaterThan(0);
}

const once = () => 1;

test('a process killed in the middle of its work on the storage loses nothing', async () => {
  await expectNoLoss(killStorage, once);
});

test('a migration that is killed goes on at the next start', async () => {
  await expectNoLoss(killedMigrations, once);
});
