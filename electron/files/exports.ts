/** Files on their way out: asked where to, written, and remembered as ours to open and to show. */
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { app, type BrowserWindow } from 'electron';
import { ProblemError } from '../problem.ts';
import { writeAtomic } from './atomic.ts';
import { askBusy, chooseTarget, type Proposal, type Target } from './choose.ts';

/** What is written, as its dialog calls it. */
export type FileKind = Pick<Proposal, 'title' | 'extension' | 'kind'>;

export interface ExportsContext {
  readonly window: () => BrowserWindow;
  /** The folder of the last export; null before the first. */
  readonly exportFolder: () => string | null;
  readonly rememberFolder: (folder: string) => void;
}

/** The files that this program has written in this session. */
export class Exports {
  readonly #context: ExportsContext;
  readonly #written = new Set<string>();

  constructor(context: ExportsContext) {
    this.#context = context;
  }

  /**
   * Asks for the place and writes, until it is written or the person gives up (null).
   * @param name what is proposed, with its extension
   * @throws ProblemError with a Chinese sentence
   */
  async save(
    name: string,
    bytes: Uint8Array,
    kind: FileKind,
  ): Promise<{ readonly path: string } | null> {
    let target: Target | undefined = await this.#ask(name, kind);
    while (target) {
      try {
        await writeAtomic(target.path, bytes, { force: target.replace });
        this.remember(target.path);
        return { path: target.path };
      } catch (error) {
        if (!(error instanceof ProblemError) || error.code !== 'busy') throw error;
        const choice = await askBusy(this.#context.window(), error.message);
        if (choice === 'cancel') return null;
        if (choice === 'elsewhere') target = await this.#ask(name, kind);
      }
    }
    return null;
  }

  /** The folder that dialogs start in. */
  folder(): string {
    const last = this.#context.exportFolder();
    return last !== null && existsSync(last) ? last : app.getPath('documents');
  }

  /** A file that was written may be opened and shown, and its folder is proposed next time. */
  remember(path: string): void {
    this.#written.add(path);
    this.#context.rememberFolder(dirname(path));
  }

  /** @throws ProblemError for a file that this program has not written in this session */
  mustBeOurs(path: string): void {
    if (this.#written.has(path)) return;
    throw new ProblemError('invalid', '只能打开本程序这次导出的文件；请在文件夹里找到它打开。');
  }

  #ask(name: string, kind: FileKind): Promise<Target | undefined> {
    return chooseTarget(this.#context.window(), { ...kind, folder: this.folder(), name });
  }
}
