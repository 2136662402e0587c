import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Draft, parseDraft, rowsOf } from '../../../shared/draft/draft.ts';
import { applyEdit } from '../../../shared/draft/edit.ts';
import { departmentPerformance } from '../../../shared/form/department-performance.ts';
import { arbitraryDraft, arbitraryEdit } from '../../fixtures/arbitraries.ts';
import { secondForm } from '../../fixtures/second-form.ts';

const FORMS = [departmentPerformance, secondForm];
const RUNS = { numRuns: 60 };

function formOf(key: string) {
  return FORMS.find((form) => form.key === key);
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}

describe.each(FORMS)('edits of $title', (form) => {
  test('never change the draft they are applied to', () => {
    fc.assert(
      fc.property(arbitraryDraft(form), arbitraryEdit(form), (draft, make) => {
        const copy = structuredClone(draft);
        applyEdit(form, deepFreeze(draft), make(draft));
        expect(draft).toEqual(copy);
      }),
      RUNS,
    );
  });

  test('applied twice to one draft give the same', () => {
    fc.assert(
      fc.property(arbitraryDraft(form), arbitraryEdit(form), (draft, make) => {
        expect(applyEdit(form, draft, make(draft))).toEqual(applyEdit(form, draft, make(draft)));
      }),
      RUNS,
    );
  });

  test('share with the draft before all that they do not touch', () => {
    fc.assert(
      fc.property(arbitraryDraft(form), arbitraryEdit(form), (draft, make) => {
        const edit = make(draft);
        fc.pre(edit.type !== 'all');
        const next = applyEdit(form, draft, edit);
        for (const part of ['cells', 'marks', 'rows'] as const) {
          if (same(next[part], draft[part])) expect(next[part]).toBe(draft[part]);
        }
        for (const table of form.tables.keys()) {
          const before = new Map(rowsOf(draft, table).map((row) => [row.id, row]));
          for (const row of rowsOf(next, table)) {
            const old = before.get(row.id);
            if (old && same(old, row)) expect(row).toBe(old);
          }
        }
      }),
      RUNS,
    );
  });

  test('that change nothing give the very same draft', () => {
    fc.assert(
      fc.property(arbitraryDraft(form), arbitraryEdit(form), (draft, make) => {
        const edit = make(draft);
        fc.pre(edit.type !== 'all');
        const next = applyEdit(form, draft, edit);
        if (same(next, draft)) expect(next).toBe(draft);
        if (edit.type === 'set' || edit.type === 'mark' || edit.type === 'release') {
          expect(applyEdit(form, next, edit)).toBe(next);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('make drafts that can be stored and read again unchanged', () => {
    fc.assert(
      fc.property(arbitraryDraft(form), (draft) => {
        const read = parseDraft(JSON.parse(JSON.stringify(draft)), formOf);
        expect(read).toEqual(draft);
      }),
      RUNS,
    );
  });

  test('leave no empty texts and no row id twice', () => {
    fc.assert(
      fc.property(arbitraryDraft(form), (draft) => {
        const rows = [...form.tables.keys()].flatMap((table) => rowsOf(draft, table));
        const texts = [draft.cells, ...rows.map((row) => row.cells)].flatMap(Object.values);
        expect(texts).not.toContain('');
        expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
      }),
      RUNS,
    );
  });
});

/** Whether two parts of a draft say the same, in the same order. */
function same(a: Draft[keyof Draft] | object, b: Draft[keyof Draft] | object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
