/** The system's own dialog for saving a file, under X11, answered by real keys. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'vitest';

const run = promisify(execFile);

async function xdotool(...words: string[]): Promise<string> {
  return (await run('xdotool', words)).stdout.trim();
}

/** The window with a title; '' where there is none. */
function windowNamed(title: string): Promise<string> {
  return xdotool('search', '--onlyvisible', '--name', `^${title}$`).catch(() => '');
}

/** Waits for the dialog with a title, types a path into it and presses its button for saving. */
export async function saveInto(title: string, path: string): Promise<void> {
  await expect.poll(() => windowNamed(title), { timeout: 30_000 }).not.toBe('');
  // There is no window manager that would give it the keyboard.
  await xdotool('windowfocus', await windowNamed(title));
  await xdotool('key', 'ctrl+a');
  await xdotool('type', '--delay', '30', path);
  // GTK looks at the folder that was typed; until it has, the button does nothing.
  const pressed = async () => {
    await xdotool('key', 'alt+s');
    return windowNamed(title);
  };
  await expect.poll(pressed, { timeout: 30_000, interval: 500 }).toBe('');
}
