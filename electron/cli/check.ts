/**
 * `check FILE… [--json] [--summary FILE [--list FILE]]`: what the finance bureau would send back, for
 * drafts, files of any kind that import takes, and folders of them. `check --fix FILE --out DRAFT.json`: takes the sure corrections.
 */
import { extname } from 'node:path';
import { type BatchRow, commonYear } from '../../shared/batch/rows.ts';
import { csvOf, summarySheets } from '../../shared/batch/sheets.ts';
import { fixAll } from '../../shared/checks/run.ts';
import { writeAtomic } from '../files/atomic.ts';
import type { OpenFinding } from '../files/batch-tasks.ts';
import { type CheckedFile, checkFiles, rowsOfFile } from '../files/check-files.ts';
import { formFilesIn } from '../files/form-folder.ts';
import type { Tasks } from '../files/tasks.ts';
import type { WorkerClient } from '../files/worker-client.ts';
import {
  type Command,
  type Console,
  openAny,
  readArguments,
  UsageError,
  withReader,
  writeDraft,
} from './command.ts';
import { visible } from './visible.ts';

/** One line of `--json`. */
export interface CheckEntry extends OpenFinding {
  readonly file: string;
}

export const checkCommand: Command = async (args, console) => {
  const { values, positionals } = readArguments(
    args,
    {
      json: { type: 'boolean' },
      summary: { type: 'string' },
      list: { type: 'string' },
      fix: { type: 'boolean' },
      out: { type: 'string' },
      force: { type: 'boolean' },
    },
    { min: 1, max: Number.POSITIVE_INFINITY },
  );
  if (values.fix) return fix(positionals, values.out, values.force ?? false, console);
  if (values.list && !values.summary) throw new UsageError('名单（--list）要和 --summary 一起用。');
  const found = (await Promise.all(positionals.map((path) => formFilesIn(path)))).flat();
  if (found.length === 0) throw new UsageError('文件夹里没有可以审核的文件。');
  return withReader(async (reader) => {
    const list = values.list ? await reader.run('readNames', { path: values.list }) : [];
    const files: CheckedFile[] = [];
    const onFile = (checked: CheckedFile) => {
      files.push(checked);
      if (!values.json) console.out(textOf(checked));
    };
    await checkFiles(found, reader, { onFile });
    if (values.json) console.out(JSON.stringify(files.flatMap(entriesOf), null, 1));
    if (values.summary) await writeSummary(values.summary, files, list, values.force, reader);
    return exitCode(files, console);
  });
};

function entriesOf({ path: file, forms, problem }: CheckedFile): CheckEntry[] {
  if (problem !== undefined) {
    const message = problem;
    return [{ file, rule: 'unreadable', severity: 'error', address: '', message, fixable: false }];
  }
  return forms.flatMap(({ findings }) => findings.map((finding) => ({ file, ...finding })));
}

function textOf({ path, forms, problem }: CheckedFile): string {
  const name = visible(path);
  if (problem !== undefined) return `${name}\n${problem}\n`;
  return forms.map(({ report }) => `${name}\n${report}`).join('\n');
}

/** 2 where the only file cannot be read, 1 where there is an error, else 0. */
function exitCode(files: readonly CheckedFile[], console: Console): number {
  const [only] = files;
  if (files.length === 1 && only?.problem !== undefined) {
    console.error(only.problem);
    return 2;
  }
  return files.flatMap(entriesOf).some((entry) => entry.severity === 'error') ? 1 : 0;
}

/** The summary as a workbook, or its first sheet as CSV where the name ends so. */
async function writeSummary(
  target: string,
  files: readonly CheckedFile[],
  names: readonly string[],
  force = false,
  reader: WorkerClient<Tasks>,
): Promise<void> {
  const rows: BatchRow[] = [];
  for (const file of files) rows.push(...rowsOfFile(file, rows.length));
  const expected = { names, year: commonYear(rows) ?? new Date().getFullYear() };
  const [first] = summarySheets(rows, expected);
  const bytes =
    extname(target).toLowerCase() === '.csv' && first
      ? new TextEncoder().encode(csvOf(first))
      : await reader.run('writeSummary', { rows, expected });
  await writeAtomic(target, bytes, { force });
}

async function fix(
  files: readonly string[],
  out: string | undefined,
  force: boolean,
  console: Console,
): Promise<number> {
  const [file, ...more] = files;
  if (!file || more.length > 0) throw new UsageError('一键更正一次只处理一个文件。');
  if (!out) throw new UsageError('没有写明更正后的草稿存到哪里：请加上 --out 草稿.json。');
  const { definition, draft } = await withReader((reader) => openAny(file, reader));
  const fixed = fixAll(definition, draft);
  await writeDraft(out, fixed.draft, force);
  for (const { finding, description } of fixed.done) {
    console.out(`${finding.message}\n    已更正：${description}`);
  }
  console.out(`共更正 ${fixed.done.length} 处，草稿已写入 ${out}`);
  return 0;
}
