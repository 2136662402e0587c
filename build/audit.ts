/**
 * `npm run audit`: whether anything that ships is known to be broken, asked of the registry by npm
 * itself. What ships is Electron, and all that is not for development alone. Ends with 1 where
 * something is, and says so in a line where the registry gives no answer.
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
const refusal = z.object({ message: z.string() });
const lock = z.object({
  packages: z.record(z.string(), z.looseObject({ dev: z.boolean().optional() })),
});

function audit(): number {
  const { stdout } = spawnSync('npm', ['audit', '--json'], { cwd: ROOT, encoding: 'utf8' });
  const answer: unknown = JSON.parse(stdout || '{}');
  const told = report.safeParse(answer);
  if (!told.success) {
    const why = refusal.safeParse(answer).data?.message.split('\n')[0] ?? 'no words';
    console.log(`Not audited, the registry gives no answer: ${why}`);
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

process.exitCode = audit();
