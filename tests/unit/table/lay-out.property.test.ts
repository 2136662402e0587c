import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Draft, rowsOf } from '../../../shared/draft/draft.ts';
import { applyEdit } from '../../../shared/draft/edit.ts';
import { type FormDefinition, rowAddress } from '../../../shared/form/definition.ts';
import { departmentPerformance } from '../../../shared/form/department-performance.ts';
import { layOut, type Table } from '../../../shared/table/lay-out.ts';
import { arbitraryDraft, arbitraryEdit } from '../../fixtures/arbitraries.ts';
import { secondForm } from '../../fixtures/second-form.ts';

const RUNS = { numRuns: 60 };

/** For every row and grid column, how many cells cover that place. */
function coverage(table: Table): number[][] {
  const counts = table.rows.map(() => table.columns.map(() => 0));
  for (const [at, row] of table.rows.entries()) {
    for (const cell of row.cells) {
      for (let r = at; r < at + cell.rowSpan; r++) {
        for (let c = cell.column; c < cell.column + cell.colSpan; c++) {
          const line = counts[r];
          const count = line?.[c];
          if (!line || count === undefined) throw new Error(`${cell.key} leaves the table`);
          line[c] = count + 1;
        }
      }
    }
  }
  return counts;
}

function inputAddresses(definition: FormDefinition, draft: Draft): string[] {
  const inRows = [...definition.tables.values()].flatMap((table) =>
    rowsOf(draft, table.id).flatMap((row) =>
      table.columns.map((column) => rowAddress(table.id, row.id, column.id)),
    ),
  );
  return [...definition.fields.keys(), ...inRows].sort();
}

describe.each([departmentPerformance, secondForm])('layOut of $title, for any draft', (form) => {
  test('covers every grid column of every row exactly once', () => {
    fc.assert(
      fc.property(arbitraryDraft(form), (draft) => {
        const table = layOut(form, draft);
        for (const row of coverage(table)) expect(row).toEqual(table.columns.map(() => 1));
      }),
      RUNS,
    );
  });

  test('puts every address that can be filled into exactly one cell', () => {
    fc.assert(
      fc.property(arbitraryDraft(form), (draft) => {
        const cells = layOut(form, draft).rows.flatMap((row) => row.cells);
        const standing = cells.flatMap((cell) => cell.addresses).sort();
        expect(standing).toEqual(inputAddresses(form, draft));
      }),
      RUNS,
    );
  });

  test('gives every row and every cell a key of its own', () => {
    fc.assert(
      fc.property(arbitraryDraft(form), (draft) => {
        const { rows } = layOut(form, draft);
        const cells = rows.flatMap((row) => row.cells.map((cell) => cell.key));
        expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
        expect(new Set(cells).size).toBe(cells.length);
      }),
      RUNS,
    );
  });

  test('is the same with and without the table before, and keeps rows that look the same', () => {
    const edits = fc.array(arbitraryEdit(form), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(arbitraryDraft(form), edits, (start, makers) => {
        let draft = start;
        let table = layOut(form, draft);
        for (const make of makers) {
          const before = new Map(table.rows.map((row) => [row.key, row]));
          draft = applyEdit(form, draft, make(draft));
          table = layOut(form, draft, table);
          expect(table).toEqual(layOut(form, draft));
          for (const row of table.rows) {
            const old = before.get(row.key);
            if (old && JSON.stringify(old) === JSON.stringify(row)) expect(row).toBe(old);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test('takes nothing over from the table of another form', () => {
    const other = form === secondForm ? departmentPerformance : secondForm;
    fc.assert(
      fc.property(arbitraryDraft(form), arbitraryDraft(other), (draft, foreign) => {
        const table = layOut(form, draft, layOut(other, foreign));
        expect(table).toEqual(layOut(form, draft));
      }),
      { numRuns: 20 },
    );
  });
});
