/** The running program: storage, worker processes, calls, menu and window, put together. */
import { app, type BrowserWindow, ipcMain, powerMonitor } from 'electron';
import { openFolder } from './calls/app.ts';
import type { EarlyWindow } from './early-window.ts';
import { KnownPaths } from './files/known-paths.ts';
import { startReadingProcess } from './files/reading-process.ts';
import type { Tasks } from './files/tasks.ts';
import { createWorker, type Limits, type WorkerClient } from './files/worker-client.ts';
import { refuseCalls } from './gate.ts';
import { log } from './log.ts';
import { setMenu } from './menu.ts';
import { isPage } from './page.ts';
import { logFolderIn } from './storage/data-folder.ts';
import type { Started } from './storage/start.ts';
import { reopened, type Stores, storesOf } from './stores.ts';
import { type MainWindow, openWindow } from './window.ts';
import { nextZoom, type ZoomDirection } from './zoom.ts';

export interface Program {
  /** Brings the window to the front, with a file to look at where one is given. */
  show(file: string | undefined): void;
  /** Ends what runs beside the window. */
  end(): void;
}

/** Starts everything behind the window, on a database that is open. */
export function startProgram(dataFolder: string, started: Started, early: EarlyWindow): Program {
  let stores = storesOf(dataFolder, started.db);
  const reader = startWorker();
  const writer = startWorker();
  const checker = startWorker();
  const keeper = startWorker(BACKUP_LIMITS, BACKUP_ADVICE);
  const { events } = early;
  const known = new KnownPaths();
  let lastDraft: string | undefined;

  const window: MainWindow = openWindow(early, {
    place: stores.settings.windowPlace(),
    zoom: stores.settings.get().zoom,
    onPlace: (place) => quietly('window place', () => stores.settings.setWindowPlace(place)),
    onReopen: () => lastDraft && events.tellSurely('draft.reopen', { id: lastDraft }),
  });
  const page = () => (window.browser.isDestroyed() ? undefined : window.browser.webContents);
  const browser = (): BrowserWindow => window.browser;
  const showZoom = (zoom: number) => {
    page()?.setZoomFactor(zoom);
    events.tell('zoom.changed', { zoom });
  };
  const zoom = (direction: ZoomDirection) =>
    quietly('zoom', () => {
      const { settings } = stores;
      showZoom(settings.set({ zoom: nextZoom(settings.get().zoom, direction) }).zoom);
    });
  const reopen = (): Stores | undefined => {
    const anew = reopened(dataFolder);
    if (!anew) return undefined;
    const before = stores;
    stores = anew;
    quietly('close what was lost', () => before.db.close());
    return anew;
  };

  // Loaded while the page's process starts; calls that come before wait.
  import('./calls/all.ts')
    .then(({ answerAll }) =>
      answerAll({
        dataFolder,
        readyToClose: window.readyToClose,
        page,
        stores,
        reopen,
        known,
        reader,
        writer,
        checker,
        keeper,
        recovery: started.recovery,
        tellNotices: (notices) => events.tell('backups.notices', notices),
        window: browser,
        showZoom,
        onOpen: (id) => {
          lastDraft = id;
        },
        quietly,
      }),
    )
    .catch((error) => {
      log.error('the calls do not load', error);
      refuseCalls(error);
    });
  setMenu({
    command: (command) => events.tell('menu.command', command),
    edit: (action) => page()?.[action](),
    zoom,
    openDataFolder: () => logged(openFolder(dataFolder)),
    openLogFolder: () => logged(openFolder(logFolderIn(dataFolder))),
    quit: () => app.quit(),
  });
  // Only the preload script can say so, and only of a file that the person has given to the page.
  ipcMain.on('file-given', (event, path: unknown) => {
    if (isPage(event.senderFrame, page()) && typeof path === 'string') known.add([path]);
  });
  window.browser.webContents.on('zoom-changed', (_event, direction) => zoom(direction));
  powerMonitor.on('shutdown', () => app.quit());

  return {
    show(file) {
      window.bringToFront();
      if (file === undefined) return;
      known.add([file]);
      events.tellSurely('file.open', { path: file });
    },
    end() {
      reader.stop();
      writer.stop();
      checker.stop();
      keeper.stop();
      stores.db.close();
    },
  };
}

/** A backup holds all drafts of an office. */
const BACKUP_LIMITS: Limits = { timeMs: 600_000, memoryMb: 1024 };
const BACKUP_ADVICE = '本机的草稿没有变化；请换一份备份，或换一个位置再试。';

function startWorker(limits?: Limits, advice?: string): WorkerClient<Tasks> {
  return createWorker<Tasks>(startReadingProcess, limits, advice);
}

/** Does what is no reason to disturb the person when it fails. */
function quietly(what: string, step: () => void): void {
  try {
    step();
  } catch (error) {
    log.error(`not done: ${what}`, error);
  }
}

function logged(task: Promise<unknown>): void {
  task.catch((error) => log.error('from the menu', error));
}
