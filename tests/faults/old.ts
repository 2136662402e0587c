/**
 * Databases of every released schema version are brought up to date by a start that is killed: at
 * every write, at random moments, and in the real program. The next start has all that they held.
 */

import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { checksumOf } from '../../electron/storage/draft-row.ts';
import { MIGRATIONS, userVersion, WITH_CHECKSUMS } from '../../electron/storage/migrations.ts';
import { DATABASE_FILE } from '../../electron/storage/place.ts';
import { electronBinary, programArgs } from '../e2e/harness.ts';
import { type Contents, startAndRead } from './contents.ts';
import { ALL_CALLS, canFail, FailingDisk } from './failing-disk.ts';
import { inFolder } from './folder.ts';
import { integrityLosses, withDatabase } from './kept.ts';
import { chanceOf } from './random.ts';
import { type Settings, Tally } from './tally.ts';
import { startWorker } from './worker.ts';

const SCHEMAS = join(import.meta.dirname, '../fixtures/schemas');
const ROUNDS = { random: 20, calls: 40, window: 20 };
/** Drafts that are added to those of the fixture, so that a migration takes its time. */
const MORE = 2000;

/** In a plain Node process. */
export async function killedMigrations(
  { seed, rounds }: Settings,
  schemas: readonly number[] = oldSchemas(),
): Promise<Tally[]> {
  const tallies: Tally[] = [];
  for (const schema of schemas) {
    const random = new Tally(
      `kill -9 while migrating schema ${schema}`,
      'Node process, random moment',
    );
    tallies.push(random);
    await withOld(schema, async (old, wanted) => {
      for (let round = 0; round < rounds(ROUNDS.random); round++) {
        const ms = chanceOf(seed, 'migration', schema, round).whole(0, 60);
        random.round(wanted.size, await killedAfter(old, wanted, ms));
      }
    });
    if (!canFail()) continue;
    const calls = new Tally(
      `kill -9 while migrating schema ${schema}`,
      'Node process, at the nth write, half of it done',
    );
    tallies.push(calls);
    await withOld(schema, async (old, wanted) => {
      for (let round = 0; round < rounds(ROUNDS.calls); round++) {
        calls.round(wanted.size, await killedAtCall(old, wanted, round + 1));
      }
    });
  }
  return tallies;
}

/** In the real program, at a random moment of its start. */
export async function killedStarts({ seed, rounds }: Settings): Promise<Tally[]> {
  const tallies: Tally[] = [];
  for (const schema of oldSchemas()) {
    const tally = new Tally(`kill -9 of a start that migrates schema ${schema}`, 'real program');
    tallies.push(tally);
    await withOld(schema, async (old, wanted) => {
      for (let round = 0; round < rounds(ROUNDS.window); round++) {
        const ms = chanceOf(seed, 'start', schema, round).whole(100, 900);
        tally.round(wanted.size, await killedStart(old, wanted, ms));
      }
    });
  }
  return tallies;
}

/** The versions of which a database is kept, but the present one. */
function oldSchemas(): number[] {
  const kept = readdirSync(SCHEMAS).filter((name) => name.endsWith('.sqlite'));
  return kept
    .map((name) => Number.parseInt(name, 10))
    .filter((version) => version < MIGRATIONS.length);
}

/** An old database, with more drafts than the fixture has, and what it holds once it is migrated. */
async function withOld(
  schema: number,
  step: (old: string, wanted: Contents) => Promise<void>,
): Promise<void> {
  await inFolder(async (folder) => {
    const old = join(folder, 'old.sqlite');
    copyFileSync(join(SCHEMAS, `${schema}.sqlite`), old);
    addDrafts(old);
    const migrated = join(folder, 'migrated');
    mkdirSync(migrated);
    copyFileSync(old, join(migrated, DATABASE_FILE));
    await step(old, (await startAndRead(migrated)).contents);
  });
}

/** Copies of the first draft; every schema so far has these columns. */
function addDrafts(file: string): void {
  const db = new Database(file);
  db.exec(`
    CREATE TEMP TABLE more AS
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${MORE})
      SELECT printf('00000000-0000-4000-8000-%012d', i) AS id FROM n;
    CREATE TEMP TABLE first AS
      SELECT * FROM drafts ORDER BY year DESC LIMIT 1;
    CREATE TEMP TABLE content AS
      SELECT * FROM contents WHERE draft = (SELECT id FROM first);
    INSERT INTO drafts (id, form, year, department, revision, created_at, updated_at)
      SELECT more.id, form, year, department, revision, created_at, updated_at FROM more, first;
    INSERT INTO contents (draft, content)
      SELECT more.id, content FROM more, content;
  `);
  if (userVersion(db) >= WITH_CHECKSUMS) {
    const content = String(db.prepare('SELECT content FROM content').pluck().get());
    db.prepare('UPDATE contents SET checksum = ? WHERE draft IN (SELECT id FROM more)').run(
      checksumOf({ content, pending: null }),
    );
  }
  db.close();
}

async function killedAfter(old: string, wanted: Contents, ms: number): Promise<string[]> {
  return await inFolder(async (folder) => {
    copyFileSync(old, join(folder, DATABASE_FILE));
    const worker = startWorker('migration', folder);
    await worker.next((line) => 'begun' in line);
    await setTimeout(ms);
    await worker.kill();
    return await lossesIn(folder, wanted);
  });
}

async function killedAtCall(old: string, wanted: Contents, call: number): Promise<string[]> {
  return await inFolder(async (folder) => {
    copyFileSync(old, join(folder, DATABASE_FILE));
    const disk = new FailingDisk(folder);
    try {
      const calls = ALL_CALLS.filter((one) => one !== 'open');
      disk.trouble({ calls, killAt: call, half: call % 2 === 0 });
      const worker = startWorker('migration', folder, disk.env);
      const { signal, code, complaint } = await worker.ended;
      const crash = signal === 'SIGKILL' || code === 0 ? [] : [`it ended by itself: ${complaint}`];
      return [...crash, ...(await lossesIn(folder, wanted))];
    } finally {
      disk.remove();
    }
  });
}

async function killedStart(old: string, wanted: Contents, ms: number): Promise<string[]> {
  const program = await electronBinary();
  return await inFolder(async (folder) => {
    copyFileSync(old, join(folder, DATABASE_FILE));
    const child = spawn(program, programArgs(folder), { stdio: 'ignore' });
    const ended = new Promise((done) => child.once('exit', done));
    await setTimeout(ms);
    child.kill('SIGKILL');
    await ended;
    return await lossesIn(folder, wanted);
  });
}

async function lossesIn(folder: string, wanted: Contents): Promise<string[]> {
  const { contents: there, recovery } = await startAndRead(folder);
  if (recovery) return ['it had to be recovered'];
  const unsound = withDatabase(folder, integrityLosses);
  const other = [...wanted].filter(([name, piece]) => {
    const found = there.get(name);
    return JSON.stringify(found) !== JSON.stringify(piece);
  });
  return [...unsound, ...other.slice(0, 3).map(([name]) => `${name} is not what it was`)];
}
