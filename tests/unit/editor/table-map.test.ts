import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mapOf, type TableMap } from '../../../renderer/editor/grid/table-map.ts';
import { applyEdit } from '../../../shared/draft/edit.ts';
import { departmentPerformance } from '../../../shared/form/department-performance.ts';
import { layOut, type Table } from '../../../shared/table/lay-out.ts';
import { arbitraryDraft, arbitraryEdit } from '../../fixtures/arbitraries.ts';
import { secondForm } from '../../fixtures/second-form.ts';

/** Everything that a map tells: what covers each place, and where each address stands. */
function told(map: TableMap) {
  const places = map.rows.map((_, row) =>
    Array.from({ length: map.width }, (_, column) => map.at(row, column)),
  );
  const addresses = map.rows.flatMap((row) => row.cells.flatMap((cell) => cell.addresses));
  return { places, found: addresses.map((address) => [address, map.find(address)]) };
}

/** The same table, of which nothing is known yet. */
const anew = (table: Table): Table => ({ ...table });

describe.each([departmentPerformance, secondForm])('the map of $title, for any draft', (form) => {
  test('tells the same with and without the map before, after any edits', () => {
    const edits = fc.array(arbitraryEdit(form), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(arbitraryDraft(form), edits, (start, makers) => {
        let draft = start;
        let table = layOut(form, draft);
        mapOf(table);
        for (const make of makers) {
          draft = applyEdit(form, draft, make(draft));
          const next = layOut(form, draft, table);
          expect(told(mapOf(next, table))).toEqual(told(mapOf(anew(next))));
          table = next;
        }
      }),
      { numRuns: 40 },
    );
  });

  test('finds the cell of every address, and of no other', () => {
    fc.assert(
      fc.property(arbitraryDraft(form), (draft) => {
        const table = layOut(form, draft);
        const map = mapOf(table);
        for (const [top, row] of table.rows.entries()) {
          for (const cell of row.cells) {
            for (const address of cell.addresses) {
              expect(map.find(address)).toMatchObject({ top, cell });
            }
          }
        }
        for (const none of ['', 'nowhere', 'annual/nowhere/target', `${table.rows[0]?.key}/x`]) {
          expect(map.find(none)).toBeUndefined();
        }
      }),
      { numRuns: 20 },
    );
  });
});
