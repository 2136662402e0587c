/** What the main process asks of the system: looked for in the code itself. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOM = join(import.meta.dirname, '../../../electron');
const FILES = readdirSync(ROOM, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name, code: readFileSync(join(ROOM, name), 'utf8') }));

const using = (pattern: RegExp) =>
  FILES.filter(({ code }) => pattern.test(code)).map(({ name }) => name);

test('starts no program but its own reading process, and never through a shell', () => {
  expect(FILES.length).toBeGreaterThan(50);
  expect(using(/'node:child_process'/)).toEqual(['files/worker-client.ts']);
  const client = FILES.find(({ name }) => name === 'files/worker-client.ts')?.code ?? '';
  expect(client).toContain("import { fork } from 'node:child_process'");
  expect(using(/\bshell:\s*(?:true|['"`])/)).toEqual([]);
});

test('opens no address, and nothing by a network module', () => {
  expect(using(/openExternal|\bfetch\(|from 'node:(?:http|https|net|tls|dgram|dns)/)).toEqual([]);
});

test('opens files and folders of the system only where it has made them itself', () => {
  const opening = using(/shell\.(?:openPath|showItemInFolder)/).sort();
  expect(opening).toEqual(['ask-at-start.ts', 'calls/app.ts', 'calls/export.ts']);
});
