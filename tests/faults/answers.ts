/**
 * What the real program has answered its window: every draft of every answer, written down before the
 * window gets it, so that after a kill each acknowledged save can be looked for.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { Drafts } from '../../electron/storage/drafts.ts';
import type { OpenDraft, Pending } from '../../shared/api.ts';
import { type Draft, parseDraft } from '../../shared/draft/draft.ts';
import type { Program } from '../e2e/harness.ts';
import { attempt } from './contents.ts';
import { type Looked, withDatabase } from './kept.ts';

/** A draft as it went from the window to the program, or back; the window sends it as JSON. */
interface Told {
  readonly id: string;
  readonly revision: number;
  readonly draft: string | Draft;
  readonly pending: Pending | null;
}

/** `asked` may be on the disk or not; `answered` has to be. */
type Line = { readonly asked: Told } | { readonly answered: Told; readonly opened?: true };

export class Answers {
  readonly #file: string;
  /** The newest of each draft that was looked for, or is still to be. */
  readonly #newest = new Map<string, Told>();

  /** @param file where they are written down; best on another disk than the program's */
  constructor(file: string) {
    this.#file = file;
  }

  /** From now on every answer of the program is written down first. */
  async writeDown({ app }: Pick<Program, 'app'>): Promise<void> {
    await app.evaluate(({ ipcMain }, file) => {
      type Handler = (event: unknown, name: string, args: unknown) => Promise<unknown>;
      const { _invokeHandlers: handlers } = ipcMain as unknown as {
        _invokeHandlers: Map<string, Handler>;
      };
      const answer = handlers.get('call');
      if (!answer) throw new Error('nobody answers');
      const { appendFileSync } = process.getBuiltinModule('node:fs');
      const write = (line: unknown) => appendFileSync(file, `\n${JSON.stringify(line)}`);
      handlers.set('call', async (event, name, args) => {
        const saved =
          name === 'drafts.save' ? (args as { id: string; revision: number }) : undefined;
        const next = saved && { ...saved, facts: undefined, revision: saved.revision + 1 };
        if (next) write({ asked: next });
        const given = (await answer(event, name, args)) as { ok: boolean; value?: unknown };
        if (!given.ok) return given;
        if (next) write({ answered: next });
        const open = given.value as OpenDraft | null | undefined;
        if (open && typeof open === 'object' && open.summary && open.draft && 'pending' in open) {
          const { summary, draft, pending } = open;
          const { id, revision } = summary;
          write({ answered: { id, revision, draft, pending }, opened: true });
        }
        return given;
      });
    }, this.#file);
  }

  /** The drafts that the window was given to show, by their ids, the latest last. */
  opened(): string[] {
    return linesOf(this.#file).flatMap((line) => ('opened' in line ? line.answered.id : []));
  }

  /** Looks for every draft that was ever acknowledged. @returns how many were since the last look */
  lookIn(dataFolder: string): Looked {
    const lines = linesOf(this.#file);
    rmSync(this.#file, { force: true });
    const answered = lines.flatMap((line) => ('answered' in line ? line.answered : []));
    const asked = lines.flatMap((line) => ('asked' in line ? line.asked : []));
    for (const told of answered) this.#newest.set(told.id, told);
    const losses = withDatabase(dataFolder, (db) => {
      const drafts = new Drafts(db);
      return [...this.#newest.values()].flatMap((told) => this.#lossOf(drafts, told, asked));
    });
    return { looked: answered.length, losses };
  }

  /** The last acknowledged one, or one that was asked for after it; nothing in between. */
  #lossOf(drafts: Drafts, told: Told, asked: readonly Told[]): string[] {
    if (!drafts.has(told.id)) return [`draft ${told.id} was acknowledged and is not there`];
    const open = attempt(() => drafts.open(told.id));
    if ('refused' in open) return [`draft ${told.id} cannot be read`];
    const { summary, draft, pending } = open.value;
    const found = { id: told.id, revision: summary.revision, draft, pending };
    const later = asked.filter(({ id, revision }) => id === told.id && revision > told.revision);
    if (![told, ...later].some((one) => textOf(one) === textOf(found))) {
      return [`revision ${told.revision} was acknowledged, ${summary.revision} is something else`];
    }
    this.#newest.set(told.id, found);
    return [];
  }
}

function textOf({ revision, draft, pending }: Told): string {
  const parsed = parseDraft(typeof draft === 'string' ? JSON.parse(draft) : draft);
  return JSON.stringify([revision, parsed, pending]);
}

/** Of the last line of a killed program there may be half: then its answer has not gone out. */
function linesOf(file: string): Line[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as Line];
      } catch {
        return [];
      }
    });
}
