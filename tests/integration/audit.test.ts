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
  if (registry) await new Promise((done) => registry?.close(done));
  registry = undefined;
});

/**
 * What the audit says where these packages are known to be broken, where there is no answer, or one that
 * no registry gives.
 */
async function audited(broken: readonly string[] | 'no answer' | 'nonsense') {
  const server = createServer((request, response) => {
    if (broken === 'nonsense') {
      response.setHeader('content-type', 'text/html').end('<html>Please log in</html>');
      return;
    }
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
  return await ended({ npm_config_registry: `http://127.0.0.1:${port}/` });
}

async function ended(env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [join(ROOT, 'build/audit.ts')], {
    env: { ...process.env, npm_config_fetch_retries: '0', ...env },
  });
  const [said, complained] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((done) => child.on('close', done)),
  ]);
  return { said, complained, code: child.exitCode };
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

test('the audit says the same where no registry is to be reached', async () => {
  const { said, code } = await ended({ npm_config_registry: 'http://127.0.0.1:9/' });
  expect(said).toMatch(/^Not audited, the registry gives no answer: request to http/);
  expect(code).toBe(0);
});

test('the audit fails where npm gets an answer that it cannot read', async () => {
  const { said, complained, code } = await audited('nonsense');
  expect({ said, code }).toEqual({ said: '', code: 1 });
  expect(complained).toMatch(/^Not audited, npm has failed: /);
});

test('the audit fails where npm itself cannot be run', async () => {
  const { said, complained, code } = await ended({ PATH: import.meta.dirname });
  expect({ said, code }).toEqual({ said: '', code: 1 });
  expect(complained).toMatch(/^Not audited, npm has failed: .*ENOENT/);
});
