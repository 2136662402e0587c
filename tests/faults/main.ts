/**
 * `npm run test:faults [-- KIND…] [--seed=N] [--rounds=SHARE]`: inflicts faults on the program and looks
 * whether everything that was acknowledged is there. SHARE is the part of the full rounds, 1 unless
 * told. The seed decides what happens and when; what the machine does meanwhile, nobody decides.
 */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { damage } from './damage.ts';
import { diskProgram } from './disk-program.ts';
import { diskStorage } from './disk-storage.ts';
import { fileFaults } from './files.ts';
import { killProgram } from './kill-program.ts';
import { killStorage } from './kill-storage.ts';
import { killedMigrations, killedStarts } from './old.ts';
import { soak } from './soak.ts';
import { type Settings, type Tally, tableOf } from './tally.ts';

type Inflict = (settings: Settings) => Promise<Tally[]>;

/** Kinds of faults on the storage in a plain Node process, and on the program in its window. */
const STORAGE: Readonly<Record<string, Inflict>> = {
  files: fileFaults,
  'kill-storage': killStorage,
  'kill-migration': killedMigrations,
  'disk-storage': diskStorage,
  damage,
};
const WINDOW: Readonly<Record<string, Inflict>> = {
  'kill-program': killProgram,
  'kill-start': killedStarts,
  'disk-program': diskProgram,
  soak,
};
const KINDS = { ...STORAGE, ...WINDOW };

const { values, positionals } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    rounds: { type: 'string', default: '1' },
    'no-build': { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const kinds = positionals.length > 0 ? positionals : Object.keys(KINDS);
const unknown = kinds.filter((kind) => !KINDS[kind]);
if (unknown.length > 0) {
  console.error(
    `No such faults: ${unknown.join(', ')}. There are: ${Object.keys(KINDS).join(', ')}`,
  );
  process.exit(2);
}
if (kinds.some((kind) => WINDOW[kind])) prepareWindow();

const seed = Number(values.seed);
const share = Number(values.rounds);
const tallies: Tally[] = [];
console.log(`seed ${seed}, ${share} of the full rounds`);
for (const kind of kinds) {
  const begun = performance.now();
  const found = await KINDS[kind]?.({
    seed,
    rounds: (full) => Math.max(1, Math.round(full * share)),
  });
  tallies.push(...(found ?? []));
  // At once, for a run that is ended before its end.
  console.log(`\n${kind}: ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  console.log(tableOf(found ?? []));
}
console.log(`\nall\n${tableOf(tallies)}`);
if (tallies.some(({ losses }) => losses.length > 0)) process.exitCode = 1;

/** Builds the program, and sees to a display: without one this starts itself again under its own. */
function prepareWindow(): void {
  const root = resolve(import.meta.dirname, '../..');
  const run = (command: string, args: readonly string[]) =>
    spawnSync(command, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
  if (!values['no-build'] && run('npm', ['run', '--silent', 'build']) !== 0) process.exit(1);
  if (process.platform !== 'linux' || process.env.DISPLAY) return;
  const again = [process.execPath, import.meta.filename, ...process.argv.slice(2), '--no-build'];
  process.exit(run('xvfb-run', ['-a', '-s', '-screen 0 1920x1080x24', ...again]));
}
