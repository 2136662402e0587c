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
  const named = fileToOpen(process.argv, process.cwd());
  const first = app.requestSingleInstanceLock(named === undefined ? {} : { file: packed(named) });
  app.on('second-instance', (_event, _argv, _folder, data) => {
    const file = (data as { readonly file?: unknown } | null | undefined)?.file;
    onSecondStart(typeof file === 'string' ? unpacked(file) : undefined);
  });
  return first;
}

/**
 * In letters of ASCII: at any other text the first program does not answer, and Chromium kills it
 * (seen with Electron 41 on Linux). Not as a URL, for a name may hold half a character.
 */
function packed(file: string): string {
  return Buffer.from(file, 'utf16le').toString('base64');
}

function unpacked(text: string): string {
  return Buffer.from(text, 'base64').toString('utf16le');
}
