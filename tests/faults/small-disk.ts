/** A small disk of its own: a tmpfs. Mounting takes root, and a container that lets it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** @throws Error where it cannot be mounted */
export function mountSmallDisk(folder: string, kilobytes: number): void {
  run('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k,mode=0700`, 'jixiao-faults', folder]);
}

/** Writes a file that takes what is left on its disk, but for some kilobytes. */
export function fillDisk(file: string, left: number): void {
  const { bavail, bsize } = statfsSync(dirname(file));
  try {
    writeFileSync(file, new Uint8Array(Math.max(0, bavail * bsize - left * 1024)));
  } catch (error) {
    // Somebody else has taken some of it meanwhile: so much the fuller.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  }
}

export function unmount(folder: string): void {
  run('umount', ['--lazy', folder]);
}

export function canMount(): boolean {
  if (process.platform !== 'linux') return false;
  const folder = mkdtempSync(join(tmpdir(), 'jixiao-mount-'));
  try {
    mountSmallDisk(folder, 64);
    unmount(folder);
    return true;
  } catch {
    return false;
  } finally {
    rmdirSync(folder);
  }
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command}: ${error?.message ?? stderr}`);
}
