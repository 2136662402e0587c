/** All calls of the contract, put together: a module of its own, loaded once the window is on its way. */
import type { BrowserWindow } from 'electron';
import type { RecoveryReport, StorageNotices } from '../../shared/api/backups.ts';
import type { Draft } from '../../shared/draft/draft.ts';
import { Exports } from '../files/exports.ts';
import type { KnownPaths } from '../files/known-paths.ts';
import type { Tasks } from '../files/tasks.ts';
import type { WorkerClient } from '../files/worker-client.ts';
import { answerCalls, type Handlers } from '../ipc.ts';
import { log } from '../log.ts';
import { clearUnfinished } from '../storage/backups.ts';
import { emptyBin } from '../storage/bin.ts';
import { arrivedJxb } from '../storage/jxb.ts';
import { Library } from '../storage/library.ts';
import { onDamage } from '../storage/storage-error.ts';
import { Versions } from '../storage/versions.ts';
import { isLost, type Stores } from '../stores.ts';
import { type AppContext, appCalls } from './app.ts';
import { type BackupsContext, backUpToday, backupCalls, Notices, noteDamage } from './backups.ts';
import { batchCalls } from './batch.ts';
import { clearingCalls } from './clearing.ts';
import { draftCalls } from './drafts.ts';
import { excelCalls } from './excel.ts';
import { exportCalls } from './export.ts';
import { importCalls } from './import.ts';
import { jxbCalls } from './jxb.ts';
import { libraryCalls } from './library.ts';
import { licenceCalls } from './licences.ts';
import { settingsCalls } from './settings.ts';
import { checkContextOf } from './surroundings.ts';
import { versionCalls } from './versions.ts';

export interface AnswerContext extends AppContext {
  readonly stores: Stores;
  /** Opens the database anew; undefined where that cannot be. */
  readonly reopen: () => Stores | undefined;
  readonly known: KnownPaths;
  readonly reader: WorkerClient<Tasks>;
  readonly writer: WorkerClient<Tasks>;
  readonly checker: WorkerClient<Tasks>;
  readonly keeper: WorkerClient<Tasks>;
  /** The recovery that this start has made. */
  readonly recovery: RecoveryReport | null;
  readonly tellNotices: (notices: StorageNotices) => void;
  readonly window: () => BrowserWindow;
  /** The page has chosen a zoom. */
  readonly showZoom: (zoom: number) => void;
  /** The window shows a draft. */
  readonly onOpen: (id: string) => void;
  /** Does what is no reason to disturb the person when it fails. */
  readonly quietly: (what: string, step: () => void) => void;
}

/** What lasts as long as the window does, whatever becomes of the database. */
interface Lasting extends AnswerContext {
  readonly exports: Exports;
  readonly notices: Notices;
}

/** Starts answering the page. */
export function answerAll(context: AnswerContext): void {
  const { dataFolder, reopen, quietly } = context;
  let { stores } = context;
  const exports = new Exports({
    window: context.window,
    exportFolder: () => stores.settings.get().exportFolder,
    rememberFolder: (exportFolder) =>
      quietly('export folder', () => stores.settings.set({ exportFolder })),
  });
  const network = stores.db.pragma('journal_mode', { simple: true }) !== 'wal';
  const notices = new Notices({ recovery: context.recovery, network }, context.tellNotices);
  const lasting = { ...context, exports, notices };
  let now = answersOf(stores, lasting);
  answerCalls({
    handlers: () => now.handlers,
    mendedAfter(error) {
      const anew = isLost(error) ? reopen() : undefined;
      if (!anew) return false;
      stores = anew;
      now = answersOf(anew, lasting);
      return true;
    },
    sender: context.page,
  });
  quietly('unfinished backups', () => clearUnfinished(dataFolder));
  backUpToday(now.backups);
  quietly('recycle bin', () => {
    const deleted = emptyBin(stores.db, new Date());
    if (deleted > 0) log.info(`recycle bin: ${deleted} deleted for good`);
  });
}

/** The answers out of one open database. */
function answersOf(
  { db, drafts, settings }: Stores,
  context: Lasting,
): { readonly handlers: Handlers; readonly backups: BackupsContext } {
  const { dataFolder, known, reader, writer, checker, keeper, window } = context;
  const { onOpen, quietly, exports, notices } = context;
  const onUnreadable = (id: string, cause: unknown) =>
    log.error(`unreadable: version ${id}`, cause);
  const versions = new Versions(db, drafts, { onUnreadable });
  const library = new Library(db, drafts, (what, cause) => log.error(`unreadable: ${what}`, cause));
  const folder = () => exports.folder();
  const backups = { db, dataFolder, drafts, versions, keeper, window, folder, notices };
  onDamage(() => noteDamage(backups));
  const store = { db, drafts, versions };
  const written = (id: string, draft: Draft) =>
    quietly('version at export', () => versions.keep(id, { kind: 'export', draft }));
  const sqlite = String(db.prepare('SELECT sqlite_version()').pluck().get());
  const handlers = {
    ...appCalls(context, sqlite),
    ...licenceCalls(),
    ...clearingCalls({ db, dataFolder, window }),
    ...settingsCalls(settings, context.showZoom),
    ...draftCalls({ drafts, versions, onOpen, quietly }),
    ...versionCalls(drafts, versions, onOpen),
    ...importCalls({ window, known, reader, arrived: (jxb) => arrivedJxb(store, jxb) }),
    ...jxbCalls({ ...store, known, reader, writer, exports, onOpen }),
    ...batchCalls({ window, known, checker, exports, entries: () => settings.get().entries }),
    ...libraryCalls({ library, reader, writer, exports, window }),
    ...backupCalls(backups),
    ...excelCalls({ window, known, reader, writer, exports, written }),
    ...exportCalls({
      writer,
      exports,
      written,
      checkContext: (id) => checkContextOf(drafts, settings, id),
      exporting: (id) => {
        const { revision } = drafts.summary(id);
        return () => quietly('exported', () => drafts.markExported(id, revision));
      },
    }),
  };
  return { handlers, backups };
}
