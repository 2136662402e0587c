/** A blank form of 2027 as it is open in the editor. */
import { createEditor, type Editor } from '../../../renderer/state/editor.ts';
import type { Pending } from '../../../shared/api.ts';
import { blankDraft, type Draft } from '../../../shared/draft/draft.ts';
import { departmentPerformance as form } from '../../../shared/form/department-performance.ts';

/** @param pending the text that was being typed when the program ended */
export function editorOf(
  pending: Pending | null = null,
  draft: Draft = blankDraft(form, 2027),
): Editor {
  const summary = {
    id: '3f0c9a52-6f2d-4a3e-9d5c-0b6a3c1f9e10',
    form: form.key,
    year: 2027,
    department: '',
    revision: 1,
    createdAt: '2026-11-01T00:00:00.000Z',
    updatedAt: '2026-11-01T00:00:00.000Z',
    deletedAt: null,
    exportedAt: null,
    exportedRevision: null,
    facts: null,
  };
  return createEditor(form, { summary, draft, pending });
}
