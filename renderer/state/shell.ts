/** Which page the window shows, and what is open above it. */
import { create } from 'zustand';
import type { DraftFacts, ImportAnswer, OpenDraft, Settings } from '../../shared/api.ts';
import type { Draft } from '../../shared/draft/draft.ts';
import type { HelpPlace } from '../help/entries.ts';

export type Page =
  | { readonly name: 'drafts' }
  | { readonly name: 'bin' }
  | { readonly name: 'settings' }
  | { readonly name: 'editor'; readonly open: OpenDraft }
  | {
      readonly name: 'import';
      readonly answer: ImportAnswer;
      /** The draft that was open before, to go back to; null for the list. */
      readonly cameFrom: string | null;
    };

export type Dialog = 'new' | 'about' | 'print';

/** What the commands of the shell (export, print, leaving, closing) need of the editor in front. */
export interface EditorHandle {
  /**
   * Takes in what is being typed and saves it. Gives the draft as it stands then, also where it
   * could not be saved (`saved` false: the editor shows why).
   */
  settle(): Promise<Settled>;
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
  /** The name of the file that is being read for import. */
  readonly reading: string | null;
  readonly settings: Settings | null;
  /** Set by the editor as long as it is in front. */
  readonly editor: EditorHandle | null;
  show(page: Page): void;
  openDialog(dialog: Dialog): void;
  closeDialog(): void;
  openHelp(place: HelpPlace): void;
  closeHelp(): void;
  setReading(fileName: string | null): void;
  setSettings(settings: Settings): void;
  setEditor(editor: EditorHandle | null): void;
}

export const useShell = create<Shell>()((set) => ({
  page: { name: 'drafts' },
  dialog: null,
  help: null,
  reading: null,
  settings: null,
  editor: null,
  show: (page) => set({ page }),
  openDialog: (dialog) => set({ dialog }),
  closeDialog: () => set({ dialog: null }),
  openHelp: (help) => set({ help }),
  closeHelp: () => set({ help: null }),
  setReading: (reading) => set({ reading }),
  setSettings: (settings) => set({ settings }),
  setEditor: (editor) => set({ editor }),
}));

/** Takes in what is being typed and saves it. @returns whether nothing is left to save */
export async function settleEditor(): Promise<boolean> {
  const { editor } = useShell.getState();
  return !editor || (await editor.settle()).saved;
}
