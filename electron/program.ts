/** The running program: storage, worker processes, calls, menu and window, put together. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, type BrowserWindow, powerMonitor } from 'electron';
import type { Settings } from '../shared/api.ts';
import { appCalls, logFolderIn, openFolder } from './calls/app.ts';
import { exportCalls } from './calls/export.ts';
import { importCalls } from './calls/import.ts';
import { createPageEvents } from './events.ts';
import type { Tasks } from './files/tasks.ts';
import { startUtilityProcess } from './files/utility-process.ts';
import { createWorker, type WorkerClient } from './files/worker-client.ts';
import { answerCalls, type Handlers } from './ipc.ts';
import { log } from './log.ts';
import { setMenu } from './menu.ts';
import { type MainWindow, openWindow } from './window.ts';
import { parsePlace, type WindowPlace } from './window-place.ts';
import { nextZoom, type ZoomDirection } from './zoom.ts';

export interface Program {
  /** Brings the window to the front, with a file to look at where one is given. */
  show(file: string | undefined): void;
  /** Ends what runs beside the window. */
  end(): void;
}

/**
 * Starts everything. To be called once the app is ready.
 * @throws ProblemError where the drafts cannot be opened
 */
export function startProgram(dataFolder: string): Program {
  let lastDraft: string | undefined;
  const workers = { reader: startWorker(), writer: startWorker() };
  const events = createPageEvents(() => page());
  let settings: Settings = { zoom: 1, exportFolder: null, welcomeDone: false, entries: {} };

  const placeFile = join(dataFolder, 'window.json');
  const window: MainWindow = openWindow({
    place: readPlace(placeFile),
    zoom: settings.zoom,
    events,
    onPlace: (place) => writePlace(placeFile, place),
    onReopen: () => lastDraft && events.tellSurely('draft.reopen', { id: lastDraft }),
  });
  const page = () => (window.browser.isDestroyed() ? undefined : window.browser.webContents);
  const browser = (): BrowserWindow => window.browser;

  const setZoom = (zoom: number) => {
    settings = { ...settings, zoom };
    page()?.setZoomFactor(zoom);
    events.tell('zoom.changed', { zoom });
  };
  const zoom = (direction: ZoomDirection) => setZoom(nextZoom(settings.zoom, direction));

  answerCalls(
    {
      ...appCalls({ dataFolder, sqliteVersion: '', readyToClose: window.readyToClose }),
      ...importCalls({ window: browser, reader: workers.reader }),
      ...exportCalls({
        window: browser,
        writer: workers.writer,
        exportFolder: () => settings.exportFolder,
        rememberFolder: (exportFolder) => {
          settings = { ...settings, exportFolder };
        },
        onExported: () => undefined,
      }),
    } as unknown as Handlers,
    page,
  );
  setMenu({
    command: (command) => events.tell('menu.command', command),
    zoom,
    openDataFolder: () => logged(openFolder(dataFolder)),
    openLogFolder: () => logged(openFolder(logFolderIn(dataFolder))),
    quit: () => app.quit(),
  });
  window.browser.webContents.on('zoom-changed', (_event, direction) => zoom(direction));
  powerMonitor.on('shutdown', () => app.quit());

  return {
    show(file) {
      window.bringToFront();
      if (file !== undefined) events.tellSurely('file.open', { path: file });
    },
    end() {
      workers.reader.stop();
      workers.writer.stop();
    },
  };
}

function startWorker(): WorkerClient<Tasks> {
  const entry = join(import.meta.dirname, 'worker.cjs');
  return createWorker<Tasks>((limits) => startUtilityProcess(entry, limits));
}

function readPlace(file: string): WindowPlace | undefined {
  try {
    return parsePlace(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function writePlace(file: string, place: WindowPlace): void {
  try {
    writeFileSync(file, JSON.stringify(place));
  } catch (error) {
    log.warn('the place of the window is not remembered', error);
  }
}

function logged(task: Promise<unknown>): void {
  task.catch((error) => log.error('from the menu', error));
}
