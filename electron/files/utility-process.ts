/** Starts a worker as a process of Electron: what the window's program uses. */
import { utilityProcess } from 'electron';
import type { Limits, WorkerProcess } from './worker-client.ts';

/** @param entry the bundled worker script */
export function startUtilityProcess(entry: string, limits: Limits): WorkerProcess {
  const child = utilityProcess.fork(entry, [], {
    serviceName: 'jixiao-worker',
    execArgv: [`--max-old-space-size=${limits.memoryMb}`],
    stdio: 'ignore',
  });
  return {
    send: (request) => child.postMessage(request),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.on('exit', listener),
    kill: () => void child.kill(),
  };
}
