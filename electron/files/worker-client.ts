/**
 * The near side of the worker process: starts it when there is work, gives each task its time, and
 * kills what takes too long or too much memory. Free of Electron: the command line uses it too.
 */
import { fork } from 'node:child_process';
import { ProblemError } from '../problem.ts';
import type { TaskAnswer, TaskRequest, TaskTable } from './worker-server.ts';

/** A started process, whatever its kind. */
export interface WorkerProcess {
  send(request: TaskRequest): void;
  onMessage(listener: (answer: TaskAnswer) => void): void;
  onExit(listener: () => void): void;
  kill(): void;
}

export interface Limits {
  /** How long one task may take, in milliseconds. */
  readonly timeMs: number;
  /** How much memory its objects may take, in megabytes. */
  readonly memoryMb: number;
}

export const LIMITS: Limits = { timeMs: 20_000, memoryMb: 768 };

/** How long a process without work stays, ready for the next file. */
const IDLE_MS = 30_000;

export interface WorkerClient<T extends TaskTable> {
  /**
   * Runs a task; tasks wait for each other.
   * @throws ProblemError with a Chinese sentence: the task's own, or that it took too long, failed
   * altogether or was cancelled.
   */
  run<N extends keyof T & string>(
    task: N,
    args: Parameters<T[N]>[0],
  ): Promise<Awaited<ReturnType<T[N]>>>;
  /** Ends the task under way and those that wait: they fail with the code `cancelled`. */
  cancel(): void;
  /** Ends the process; a later task starts a new one. */
  stop(): void;
}

interface Job {
  readonly request: TaskRequest;
  readonly settle: (outcome: TaskAnswer | ProblemError) => void;
}

/**
 * A client whose processes are started by `start`.
 * @param advice what the person can do where a file takes too much
 */
export function createWorker<T extends TaskTable>(
  start: (limits: Limits) => WorkerProcess,
  limits: Limits = LIMITS,
  advice: string = ADVICE,
): WorkerClient<T> {
  let process: WorkerProcess | undefined;
  let current: Job | undefined;
  const waiting: Job[] = [];
  let timer: NodeJS.Timeout | undefined;
  let lastId = 0;

  function stop(): void {
    clearTimeout(timer);
    const stopped = process;
    process = undefined;
    stopped?.kill();
  }

  function finish(outcome: TaskAnswer | ProblemError): void {
    const job = current;
    current = undefined;
    clearTimeout(timer);
    job?.settle(outcome);
    next();
  }

  function abort(problem: ProblemError): void {
    stop();
    finish(problem);
  }

  function startProcess(): WorkerProcess {
    const started = start(limits);
    started.onMessage((answer) => {
      if (answer.id === current?.request.id) finish(answer);
    });
    started.onExit(() => {
      if (process !== started) return;
      process = undefined;
      if (current) finish(crashed(advice));
    });
    return started;
  }

  function next(): void {
    if (current) return;
    current = waiting.shift();
    if (!current) {
      timer = setTimeout(stop, IDLE_MS).unref();
      return;
    }
    clearTimeout(timer);
    process ??= startProcess();
    timer = setTimeout(() => abort(tooSlow(limits, advice)), limits.timeMs);
    process.send(current.request);
  }

  return {
    run: (task, args) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        waiting.push({
          request: { id: lastId, task, args },
          settle: (outcome) => {
            if (outcome instanceof ProblemError) return reject(outcome);
            // The process ran the very function that gives this task its type.
            if (outcome.ok) return resolve(outcome.value as never);
            reject(failed(outcome));
          },
        });
        next();
      }),
    cancel() {
      for (const job of waiting.splice(0)) job.settle(cancelled());
      if (current) abort(cancelled());
    },
    stop,
  };
}

function failed(answer: TaskAnswer & { readonly ok: false }): ProblemError {
  const { code, message } = answer.problem;
  return new ProblemError(code, message, { cause: new Error(answer.cause) });
}

const ADVICE = '草稿没有变化；请用 Word 或 WPS 打开这份文件，另存为 .docx 后再试。';

function tooSlow(limits: Limits, advice: string): ProblemError {
  const seconds = Math.round(limits.timeMs / 1000);
  return new ProblemError('unreadable', `读取文件超过 ${seconds} 秒仍未完成，已停止。${advice}`);
}

function crashed(advice: string): ProblemError {
  return new ProblemError('unreadable', `这份文件太大或已损坏，读取时已停止。${advice}`);
}

function cancelled(): ProblemError {
  return new ProblemError('cancelled', '已停止读取，草稿没有变化。');
}

/** Starts a worker as a plain Node process, for the command line and tests. */
export function forkProcess(
  entry: string,
  limits: Limits,
): WorkerProcess & { readonly pid: number | undefined } {
  const child = fork(entry, {
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${limits.memoryMb}`],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  return {
    pid: child.pid,
    send: (request) => void child.send(request),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.on('exit', listener),
    kill: () => void child.kill('SIGKILL'),
  };
}
