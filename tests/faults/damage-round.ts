/**
 * `node damage-round.ts SEED TARGET FROM TO`: damages a file again and again, each time starting as
 * the program does. A line of JSON for each round tells what came of it. A process of its own, for it
 * may crash.
 */
import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { ProblemError } from '../../electron/problem.ts';
import { isDatabaseSound } from '../../electron/storage/check-database.ts';
import { DATABASE_FILE } from '../../electron/storage/place.ts';
import { readBackup } from '../../electron/storage/read-backup.ts';
import { suspectDamage } from '../../electron/storage/start.ts';
import { type Found, readAll, startAndRead } from './contents.ts';
import { type Judgement, judgeFound } from './damage-judge.ts';
import { damaged } from './damage-kinds.ts';
import { type Pristine, prepare, TARGETS, type Target } from './damage-prepare.ts';
import { inFolder } from './folder.ts';
import { chanceOf } from './random.ts';

export interface DamageResult extends Judgement {
  readonly round: number;
  readonly damage: string;
}

async function inCopy<T>(
  folder: string,
  root: string,
  step: (copy: string) => Promise<T>,
): Promise<T> {
  const copy = join(root, 'copy');
  cpSync(folder, copy, { recursive: true });
  try {
    return await step(copy);
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function inflict(
  { folder, older, file }: Pristine,
  copy: string,
  path: readonly (string | number)[],
) {
  const [seed = 0, ...rest] = path;
  const before = readFileSync(join(folder, file));
  const damage = damaged(before, readFileSync(join(older, file)), chanceOf(Number(seed), ...rest));
  writeFileSync(join(copy, file), damage.bytes);
  return damage.name;
}

async function judge(pristine: Pristine, target: Target, copy: string): Promise<Judgement> {
  const before = filesOf(copy);
  let found: Found;
  try {
    found =
      target === 'a backup that is looked into' ? lookInto(pristine, copy) : await start(copy);
  } catch (error) {
    if (!(error instanceof ProblemError)) return { outcome: 'wrong', detail: String(error) };
    const after = filesOf(copy);
    const touched = Object.keys(before).filter((name) => before[name] !== after[name]);
    return touched.length === 0
      ? { outcome: 'refused' }
      : { outcome: 'wrong', detail: `refused, but ${touched} is changed` };
  }
  if (found.recovery) {
    const aside = filesOf(join(copy, found.recovery.folder));
    const touched = Object.keys(before).filter((name) => before[name] !== aside[name]);
    if (touched.length > 0)
      return { outcome: 'wrong', detail: `set aside, but ${touched} is changed` };
  }
  const judgement = judgeFound(pristine.states, found, target);
  const isQuiet = ['wrong', 'older', 'unchecked'].includes(judgement.outcome);
  const inUse = !found.recovery && target !== 'a backup that is looked into';
  return isQuiet && inUse ? await checkedLater(pristine, target, copy, judgement) : judgement;
}

/** The running program looks at the whole file too; the next start, which it asks for, recovers. */
async function checkedLater(
  { states }: Pristine,
  target: Target,
  copy: string,
  judgement: Judgement,
): Promise<Judgement> {
  if (isDatabaseSound(join(copy, DATABASE_FILE))) return judgement;
  suspectDamage(copy);
  const again = await start(copy);
  if (!again.recovery)
    return { outcome: 'wrong', detail: 'damage was met, and nothing came of it' };
  const { outcome, detail } = judgeFound(states, again, target);
  return outcome === 'recovered' ? { outcome: 'noticed' } : { outcome, ...(detail && { detail }) };
}

/** Digests of the database and its log; what SQLite shares between processes is made anew at a start. */
function filesOf(folder: string): Record<string, string> {
  // SQLite removes an empty log.
  const files = [DATABASE_FILE, `${DATABASE_FILE}-wal`].filter(
    (name) => (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0) > 0,
  );
  const digest = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex');
  return Object.fromEntries(files.map((name) => [name, digest(name)]));
}

const start = (copy: string) => startAndRead(copy, 'restore');

function lookInto({ file }: Pristine, copy: string): Found {
  const folder = join(copy, 'looked');
  mkdirSync(folder);
  const read = readBackup(join(copy, file), folder);
  const db = new Database(read.file);
  try {
    const contents = new Map(readAll(db));
    for (let i = 0; i < read.unreadable + read.lostVersions; i++)
      contents.set(`told ${i}`, { refused: 'unreadable' });
    if (read.damaged) contents.set('told', { refused: 'damaged' });
    return { contents, recovery: null };
  } finally {
    db.close();
  }
}

const [seed = '1', target = '', from = '0', to = '10'] = process.argv.slice(2);
const wanted = TARGETS.find((one) => one === target);
if (!wanted) throw new Error(`no such target: ${target}`);
await inFolder(async (root) => {
  const prepared = await prepare(root, wanted);
  const pristine = await inCopy(prepared.folder, root, async (copy): Promise<Pristine> => {
    if (wanted !== 'a backup that is looked into') return prepared;
    return { ...prepared, states: [...prepared.states, lookInto(prepared, copy).contents] };
  });
  for (let round = Number(from); round < Number(to); round++) {
    const result = await inCopy(pristine.folder, root, async (copy): Promise<DamageResult> => {
      const damage = inflict(pristine, copy, [seed, target, round]);
      return { round, damage, ...(await judge(pristine, wanted, copy)) };
    });
    writeSync(1, `${JSON.stringify(result)}\n`);
  }
});
