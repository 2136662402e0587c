/**
 * A program that works on the storage until it is killed: `node storage-work.ts WORK FOLDER`. What has
 * been acknowledged is written to standard output at once, a line of JSON each (see `kept.ts`).
 */

import { createHash } from 'node:crypto';
import { mkdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import { writeAtomic } from '../../electron/files/atomic.ts';
import { TASKS } from '../../electron/files/tasks.ts';
import { ProblemError } from '../../electron/problem.ts';
import { makeBackup } from '../../electron/storage/backups.ts';
import { sealBackup } from '../../electron/storage/check-backup.ts';
import { openDatabase } from '../../electron/storage/database.ts';
import { Drafts } from '../../electron/storage/drafts.ts';
import { DATABASE_FILE } from '../../electron/storage/place.ts';
import { startStorage } from '../../electron/storage/start.ts';
import { EXPORTS, isWork, type Line, nthDraft, type Work } from './kept.ts';

const FACTS = { filled: 0, toFill: 0, errors: 0, warnings: 0, hints: 0 };
/** A disk that fails is asked again after so long, in milliseconds. */
const PAUSE = 5;

const tell = (line: Line) => writeSync(1, `${JSON.stringify(line)}\n`);

/** One save after the other; a save that failed is tried again, as the window does. */
async function save(drafts: Drafts, work: Work): Promise<never> {
  const [first] = drafts.list({ offset: 0, limit: 1 }).items;
  const { id } = first ?? drafts.create(nthDraft(work, 1)).summary;
  let { revision } = drafts.open(id).summary;
  tell({ saved: id, revision });
  for (;;) {
    await insist(() => {
      // After a failure nobody knows how far the last one came.
      revision = drafts.open(id).summary.revision;
      const draft = nthDraft(work, revision + 1);
      const pending = { addresses: ['tasks'], text: String(revision + 1) };
      ({ revision } = drafts.save({ id, revision, draft, pending, facts: FACTS }));
      tell({ saved: id, revision });
    });
  }
}

async function createMany(drafts: Drafts, work: Work): Promise<never> {
  for (let n = drafts.list({ offset: 0, limit: 1 }).total + 1; ; n++) {
    await insist(() => tell({ created: drafts.create(nthDraft(work, n), FACTS).summary.id, n }));
  }
}

async function exportMany(folder: string, work: Work): Promise<never> {
  for (let n = 1; ; n++) {
    const draft = nthDraft(work, n);
    const bytes = await TASKS.writeWord({ draft, publicVersion: false });
    const file = join(folder, EXPORTS, `目标表${n % 3}.docx`);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    tell({ writing: file, sha256 });
    // The first three names are new, then they are written over.
    await insist(async () => {
      await writeAtomic(file, bytes, { force: n > 3 });
      tell({ written: file, sha256 });
    });
  }
}

/** A backup after each save; the database goes on being written while it is copied. */
async function backUp(folder: string, db: Database, drafts: Drafts): Promise<never> {
  for (let n = 1; ; n++) {
    await insist(() => drafts.create(nthDraft('backup', n), FACTS));
    await insist(async () => {
      const { path } = await makeBackup(db, folder, 'daily', sealBackup);
      tell({ backedUp: path });
    });
  }
}

/** Does a step until it succeeds; what it refuses has to be a sentence for the person. */
async function insist(step: () => unknown): Promise<void> {
  for (;;) {
    try {
      await step();
      // As the program does between two saves: the receipt is written then.
      await setImmediate();
      return;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      tell({ refused: error.code, message: error.message });
      await setTimeout(PAUSE);
    }
  }
}

const [work = '', folder = ''] = process.argv.slice(2);
if (!isWork(work)) throw new Error(`no such work: ${work}`);
mkdirSync(join(folder, EXPORTS), { recursive: true });
tell({ begun: true });
const db =
  work === 'migration'
    ? (await startStorage(folder)).db
    : openDatabase(join(folder, DATABASE_FILE), { network: work === 'typing-on-network' });
const drafts = new Drafts(db);
tell({ opened: true });
switch (work) {
  case 'import':
    await createMany(drafts, work);
    break;
  case 'export':
    await exportMany(folder, work);
    break;
  case 'backup':
    await backUp(folder, db, drafts);
    break;
  case 'migration':
    break;
  default:
    await save(drafts, work);
}
