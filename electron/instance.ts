/** One program at a time: a second start hands its file to the first and ends. */
import type { App } from 'electron';
import { fileToOpen } from './files/form-files.ts';

/**
 * Whether this is the first start.
 * @param onSecondStart is told of every later one, with the file it was given
 */
export function isFirstInstance(
  app: App,
  onSecondStart: (file: string | undefined) => void,
): boolean {
  const first = app.requestSingleInstanceLock({ file: fileToOpen(process.argv, process.cwd()) });
  app.on('second-instance', (_event, _argv, _folder, data) => {
    const file = (data as { readonly file?: unknown } | null | undefined)?.file;
    onSecondStart(typeof file === 'string' ? file : undefined);
  });
  return first;
}
