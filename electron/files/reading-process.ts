/** The worker of the program as it is built, wherever the bundler put the caller. */
import { join } from 'node:path';
import { app } from 'electron';
import { startUtilityProcess } from './utility-process.ts';
import type { Limits, WorkerProcess } from './worker-client.ts';

export function startReadingProcess(limits: Limits): WorkerProcess {
  return startUtilityProcess(join(app.getAppPath(), 'out', 'main', 'worker.cjs'), limits);
}
