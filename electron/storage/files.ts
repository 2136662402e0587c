/** Files of the data folder, handled so that a power cut leaves either the old or the new. */
import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';

/** What SQLite keeps beside a database while it is in use. */
export const COMPANIONS: readonly string[] = ['-wal', '-shm', '-journal'];

/** Makes sure that a file's bytes are on the disk. */
function syncFile(path: string): void {
  // For writing: Windows flushes nothing through a handle for reading.
  sync(path, 'r+');
}

/** Makes sure that the names in a folder are on the disk, where the system can be asked to. */
function syncFolder(path: string): void {
  if (process.platform !== 'win32') sync(path, 'r');
}

function sync(path: string, flags: string): void {
  const handle = openSync(path, flags);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Gives a finished file its name, in one step. */
export function nameFinished(temporary: string, path: string): void {
  syncFile(temporary);
  renameSync(temporary, path);
  syncFolder(dirname(path));
}

/** A day of this PC's time zone, for names of files: `20261124`. */
export function dayOf(time: Date): string {
  return String(time.getFullYear()) + two(time.getMonth() + 1) + two(time.getDate());
}

/** For names of files and folders: `20261124-090512`, of this PC's time zone. */
export function stampOf(time: Date): string {
  return `${dayOf(time)}-${two(time.getHours())}${two(time.getMinutes())}${two(time.getSeconds())}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
