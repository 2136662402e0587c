/** `npm run audit`, asking a registry of our own that knows of something. */
import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const BULK = '/-/npm/v1/security/advisories/bulk';

let registry: Server | undefined;

afterEach(async () => {
  await new Promise((done) => registry?.close(done));
});

/** What the audit says where these packages are known to be broken, or where there is no answer. */
async function audited(broken: readonly string[] | 'no answer') {
  const server = createServer((request, response) => {
    if (broken === 'no answer' || request.url !== BULK) {
      response.writeHead(405).end();
      return;
    }
    const advisory = (name: string) => ({
      id: 1,
      url: 'https://github.com/advisories/GHSA-0000-0000-0000',
      title: `${name} is broken`,
      severity: 'high',
      vulnerable_versions: '<999',
    });
    const answer = Object.fromEntries(broken.map((name) => [name, [advisory(name)]]));
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  registry = server;
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const child = spawn(process.execPath, [join(ROOT, 'build/audit.ts')], {
    env: { ...process.env, npm_config_registry: `http://127.0.0.1:${port}/` },
  });
  const [said] = await Promise.all([
    text(child.stdout),
    new Promise((done) => child.on('close', done)),
  ]);
  return { said, code: child.exitCode };
}

test('the audit names what ships and is known to be broken: bundled, native, Electron itself', async () => {
  const { said, code } = await audited(['antd', 'saxes', 'better-sqlite3', 'electron']);
  for (const name of ['antd', 'saxes', 'better-sqlite3', 'electron']) {
    expect(said).toMatch(new RegExp(`^${name} .*: high$`, 'm'));
  }
  expect(code).toBe(1);
});

test('the audit passes over what is for development alone', async () => {
  const { said, code } = await audited(['mammoth', 'vitest']);
  expect(said).toBe('Audited: of what ships, 0 known to be broken.\n');
  expect(code).toBe(0);
});

test('the audit says that it was not made where the registry gives no answer', async () => {
  const { said, code } = await audited('no answer');
  expect(said).toMatch(/^Not audited, the registry gives no answer: 405 /);
  expect(code).toBe(0);
});
