/**
 * The real program in a real window, watched: whenever the window says 已保存, what it shows at that
 * moment is a promise, and is kept here to be looked for later.
 */

import { Drafts } from '../../electron/storage/drafts.ts';
import { formOf } from '../../shared/form/forms.ts';
import { layOut } from '../../shared/table/lay-out.ts';
import { type LaunchOptions, launch, type Program } from '../e2e/harness.ts';
import type { Answers } from './answers.ts';
import { integrityLosses, type Looked, withDatabase } from './kept.ts';

/** What the window shows of a draft: the text of each cell by its key, and what is being typed. */
export interface Shown {
  readonly cells: Readonly<Record<string, string>>;
  readonly typed: string;
}

export interface Watched extends Program {
  /** What the window showed each time it said 已保存, the latest last. */
  readonly promises: readonly Shown[];
}

/** Reads the window. Runs in the page, so it stands by itself. @returns undefined where nothing is 已保存 */
function promiseOfPage(): Shown | undefined {
  const said = document.querySelector('.save-state')?.textContent ?? '';
  const area = document.querySelector<HTMLTextAreaElement>('textarea.floating-editor');
  if (!said.startsWith('已保存') || !area) return undefined;
  const kept = document.querySelectorAll('[data-key]:not(.computed-auto)');
  const cells = [...kept].map((cell) => {
    const text = cell.querySelector('.proposal') ? '' : (cell.textContent ?? '');
    return [cell.getAttribute('data-key') ?? '', text];
  });
  return { cells: Object.fromEntries(cells), typed: area.value };
}

/** The same as a script, for a page that Playwright has lost with its first process. */
export const READ_PAGE = `(${promiseOfPage.toString()})()`;

export async function launchWatched(options: LaunchOptions, answers: Answers): Promise<Watched> {
  const program = await launch(options);
  await answers.writeDown(program);
  const promises: Shown[] = [];
  await program.page.exposeBinding('promised', (_, shown: Shown) => void promises.push(shown));
  const script = `{
    const read = () => ${READ_PAGE};
    let last = '';
    const look = () => {
      const shown = read();
      const text = shown && JSON.stringify(shown);
      if (!text || text === last) return;
      last = text;
      window.promised(shown);
    };
    const watch = () => new MutationObserver(look).observe(document.documentElement,
      { subtree: true, childList: true, characterData: true });
    document.documentElement ? watch() : addEventListener('DOMContentLoaded', watch);
  }`;
  await program.page.addInitScript(script);
  await program.page.evaluate(script);
  return { ...program, promises };
}

/** Whether what was promised is there; texts that grew since are as good. */
export function lossesOf(promised: Shown, there: Shown): string[] {
  const gone = Object.entries(promised.cells).filter(
    ([key, text]) => !(there.cells[key] ?? '').startsWith(text),
  );
  const texts = [there.typed, ...Object.values(there.cells)];
  const lost = gone.map(([key]) => `${key} was shown as 已保存 and is not there`);
  if (!texts.some((text) => text.startsWith(promised.typed)))
    lost.push('what was typed is not there');
  return lost;
}

/** A draft as the window would show it. */
interface Stored extends Shown {
  readonly id: string;
}

/** The drafts of a folder, the one saved last first; and the database's health. */
export function readFolder(folder: string): { drafts: Stored[]; losses: string[] } {
  return withDatabase(folder, (db) => {
    const drafts = new Drafts(db);
    const { items } = drafts.list({ offset: 0, limit: 500 });
    const shown = items.map(({ id }): Stored => {
      const { draft, pending } = drafts.open(id);
      const form = formOf(draft.form);
      if (!form) throw new Error('a draft of an unknown form');
      const cells = layOut(form, draft).rows.flatMap(({ cells }) => cells);
      // A merged cell stands for all its addresses: rows that came later may have merged into it.
      const texts = cells.flatMap((cell) => cell.addresses.map((one) => [one, cell.text] as const));
      return {
        id,
        cells: Object.fromEntries(texts),
        typed: pending?.text ?? '',
      };
    });
    return { drafts: shown, losses: integrityLosses(db) };
  });
}

/** Looks for a promise among the drafts of a folder, straight in its files. */
export function lookForPromise(folder: string, promised: Shown | undefined): Looked {
  const { drafts, losses } = readFolder(folder);
  if (!promised) return { looked: 0, losses };
  const [first, ...others] = drafts.map((one) => lossesOf(promised, one));
  if (!first) return { looked: 1, losses: [...losses, 'the draft is not there'] };
  const kept = [first, ...others].some((lost) => lost.length === 0);
  return { looked: 1, losses: kept ? losses : [...losses, ...first] };
}
