/** The log in the user's folder: what went wrong, technically. No personal data ever goes in. */
import { renameSync } from 'node:fs';
import { homedir } from 'node:os';
import { inspect } from 'node:util';
import log from 'electron-log/node';
import { redact } from './redact.ts';

const MAX_BYTES = 1_000_000;
const KEPT = 3;

export { log };

let started = false;

/**
 * Starts writing to `main.log` in a folder, unless that is done; at 1 MB it becomes main.1.log, then
 * main.2.log, …
 */
export function startLog(path: string): typeof log {
  if (started) return log;
  started = true;
  log.transports.console.level = false;
  log.transports.file.level = 'info';
  log.transports.file.maxSize = MAX_BYTES;
  log.transports.file.resolvePathFn = () => path;
  log.hooks.push((message) => ({ ...message, data: message.data.map(line) }));
  log.transports.file.archiveLogFn = (file) => rotate(file.path);
  return log;
}

function line(part: unknown): string {
  return redact(typeof part === 'string' ? part : inspect(part, { depth: 3 }), homedir());
}

function rotate(path: string): void {
  const numbered = (n: number) => (n === 0 ? path : path.replace(/\.log$/, `.${n}.log`));
  for (let n = KEPT; n > 0; n--) {
    try {
      renameSync(numbered(n - 1), numbered(n));
    } catch {
      // The first days there are not so many yet.
    }
  }
}
