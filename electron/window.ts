/** The one window. */
import { join } from 'node:path';
import { BrowserWindow } from 'electron';
import { PAGE_URL } from './policy.ts';

/** Opens the window; it shows itself as soon as there is something to see. */
export function openWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 900,
    minHeight: 600,
    show: false,
    backgroundColor: '#ffffff',
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  window.loadURL(PAGE_URL);
  return window;
}
