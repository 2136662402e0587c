/**
 * `npm run bench [-- NAME]`: every benchmark, or those whose file name contains NAME. A benchmark
 * gives pairs, or lines of text for figures that have no rival.
 */
import { readdirSync } from 'node:fs';
import { type BenchLine, lineText } from './harness.ts';

const NO_BENCHMARKS = new Set(['harness.ts', 'main.ts']);

const wanted = process.argv[2] ?? '';
const files = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && !NO_BENCHMARKS.has(file) && file.includes(wanted))
  .sort();
if (files.length === 0) {
  console.error(`没有名称含「${wanted}」的性能测试。`);
  process.exitCode = 2;
}
for (const file of files) {
  const { bench } = (await import(`./${file}`)) as { bench: () => Promise<(BenchLine | string)[]> };
  console.log(`\n${file.replace(/\.ts$/, '')}（中位数）`);
  for (const line of await bench()) {
    console.log(`  ${typeof line === 'string' ? line : lineText(line)}`);
  }
}
