/** Versions that are kept before much changes at once. */
import { ask } from '../ui/api.ts';
import type { Editor } from './editor.ts';

/**
 * Keeps the open draft as it stands, before it is changed in many places at once. What the person
 * does is not held up, nor stopped where this fails: the main process writes that into its log.
 */
export function keepVersionBefore(kind: 'import' | 'fix' | 'paste', editor: Editor): void {
  const { draft } = editor.store.getState();
  void ask('versions.before', { of: editor.id, kind, draft: { ...draft } });
}
