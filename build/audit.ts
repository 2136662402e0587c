/**
 * `npm run audit`: whether anything that ships is known to be broken, asked of the registry by npm
 * itself. What ships is Electron, and all that is not for development alone. Ends with 1 where
 * something is, or where npm fails; says so in a line, and ends with 0, where the registry refuses to
 * answer or is not to be reached.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const ROOT = resolve(import.meta.dirname, '..');
/** Ships although electron-builder wants it among what is for development. */
const ELECTRON = 'node_modules/electron';

/** What `npm audit --json` tells; `nodes` are the folders where the package lies. */
const report = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({ severity: z.string(), range: z.string(), nodes: z.array(z.string()) }),
  ),
});
/** What npm tells of a registry that gives no answer. Its own failures have no such words. */
const refusal = z.union([
  z.object({ message: z.string(), statusCode: z.int().min(400) }),
  z.object({ message: z.string().regex(/^request to \S+ failed, reason: /) }),
]);
const lock = z.object({
  packages: z.record(z.string(), z.looseObject({ dev: z.boolean().optional() })),
});

function audit(): number {
  // On Windows npm is a script of the shell.
  const shell = process.platform === 'win32';
  const npm = spawnSync('npm', ['audit', '--json'], { cwd: ROOT, encoding: 'utf8', shell });
  const answer = jsonOf(npm.stdout);
  const told = report.safeParse(answer);
  if (!told.success) {
    const refused = refusal.safeParse(answer).data;
    if (!refused) {
      console.error(`Not audited, npm has failed: ${npm.error ?? `${npm.stdout}${npm.stderr}`}`);
      return 1;
    }
    console.log(`Not audited, the registry gives no answer: ${refused.message.split('\n')[0]}`);
    return 0;
  }
  const { packages } = lock.parse(
    JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')),
  );
  const ships = (node: string) => node === ELECTRON || !packages[node]?.dev;
  const found = Object.entries(told.data.vulnerabilities).filter(([, { nodes }]) =>
    nodes.some(ships),
  );
  for (const [name, { severity, range }] of found) console.log(`${name} ${range}: ${severity}`);
  console.log(`Audited: of what ships, ${found.length} known to be broken.`);
  return found.length > 0 ? 1 : 0;
}

function jsonOf(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

process.exitCode = audit();
