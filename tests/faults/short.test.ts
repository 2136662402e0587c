/** A short round of the faults, for every submission; `npm run test:faults` has the full ones. */
import { expect, test } from 'vitest';
import { damage } from './damage.ts';
import { diskStorage } from './disk-storage.ts';
import { canFail } from './failing-disk.ts';
import { killProgram } from './kill-program.ts';
import { killStorage } from './kill-storage.ts';
import { killedMigrations } from './old.ts';
import { type Settings, type Tally, tableOf } from './tally.ts';

const once: Settings = { seed: 20_260_101, rounds: () => 1 };

function expectNoLoss(tallies: readonly Tally[]): void {
  console.log(tableOf(tallies));
  const losses = tallies.flatMap(({ fault, losses }) => losses.map((loss) => `${fault}: ${loss}`));
  expect(losses).toEqual([]);
}

test('a process killed in the middle of its work on the storage loses nothing', async () => {
  expectNoLoss(await killStorage(once, ['typing', 'export', 'backup']));
});

test('the program and its page, killed in the middle of work, lose nothing shown as 已保存', async () => {
  expectNoLoss(await killProgram(once, { main: ['typing', 'export'], page: ['typing'] }));
});

test.runIf(canFail())('a disk that writes by halves, and fails, loses nothing', async () => {
  const only = { trouble: 'write error, half written', works: ['typing', 'import'] as const };
  expectNoLoss(await diskStorage(once, only));
});

test('a start that is killed while it migrates loses nothing', async () => {
  expectNoLoss(await killedMigrations(once, [2]));
});

test('damaged bytes are never taken for what was saved', async () => {
  const some: Settings = { ...once, rounds: () => 6 };
  expectNoLoss(await damage(some, ['the database', 'its write-ahead log']));
});
