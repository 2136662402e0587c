/** From the start of the program to a usable window, and its memory, beside a bare Electron window. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron } from 'playwright-core';
import { callPage, electronBinary, launch, programArgs } from '../e2e/harness.ts';
import { exampleDraft } from '../fixtures/example-draft.ts';
import { type BenchLine, inWindow, median } from './harness.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const BARE = join(ROOT, 'tests/fixtures/bare-window');
const RUNS = 10;

/** What the window shows when it can be used: the draft in the list, or the bare page's only line. */
const USABLE = '鄂州市信访局';

export function bench(): Promise<(BenchLine | string)[]> {
  return inWindow(import.meta.filename, measure);
}

async function measure(): Promise<(BenchLine | string)[]> {
  const folders = await Promise.all(
    ['ours', 'theirs'].map((side) => mkdtemp(join(tmpdir(), `jixiao-bench-${side}-`))),
  );
  const [ours = '', theirs = ''] = folders;
  try {
    await keepADraft(ours);
    const starts = await startInTurn(programArgs(ours), [
      '--no-sandbox',
      `--user-data-dir=${theirs}`,
      BARE,
    ]);
    const ratio = (of: (start: Start) => number) => of(starts.ours) / of(starts.theirs);
    return [
      {
        name: '从启动到窗口可用（列表里看得到草稿）',
        ours: starts.ours.ms,
        theirs: starts.theirs.ms,
        theirsName: '只有一行字的 Electron 窗口',
        ratio: ratio((start) => start.ms),
      },
      `占用内存（全部进程）：本程序 ${starts.ours.mb.toFixed(0)} MB，空窗口 ${starts.theirs.mb.toFixed(0)} MB，` +
        `为其 ${ratio((start) => start.mb).toFixed(2)} 倍`,
    ];
  } finally {
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  }
}

async function keepADraft(dataFolder: string): Promise<void> {
  const program = await launch({ dataFolder });
  await callPage(program.page, 'drafts.create', { draft: { ...exampleDraft() } });
  await program.close();
}

interface Start {
  /** From the start of the process until the window can be used. */
  readonly ms: number;
  /** Working sets of all its processes then. */
  readonly mb: number;
}

/** The medians of several starts each, one beside the other, after one that fills the caches. */
async function startInTurn(
  ours: readonly string[],
  theirs: readonly string[],
): Promise<{ readonly ours: Start; readonly theirs: Start }> {
  const pairs: { readonly ours: Start; readonly theirs: Start }[] = [];
  for (let run = -1; run < RUNS; run++) {
    const pair = { ours: await startOnce(ours), theirs: await startOnce(theirs) };
    if (run >= 0) pairs.push(pair);
  }
  return {
    ours: medians(pairs.map((pair) => pair.ours)),
    theirs: medians(pairs.map((pair) => pair.theirs)),
  };
}

function medians(starts: readonly Start[]): Start {
  return {
    ms: median(starts.map((start) => start.ms)),
    mb: median(starts.map((start) => start.mb)),
  };
}

async function startOnce(args: readonly string[]): Promise<Start> {
  const executablePath = await electronBinary();
  const before = performance.now();
  const app = await _electron.launch({ executablePath, args: [...args] });
  const page = await app.firstWindow();
  await page.getByText(USABLE).first().waitFor();
  const ms = performance.now() - before;
  const kilobytes = await app.evaluate(({ app }) =>
    app.getAppMetrics().reduce((sum, one) => sum + one.memory.workingSetSize, 0),
  );
  await app.close();
  return { ms, mb: kilobytes / 1024 };
}

if (import.meta.main) process.stdout.write(JSON.stringify(await measure()));
