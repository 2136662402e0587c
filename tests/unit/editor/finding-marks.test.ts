import { expect, test } from 'vitest';
import { findingMarks } from '../../../renderer/editor/grid/finding-marks.ts';
import { mapOf } from '../../../renderer/editor/grid/table-map.ts';
import { createRunner } from '../../../shared/checks/run.ts';
import { applyEdit } from '../../../shared/draft/edit.ts';
import { departmentPerformance as form } from '../../../shared/form/department-performance.ts';
import { layOut } from '../../../shared/table/lay-out.ts';
import { exampleDraft } from '../../fixtures/example-draft.ts';

test('an edit that changes the figures of a finding over a whole table leaves the marks of other rows as they are', () => {
  const { run } = createRunner(form);
  const draft = exampleDraft();
  const table = layOut(form, draft);
  const found = run(draft);
  const before = findingMarks(mapOf(table), found, new Map());
  const wide = found.find(
    ({ rule, addresses }) => rule === 'values-copied' && addresses.length > 20,
  );
  expect(wide?.message).toMatch(/有 \d+ 个/);
  const [address = ''] = wide?.addresses ?? [];
  const edited = applyEdit(form, draft, { type: 'set', cells: [[address, '≥1%']] });
  const again = run(edited);
  expect(again).not.toContain(wide);
  const after = findingMarks(mapOf(layOut(form, edited, table)), again, before);
  const redrawn = [...after].filter(([row, marks]) => marks !== before.get(row));
  expect(after.size).toBeGreaterThan(40);
  expect(redrawn.length).toBeLessThan(5);
});
