/** Sends an open draft to the store of drafts, with the text that is still being typed. */
import type { Api, DraftFacts, Problem } from '../../shared/api.ts';
import type { Finding } from '../../shared/checks/check.ts';
import type { Draft } from '../../shared/draft/draft.ts';
import type { Editor, PendingEdit } from './editor.ts';
import { createSaver, type Saver } from './saver.ts';

/** What the list shows of a draft. */
export type FactsOf = (draft: Draft, findings: readonly Finding[]) => DraftFacts;

export interface EditorSaver extends Saver {
  /** Of the draft as it is stored now. */
  revision(): number;
}

/**
 * Saves a draft whenever it or its pending text changes.
 * @param revision the revision that the draft was opened at
 * @returns the saver, and the end of it: after `stop` nothing is watched any more
 */
export function keepSaved(
  editor: Editor,
  api: Pick<Api, 'call'>,
  revision: number,
  factsOf: FactsOf,
): EditorSaver {
  const { store, id } = editor;
  let savedAt = '';
  const jsonOf = forLast((draft: Draft) => JSON.stringify(draft));
  const knownFacts = forLast(factsOf);
  /** What there is now, made ready in steps: a key that is pressed meanwhile comes in between. */
  const send = async () => {
    const findings = editor.check();
    const { draft, pending } = store.getState();
    await breathe();
    const text = jsonOf(draft);
    await breathe();
    const facts = knownFacts(draft, findings);
    await breathe();
    const answer = await api.call('drafts.save', {
      id,
      revision,
      draft: text,
      facts,
      pending: pendingText(pending),
    });
    if (!answer.ok) return answer.problem;
    revision = answer.value.revision;
    savedAt = answer.value.savedAt;
    return undefined;
  };
  /** The answer of an earlier save was lost: nobody else writes, so its revision is taken over. */
  const catchUp = async (): Promise<Problem | undefined> => {
    const answer = await api.call('drafts.open', { id });
    if (!answer.ok) return answer.problem;
    revision = answer.value.summary.revision;
    return send();
  };
  const saver = createSaver({
    save: async () => {
      try {
        const problem = await send();
        return problem?.code === 'stale' ? (await catchUp())?.message : problem?.message;
      } catch {
        return '没有保存成功，内容还在窗口里没有丢失，程序会继续重试；请先不要关闭窗口。';
      }
    },
    onStatus: (status) =>
      store.setState({
        save:
          status === 'saving'
            ? { state: 'saving' }
            : status === 'saved'
              ? { state: 'saved', at: savedAt }
              : { state: 'failed', message: status.failed },
      }),
  });
  const unsubscribe = store.subscribe((now, before) => {
    if (now.draft !== before.draft || !samePending(now.pending, before.pending)) saver.changed();
  });
  return {
    ...saver,
    revision: () => revision,
    stop() {
      unsubscribe();
      saver.stop();
    },
  };
}

/** A function that knows its last answer: while a text is typed only that text is another. */
function forLast<A extends readonly unknown[], R>(make: (...args: A) => R): (...args: A) => R {
  let last: { readonly args: A; readonly result: R } | undefined;
  return (...args) => {
    const known = last?.args.every((one, i) => one === args[i]) ? last : undefined;
    last = known ?? { args, result: make(...args) };
    return last.result;
  };
}

/** Lets the browser answer what has come meanwhile. */
async function breathe(): Promise<void> {
  await (globalThis as { readonly scheduler?: { yield(): Promise<void> } }).scheduler?.yield();
}

function pendingText(pending: PendingEdit | null): { addresses: string[]; text: string } | null {
  return pending?.begun ? { addresses: [...pending.addresses], text: pending.text } : null;
}

function samePending(a: PendingEdit | null, b: PendingEdit | null): boolean {
  if (!a?.begun || !b?.begun) return !a?.begun && !b?.begun;
  return a.text === b.text && a.addresses === b.addresses;
}
