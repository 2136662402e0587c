/** The steps of undo of drafts that were open before: leaving the editor ends none of them. */
import type { EditorState } from './editor.ts';

export type History = Pick<EditorState, 'past' | 'future'>;

interface Kept extends History {
  /** Of the draft as it was left. */
  readonly revision: number;
}

/** So many drafts keep their steps, those that were left last. */
const MOST = 20;

const kept = new Map<string, Kept>();

/** @param revision of the draft that the steps lead to and fro */
export function keepHistory(id: string, revision: number, { past, future }: History): void {
  kept.delete(id);
  kept.set(id, { revision, past, future });
  const [oldest] = kept.keys();
  if (kept.size > MOST && oldest !== undefined) kept.delete(oldest);
}

/** The steps of a draft; none where it has changed since by other means, such as a restored version. */
export function historyOf(id: string, revision: number): History {
  const history = kept.get(id);
  return history?.revision === revision ? history : { past: [], future: [] };
}
