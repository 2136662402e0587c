import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Change, compareDrafts, differenceOf } from '../../../shared/draft/compare.ts';
import { type Draft, type Row, rowsOf } from '../../../shared/draft/draft.ts';
import { applyEdit, type Edit } from '../../../shared/draft/edit.ts';
import { textAt } from '../../../shared/draft/values.ts';
import { departmentPerformance as form } from '../../../shared/form/department-performance.ts';
import { arbitraryDraft, arbitraryEdit, arbitraryText } from '../../fixtures/arbitraries.ts';
import { exampleDraft } from '../../fixtures/example-draft.ts';
import { secondForm } from '../../fixtures/second-form.ts';

const example = exampleDraft();

function edited(...edits: readonly Edit[]): Draft {
  return applyEdit(form, example, { type: 'all', edits });
}

function told(after: Draft, before = example): (readonly [string, string, string])[] {
  const { changes } = compareDrafts(form, before, after);
  return changes.map((change) => [change.name, change.before, change.after] as const);
}

const annual = rowsOf(example, 'annual');
const idAt = (index: number) => annual[index]?.id ?? '';

describe('what changed between two drafts is told', () => {
  it('cell by cell, in the words of the form and in its order', () => {
    const target = `annual/${idAt(2)}/target`;
    const after = edited(
      { type: 'set', cells: [[target, '≥99%']] },
      { type: 'set', cells: [['duties', '新的职能']] },
      { type: 'setYear', year: 2025 },
    );
    expect(told(after)).toEqual([
      ['预算年度', '2024', '2025'],
      ['部门职能概述', example.cells.duties, '新的职能'],
      ['年度绩效指标 第 3 行 预期当年实现值', textAt(form, example, target), '≥99%'],
    ]);
  });

  it('with what the form worked out anew, which is said to be computed', () => {
    const after = edited({ type: 'set', cells: [['funding/income/own/current', '100']] });
    const { changes } = compareDrafts(form, example, after);
    const byName = new Map(changes.map((change) => [change.name, change]));
    expect(byName.get('收入构成·单位资金·当年金额')).toMatchObject({ computed: false });
    expect(byName.get('收入构成·合计·当年金额')).toMatchObject({ computed: true });
    expect(changes.length).toBeGreaterThan(3);
  });

  it('a row that was added or removed once, with all that it holds', () => {
    const added: Edit = {
      ...{ type: 'insertRows', table: 'annual', place: { after: idAt(4) } },
      rows: [{ level1: '满意度', level3: '来访人满意率', target: '≥95%' }],
    };
    const after = edited(added, {
      type: 'removeRows',
      table: 'longTerm',
      rows: [rowsOf(example, 'longTerm')[0]?.id ?? ''],
    });
    const [removed, inserted, ...none] = told(after);
    expect(removed?.[0]).toBe('长期绩效指标 第 1 行');
    expect(removed?.[1]).toContain(rowsOf(example, 'longTerm')[0]?.cells.level3);
    expect(removed?.[2]).toBe('');
    expect(inserted).toEqual([
      '年度绩效指标 第 6 行',
      '',
      '一级指标：满意度；三级指标：来访人满意率；预期当年实现值：≥95%',
    ]);
    expect(none).toEqual([]);
  });

  it('a row that was moved as one move, not as the rows that made room for it', () => {
    const after = edited({
      ...{ type: 'moveRows', table: 'annual', rows: [idAt(1)], place: { after: idAt(8) } },
    });
    expect(told(after)).toEqual([
      ['年度绩效指标 第 9 行', '年度绩效指标 第 2 行', '年度绩效指标 第 9 行'],
    ]);
  });

  it('a reason, and the number of cells whose marks alone differ', () => {
    const after = edited(
      { type: 'reason', finding: 'funding-sum:x', text: '上年结转' },
      { type: 'mark', marks: [['phone', { carried: true }]] },
    );
    expect(told(after)).toEqual([['出错说明', '', '上年结转']]);
    expect(compareDrafts(form, example, after).marks).toBe(1);
  });
});

/** `before` with what a comparison says done to it. */
function withChanges(before: Draft, changes: readonly Change[]): Draft {
  const rows: Record<string, Row[]> = {};
  for (const [table, list] of Object.entries(before.rows)) {
    const gone = new Set<string>();
    const placed: { to: number; row: Row }[] = [];
    for (const change of changes) {
      if (!('table' in change) || change.table !== table) continue;
      gone.add(change.row);
      const own = list.find(({ id }) => id === change.row) ?? { id: change.row, cells: {} };
      if (change.type !== 'rowRemoved') placed.push({ to: change.to, row: own });
    }
    const next = list.filter(({ id }) => !gone.has(id));
    for (const { to, row } of placed.sort((a, b) => a.to - b.to)) next.splice(to, 0, row);
    rows[table] = next.map(({ id, cells }) => ({ id, cells: { ...cells } }));
  }
  const cells: Record<string, string> = { ...before.cells };
  const reasons: Record<string, string> = { ...before.reasons };
  let { year } = before;
  for (const change of changes) {
    if (change.type === 'year') year = Number(change.after);
    if (change.type === 'reason') reasons[change.finding] = change.after;
    if (change.type !== 'cell') continue;
    const [table = '', id = '', column = ''] = change.address.split('/');
    const row = rows[table]?.find((one) => one.id === id);
    if (row) (row.cells as Record<string, string>)[column] = change.after;
    else cells[change.address] = change.after;
  }
  return { ...before, year, cells, rows, reasons };
}

/** The order of the rows, and their texts but for rows that were added (told as one text). */
function shapeOf(draft: Draft, added: ReadonlySet<string>) {
  return Object.entries(draft.rows).map(([table, rows]) =>
    rows.map(({ id, cells }) => {
      const texts = Object.entries(cells).filter(([, text]) => text !== '');
      return [table, id, added.has(id) ? [] : texts.sort()];
    }),
  );
}

describe.each([form, secondForm])('of $title, for any two drafts', (definition) => {
  const pair = fc
    .tuple(arbitraryDraft(definition), fc.array(arbitraryEdit(definition), { maxLength: 12 }))
    .map(([draft, makers]) => ({
      before: draft,
      after: makers.reduce((one, make) => applyEdit(definition, one, make(one)), draft),
    }));

  it('doing the changes to the one gives the other', () => {
    fc.assert(
      fc.property(pair, ({ before, after }) => {
        const { changes } = compareDrafts(definition, before, after);
        const done = withChanges(before, changes);
        const added = new Set(changes.flatMap((one) => (one.type === 'rowAdded' ? [one.row] : [])));
        expect(shapeOf(done, added)).toEqual(shapeOf(after, added));
        expect(done.year).toBe(after.year);
        for (const change of changes) {
          if (change.type !== 'cell') continue;
          expect(textAt(definition, after, change.address)).toBe(change.after);
          expect(change.before).not.toBe(change.after);
        }
        for (const { address } of definition.fields.values()) {
          const changed = changes.some((one) => one.type === 'cell' && one.address === address);
          const same = textAt(definition, before, address) === textAt(definition, after, address);
          expect(changed).toBe(!same);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('a draft has nothing to tell beside itself, and back is as many changes as forth', () => {
    fc.assert(
      fc.property(pair, ({ before, after }) => {
        const none = { changes: [], marks: 0 };
        expect(compareDrafts(definition, after, structuredClone(after))).toEqual(none);
        const forth = compareDrafts(definition, before, after);
        const back = compareDrafts(definition, after, before);
        expect(back.changes.length).toBe(forth.changes.length);
        expect(back.marks).toBe(forth.marks);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the part of two texts that differs', () => {
  it('is put back together to either text, and never cuts a character', () => {
    fc.assert(
      fc.property(arbitraryText, arbitraryText, fc.constantFrom('', '😀', '😁共同'), (a, b, c) => {
        const [before, after] = [c + a + c, c + b + c];
        const { start, endBefore, endAfter } = differenceOf(before, after);
        expect(before.slice(0, start)).toBe(after.slice(0, start));
        expect(before.slice(endBefore)).toBe(after.slice(endAfter));
        expect(start).toBeLessThanOrEqual(Math.min(endBefore, endAfter));
      }),
    );
    const { start, endBefore } = differenceOf('好😀的', '好😁的');
    expect('好😀的'.slice(start, endBefore)).toBe('😀');
    expect(differenceOf('一样', '一样')).toEqual({ start: 2, endBefore: 2, endAfter: 2 });
  });
});
