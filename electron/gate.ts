/** The page's calls, from its first moment on: they wait until there is somebody who answers them. */
import { type IpcMainInvokeEvent, ipcMain } from 'electron';

export type Answerer = (
  event: IpcMainInvokeEvent,
  name: unknown,
  args: unknown,
) => Promise<unknown>;

const somebody = Promise.withResolvers<Answerer>();
// Where nobody comes, each call says so by itself.
somebody.promise.catch(() => {});

/** Lets calls come in. */
export function openGate(): void {
  ipcMain.handle('call', async (event, name: unknown, args: unknown) =>
    (await somebody.promise)(event, name, args),
  );
}

/** From now on calls are answered, those that wait first. */
export const answerWith: (answerer: Answerer) => void = somebody.resolve;

/** There will be no answers. */
export const refuseCalls: (reason: unknown) => void = somebody.reject;
