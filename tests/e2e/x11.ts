/** Real keys under X11, where the devtools' own do not reach: the menu, and dialogs of the system. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

export async function xdotool(...words: string[]): Promise<string> {
  return (await run('xdotool', words)).stdout.trim();
}

/** The window with a title; '' where there is none. */
export function windowNamed(title: string): Promise<string> {
  return xdotool('search', '--onlyvisible', '--name', `^${title}$`).catch(() => '');
}

/** Gives a window the keyboard: there is no window manager that would. */
export async function focusWindow(title: string): Promise<void> {
  await xdotool('windowfocus', '--sync', await windowNamed(title));
}
