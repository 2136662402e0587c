import { describe, expect, test } from 'vitest';
import { placesOf } from '../../../renderer/files/review-places.ts';
import {
  draftOf,
  openLeftovers,
  placeLeftover,
  type ReviewedForm,
  reviewedForms,
  takeBack,
} from '../../../renderer/files/review-state.ts';
import type { ImportAnswer } from '../../../shared/api.ts';
import { parseDraft } from '../../../shared/draft/draft.ts';
import { textAt } from '../../../shared/draft/values.ts';
import { departmentPerformance as form } from '../../../shared/form/department-performance.ts';
import type { ImportReport } from '../../../shared/word/report.ts';
import { exampleDraft } from '../../fixtures/example-draft.ts';

const report: ImportReport = {
  found: [],
  leftovers: ['附注一', '附注二'].map((text) => ({ text, where: '表外', reason: '表外的文字' })),
  missing: [],
  notes: [],
  yearFound: true,
  setByHand: [],
};
const draft = exampleDraft();
const answer: ImportAnswer = { fileName: 'a.docx', draft, report, others: [{ draft, report }] };

function first(): ReviewedForm {
  const [read] = reviewedForms([answer]);
  if (!read) throw new Error('no form');
  return read;
}

test('every form of every file is one to choose, with a key of its own', () => {
  const forms = reviewedForms([answer, { ...answer, fileName: 'b.docx', others: [] }]);
  expect(forms.map((one) => one.fileName)).toEqual(['a.docx', 'a.docx', 'b.docx']);
  expect(forms.every((one) => one.chosen)).toBe(true);
  expect(new Set(forms.map((one) => one.key)).size).toBe(3);
});

test('the draft that is saved is for the year that the person says', () => {
  expect(draftOf(form, { ...first(), year: 2026 }).year).toBe(2026);
  expect(draftOf(form, { ...first(), year: null })).toEqual(draft);
});

describe('a leftover', () => {
  test('goes in place of what stands in a cell, or behind it, and counts no more', () => {
    const replaced = placeLeftover(form, first(), 0, ['duties'], 'replace');
    expect(textAt(form, replaced.draft, 'duties')).toBe('附注一');
    expect(openLeftovers(replaced)).toBe(1);
    const appended = placeLeftover(form, replaced, 1, ['duties'], 'append');
    expect(textAt(form, appended.draft, 'duties')).toBe('附注一\n附注二');
    expect(openLeftovers(appended)).toBe(0);
    expect(parseDraft(appended.draft)).toEqual(appended.draft);
  });

  test('goes into every row that a merged cell stands for', () => {
    const rows = draft.rows.annual ?? [];
    const addresses = rows.slice(0, 3).map((row) => `annual/${row.id}/level1`);
    const placed = placeLeftover(form, first(), 0, addresses, 'replace');
    expect(addresses.map((one) => textAt(form, placed.draft, one))).toEqual(
      addresses.map(() => '附注一'),
    );
  });

  test('can be taken out again, one after the other', () => {
    const once = placeLeftover(form, first(), 0, ['duties'], 'append');
    const twice = placeLeftover(form, once, 1, ['tasks'], 'append');
    expect(takeBack(twice).draft).toBe(once.draft);
    expect(takeBack(takeBack(twice))).toEqual(first());
    expect(takeBack(first())).toEqual(first());
  });
});

test('a phrase of the report leads to its cell, or to the first of its section', () => {
  const place = placesOf(form, draft);
  expect(place('收入构成·合计·上年金额')).toBe('funding/income/total/previousYear');
  expect(place('年度绩效指标：40 行')).toBe(`annual/${draft.rows.annual?.[0]?.id}/level1`);
  expect(place('预算年度：2024 年')).toBeUndefined();
});
