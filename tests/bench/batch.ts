/**
 * 批量审核 of 500 files, in its process: read, checked and summed up. Beside it mammoth, which only
 * turns each into HTML, in a process of the same kind under the same keeper.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkFiles } from '../../electron/files/check-files.ts';
import type { FoundFile } from '../../electron/files/form-folder.ts';
import type { Tasks } from '../../electron/files/tasks.ts';
import { createWorker, forkProcess } from '../../electron/files/worker-client.ts';
import { makeVariant } from '../fixtures/variants.ts';
import type { BenchLine } from './harness.ts';

const FILES = 500;
/** The two take turns, so that both see the same machine. */
const AT_ONCE = 50;

const ENTRIES = {
  ours: join(import.meta.dirname, '../../electron/worker.ts'),
  theirs: join(import.meta.dirname, '../fixtures/mammoth-worker.ts'),
};

export async function bench(): Promise<(BenchLine | string)[]> {
  const folder = mkdtempSync(join(tmpdir(), 'jixiao-bench-batch-'));
  try {
    const files = Array.from({ length: FILES }, (_, i): FoundFile => {
      const file = `${i + 1}.docx`;
      const path = join(folder, file);
      writeFileSync(path, makeVariant(i).bytes);
      return { path, file };
    });
    return await measure(files);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(files: readonly FoundFile[]): Promise<(BenchLine | string)[]> {
  const sides = { ours: startSide(ENTRIES.ours), theirs: startSide(ENTRIES.theirs) };
  for (const side of Object.values(sides)) await side.check(files.slice(0, 10));
  const ms = { ours: 0, theirs: 0 };
  let forms = 0;
  for (let from = 0; from < files.length; from += AT_ONCE) {
    const some = files.slice(from, from + AT_ONCE);
    for (const side of ['ours', 'theirs'] as const) {
      const start = performance.now();
      const read = await sides[side].check(some);
      ms[side] += performance.now() - start;
      if (side === 'ours') forms += read;
    }
  }
  const memory = { ours: sides.ours.peakMb(), theirs: sides.theirs.peakMb() };
  for (const side of Object.values(sides)) side.stop();
  const perSecond = (side: keyof typeof ms) => (files.length / (ms[side] / 1000)).toFixed(1);
  return [
    {
      name: `批量审核 ${files.length} 份文件（读入、审核、汇总，读懂 ${forms} 份）`,
      ...ms,
      theirsName: 'mammoth（只转 HTML）',
      ratio: ms.ours / ms.theirs,
    },
    `每秒：本程序 ${perSecond('ours')} 份，mammoth ${perSecond('theirs')} 份`,
    memory.ours === undefined || memory.theirs === undefined
      ? '内存峰值：只在 Linux 上测'
      : `读文件的进程的内存峰值：本程序 ${memory.ours.toFixed(0)} MB，mammoth ${memory.theirs.toFixed(0)} MB，` +
        `为其 ${(memory.ours / memory.theirs).toFixed(2)} 倍`,
  ];
}

interface Side {
  /** @returns how many of the files could be read */
  check(files: readonly FoundFile[]): Promise<number>;
  /** The most memory that its process has taken, in megabytes; undefined where nobody tells. */
  peakMb(): number | undefined;
  stop(): void;
}

function startSide(entry: string): Side {
  let pid: number | undefined;
  const worker = createWorker<Tasks>((limits) => {
    const started = forkProcess(entry, limits);
    pid = started.pid;
    return started;
  });
  return {
    async check(files) {
      let read = 0;
      const onFile = ({ problem }: FoundFile) => {
        if (problem === undefined) read += 1;
      };
      await checkFiles(files, worker, { onFile });
      return read;
    },
    peakMb() {
      if (process.platform !== 'linux') return undefined;
      const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
      return peak === undefined ? undefined : Number(peak) / 1024;
    },
    stop: worker.stop,
  };
}
