/** Measures two ways of doing one thing in the same run, turn by turn, so that both see the same machine. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

/** One line of the report; `ours` and `theirs` are medians in milliseconds, `ratio` is ours over theirs. */
export interface BenchLine {
  readonly name: string;
  readonly ours: number;
  readonly theirs: number;
  readonly theirsName: string;
  readonly ratio: number;
}

export interface Pair {
  readonly name: string;
  readonly ours: () => unknown;
  readonly theirs: () => unknown;
  readonly theirsName: string;
  /** How often each is measured, after some turns that only warm up. */
  readonly runs?: number;
}

/** The sides take turns, and take turns at being first; promises are awaited. */
export async function comparePair(pair: Pair): Promise<BenchLine> {
  const runs = pair.runs ?? 30;
  const times = { ours: [] as number[], theirs: [] as number[] };
  for (let turn = -warmUps(runs); turn < runs; turn++) {
    const order = turn % 2 === 0 ? (['ours', 'theirs'] as const) : (['theirs', 'ours'] as const);
    for (const side of order) {
      const start = performance.now();
      await pair[side]();
      if (turn >= 0) times[side].push(performance.now() - start);
    }
  }
  const ours = median(times.ours);
  const theirs = median(times.theirs);
  return { name: pair.name, ours, theirs, theirsName: pair.theirsName, ratio: ours / theirs };
}

function warmUps(runs: number): number {
  return Math.max(3, Math.ceil(runs / 5));
}

/**
 * Builds the program and measures in its window: here where there is a display, else by running a
 * script again under a display of its own, which is to print the figures as JSON.
 */
export async function inWindow<T>(
  script: string,
  measure: () => Promise<T[]>,
): Promise<(T | string)[]> {
  const root = resolve(import.meta.dirname, '../..');
  const built = spawnSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit' });
  if (built.status !== 0) return ['没有测：程序没有构建成功'];
  if (process.platform !== 'linux' || process.env.DISPLAY) return await measure();
  const command = ['-a', '-s', '-screen 0 1920x1080x24', process.execPath, script];
  const { status, stdout } = spawnSync('xvfb-run', command, { encoding: 'utf8' });
  if (status !== 0) return ['没有测：没有 Electron 运行环境，或没有显示器（xvfb-run）'];
  return JSON.parse(stdout) as (T | string)[];
}

/** The middle of some figures. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const low = sorted[Math.ceil(middle) - 1] ?? Number.NaN;
  const high = sorted[Math.floor(middle)] ?? Number.NaN;
  return (low + high) / 2;
}

/** A line as text: both medians, and how many times theirs ours takes. */
export function lineText(line: BenchLine): string {
  const ms = (time: number) => (time < 1 ? time.toFixed(3) : time.toFixed(1));
  return (
    `${line.name}\n    本程序 ${ms(line.ours)} 毫秒，${line.theirsName} ${ms(line.theirs)} 毫秒，` +
    `为其 ${line.ratio.toFixed(2)} 倍`
  );
}
