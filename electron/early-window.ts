/**
 * The window, before the program behind it is there: the page's process takes longest to start, so
 * it goes first, and all else is loaded meanwhile. Imports as little as it can.
 */
import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';
import { createPageEvents, type PageEvents } from './events.ts';
import { openGate } from './gate.ts';
import { PAGE_URL } from './policy.ts';

export interface EarlyWindow {
  readonly browser: BrowserWindow;
  readonly events: PageEvents;
  /** The page is there; fails where it does not load. */
  readonly loaded: Promise<void>;
  /** There is something to see. */
  readonly painted: Promise<void>;
}

/** Opens the window without showing it, and starts loading the page. */
export function openEarly(): EarlyWindow {
  const browser = new BrowserWindow({
    title: app.getName(),
    show: false,
    backgroundColor: '#ffffff',
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  const events = createPageEvents(() => (browser.isDestroyed() ? undefined : browser.webContents));
  openGate();
  const painted = new Promise<void>((done) => browser.once('ready-to-show', () => done()));
  const loaded = browser.loadURL(PAGE_URL);
  // Who takes the window over hears of it; until then it is no unhandled rejection.
  loaded.catch(() => {});
  return { browser, events, loaded, painted };
}
