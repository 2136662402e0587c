/** The system's own dialog for saving a file, under X11, answered by real keys. */
import { expect } from 'vitest';
import { focusWindow, windowNamed, xdotool } from './x11.ts';

/** Waits for the dialog with a title, types a path into it and presses its button for saving. */
export async function saveInto(title: string, path: string): Promise<void> {
  await expect.poll(() => windowNamed(title), { timeout: 30_000 }).not.toBe('');
  await focusWindow(title);
  await xdotool('key', 'ctrl+a');
  await xdotool('type', '--delay', '30', path);
  // GTK looks at the folder that was typed; until it has, the button does nothing.
  const pressed = async () => {
    await xdotool('key', 'alt+s');
    return windowNamed(title);
  };
  await expect.poll(pressed, { timeout: 30_000, interval: 500 }).toBe('');
}
