import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  acceptProposal,
  carriedAddresses,
  carriedSections,
  confirmCarried,
  proposalAt,
} from '../../../shared/draft/carried.ts';
import {
  blankDraft,
  type Draft,
  isBlankRow,
  parseDraft,
  rowsOf,
} from '../../../shared/draft/draft.ts';
import { applyEdit } from '../../../shared/draft/edit.ts';
import { nextYearDraft } from '../../../shared/draft/next-year.ts';
import { computedTextAt, textAt } from '../../../shared/draft/values.ts';
import type { Address, Column, Field, FormDefinition } from '../../../shared/form/definition.ts';
import { rowAddress } from '../../../shared/form/definition.ts';
import { departmentPerformance as form } from '../../../shared/form/department-performance.ts';
import { arbitraryDraft } from '../../fixtures/arbitraries.ts';
import { exampleDraft } from '../../fixtures/example-draft.ts';
import { secondForm } from '../../fixtures/second-form.ts';

const example = exampleDraft();
const next = nextYearDraft(form, example);
const at = (draft: Draft, address: Address) => textAt(form, draft, address);
const set = (draft: Draft, cells: Readonly<Record<Address, string>>) =>
  applyEdit(form, draft, { type: 'set', cells: Object.entries(cells) });

describe("next year's form of the example", () => {
  test('moves the amounts one year back, marked as not looked at', () => {
    expect(next.year).toBe(2025);
    const row = 'funding/expenditure/personnel';
    expect(at(next, `${row}/yearBeforeLast`)).toBe(at(example, `${row}/previousYear`));
    expect(at(next, `${row}/previousYear`)).toBe(at(example, `${row}/current`));
    expect(next.marks[`${row}/previousYear`]).toEqual({ carried: true });
    expect(next.marks[`${row}/yearBeforeLast`]).toEqual({ carried: true });
  });

  test("starts this year's amounts and targets empty, with last year's offered", () => {
    expect(at(next, 'funding/income/fiscal/current')).toBe('');
    expect(next.marks['funding/income/fiscal/current']).toEqual({ proposal: '593.27' });
    const [row] = rowsOf(next, 'annual');
    const target = rowAddress('annual', row?.id ?? '', 'target');
    expect(at(next, target)).toBe('');
    expect(proposalAt(form, next, target)).toBe(at(example, target));
  });

  test('keeps a total that was set by hand, and computes the others', () => {
    const total = 'funding/income/total';
    expect(at(next, `${total}/yearBeforeLast`)).toBe('658.57');
    expect(next.marks[`${total}/yearBeforeLast`]).toEqual({ set: true, carried: true });
    expect(at(next, `${total}/previousYear`)).toBe('593.27');
    expect(next.marks[`${total}/previousYear`]).toBeUndefined();
    expect(at(next, `${total}/current`)).toBe('');
    expect(at(next, 'funding/expenditure/personnel/share')).toBe('');
  });

  test('computes a total again that had been set to what the form computes', () => {
    const total = 'funding/expenditure/total';
    const draft = set(example, { [`${total}/current`]: at(example, `${total}/current`) });
    expect(nextYearDraft(form, draft).marks[`${total}/previousYear`]).toBeUndefined();
  });

  test('brings the texts and the indicators along, without the blank row', () => {
    expect(at(next, 'department')).toBe('鄂州市信访局');
    expect(at(next, 'filler')).toBe(at(example, 'filler'));
    expect(at(next, 'duties')).toBe(at(example, 'duties'));
    expect(next.marks.duties).toEqual({ carried: true });
    expect(next.marks.department).toBeUndefined();
    expect(rowsOf(next, 'annual')).toHaveLength(39);
    const [old] = rowsOf(example, 'longTerm');
    expect(rowsOf(next, 'longTerm')[0]).toEqual(old);
    expect(next.marks[rowAddress('longTerm', old?.id ?? '', 'target')]).toEqual({ carried: true });
    expect(next.marks[rowAddress('longTerm', old?.id ?? '', 'level3')]).toBeUndefined();
  });

  test('keeps the end year unless it has passed', () => {
    const endYear = 'longTermGoal/endYear';
    const nextEndYear = (text: string) =>
      at(nextYearDraft(form, set(example, { [endYear]: text })), endYear);
    expect(['2024', '2025', '2026', '２０２４', '2024年', '“十四五”末'].map(nextEndYear)).toEqual([
      '',
      '2025',
      '2026',
      '',
      '',
      '“十四五”末',
    ]);
  });

  test('leaves reasons behind and never touches the draft it is made from', () => {
    const finding = 'funding-balance:2022';
    const reasoned = applyEdit(form, example, { type: 'reason', finding, text: '结转' });
    const copy = structuredClone(reasoned);
    expect(nextYearDraft(form, reasoned).reasons).toEqual({});
    expect(reasoned).toEqual(copy);
  });

  test('gives a table without any indicator the rows of a blank form', () => {
    const blank = blankDraft(form, 2024);
    const rows = rowsOf(blank, 'annual').map((row) => row.id);
    const draft = applyEdit(form, blank, { type: 'removeRows', table: 'annual', rows });
    const made = nextYearDraft(form, draft);
    expect(rowsOf(made, 'annual').map((row) => row.cells)).toEqual(
      rowsOf(blank, 'annual').map((row) => row.cells),
    );
    expect(parseDraft(made)).toEqual(made);
  });

  test('is refused in a sentence where the years end', () => {
    expect(() => nextYearDraft(form, blankDraft(form, 2100))).toThrow(/没有复制.*没有变化/);
  });
});

describe('what was carried over', () => {
  test('is counted by section', () => {
    const sections = carriedSections(form, next.marks);
    expect(sections.map(({ name, addresses }) => [name, addresses.length])).toEqual([
      ['部门总体资金情况', 11],
      ['部门职能概述', 1],
      ['年度工作任务', 1],
      ['长期目标', 1],
      ['长期绩效指标', 39],
      ['年度目标', 1],
      ['年度绩效指标', 78],
    ]);
    const total = sections.reduce((sum, one) => sum + one.addresses.length, 0);
    expect(total).toBe(carriedAddresses(next.marks).length);
  });

  test('is looked at when it is confirmed or typed anew; the text stays', () => {
    const total = 'funding/income/total/yearBeforeLast';
    const confirmed = applyEdit(form, next, confirmCarried(next, ['duties', total, 'department']));
    expect(confirmed.marks.duties).toBeUndefined();
    expect(confirmed.marks[total]).toEqual({ set: true });
    expect(at(confirmed, total)).toBe('658.57');
    expect(confirmed.cells).toBe(next.cells);
    const typed = set(confirmed, { tasks: at(confirmed, 'tasks') });
    expect(carriedAddresses(typed.marks)).toHaveLength(carriedAddresses(next.marks).length - 3);
    const all = applyEdit(form, next, confirmCarried(next, carriedAddresses(next.marks)));
    expect(carriedAddresses(all.marks)).toEqual([]);
  });

  test('a proposal is taken over once, and only into an empty cell', () => {
    const address = 'funding/income/fiscal/current';
    const accepted = applyEdit(form, next, acceptProposal(form, next, [address, 'department']));
    expect(at(accepted, address)).toBe('593.27');
    expect(accepted.marks[address]).toBeUndefined();
    expect(acceptProposal(form, accepted, [address])).toEqual({ type: 'set', cells: [] });
  });
});

/** Every cell as [slot, the slots beside it, its address by slot]. */
function slotsOf(definition: FormDefinition, draft: Draft) {
  const fields = [...definition.fields.values()];
  const fixed = fields.map((slot) => ({
    slot: slot as Field | Column,
    around: fields as readonly (Field | Column)[],
    addressOf: (one: Field | Column) => ('address' in one ? one.address : ''),
  }));
  const inRows = [...definition.tables.values()].flatMap((table) =>
    rowsOf(draft, table.id)
      .filter((row) => !isBlankRow(row))
      .flatMap((row) =>
        table.columns.map((slot) => ({
          slot: slot as Field | Column,
          around: table.columns as readonly (Field | Column)[],
          addressOf: (one: Field | Column) =>
            'id' in one ? rowAddress(table.id, row.id, one.id) : '',
        })),
      ),
  );
  return [...fixed, ...inRows];
}

describe.each([form, secondForm])('next year of any draft of $title', (definition) => {
  const formOf = (key: string) => (key === definition.key ? definition : undefined);
  const check = (property: (draft: Draft, made: Draft) => void) =>
    fc.assert(
      fc.property(arbitraryDraft(definition), (draft) =>
        property(draft, nextYearDraft(definition, draft)),
      ),
      { numRuns: 60 },
    );

  test('is a valid draft of the year after', () => {
    check((draft, made) => {
      expect(parseDraft(made, formOf)).toEqual(made);
      expect(made.year).toBe(draft.year + 1);
    });
  });

  test('loses no text but that of the oldest year, shares, and years that have passed', () => {
    check((draft, made) => {
      for (const { slot, around, addressOf } of slotsOf(definition, draft)) {
        if (slot.kind === 'share' || slot.kind === 'year') continue;
        const series = around.filter(
          (one) => slot.series !== undefined && one.series === slot.series,
        );
        const text = textAt(definition, draft, addressOf(slot));
        if (series.length < 2) {
          expect(textAt(definition, made, addressOf(slot))).toBe(text);
          continue;
        }
        const older = series.find((one) => one.year === (slot.year ?? 0) - 1);
        if (older) expect(textAt(definition, made, addressOf(older))).toBe(text);
      }
    });
  });

  test('marks every figure that came along, and offers every figure of this year', () => {
    check((draft, made) => {
      for (const { slot, around, addressOf } of slotsOf(definition, draft)) {
        if (slot.kind !== 'amount' && slot.kind !== 'value') continue;
        const address = addressOf(slot);
        const text = textAt(definition, made, address);
        const computed = computedTextAt(definition, made, address) !== undefined;
        if (text.trim() !== '' && !(computed && !made.marks[address]?.set)) {
          expect(made.marks[address]?.carried).toBe(true);
        }
        const yearly = around.filter((one) => one.series && one.series === slot.series).length > 1;
        const before = textAt(definition, draft, address);
        if (yearly && slot.year === 0 && !computed && before.trim() !== '') {
          expect(proposalAt(definition, made, address)).toBe(before);
        }
      }
    });
  });
});
