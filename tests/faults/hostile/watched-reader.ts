/**
 * The program's reading process, with its limits, where everything it could do beside reading shows:
 * in a network of its own without a way out (Linux, as root), with its folders empty.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Tasks } from '../../../electron/files/tasks.ts';
import {
  createWorker,
  LIMITS,
  type Limits,
  type WorkerProcess,
} from '../../../electron/files/worker-client.ts';
import type { Outcome } from './judge.ts';

const ENTRY = resolve(import.meta.dirname, '../../../electron/worker.ts');

/** What the process is asked to do with a file, and what it is told beside the path. */
export interface Request {
  readonly task: keyof Tasks & string;
  readonly args?: object;
}

export interface WatchedReader {
  /** Reads a form. */
  read(name: string, bytes: Uint8Array): Promise<Outcome>;
  /** Reads a file for something else. */
  ask(request: Request, name: string, bytes: Uint8Array): Promise<unknown>;
  /** The most memory that a process has had, in megabytes; 0 where the system does not tell. */
  readonly peakMb: () => number;
  /** How many packets have been tried to send; undefined where that cannot be counted. */
  readonly packets: () => number | undefined;
  /** What has been written beside the file that is read. */
  readonly written: () => readonly string[];
  /** How many processes had to be started: one, and one for each that had to be ended. */
  readonly started: () => number;
  stop(): void;
}

/** Whether a process can get a network of its own here. */
export function canUnshare(): boolean {
  return process.platform === 'linux' && spawnSync('unshare', ['-n', 'true']).status === 0;
}

export function startWatchedReader(): WatchedReader {
  const root = mkdtempSync(join(tmpdir(), 'jixiao-hostile-'));
  const [folder, home] = [join(root, 'files'), join(root, 'home')];
  for (const one of [folder, home]) mkdirSync(one);
  const apart = canUnshare();
  let child: ChildProcess | undefined;
  let [peakKb, packets, started] = [0, 0, 0];

  const look = () => {
    if (!child?.pid || process.platform !== 'linux') return;
    try {
      peakKb = Math.max(peakKb, numberIn(`/proc/${child.pid}/status`, /VmHWM:\s+(\d+)/));
      if (apart && isApart(child.pid)) packets = Math.max(packets, packetsOf(child.pid));
    } catch {
      // It has ended meanwhile.
    }
  };
  const start = (limits: Limits): WorkerProcess => {
    started += 1;
    const node = [process.execPath, `--max-old-space-size=${limits.memoryMb}`, ENTRY];
    const [command = process.execPath, ...args] = apart ? ['unshare', '-n', ...node] : node;
    const one = spawn(command, args, {
      cwd: home,
      env: { PATH: process.env.PATH, HOME: home, TMPDIR: home, USERPROFILE: home, TEMP: home },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    });
    child = one;
    return {
      send: (request) => void one.send(request),
      onMessage: (listener) => void one.on('message', listener),
      onExit: (listener) => void one.on('exit', listener),
      kill: () => void one.kill('SIGKILL'),
    };
  };
  const worker = createWorker<Tasks>(start, LIMITS);
  const ask = async ({ task, args }: Request, name: string, bytes: Uint8Array) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    const watching = setInterval(look, 50);
    try {
      // Each task has arguments of its own; the path is what they share.
      return await worker.run(task, { ...args, path } as never);
    } catch (thrown) {
      return { thrown };
    } finally {
      clearInterval(watching);
      look();
      rmSync(path);
    }
  };
  return {
    read: async (name, bytes) => (await ask({ task: 'readForm' }, name, bytes)) as Outcome,
    ask,
    peakMb: () => Math.round(peakKb / 1024),
    packets: () => (apart ? packets : undefined),
    written: () => [...readdirSync(folder), ...readdirSync(home)],
    started: () => started,
    stop() {
      worker.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Whether the process is in its own network by now. */
function isApart(pid: number): boolean {
  return readlinkSync(`/proc/${pid}/ns/net`) !== readlinkSync('/proc/self/ns/net');
}

/** In a network without a way out a packet is counted as one for which there is no route. */
export function packetsOf(pid: number): number {
  const lines = readFileSync(`/proc/${pid}/net/snmp`, 'utf8').split('\n');
  const [names = [], values = []] = lines
    .filter((line) => line.startsWith('Ip:'))
    .map((line) => line.split(' '));
  const of = (name: string) => Number(values[names.indexOf(name)] ?? 0);
  return of('OutRequests') + of('OutNoRoutes');
}

function numberIn(path: string, pattern: RegExp): number {
  return Number(pattern.exec(readFileSync(path, 'utf8'))?.[1] ?? 0);
}
