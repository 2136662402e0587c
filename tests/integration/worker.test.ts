import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import {
  createWorker,
  forkProcess,
  type WorkerClient,
} from '../../electron/files/worker-client.ts';
import type { TEST_TASKS } from '../fixtures/test-worker.ts';

type TestTasks = typeof TEST_TASKS;
const ENTRY = join(import.meta.dirname, '../fixtures/test-worker.ts');

let worker: WorkerClient<TestTasks>;
function startWorker(timeMs = 20_000, memoryMb = 64): void {
  worker = createWorker<TestTasks>((limits) => forkProcess(ENTRY, limits), { timeMs, memoryMb });
}
afterEach(() => worker.stop());

async function processId(): Promise<number> {
  const { pid } = await worker.run('echo', { bytes: new Uint8Array() });
  return pid;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('a worker process', () => {
  test('takes and gives bytes, and stays for the next task', async () => {
    startWorker();
    const bytes = new Uint8Array([0, 1, 255]);
    const [first, second] = await Promise.all([
      worker.run('echo', { bytes }),
      worker.run('echo', { bytes }),
    ]);
    expect(first.bytes).toEqual(bytes);
    expect(second.pid).toBe(first.pid);
    expect(first.pid).not.toBe(process.pid);
  });

  test("passes a task's own sentence on, with its cause", async () => {
    startWorker();
    const error = await worker.run('refuse', null).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'not-this-form', message: '这不是绩效目标表。' });
    expect(String((error as Error).cause)).toContain('no heading');
  });

  test('hides an unforeseen error behind a sentence and survives it', async () => {
    startWorker();
    const before = await processId();
    const error = await worker.run('stumble', null).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'unexpected', message: expect.stringMatching(/没有丢失/) });
    expect((error as Error).message).not.toContain('undefined');
    expect(await processId()).toBe(before);
  });

  test('is killed when a task takes too long, and the next task gets a new one', async () => {
    startWorker(700);
    const before = await processId();
    await expect(worker.run('hang', null)).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringMatching(/超过 1 秒.*草稿没有变化.*另存为 \.docx/),
    });
    expect(await processId()).not.toBe(before);
    expect(isAlive(before)).toBe(false);
  });

  test('dies alone when a task takes too much memory', async () => {
    startWorker();
    await expect(worker.run('hoard', null)).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringMatching(/太大或已损坏.*草稿没有变化/),
    });
    expect(await processId()).toBeGreaterThan(0);
  });

  test('can be told to stop: the task under way and those waiting fail at once', async () => {
    startWorker();
    await processId();
    const running = worker.run('hang', null);
    const waiting = worker.run('hang', null);
    worker.cancel();
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    expect(await processId()).toBeGreaterThan(0);
  });
});
