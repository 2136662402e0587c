/**
 * The contract between the window and the main process: every call, its arguments (validated on
 * arrival) and its answer, and every event. Implemented once on each side.
 */
import { z } from 'zod';
import { BACKUP_CALLS, type StorageNotices } from './api/backups.ts';
import { BATCH_CALLS, names } from './api/batch.ts';
import { CLEARING_CALLS } from './api/clearing.ts';
import { EXCEL_CALLS } from './api/excel.ts';
import { type ArrivedJxb, JXB_CALLS } from './api/jxb.ts';
import { LIBRARY_CALLS } from './api/library.ts';
import { LICENCE_CALLS } from './api/licences.ts';
import { call, count, draft, draftJson, id, none, path, year } from './api/parts.ts';
import { VERSION_CALLS } from './api/versions.ts';
import { type Draft, MAX_TEXT } from './draft/draft.ts';
import type { ImportReport } from './word/report.ts';

/** What the list of drafts shows of one; times are ISO 8601 in UTC. */
export interface DraftSummary {
  readonly id: string;
  readonly form: string;
  readonly year: number;
  readonly department: string;
  /** Counts up with every save; a save names the one it was based on. */
  readonly revision: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly deletedAt: string | null;
  readonly exportedAt: string | null;
  /** The revision that was last exported as a Word file. */
  readonly exportedRevision: number | null;
  readonly facts: DraftFacts | null;
  /** It is there, but cannot be read: `backups.copiesOf` tells what could take its place. */
  readonly damaged?: true;
}

/** What the editor knows of a draft when it saves it, kept for the list. */
export interface DraftFacts {
  /** How many of the fields and indicator cells to be filled are filled. */
  readonly filled: number;
  readonly toFill: number;
  readonly errors: number;
  readonly warnings: number;
  readonly hints: number;
}

/** The text in the floating editor that has not been committed to its cells yet. */
export interface Pending {
  readonly addresses: readonly string[];
  readonly text: string;
}

export interface OpenDraft {
  readonly summary: DraftSummary;
  readonly draft: Draft;
  /** Text that was being typed when the program ended. */
  readonly pending: Pending | null;
}

export interface ListAnswer {
  readonly items: readonly DraftSummary[];
  readonly total: number;
  /** Every year for which there is a draft, newest first. */
  readonly years: readonly number[];
}

export interface SaveAnswer {
  readonly revision: number;
  readonly savedAt: string;
}

/** A file read for import: nothing is saved yet. */
export interface ImportAnswer extends ImportedForm {
  readonly fileName: string;
  /** Further forms in the same file. */
  readonly others: readonly ImportedForm[];
  /** Where the file is a .jxb: what it holds, and whether this PC has the draft. */
  readonly jxb?: ArrivedJxb;
}

export interface ImportedForm {
  readonly draft: Draft;
  readonly report: ImportReport;
}

export interface AppInfo {
  readonly version: string;
  readonly electron: string;
  readonly chrome: string;
  readonly node: string;
  readonly sqlite: string;
  readonly dataFolder: string;
  readonly logFolder: string;
}

/** What this PC knows beside a draft, for its checks. */
export interface CheckSurroundings {
  /** Last year's draft of the same department. */
  readonly priorForm: Draft | null;
  /** Names of the other departments that have drafts here. */
  readonly otherDepartments: readonly string[];
}

/** Preferences; entries are what a person added to the dictionaries. */
export interface Settings {
  readonly zoom: number;
  readonly exportFolder: string | null;
  readonly welcomeDone: boolean;
  readonly entries: Readonly<Record<string, readonly string[]>>;
  /** 应报: the departments that 批量审核 expects a form of. */
  readonly expected: readonly string[];
}

/** Why a call failed: a Chinese sentence for the person; the technical cause is in the log. */
export interface Problem {
  readonly code:
    | 'invalid'
    | 'not-found'
    | 'stale'
    | 'unreadable'
    | 'not-this-form'
    | 'busy'
    | 'disk'
    /** The person ended it: nothing to report. */
    | 'cancelled'
    | 'unexpected';
  readonly message: string;
}

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };

const facts = z.strictObject({
  filled: count,
  toFill: count,
  errors: count,
  warnings: count,
  hints: count,
});
const pending = z.strictObject({
  addresses: z.array(z.string().max(200)).max(20_000),
  text: z.string().max(MAX_TEXT),
});

export const CALLS = {
  ...BACKUP_CALLS,
  ...LICENCE_CALLS,
  'app.info': call<AppInfo>()(none),
  'app.openDataFolder': call<null>()(none),
  /** The window has no unsaved text left and may close. */
  'app.readyToClose': call<null>()(none),
  /**
   * Does what the key does where the focus is: the page gets the clipboard's event. For context
   * menus; a choice in the program's own menu comes in the same way, not as `menu.command`.
   */
  'app.edit': call<null>()(z.strictObject({ action: z.enum(['cut', 'copy', 'paste']) })),
  /** Technical details of a fault in the window, for the log. */
  'app.logError': call<null>()(z.strictObject({ message: z.string().max(20_000) })),
  'settings.get': call<Settings>()(none),
  'settings.set': call<Settings>()(
    z.strictObject({
      zoom: z.number().min(0.8).max(2).optional(),
      welcomeDone: z.boolean().optional(),
      entries: z.record(z.string().max(100), z.array(z.string().max(200)).max(1000)).optional(),
      expected: names.optional(),
    }),
  ),
  'drafts.list': call<ListAnswer>()(
    z.strictObject({
      year: year.optional(),
      text: z.string().max(200).optional(),
      deleted: z.boolean().optional(),
      sort: z.enum(['updated', 'department', 'year']).optional(),
      offset: count,
      limit: z.int().min(1).max(500),
    }),
  ),
  /** A new draft: blank for a year, or with the content of an import that the person accepted. */
  'drafts.create': call<OpenDraft>()(
    z.union([z.strictObject({ form: z.string(), year }), z.strictObject({ draft })]),
  ),
  'drafts.example': call<OpenDraft>()(none),
  'drafts.open': call<OpenDraft>()(z.strictObject({ id })),
  'drafts.save': call<SaveAnswer>()(
    z.strictObject({
      id,
      revision: count,
      draft: draftJson,
      pending: pending.nullable(),
      facts,
    }),
  ),
  'drafts.duplicate': call<OpenDraft>()(z.strictObject({ id })),
  'drafts.remove': call<null>()(z.strictObject({ id })),
  'drafts.restore': call<null>()(z.strictObject({ id })),
  /** Removes a draft from the recycle bin for good. */
  'drafts.purge': call<null>()(z.strictObject({ id })),
  /** Asks for files, one or several; null where the person cancels. */
  'import.choose': call<{ paths: readonly string[] } | null>()(none),
  'import.read': call<ImportAnswer>()(z.strictObject({ path })),
  /** Ends the reading under way, for a person who does not want to wait. */
  'import.cancel': call<null>()(none),
  /** Asks where to, and writes; null where the person cancels. */
  'export.word': call<{ path: string } | null>()(
    z.strictObject({ id, draft, publicVersion: z.boolean() }),
  ),
  'export.pdf': call<{ path: string } | null>()(
    z.strictObject({ id, draft, publicVersion: z.boolean() }),
  ),
  'export.print': call<null>()(z.strictObject({ draft, publicVersion: z.boolean() })),
  /** 审核结果 of the draft as a Word file; asks where to, null where the person cancels. */
  'export.report': call<{ path: string } | null>()(z.strictObject({ id, draft })),
  /** 审核结果 of the draft as text on the clipboard. */
  'export.copyReport': call<null>()(z.strictObject({ id, draft })),
  /** What the checks may know beside a draft. */
  'drafts.surroundings': call<CheckSurroundings>()(z.strictObject({ id })),
  /** The pages as they will be printed, as a PDF. */
  'export.preview': call<{ pdf: Uint8Array }>()(
    z.strictObject({ draft, publicVersion: z.boolean() }),
  ),
  /** Opens or shows a file; only one that this program has written in this session. */
  'export.openFile': call<null>()(z.strictObject({ path })),
  'export.showInFolder': call<null>()(z.strictObject({ path })),
  ...CLEARING_CALLS,
  ...VERSION_CALLS,
  ...JXB_CALLS,
  ...BATCH_CALLS,
  ...EXCEL_CALLS,
  ...LIBRARY_CALLS,
} as const;

export type CallName = keyof typeof CALLS;
export type CallArgs<N extends CallName> = z.input<(typeof CALLS)[N]['args']>;
export type CallResult<N extends CallName> =
  NonNullable<(typeof CALLS)[N]['result']> extends infer R
    ? null extends (typeof CALLS)[N]['result']
      ? R | null
      : R
    : never;

/** What the main process tells the window. */
export interface Events {
  /** A choice in the menu, or its key. */
  readonly 'menu.command': MenuCommand;
  /** A file that was double-clicked, dropped or handed over by a second start. */
  readonly 'file.open': { readonly path: string };
  /** The window is about to close: save what is pending, then call `app.readyToClose`. */
  readonly 'window.closing': null;
  readonly 'zoom.changed': { readonly zoom: number };
  /** After a crash of the window: show this draft again. */
  readonly 'draft.reopen': { readonly id: string };
  /** Something about the database that the person has to know has changed. */
  readonly 'backups.notices': StorageNotices;
}

export type EventName = keyof Events;

export const MENU_COMMANDS = [
  'new',
  'import',
  'export-word',
  'export-public',
  'export-pdf',
  'export-jxb',
  'export-excel',
  'export-entry',
  'read-back',
  'print',
  'save',
  'version',
  'versions',
  'drafts',
  'batch',
  'backups',
  'bin',
  'settings',
  'undo',
  'redo',
  'select-all',
  'library',
  'find',
  'guide',
  'fields',
  'shortcuts',
  'about',
] as const;
export type MenuCommand = (typeof MENU_COMMANDS)[number];

/** What the preload script puts at `window.api`. */
export interface Api {
  call<N extends CallName>(
    name: N,
    ...args: undefined extends CallArgs<N> ? [] : [CallArgs<N>]
  ): Promise<Answer<CallResult<N>>>;
  /** @returns a function that ends the subscription. */
  on<N extends EventName>(name: N, listener: (value: Events[N]) => void): () => void;
  /** The path of a file dropped on the window; from then on calls may name it. */
  pathOf(file: File): string;
}

declare global {
  interface Window {
    readonly api: Api;
  }
}
