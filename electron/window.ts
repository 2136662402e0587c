/** The one window: opens where it was, and never closes before everything is saved. */
import { app, type BrowserWindow, dialog, screen } from 'electron';
import type { EarlyWindow } from './early-window.ts';
import type { PageEvents } from './events.ts';
import { log } from './log.ts';
import { MIN_SIZE, placeOnScreen, type WindowPlace } from './window-place.ts';

/** How long the page may take to save before the person is asked, in milliseconds. */
const PATIENCE_MS = 5000;

export interface WindowOptions {
  readonly place: WindowPlace | undefined;
  readonly zoom: number;
  /** Where the window stands, each time it changed and when it closes. */
  readonly onPlace: (place: WindowPlace) => void;
  /** The page has crashed and is loaded again. */
  readonly onReopen: () => void;
}

export interface MainWindow {
  readonly browser: BrowserWindow;
  /** The page has nothing left to save: the window may go. */
  readyToClose(): void;
  /** Brings the window to the front, out of the task bar too. */
  bringToFront(): void;
}

/** Takes the window over; it shows itself as soon as there is something to see. */
export function openWindow(early: EarlyWindow, options: WindowOptions): MainWindow {
  const { browser, events, loaded, painted } = early;
  const screens = [
    screen.getPrimaryDisplay(),
    ...screen.getAllDisplays().filter((one) => one.id !== screen.getPrimaryDisplay().id),
  ];
  const place = placeOnScreen(
    options.place,
    screens.map((one) => one.workArea),
  );
  browser.setMinimumSize(
    Math.min(MIN_SIZE.width, place.bounds.width),
    Math.min(MIN_SIZE.height, place.bounds.height),
  );
  browser.setBounds(place.bounds);
  if (place.maximized) browser.maximize();
  keepZoom(browser, options.zoom);
  void painted.then(() => browser.isDestroyed() || browser.show());
  rememberPlace(browser, options.onPlace);
  const closing = guardClosing(browser, events);
  offerReopening(browser, events, options.onReopen);
  loaded.catch((error) => log.error('the page does not load', error));
  return { browser, readyToClose: closing.ready, bringToFront: () => bringToFront(browser) };
}

/** The page's first picture comes in its size, whether or not the page is there yet. */
function keepZoom(browser: BrowserWindow, zoom: number): void {
  const apply = () => browser.webContents.setZoomFactor(zoom);
  apply();
  browser.webContents.once('did-navigate', apply);
}

function bringToFront(browser: BrowserWindow): void {
  if (browser.isMinimized()) browser.restore();
  browser.show();
  browser.focus();
}

function rememberPlace(browser: BrowserWindow, onPlace: (place: WindowPlace) => void): void {
  const report = () =>
    onPlace({ bounds: browser.getNormalBounds(), maximized: browser.isMaximized() });
  browser.on('resized', report);
  browser.on('moved', report);
  browser.on('maximize', report);
  browser.on('unmaximize', report);
  browser.on('close', report);
}

/** Holds the window open until the page has saved, whoever wants it closed. */
function guardClosing(browser: BrowserWindow, events: PageEvents): { ready: () => void } {
  let asked = false;
  let mayClose = false;
  let patience: NodeJS.Timeout | undefined;

  const close = () => {
    mayClose = true;
    clearTimeout(patience);
    if (!browser.isDestroyed()) browser.close();
  };
  const ask = async () => {
    const stay = await askWhetherToWait(browser);
    if (mayClose || browser.isDestroyed()) return;
    if (stay) patience = setTimeout(ask, PATIENCE_MS);
    else close();
  };
  const hold = (event: { preventDefault(): void }) => {
    if (mayClose || !events.isHeard('window.closing')) return;
    event.preventDefault();
    asked = true;
    clearTimeout(patience);
    patience = setTimeout(ask, PATIENCE_MS);
    events.tell('window.closing', null);
  };

  browser.on('close', hold);
  // Windows waits for the program while it is shut down; the window closes itself when all is saved.
  browser.on('query-session-end', hold);
  browser.on('session-end', close);
  return {
    ready() {
      if (asked) close();
    },
  };
}

async function askWhetherToWait(browser: BrowserWindow): Promise<boolean> {
  const { response } = await dialog.showMessageBox(browser, {
    type: 'warning',
    title: app.getName(),
    message: '正在保存，窗口还没有回应',
    detail: '已保存的内容不会丢失；现在关闭，最后一秒的输入可能没有保存。',
    buttons: ['继续等待', '仍然关闭'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 0;
}

/** After a crash of the page: says so, and loads it again. */
function offerReopening(browser: BrowserWindow, events: PageEvents, onReopen: () => void): void {
  const contents = browser.webContents;
  contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) events.forget();
  });
  contents.on('render-process-gone', async (_event, { reason, exitCode }) => {
    events.forget();
    if (reason === 'clean-exit' || browser.isDestroyed()) return;
    log.error('the page is gone', reason, exitCode);
    const { response } = await dialog.showMessageBox(browser, {
      type: 'error',
      title: app.getName(),
      message: '窗口意外停止了',
      detail: '已保存的内容没有丢失，最多缺少最后一秒的输入。',
      buttons: ['重新打开', '退出程序'],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
    if (browser.isDestroyed()) return;
    if (response === 1) return browser.close();
    onReopen();
    // Not while Chromium is still taking the dead page down: it would fall over itself.
    setImmediate(() => contents.reload());
  });
}
