import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { log, startLog } from '../../electron/log.ts';

test('the log rotates: four files of about 1 MB at most, the newest first, without personal data', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'jixiao-log-'));
  startLog(join(folder, 'main.log'));
  const text = 'x'.repeat(10_000);
  for (let i = 0; i < 700; i++) log.info(`entry ${i}`, text);
  log.error(new Error(`open '${join(homedir(), '罗意.docx')}'`));
  const names = await readdir(folder);
  expect(names.sort()).toEqual(['main.1.log', 'main.2.log', 'main.3.log', 'main.log']);
  for (const name of names) {
    expect((await stat(join(folder, name))).size).toBeLessThan(1_050_000);
  }
  const newest = await readFile(join(folder, 'main.log'), 'utf8');
  expect(newest).toContain('entry 699');
  expect(newest).toContain('Error: open');
  expect(newest).not.toContain('罗意');
  await rm(folder, { recursive: true });
});
