import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { copyPlan } from '../../../shared/draft/copy-indicators.ts';
import { blankDraft, type Draft, parseDraft, rowsOf } from '../../../shared/draft/draft.ts';
import { applyEdit } from '../../../shared/draft/edit.ts';
import type { ColumnId } from '../../../shared/form/definition.ts';
import { departmentPerformance as form } from '../../../shared/form/department-performance.ts';
import { arbitraryDraft } from '../../fixtures/arbitraries.ts';
import { exampleDraft } from '../../fixtures/example-draft.ts';

/** Rows in few words: level1/level2/level3, and a target where it matters. */
function draftOf(longTerm: readonly string[], annual: readonly string[]): Draft {
  const rows = (words: readonly string[]) =>
    words.map((word): Record<ColumnId, string> => {
      const [level1 = '', level2 = '', level3 = '', target = ''] = word.split('/');
      return { level1, level2, level3, target };
    });
  const empty = { ...blankDraft(form, 2024), nextRow: 1, rows: { longTerm: [], annual: [] } };
  const insert = (table: string, words: readonly string[]) =>
    ({ type: 'insertRows', table, place: 'end', rows: rows(words) }) as const;
  return applyEdit(form, empty, {
    type: 'all',
    edits: [insert('longTerm', longTerm), insert('annual', annual)],
  });
}

function copied(longTerm: readonly string[], annual: readonly string[]): string[] {
  const draft = draftOf(longTerm, annual);
  const after = applyEdit(form, draft, copyPlan(form, draft, 'longTerm', 'annual').edit);
  return rowsOf(after, 'annual').map(({ cells }) =>
    [cells.level1, cells.level2, cells.level3].map((text) => text ?? '').join('/'),
  );
}

describe('copying indicators to the other table', () => {
  test('adds what lacks behind the same predecessor', () => {
    const all = ['甲/一/a', '甲/一/b', '甲/二/c', '乙/三/d'];
    expect(copied(all, ['甲/一/a', '甲/二/c'])).toEqual(all);
    expect(copied(all, [])).toEqual(all);
    expect(copied(all, ['乙/三/d'])).toEqual(all);
    expect(copied(all, all)).toEqual(all);
  });

  test('never splits a group of the table it copies to', () => {
    expect(copied(['甲/一/a', '甲/二/b'], ['甲/一/a', '甲/一/x'])).toEqual([
      '甲/一/a',
      '甲/一/x',
      '甲/二/b',
    ]);
    expect(copied(['甲/一/a', '乙/三/b'], ['甲/一/a', '丙/四/x', '乙/三/y'])).toEqual([
      '甲/一/a',
      '丙/四/x',
      '乙/三/b',
      '乙/三/y',
    ]);
  });

  test('takes the place of rows that hold nothing but the group', () => {
    expect(copied(['甲/一/a', '甲/一/b'], ['甲//', '乙//'])).toEqual([
      '甲/一/a',
      '甲/一/b',
      '乙//',
    ]);
  });

  test('copies the columns that both tables have, and says what differs', () => {
    const draft = draftOf(['甲/一/a/≥90%', '甲/一/b/≥95%'], ['甲/一/ａ/5件', '甲/一/b/100%']);
    const plan = copyPlan(form, draft, 'longTerm', 'annual');
    expect(plan.added.map(({ name }) => name)).toEqual(['a']);
    const [, differing] = rowsOf(draft, 'annual');
    expect(plan.differs).toEqual([
      {
        name: 'b',
        column: '预期当年实现值',
        address: `annual/${differing?.id}/target`,
        from: '≥95%',
        to: '100%',
      },
    ]);
    const after = applyEdit(form, draft, plan.edit);
    expect(rowsOf(after, 'annual').find((row) => row.cells.level3 === 'a')?.cells).toEqual({
      level1: '甲',
      level2: '一',
      level3: 'a',
      target: '≥90%',
    });
  });

  test('leaves out what the person does not want', () => {
    const draft = draftOf(['甲/一/a', '甲/一/b', '甲/一/c'], ['甲/一/c']);
    const [, b] = copyPlan(form, draft, 'longTerm', 'annual').added;
    const plan = copyPlan(form, draft, 'longTerm', 'annual', new Set([b?.row ?? '']));
    expect(plan.added.map(({ name }) => name)).toEqual(['a']);
    const after = applyEdit(form, draft, plan.edit);
    expect(rowsOf(after, 'annual').map((row) => row.cells.level3)).toEqual(['a', 'c']);
  });

  test('knows an indicator that stands once under another group, and names the difference', () => {
    const draft = draftOf(['甲/一/a'], ['甲/二/a']);
    const plan = copyPlan(form, draft, 'longTerm', 'annual');
    expect(plan.added).toEqual([]);
    expect(plan.differs.map(({ column, from, to }) => [column, from, to])).toEqual([
      ['二级指标', '一', '二'],
    ]);
  });

  test('finds in the example what its two tables do not share', () => {
    const plan = copyPlan(form, exampleDraft(), 'annual', 'longTerm');
    expect(plan.added).toEqual([]);
    expect(plan.differs.map(({ name, from, to }) => [name, from, to])).toContainEqual([
      '受理营商环境投诉，促进企业发展',
      '100%',
      '对经济建设工作产生良好的社会影响',
    ]);
  });

  test.each([
    ['longTerm', 'annual'],
    ['annual', 'longTerm'],
  ])(
    'from %s to %s is done once: after it nothing lacks, and every row that stood there stands',
    (from, to) => {
      fc.assert(
        fc.property(arbitraryDraft(form), (draft) => {
          const plan = copyPlan(form, draft, from, to);
          const after = applyEdit(form, draft, plan.edit);
          expect(parseDraft(after)).toEqual(after);
          expect(copyPlan(form, after, from, to).added).toEqual([]);
          expect(after.rows[from]).toBe(draft.rows[from]);
          const kept = rowsOf(draft, to).filter((row) => (row.cells.level3 ?? '').trim() !== '');
          const rows = rowsOf(after, to);
          expect(rows.filter((row) => kept.includes(row))).toEqual(kept);
        }),
        { numRuns: 100 },
      );
    },
  );
});
