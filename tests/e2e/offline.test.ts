import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const TRIAL = ['link', 'add', 'out', 'type', 'veth', 'peer', 'name', 'wall'];

/** Whether a network of its own can be made here: on Linux, as root. */
function canMakeNetwork(): boolean {
  const can =
    process.platform === 'linux' && spawnSync('unshare', ['-n', '-m', 'ip', ...TRIAL]).status === 0;
  if (!can && process.env.REQUIRE_E2E)
    throw new Error('no network namespace here (root, iproute2)');
  if (!can) console.log('Test left out: no network of its own without root and iproute2.');
  return can;
}

test.runIf(canMakeNetwork())(
  'the program, used through every feature, sends no packet and asks no name; a packet and a question of ours are counted',
  { timeout: 300_000 },
  async () => {
    const script = join(import.meta.dirname, 'offline/tour.ts');
    const child = spawn('unshare', ['-n', '-m', process.execPath, script]);
    let [out, err] = ['', ''];
    child.stdout.on('data', (data) => {
      out += data;
    });
    child.stderr.on('data', (data) => {
      err += data;
    });
    const status = await new Promise((done) => child.once('close', done));
    expect({ status, err: status === 0 ? '' : err }).toEqual({ status: 0, err: '' });
    const { sent, provoked, steps, left } = JSON.parse(out);
    expect(sent).toBe(0);
    // Every call that the window has, so that a new feature is used here too.
    expect(left).toEqual([]);
    expect(provoked).toBeGreaterThanOrEqual(3);
    expect(steps).toBeGreaterThan(50);
  },
);
