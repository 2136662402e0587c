/** What the commands have in common: arguments, files in and out, exit codes. */
import { join } from 'node:path';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { Draft } from '../../shared/draft/draft.ts';
import type { FormDefinition } from '../../shared/form/definition.ts';
import { formOf } from '../../shared/form/forms.ts';
import type { ImportReport } from '../../shared/word/report.ts';
import { writeAtomic } from '../files/atomic.ts';
import { readDraftFile } from '../files/draft-file.ts';
import type { Tasks } from '../files/tasks.ts';
import { createWorker, forkProcess, type WorkerClient } from '../files/worker-client.ts';
import { ProblemError, problemOf } from '../problem.ts';
import { VERSION } from '../version.ts';

/** Where a command writes its lines. */
export interface Console {
  out(line: string): void;
  error(line: string): void;
}

/** @returns the exit code: 0, or 1 where `check` finds errors */
export type Command = (args: readonly string[], console: Console) => Promise<number>;

/** Wrong usage; the message is one line for the person. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Runs a command; what it throws becomes one line on standard error and exit code 2. */
export async function runCommand(
  command: () => Promise<number>,
  console: Console,
): Promise<number> {
  try {
    return await command();
  } catch (error) {
    console.error(sentenceOf(error));
    return 2;
  }
}

/** What went wrong, in one line. */
export function sentenceOf(error: unknown): string {
  const message = error instanceof UsageError ? error.message : problemOf(error).message;
  return message.replace(/\s*\n\s*/g, ' ');
}

/**
 * Reads the arguments of a command.
 * @throws UsageError for an unknown option, or another number of files than `count` allows
 */
export function readArguments<O extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: O,
  count: { readonly min: number; readonly max: number },
) {
  try {
    const parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    if (parsed.positionals.length < count.min) throw new UsageError('没有写明要处理的文件。');
    if (parsed.positionals.length > count.max) {
      throw new UsageError(`只能处理一个文件，多写了「${parsed.positionals[count.max]}」。`);
    }
    return parsed;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`参数不对：${error instanceof Error ? error.message : error}`);
  }
}

/** A form read from a file, with its report where the file was not a draft of ours. */
export interface OpenedForm {
  readonly definition: FormDefinition;
  readonly draft: Draft;
  readonly report?: ImportReport;
}

/** The first form of a file, and all of them. */
export interface Opened extends OpenedForm {
  readonly forms: readonly OpenedForm[];
}

/** Runs something with a process for reading files from outside, and ends that process. */
export async function withReader<R>(use: (reader: WorkerClient<Tasks>) => Promise<R>): Promise<R> {
  const reader = await startReader();
  try {
    return await use(reader);
  } finally {
    reader.stop();
  }
}

/** Inside the packaged program Node is not to be had as a program: there Electron starts the process. */
async function startReader(): Promise<WorkerClient<Tasks>> {
  if (process.versions.electron === undefined) {
    const entry = join(import.meta.dirname, '../worker.ts');
    return createWorker<Tasks>((limits) => forkProcess(entry, limits));
  }
  const { startReadingProcess } = await import('../files/reading-process.ts');
  return createWorker<Tasks>(startReadingProcess);
}

/**
 * Opens a draft that this program has written (.json), or any file that an import takes.
 * @throws ProblemError, DraftError with a Chinese sentence
 */
export async function openAny(path: string, reader: WorkerClient<Tasks>): Promise<Opened> {
  const stored = await readDraftFile(path);
  if (stored) {
    const form = { draft: stored, definition: definitionOf(stored) };
    return { ...form, forms: [form] };
  }
  const { draft, report, others } = await reader.run('readForm', { path });
  const first = { draft, report, definition: definitionOf(draft) };
  const more = others.map((one) => ({ ...one, definition: definitionOf(one.draft) }));
  return { ...first, forms: [first, ...more] };
}

function definitionOf(draft: Draft): FormDefinition {
  const definition = formOf(draft.form);
  if (!definition) throw new ProblemError('unreadable', `不认识表「${draft.form}」。`);
  return definition;
}

/** Writes a draft as a JSON file, whole or not at all. */
export async function writeDraft(path: string, draft: Draft, force: boolean): Promise<void> {
  const bytes = new TextEncoder().encode(
    `${JSON.stringify({ program: VERSION, ...draft }, null, 1)}\n`,
  );
  await writeAtomic(path, bytes, { force });
}
