/** Tests of one rule as a list: what it lets pass, what it finds, what its 更正 gives. */
import { describe, expect, it } from 'vitest';
import type { CheckContext, Finding } from '../../../shared/checks/check.ts';
import { createRunner, RULES } from '../../../shared/checks/run.ts';
import { blankDraft, type Draft } from '../../../shared/draft/draft.ts';
import { applyEdit, type Edit } from '../../../shared/draft/edit.ts';
import { textAt } from '../../../shared/draft/values.ts';
import type { Address, ColumnId } from '../../../shared/form/definition.ts';
import { departmentPerformance as form } from '../../../shared/form/department-performance.ts';

export type Cells = Readonly<Record<ColumnId, string>>;

/** A draft in few words: the cells that stand once, and the rows of the two tables. */
export interface DraftOf {
  readonly year?: number;
  readonly cells?: Readonly<Record<Address, string>>;
  readonly longTerm?: readonly Cells[];
  readonly annual?: readonly Cells[];
  readonly context?: CheckContext;
}

export interface Invalid extends DraftOf {
  /** 「severity message」 of everything that is found. */
  readonly finds: readonly string[];
  /** The address of the first cell of the first finding. */
  readonly at?: Address;
  /** The texts of cells after the first finding's 更正; null where it must offer none. */
  readonly fixed?: Readonly<Record<Address, string>> | null;
  /** Whether 一键更正 takes it. */
  readonly sure?: boolean;
}

/** Rows get the ids r1, r2, … in the order longTerm, annual. */
export function draftOf({ year = 2024, cells = {}, longTerm = [], annual = [] }: DraftOf): Draft {
  const empty: Draft = {
    ...blankDraft(form, year),
    nextRow: 1,
    rows: { longTerm: [], annual: [] },
  };
  const rows = (table: string, added: readonly Cells[]): Edit => ({
    type: 'insertRows',
    table,
    place: 'end',
    rows: added,
  });
  return applyEdit(form, empty, {
    type: 'all',
    edits: [
      { type: 'set', cells: Object.entries(cells) },
      rows('longTerm', longTerm),
      rows('annual', annual),
    ],
  });
}

/** An indicator that is filled well, but for what is given. */
export function indicator(cells: Cells = {}): Cells {
  return {
    level1: '履职效能',
    level2: '数量指标',
    level3: '培训人次',
    target: '≥200人次',
    basis: '计划标准',
    category: '绩效基本型',
    ...cells,
  };
}

/** What one rule alone finds. */
export function findingsOf(rule: string, draft: Draft, context: CheckContext = {}) {
  const rules = RULES.filter(({ meta }) => meta.id === rule);
  return createRunner(form, context, rules).run(draft);
}

export function describeRule(
  rule: string,
  lists: {
    readonly valid: Readonly<Record<string, DraftOf>>;
    readonly invalid: Readonly<Record<string, Invalid>>;
  },
): void {
  describe(rule, () => {
    for (const [name, example] of Object.entries(lists.valid)) {
      it(`lets pass: ${name}`, () => {
        const findings = findingsOf(rule, draftOf(example), example.context);
        expect(findings.map(say)).toEqual([]);
      });
    }
    for (const [name, example] of Object.entries(lists.invalid)) {
      it(`finds: ${name}`, () => {
        const draft = draftOf(example);
        const findings = findingsOf(rule, draft, example.context);
        expect(findings.map(say)).toEqual(example.finds);
        const [first] = findings;
        if (example.at) expect(first?.addresses[0]).toBe(example.at);
        if (example.sure !== undefined) expect(first?.fix?.sure).toBe(example.sure);
        if (example.fixed === null) expect(first?.fix).toBeUndefined();
        else if (example.fixed) expectFixed(rule, draft, example, first);
      });
    }
  });
}

function expectFixed(rule: string, draft: Draft, example: Invalid, first: Finding | undefined) {
  if (!first?.fix) throw new Error('no 更正 is offered');
  const fixed = applyEdit(form, draft, first.fix.edit);
  const texts = Object.keys(example.fixed ?? {}).map((at) => [at, textAt(form, fixed, at)]);
  expect(Object.fromEntries(texts)).toEqual(example.fixed);
  const left = findingsOf(rule, fixed, example.context);
  expect(left.map(({ key }) => key)).not.toContain(first.key);
}

function say({ severity, message }: Finding): string {
  return `${severity} ${message}`;
}
