/**
 * `node damage-round.ts SEED TARGET FROM TO`: damages a database again and again, each time opening it as the program does. A
 * line of JSON for each round tells what came of it. A process of its own, for it may crash.
 */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { ProblemError } from '../../electron/problem.ts';
import { openDatabase } from '../../electron/storage/database.ts';
import { Drafts } from '../../electron/storage/drafts.ts';
import { SettingsStore } from '../../electron/storage/settings.ts';
import { Versions } from '../../electron/storage/versions.ts';
import { digestsOf } from '../fixtures/data-folder.ts';
import { exampleDraft } from '../fixtures/example-draft.ts';
import { type Contents, contentsOf, type Piece } from './contents.ts';
import { damaged } from './damage-kinds.ts';
import { inFolder } from './folder.ts';
import { DATABASE, nthDraft } from './kept.ts';
import { chanceOf } from './random.ts';

/** The file that is damaged: of a program that ended well, or of one that was killed. */
export type Target = 'database' | 'database after a kill' | 'write-ahead log';

export interface DamageResult {
  readonly round: number;
  readonly damage: string;
  readonly outcome: 'harmless' | 'refused' | 'noticed' | 'older' | 'wrong';
  /** For what must not be: in which piece. */
  readonly detail?: string;
}

type Judgement = Pick<DamageResult, 'outcome' | 'detail'>;

const FACTS = { filled: 5, toFill: 9, errors: 1, warnings: 0, hints: 0 };
const DRAFTS = 8;
const SAVES = 4;

/** A folder before the damage, the same some saves before, and what it has held after every step. */
interface Pristine {
  readonly folder: string;
  readonly older: string;
  readonly states: readonly Contents[];
}

/** Fills a database, saving again and again; what it held after each save is remembered. */
async function prepare(root: string, target: Target): Promise<Pristine> {
  const work = join(root, 'work');
  const [folder, older] = [join(root, 'pristine'), join(root, 'older')];
  mkdirSync(work);
  const states: Contents[] = [];
  const remember = async () => void states.push(await contentsOf(work));
  const db = openDatabase(join(work, DATABASE), { network: false });
  const drafts = new Drafts(db);
  const versions = new Versions(db, drafts);
  new SettingsStore(db).set({ zoom: 1.25, entries: { category: ['绩效提升型'] } });
  const ids = Array.from({ length: DRAFTS }, (_, i) => {
    const draft = i % 3 === 0 ? exampleDraft() : nthDraft('paste', i + 1);
    return drafts.create(draft, FACTS).summary.id;
  });
  drafts.remove(ids[1] ?? '');
  await remember();
  db.pragma('wal_checkpoint(TRUNCATE)');
  for (let save = 1; save <= SAVES; save++) {
    if (save === SAVES) cpSync(work, older, { recursive: true });
    for (const id of ids) {
      const { draft, summary } = drafts.open(id);
      versions.keep(id, { kind: 'open', draft });
      await remember();
      const tasks = `第${save}次保存`.repeat(40 * save);
      const next = { ...draft, cells: { ...draft.cells, tasks } };
      const { revision } = summary;
      drafts.save({ id, revision, draft: next, pending: null, facts: FACTS });
      await remember();
    }
  }
  if (target === 'database') db.close();
  cpSync(work, folder, { recursive: true });
  if (target !== 'database') db.close();
  return { folder, older, states };
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

function inflict(pristine: Pristine, target: Target, copy: string, seed: number, round: number) {
  const chance = chanceOf(seed, target, round);
  const name = target === 'write-ahead log' ? `${DATABASE}-wal` : DATABASE;
  const bytes = readFileSync(join(pristine.folder, name));
  const older = readFileSync(join(pristine.older, name));
  const damage = damaged(bytes, older, chance);
  writeFileSync(join(copy, name), damage.bytes);
  return damage.name;
}

async function judge(pristine: Pristine, copy: string): Promise<Judgement> {
  const before = digestsOf(copy);
  let contents: Contents;
  try {
    contents = await contentsOf(copy);
  } catch (error) {
    if (!(error instanceof ProblemError)) return { outcome: 'wrong', detail: String(error) };
    const after = digestsOf(copy);
    const touched = Object.keys(before).filter(
      (name) => before[name] !== after[name] && !name.endsWith('-shm'),
    );
    if (touched.length > 0)
      return { outcome: 'wrong', detail: `refused, but ${touched} is changed` };
    return { outcome: 'refused' };
  }
  return compare(pristine, contents);
}

/** What can be read is all of one state, and the newest; or a sentence says of the rest that it cannot. */
function compare({ states }: Pristine, found: Contents): Judgement {
  const told = [...found.values()].some((piece) => 'refused' in piece);
  const [newest, ...others] = states.toReversed();
  if (!newest) throw new Error('no state');
  const wrong = differences(newest, found, told);
  if (wrong.length === 0) return { outcome: told ? 'noticed' : 'harmless' };
  if (others.some((state) => differences(state, found, told).length === 0)) {
    return { outcome: 'older' };
  }
  return { outcome: 'wrong', detail: wrong.slice(0, 3).join('; ') };
}

function differences(state: Contents, found: Contents, told: boolean): string[] {
  const names = new Set([...state.keys(), ...found.keys()]);
  return [...names].flatMap((name) => {
    const [wanted, there] = [state.get(name), found.get(name)];
    const kind = name.split(' ')[0];
    if (there && 'refused' in there) return [];
    if (!there) return told ? [] : [`${kind} is missing`];
    if (!wanted) return [`${kind} was not there`];
    return isSame(wanted, there) ? [] : [`${kind}: ${changeOf(wanted, there)}`];
  });
}

function isSame(a: Piece, b: Piece): boolean {
  return 'text' in a && 'text' in b && a.text === b.text;
}

function changeOf(wanted: Piece, there: Piece): string {
  if (!('text' in wanted && 'text' in there)) return 'another';
  const at = [...wanted.text].findIndex((_, i) => wanted.text[i] !== there.text[i]);
  const part = (text: string) => text.slice(Math.max(0, at - 30), at + 20);
  return `${part(wanted.text)} → ${part(there.text)}`;
}

const [seed = '1', target = 'database', from = '0', to = '10'] = process.argv.slice(2);
await inFolder(async (root) => {
  const pristine = await prepare(root, target as Target);
  for (let round = Number(from); round < Number(to); round++) {
    const result = await inCopy(pristine.folder, root, async (copy): Promise<DamageResult> => {
      const damage = inflict(pristine, target as Target, copy, Number(seed), round);
      return { round, damage, ...(await judge(pristine, copy)) };
    });
    writeSync(1, `${JSON.stringify(result)}\n`);
  }
});
