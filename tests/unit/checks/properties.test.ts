/** What holds for every rule, on drafts with mistakes of every kind. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CheckContext, Finding } from '../../../shared/checks/check.ts';
import { createRunner, fixAll, runChecks } from '../../../shared/checks/run.ts';
import { type Draft, rowsOf } from '../../../shared/draft/draft.ts';
import { applyEdit } from '../../../shared/draft/edit.ts';
import { type Address, type FormDefinition, rowAddress } from '../../../shared/form/definition.ts';
import { departmentPerformance as form } from '../../../shared/form/department-performance.ts';
import { arbitraryDraft, arbitraryEdit, type EditMaker } from '../../fixtures/arbitraries.ts';
import { exampleDraft } from '../../fixtures/example-draft.ts';
import { secondForm } from '../../fixtures/second-form.ts';
import { wellFilledDraft } from '../../fixtures/well-filled-draft.ts';

/** Texts that a rule has something to say about somewhere. */
const MISTAKES = [
  ...['', ' ', '-', '—', '无', '>=98%', '》5件', '≤≤5件', '≥98', '1－12月1人次', 'null', '健全*'],
  ...['1,593.27', '５９３', '593.27万元', '-5', '0.333', '5932700', '60%', '100%', '２０２６年'],
  ...[
    '培训 人次',
    '培训　人次',
    '按期办结率',
    '预算调整率',
    '对工作产生良好影响',
    '健'.repeat(600),
  ],
  ...['计划标准', '预算支出标准', '计划标淮', '绩效基本型', '核心', '运行成本', '满意度', '产出'],
  ...['12345', '60830727', '2023年完成。', '2020'],
];

/** Puts one such text somewhere, rows of the tables before all. */
const mistake: fc.Arbitrary<EditMaker> = fc
  .tuple(fc.nat(100_000), fc.constantFrom(...MISTAKES), fc.boolean())
  .map(([at, text, inFields]) => (draft) => {
    const addresses = inFields ? [...form.fields.keys()] : cellsOf(form, draft).map(([one]) => one);
    const address = addresses[at % addresses.length] ?? 'department';
    return { type: 'set', cells: [[address, text]] };
  });

/** Moves the texts of a row one column on, as happens in a table made by hand. */
const shift: fc.Arbitrary<EditMaker> = fc
  .tuple(fc.nat(1000), fc.constantFrom(...form.tables.values()))
  .map(([at, table]) => (draft) => {
    const rows = rowsOf(draft, table.id);
    const row = rows[at % Math.max(rows.length, 1)];
    const columns = table.columns.slice(2);
    const cells = columns.slice(1).map((column, i) => {
      const text = row?.cells[columns[i]?.id ?? ''] ?? '';
      return [rowAddress(table.id, row?.id ?? '', column.id), text] as const;
    });
    return { type: 'set', cells: row ? cells : [] };
  });

const anyEdit = fc.oneof(
  { weight: 6, arbitrary: mistake },
  { weight: 1, arbitrary: shift },
  { weight: 3, arbitrary: arbitraryEdit(form) },
);

const arbitraryFaultyDraft: fc.Arbitrary<Draft> = fc
  .tuple(fc.boolean(), fc.array(anyEdit, { minLength: 1, maxLength: 10 }))
  .map(([well, makers]) =>
    makers.reduce<Draft>(
      (draft, make) => applyEdit(form, draft, make(draft)),
      well ? wellFilledDraft() : exampleDraft(),
    ),
  );

const CONTEXT: CheckContext = {
  priorForm: { ...wellFilledDraft(), year: 2023 },
  otherDepartments: ['鄂州市财政局'],
  extraEntries: { category: ['核心'] },
};

/** Every stored text, cells of rows by their address. */
function cellsOf(definition: FormDefinition, draft: Draft): [Address, string][] {
  const inRows = [...definition.tables.values()].flatMap((table) =>
    rowsOf(draft, table.id).flatMap((row) =>
      table.columns.map((column): [Address, string] => [
        rowAddress(table.id, row.id, column.id),
        row.cells[column.id] ?? '',
      ]),
    ),
  );
  return [...Object.entries(draft.cells), ...inRows];
}

function changedAddresses(before: Draft, after: Draft): Address[] {
  const [a, b] = [new Map(cellsOf(form, before)), new Map(cellsOf(form, after))];
  const all = new Set([...a.keys(), ...b.keys()]);
  return [...all].filter((address) => (a.get(address) ?? '') !== (b.get(address) ?? ''));
}

const names = (findings: readonly Finding[]) =>
  new Set(findings.map(({ severity, key }) => `${severity} ${key}`));

describe('the runner', () => {
  it('finds after any edit, undone or not, exactly what a full run finds', () => {
    const edits = fc.array(fc.tuple(anyEdit, fc.boolean()), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(edits, fc.boolean(), (steps, withContext) => {
        const context = withContext ? CONTEXT : {};
        const runner = createRunner(form, context);
        let draft = exampleDraft();
        runner.run(draft);
        for (const [make, undone] of steps) {
          const next = applyEdit(form, draft, make(draft));
          expect(runner.run(next)).toEqual(runChecks(form, next, context));
          if (undone) expect(runner.run(draft)).toEqual(runChecks(form, draft, context));
          else draft = next;
        }
      }),
      { numRuns: 40 },
    );
  });

  it('gives the same findings as the same objects where nothing has changed', () => {
    const runner = createRunner(form);
    const draft = exampleDraft();
    const before = runner.run(draft);
    const next = applyEdit(form, draft, { type: 'set', cells: [['filler', '张三']] });
    expect(runner.run(next).filter((one) => before.includes(one)).length).toBeGreaterThan(20);
  });
});

describe('every finding', () => {
  it('has a key of its own, short enough to be kept, and a place in the form', () => {
    fc.assert(
      fc.property(arbitraryFaultyDraft, (draft) => {
        const findings = runChecks(form, draft, CONTEXT);
        expect(new Set(findings.map(({ key }) => key)).size).toBe(findings.length);
        for (const { addresses, key } of findings) {
          expect(addresses.length).toBeGreaterThan(0);
          expect(key.length).toBeLessThan(1000);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is gone after its 更正, which changes none but the cells of the finding', () => {
    fc.assert(
      fc.property(arbitraryFaultyDraft, (draft) => {
        for (const { fix, key, addresses } of runChecks(form, draft)) {
          if (!fix) continue;
          const fixed = applyEdit(form, draft, fix.edit);
          expect(runChecks(form, fixed).map((finding) => finding.key)).not.toContain(key);
          for (const changed of changedAddresses(draft, fixed))
            expect(addresses).toContain(changed);
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe('一键更正', () => {
  it('causes no finding, touches no cell it does not speak of, and is one edit', () => {
    fc.assert(
      fc.property(arbitraryFaultyDraft, (draft) => {
        const { draft: fixed, edit, done } = fixAll(form, draft);
        const before = names(runChecks(form, draft));
        for (const name of names(runChecks(form, fixed))) expect(before).toContain(name);
        const spoken = done.flatMap(({ finding }) => finding.addresses);
        for (const changed of changedAddresses(draft, fixed)) expect(spoken).toContain(changed);
        expect(applyEdit(form, draft, edit)).toEqual(fixed);
        expect(done.every(({ finding }) => finding.fix?.sure)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a form of another shape', () => {
  it('is checked by the rules that ask nothing but its definition', () => {
    fc.assert(
      fc.property(arbitraryDraft(secondForm), (draft) => {
        const runner = createRunner(secondForm);
        expect(runner.run(draft)).toEqual(runChecks(secondForm, draft));
        fixAll(secondForm, draft);
      }),
      { numRuns: 60 },
    );
  });
});
