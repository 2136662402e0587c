/** The rule of what was taken over from last year; its cells are marked, which no list can tell. */
import { describe, expect, it } from 'vitest';
import { createRunner } from '../../../shared/checks/run.ts';
import { carriedAddresses, confirmCarried } from '../../../shared/draft/carried.ts';
import { applyEdit } from '../../../shared/draft/edit.ts';
import { nextYearDraft } from '../../../shared/draft/next-year.ts';
import { departmentPerformance as form } from '../../../shared/form/department-performance.ts';
import { exampleDraft } from '../../fixtures/example-draft.ts';
import { findingsOf } from './rule-tester.ts';

const next = nextYearDraft(form, exampleDraft());

describe('carried-over', () => {
  it('lets pass a draft that was typed', () => {
    expect(findingsOf('carried-over', exampleDraft())).toEqual([]);
  });

  it('names once how many cells wait to be looked at, and where', () => {
    const [finding, ...more] = findingsOf('carried-over', next);
    expect(more).toEqual([]);
    expect(finding?.severity).toBe('hint');
    expect(finding?.message).toBe(
      '从上年表带来的内容还有 132 处没有核实：部门总体资金情况 11 处、部门职能概述 1 处、年度工作任务 1 处、长期目标 1 处、长期绩效指标 39 处、年度目标 1 处、年度绩效指标 78 处',
    );
    expect(new Set(finding?.addresses)).toEqual(new Set(carriedAddresses(next.marks)));
  });

  it('counts down as cells are confirmed or typed anew, and is gone when all are', () => {
    const runner = createRunner(form);
    const messageOf = (draft: typeof next) =>
      runner.run(draft).find(({ rule }) => rule === 'carried-over')?.message;
    const before = messageOf(next);
    const fewer = applyEdit(form, next, confirmCarried(next, ['duties', 'tasks']));
    expect(before).toContain('部门职能概述 1 处');
    expect(messageOf(fewer)).not.toMatch(/部门职能概述|年度工作任务/);
    const [row] = next.rows.annual ?? [];
    const typed = applyEdit(form, fewer, {
      type: 'set',
      cells: [[`annual/${row?.id}/previousYear`, '97%']],
    });
    expect(messageOf(typed)).toContain('年度绩效指标 77 处');
    const all = applyEdit(form, typed, confirmCarried(typed, carriedAddresses(typed.marks)));
    expect(messageOf(all)).toBeUndefined();
  });
});
