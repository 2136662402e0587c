/** Starts a program that works on the storage, listens to what it acknowledges, and ends it. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Line, Work } from './kept.ts';

export interface Worker {
  /** Everything told so far. */
  readonly lines: readonly Line[];
  /** The first line from now on that is wanted. @throws Error where the program ends before */
  next(wanted: (line: Line) => boolean): Promise<Line>;
  /** Ends it at once. @returns whether it ran until then; gone too where the disk has ended it */
  kill(): Promise<Ending>;
  readonly ended: Promise<Ending>;
}

export interface Ending {
  readonly signal: NodeJS.Signals | null;
  readonly code: number | null;
  /** What it said on standard error: empty, or a crash. */
  readonly complaint: string;
}

export function startWorker(
  work: Work,
  folder: string,
  env: Readonly<Record<string, string>> = {},
  command: readonly [string, ...string[]] = [process.execPath],
): Worker {
  const script = join(import.meta.dirname, 'storage-work.ts');
  const [program, ...before] = command;
  const child = spawn(program, [...before, script, work, folder], {
    env: { ...process.env, ...env },
  });
  const lines: Line[] = [];
  const waiting = new Set<() => void>();
  let rest = '';
  let complaint = '';
  child.stdout.on('data', (data) => {
    const parts = `${rest}${data}`.split('\n');
    // A last line without its end may be half of one.
    rest = parts.pop() ?? '';
    lines.push(...parts.map((part) => JSON.parse(part) as Line));
    for (const look of waiting) look();
  });
  child.stderr.on('data', (data) => {
    complaint += data;
  });
  const ended = new Promise<Ending>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, complaint }));
  });
  return {
    lines,
    ended,
    async next(wanted) {
      const from = lines.length;
      const found = new Promise<Line>((resolve) => {
        const look = () => {
          const line = lines.slice(from).find(wanted);
          if (!line) return;
          waiting.delete(look);
          resolve(line);
        };
        waiting.add(look);
      });
      const gone = ended.then((how): never => {
        throw new Error(`the program ended (${how.signal ?? how.code}): ${how.complaint}`);
      });
      return await Promise.race([found, gone]);
    },
    async kill() {
      child.kill('SIGKILL');
      return await ended;
    },
  };
}
