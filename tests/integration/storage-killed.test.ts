import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type OpenOptions, openDatabase } from '../../electron/storage/database.ts';
import { Drafts } from '../../electron/storage/drafts.ts';
import { temporaryFolder } from '../fixtures/data-folder.ts';
import { exampleDraft } from '../fixtures/example-draft.ts';

const WRITER = fileURLToPath(new URL('../fixtures/storage-writer.ts', import.meta.url));
const ROUNDS = 4;

/** Lets another program save, kills it once it has been at it for a while; gives what it was told. */
function killedWhileSaving(args: readonly string[], afterMs: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [WRITER, ...args]);
    let told = '';
    let faults = '';
    child.stderr.on('data', (data) => {
      faults += data;
    });
    child.stdout.on('data', (data) => {
      if (told === '') setTimeout(() => child.kill('SIGKILL'), afterMs);
      told += data;
    });
    child.on('error', reject);
    child.on('close', (_, signal) => {
      if (signal !== 'SIGKILL') reject(new Error(`the writer ended by itself: ${faults}`));
      // A last number without its line end may be half of one.
      else resolve(Number(told.slice(0, told.lastIndexOf('\n')).split('\n').at(-1)));
    });
  });
}

describe('a program killed in the middle of saving', () => {
  it.each(['here', 'network'])('has kept every save that it acknowledged: %s', async (place) => {
    const file = join(temporaryFolder(), 'drafts.db');
    const options: OpenOptions = { busyTimeout: 1000, network: place === 'network' };
    const first = openDatabase(file, options);
    const { id } = new Drafts(first).create(exampleDraft()).summary;
    first.close();
    for (let round = 0; round < ROUNDS; round++) {
      const acknowledged = await killedWhileSaving([file, id, place], 20 + 23 * round);
      const db = openDatabase(file, options);
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
      const { summary, draft, pending } = new Drafts(db).open(id);
      expect(summary.revision).toBeGreaterThanOrEqual(acknowledged);
      // At most the one save whose acknowledgement was cut off.
      expect(summary.revision).toBeLessThanOrEqual(acknowledged + 1);
      expect(draft.cells.tasks).toBe(`第${summary.revision}版`.repeat(2000));
      expect(pending?.text).toBe(String(summary.revision));
      db.close();
    }
  });
});
