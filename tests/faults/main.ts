/**
 * `npm run test:faults [-- KIND…] [--seed=N] [--rounds=SHARE]`: inflicts faults on the program and looks
 * whether everything that was acknowledged is there. SHARE is the part of the full rounds, 1 unless
 * told. The seed decides what happens and when; what the machine does meanwhile, nobody decides.
 */
import { parseArgs } from 'node:util';
import { killStorage } from './kill-storage.ts';
import { type Settings, type Tally, tableOf } from './tally.ts';

const KINDS: Readonly<Record<string, (settings: Settings) => Promise<Tally[]>>> = {
  storage: killStorage,
};

const { values, positionals } = parseArgs({
  options: { seed: { type: 'string' }, rounds: { type: 'string', default: '1' } },
  allowPositionals: true,
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const share = Number(values.rounds);
const rounds = (full: number) => Math.max(1, Math.round(full * share));
const kinds = positionals.length > 0 ? positionals : Object.keys(KINDS);

const tallies: Tally[] = [];
for (const kind of kinds) {
  const inflict = KINDS[kind];
  if (!inflict) {
    console.error(`No such kind of faults: ${kind}. There are: ${Object.keys(KINDS).join(', ')}`);
    process.exit(2);
  }
  const begun = performance.now();
  tallies.push(...(await inflict({ seed, rounds })));
  console.log(`${kind}: ${((performance.now() - begun) / 1000).toFixed(0)} s`);
}
console.log(`\nseed ${seed}\n\n${tableOf(tallies)}`);
if (tallies.some(({ losses }) => losses.length > 0)) process.exitCode = 1;
