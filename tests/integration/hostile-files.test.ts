import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readFormBytes } from '../../electron/files/read-form.ts';
import { inFolder } from '../faults/folder.ts';
import { CORPUS } from '../faults/hostile/corpus.ts';
import { jsonFiles } from '../faults/hostile/draft-files.ts';
import { faultOf, faultOfDraft } from '../faults/hostile/judge.ts';
import { canUnshare, packetsOf, startWatchedReader } from '../faults/hostile/watched-reader.ts';

/** The whole corpus is read by `npm run test:faults -- files`; here one file of so many. */
const EVERY = 25;

test('of hostile and broken files each gives a draft that holds or a sentence', async () => {
  expect(CORPUS.length).toBeGreaterThan(300);
  expect(new Set(CORPUS.map((file) => file.name)).size).toBe(CORPUS.length);
  const some = CORPUS.filter((file) => !file.heavy).filter((_, i) => i % EVERY === 0);
  const faults: string[] = [];
  for (const file of some) {
    const outcome = await readFormBytes(file.bytes(), 2026).catch((thrown) => ({ thrown }));
    const fault = faultOf(file.outcome, outcome);
    if (fault !== undefined) faults.push(`${file.name}: ${fault}`);
  }
  expect(faults).toEqual([]);
});

test('of hostile and broken drafts in JSON each gives a sentence', async () => {
  await inFolder(async (folder) => {
    const path = join(folder, 'draft.json');
    for (const file of jsonFiles) {
      writeFileSync(path, file.bytes());
      expect(await faultOfDraft(file, path), file.name).toBeUndefined();
    }
  });
});

test.runIf(canUnshare())('the reading process sends no packet and writes nothing', async () => {
  const reader = startWatchedReader();
  try {
    for (const name of ['docx with: a picture from the network', 'docx: cut off at 20/41']) {
      const file = CORPUS.find((one) => one.name === name);
      if (!file) throw new Error(`no file ${name}`);
      const outcome = await reader.read('form.docx', file.bytes());
      expect(faultOf(file.outcome, outcome)).toBeUndefined();
    }
    expect(reader.packets()).toBe(0);
    expect(reader.written()).toEqual([]);
  } finally {
    reader.stop();
  }
});

test.runIf(canUnshare())('a packet and a question for a name would be counted', async () => {
  const script = `const socket = require('dgram').createSocket('udp4');
    socket.on('error', () => {});
    socket.send('x', 9, '203.0.113.9', () => require('dns').lookup('example.com', () => console.log('sent')));`;
  const child = spawn('unshare', ['-n', process.execPath, '-e', script]);
  try {
    await new Promise((sent) => child.stdout.once('data', sent));
    expect(packetsOf(child.pid ?? 0)).toBeGreaterThan(1);
  } finally {
    child.kill();
  }
});
