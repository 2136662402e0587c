/**
 * `npm test`: unit and integration tests, then the end-to-end tests and a short round of
 * faults where they can run.
 * With REQUIRE_E2E=1 it fails where they cannot.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');

/** Why there can be no end-to-end tests here; undefined where there can. */
function missing(): string | undefined {
  const folder =
    process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(ROOT, 'node_modules', 'electron', 'dist');
  if (!existsSync(folder)) {
    return 'no Electron runtime (npx install-electron, or set ELECTRON_OVERRIDE_DIST_PATH, see .ci/electron-runtime)';
  }
  if (needsDisplay() && !succeeds('xvfb-run', ['--help'])) return 'no display and no xvfb-run';
  return undefined;
}

function needsDisplay(): boolean {
  return process.platform === 'linux' && !process.env.DISPLAY;
}

function succeeds(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** Runs a command to its end; the whole run ends where it fails. */
function run(command: string, args: readonly string[]): void {
  const { status } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

function vitest(projects: readonly string[], before: readonly string[] = []): void {
  const script = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
  const args = projects.flatMap((project) => ['--project', project]);
  const [command = process.execPath, ...rest] = [...before, process.execPath];
  run(command, [...rest, script, 'run', ...args]);
}

const reason = missing();
vitest(['unit', 'integration']);
if (reason !== undefined) {
  console.log(`End-to-end tests left out: ${reason}.`);
  process.exit(process.env.REQUIRE_E2E ? 1 : 0);
}
run('npm', ['run', '--silent', 'build']);
vitest(['e2e', 'faults'], needsDisplay() ? ['xvfb-run', '-a', '-s', '-screen 0 1920x1080x24'] : []);
