/** The far side of the worker process: takes tasks, one after the other, and answers them. */
import type { ParentPort } from 'electron';
import type { Problem } from '../../shared/api.ts';
import { problemOf } from '../problem.ts';

/** What a worker can do: functions by name, each with one argument that survives structured cloning. */
export type TaskTable = Readonly<Record<string, (args: never) => unknown>>;

export interface TaskRequest {
  readonly id: number;
  readonly task: string;
  readonly args: unknown;
}

export type TaskAnswer = { readonly id: number } & (
  | { readonly ok: true; readonly value: unknown }
  /** `cause` is the technical reason, for the log. */
  | { readonly ok: false; readonly problem: Problem; readonly cause: string }
);

/**
 * Answers requests from the parent, until the parent ends: as an Electron utility process or as a
 * plain Node process started with `child_process.fork`.
 */
export function serveTasks(tasks: TaskTable): void {
  const port: ParentPort | undefined = process.parentPort;
  if (port) {
    port.on('message', async ({ data }) => port.postMessage(await perform(tasks, data)));
    return;
  }
  process.on('message', async (request: TaskRequest) => {
    process.send?.(await perform(tasks, request));
  });
  process.on('disconnect', () => process.exit());
}

async function perform(tasks: TaskTable, { id, task, args }: TaskRequest): Promise<TaskAnswer> {
  try {
    const perform = tasks[task] as ((args: unknown) => unknown) | undefined;
    if (!perform) throw new Error(`no task ${task}`);
    return { id, ok: true, value: await perform(args) };
  } catch (error) {
    return { id, ok: false, problem: problemOf(error), cause: technical(error) };
  }
}

function technical(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `\ncaused by ${error.cause.stack}` : '';
  return `${error.stack}${cause}`;
}
