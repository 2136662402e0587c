/**
 * Torn and flipped bytes, each damage in a copy of a database that is then started as the program
 * starts it: never a crash, never other content without a word, always a way on.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { TARGETS, type Target } from './damage-prepare.ts';
import type { DamageResult } from './damage-round.ts';
import { type Settings, Tally } from './tally.ts';

const ROUNDS: Readonly<Record<Target, number>> = {
  'the database': 180,
  'the database of a killed program': 80,
  'its write-ahead log': 100,
  'its write-ahead log, after a power cut': 100,
  'the backup that a lost database is restored from': 70,
  'a backup that is looked into': 70,
};

export async function damage(
  { seed, rounds }: Settings,
  targets: readonly Target[] = TARGETS,
): Promise<Tally[]> {
  const tallies: Tally[] = [];
  for (const target of targets) {
    const tally = new Tally(`damaged bytes in ${target}`);
    tallies.push(tally);
    const results = await damageAll(seed, target, rounds(ROUNDS[target]));
    for (const { outcome, damage, detail } of results) {
      const lost = outcome === 'wrong' || outcome === 'older' || outcome === 'crash';
      tally.round(1, lost ? [`${outcome} after ${damage}: ${detail}`] : []);
    }
    const counts = Map.groupBy(results, ({ outcome }) => outcome);
    tally.note = [...counts].map(([outcome, { length }]) => `${length} ${outcome}`).join(', ');
  }
  return tallies;
}

type Result = Omit<DamageResult, 'outcome'> & {
  readonly outcome: DamageResult['outcome'] | 'crash';
};

/** All rounds in one process; where that crashes, another goes on behind that round. */
async function damageAll(seed: number, target: Target, rounds: number): Promise<Result[]> {
  const results: Result[] = [];
  while (results.length < rounds) {
    const { lines, complaint } = await damageRounds([seed, target, results.length, rounds]);
    results.push(...lines);
    if (results.length < rounds) {
      const detail = complaint.slice(0, 500);
      results.push({ round: results.length, damage: '?', outcome: 'crash', detail });
      if (lines.length === 0) throw new Error(`no damage can be judged: ${detail}`);
    }
  }
  return results;
}

async function damageRounds(args: readonly (string | number)[]) {
  const script = join(import.meta.dirname, 'damage-round.ts');
  const child = spawn(process.execPath, [script, ...args.map(String)]);
  let told = '';
  let complaint = '';
  child.stdout.on('data', (data) => {
    told += data;
  });
  child.stderr.on('data', (data) => {
    complaint += data;
  });
  await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  const lines = told.split('\n').slice(0, -1);
  return { lines: lines.map((line) => JSON.parse(line) as DamageResult), complaint };
}
