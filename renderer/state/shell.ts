/** Which page the window shows, and what is open above it. */
import { create } from 'zustand';
import type { BackupContents, RecoveryReport, StorageNotices } from '../../shared/api/backups.ts';
import type { DraftFacts, ImportAnswer, OpenDraft, Settings } from '../../shared/api.ts';
import type { Draft } from '../../shared/draft/draft.ts';
import type { Edit } from '../../shared/draft/edit.ts';
import type { HelpPlace } from '../help/entries.ts';

export type Page =
  | { readonly name: 'drafts' }
  | { readonly name: 'bin' }
  | { readonly name: 'settings' }
  | { readonly name: 'batch' }
  /** 指标库; `cameFrom` is the draft to go back to, null for the list. */
  | { readonly name: 'library'; readonly cameFrom: string | null }
  | { readonly name: 'backups' }
  /** What a backup holds, before it is merged or put in place. */
  | { readonly name: 'restore'; readonly contents: BackupContents }
  /** 恢复说明. */
  | { readonly name: 'recovery'; readonly report: RecoveryReport }
  | { readonly name: 'editor'; readonly open: OpenDraft }
  /** 历史版本 of a draft, and where it was asked for. */
  | { readonly name: 'versions'; readonly of: string; readonly cameFrom: 'editor' | 'drafts' }
  | {
      readonly name: 'import';
      /** The files that were read, in the order in which they were given. */
      readonly answers: readonly ImportAnswer[];
      readonly unread: readonly Unread[];
      /** The draft that was open before, to go back to; null for the list. */
      readonly cameFrom: string | null;
    };

/** A file that could not be read, and the sentence that says why. */
export interface Unread {
  readonly fileName: string;
  readonly message: string;
}

/** The file that is being read for import: the `number`th of `total`. */
export interface ReadingFile {
  readonly fileName: string;
  readonly number: number;
  readonly total: number;
}

export type Dialog = 'new' | 'about' | 'print' | 'version';

/** What the commands of the shell (export, print, leaving, closing) need of the editor in front. */
export interface EditorHandle {
  /**
   * Takes in what is being typed and saves it. Gives the draft as it stands then, also where it
   * could not be saved (`saved` false: the editor shows why).
   */
  settle(): Promise<Settled>;
  /** One step of undo, such as what was read back from a file. */
  apply(edit: Edit): void;
}

export interface Settled {
  readonly id: string;
  readonly draft: Draft;
  readonly saved: boolean;
  /** How complete it is, and what the checks have found that is still open. */
  readonly facts: DraftFacts;
}

interface Shell {
  readonly page: Page;
  readonly dialog: Dialog | null;
  /** Where 帮助 is open. */
  readonly help: HelpPlace | null;
  /** Null while none is read, and at once where the person gives up on all of them. */
  readonly reading: ReadingFile | null;
  readonly settings: Settings | null;
  /** What is to be said about the database; null until it was asked for. */
  readonly notices: StorageNotices | null;
  /** Set by the editor as long as it is in front. */
  readonly editor: EditorHandle | null;
  show(page: Page): void;
  openDialog(dialog: Dialog): void;
  closeDialog(): void;
  openHelp(place: HelpPlace): void;
  closeHelp(): void;
  setReading(reading: ReadingFile | null): void;
  setSettings(settings: Settings): void;
  setNotices(notices: StorageNotices): void;
  setEditor(editor: EditorHandle | null): void;
}

export const useShell = create<Shell>()((set) => ({
  page: { name: 'drafts' },
  dialog: null,
  help: null,
  reading: null,
  settings: null,
  notices: null,
  editor: null,
  show: (page) => set({ page }),
  openDialog: (dialog) => set({ dialog }),
  closeDialog: () => set({ dialog: null }),
  openHelp: (help) => set({ help }),
  closeHelp: () => set({ help: null }),
  setReading: (reading) => set({ reading }),
  setSettings: (settings) => set({ settings }),
  setNotices: (notices) => set({ notices }),
  setEditor: (editor) => set({ editor }),
}));

/** Takes in what is being typed and saves it. @returns whether nothing is left to save */
export async function settleEditor(): Promise<boolean> {
  const { editor } = useShell.getState();
  return !editor || (await editor.settle()).saved;
}

/** Shows 历史版本 of the draft that is open, once it is saved. */
export async function showVersions(): Promise<void> {
  const { page, show } = useShell.getState();
  if (page.name !== 'editor' || !(await settleEditor())) return;
  show({ name: 'versions', of: page.open.summary.id, cameFrom: 'editor' });
}
