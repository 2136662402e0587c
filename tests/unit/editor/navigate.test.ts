import { describe, expect, test } from 'vitest';
import { type Move, moved } from '../../../renderer/editor/grid/navigate.ts';
import {
  afterKey,
  areaOf,
  extendedBy,
  extendedTo,
  firstSelection,
  selectAddress,
  selectedAddresses,
  settled,
  statisticsOf,
  wholeSection,
  withoutMerging,
} from '../../../renderer/editor/grid/selection.ts';
import { mapOf } from '../../../renderer/editor/grid/table-map.ts';
import { rowsOf } from '../../../shared/draft/draft.ts';
import { applyEdit, setText } from '../../../shared/draft/edit.ts';
import { departmentPerformance as form } from '../../../shared/form/department-performance.ts';
import { layOut } from '../../../shared/table/lay-out.ts';
import { exampleDraft } from '../../fixtures/example-draft.ts';

const draft = exampleDraft();
const map = mapOf(layOut(form, draft));
const rows = rowsOf(draft, 'longTerm').map((row) => row.id);
const at = (row: number, column: string) => `longTerm/${rows[row]}/${column}`;

function walk(from: string, ...moves: Move[]): string {
  let cursor = { address: from, column: map.find(from)?.left ?? 0 };
  for (const move of moves) cursor = { ...moved(map, cursor, move) };
  return cursor.address;
}

const selected = (address: string) => selectAddress(map, address) ?? firstSelection(map);

describe('arrows', () => {
  test('skip labels and headings and keep the column', () => {
    expect(walk('phone', 'down')).toBe('funding/income/fiscal/share');
    expect(walk('funding/income/total/current', 'down')).toBe(
      'funding/expenditure/personnel/current',
    );
    expect(walk('funding/expenditure/total/previousYear', 'down', 'up')).toBe(
      'funding/expenditure/total/previousYear',
    );
  });

  test('pass through a merged cell and come back to the row they left', () => {
    const within = rows.findIndex(
      (_, i) => (map.find(at(i, 'level2'))?.top ?? 0) < (map.find(at(i, 'level3'))?.top ?? 0),
    );
    expect(within).toBeGreaterThan(0);
    expect(walk(at(within, 'level3'), 'left')).toBe(at(within, 'level2'));
    expect(walk(at(within, 'level3'), 'left', 'left', 'right', 'right')).toBe(at(within, 'level3'));
  });

  test('leave a merged cell below its last row', () => {
    const rect = map.find(at(0, 'level1'));
    const next = map.find(walk(at(0, 'level1'), 'down'));
    expect(next?.top).toBe(rect?.bottom);
  });

  test('with Ctrl stop at the edge of a block', () => {
    expect(walk(at(0, 'level3'), 'edgeDown')).toBe(at(38, 'level3'));
    expect(walk('funding/income/fiscal/current', 'edgeDown')).toBe('funding/income/total/current');
  });

  test('stay where there is nowhere to go', () => {
    expect(walk('department', 'up')).toBe('department');
    expect(walk('department', 'left')).toBe('department');
  });
});

describe('Tab', () => {
  test('visits every cell once, a merged one too, and comes back the same way', () => {
    const forth: string[] = [];
    let cursor = firstSelection(map).anchor;
    for (;;) {
      forth.push(cursor.address);
      const next = moved(map, cursor, 'next');
      if (next.address === cursor.address) break;
      cursor = next;
    }
    const cells = map.rows.flatMap((row) => row.cells).filter((cell) => cell.addresses.length > 0);
    expect(forth).toEqual(cells.map((cell) => cell.addresses[0]));
    const back: string[] = [];
    for (;;) {
      back.push(cursor.address);
      const next = moved(map, cursor, 'previous');
      if (next.address === cursor.address) break;
      cursor = next;
    }
    expect(back.reverse()).toEqual(forth);
  });

  test('then Enter goes to below where the run began', () => {
    const start = selected(at(2, 'level3'));
    const tabbed = afterKey(map, afterKey(map, start, 'tab'), 'tab');
    expect(afterKey(map, tabbed, 'enter').anchor.address).toBe(at(3, 'level3'));
  });
});

describe('a selection', () => {
  test('stays in its section and widens to whole merged cells', () => {
    const range = extendedBy(map, selected(at(3, 'level3')), 'left');
    const area = areaOf(map, range);
    const merged = map.find(at(3, 'level2'));
    expect([area?.top, area?.bottom]).toEqual([merged?.top, merged?.bottom]);
    const edge = selected('funding/expenditure/total/current');
    expect(extendedBy(map, edge, 'down')).toEqual(edge);
  });

  test('goes to the edge of its section where a key or the pointer leads beyond', () => {
    const start = selected(at(20, 'level3'));
    expect(extendedBy(map, start, 'last').focus.address).toBe(at(38, 'category'));
    expect(extendedBy(map, start, 'first').focus.address).toBe(at(0, 'level1'));
    const above = selected('tasks').anchor;
    expect(extendedTo(map, start, above).focus.address).toBe(at(0, 'level1'));
    expect(extendedTo(map, start, { ...above, column: start.focus.column }).focus.address).toBe(
      at(0, 'level3'),
    );
  });

  test('of merged cells stays on all of their rows when they come apart', () => {
    const merged = selected(at(3, 'level1'));
    const apart = withoutMerging(map, merged);
    const rect = map.find(at(3, 'level1'));
    const emptied = applyEdit(form, draft, setText(rect?.cell.addresses ?? [], ''));
    const cells = selectedAddresses(mapOf(layOut(form, emptied)), apart);
    expect(cells).toEqual(rect?.cell.addresses);
    const plain = selected(at(3, 'target'));
    expect(withoutMerging(map, plain)).toBe(plain);
  });

  test('of the whole section is every cell of it', () => {
    const all = selectedAddresses(map, wholeSection(map, selected(at(5, 'target'))));
    expect(all.length).toBe(39 * 6);
  });

  test('is summed with exact decimals', () => {
    const range = extendedBy(
      map,
      extendedBy(map, selected('funding/expenditure/personnel/previousYear'), 'down'),
      'down',
    );
    expect(statisticsOf(map, range)).toEqual({ cells: 3, filled: 3, sum: '658.2' });
  });

  test('whose row is deleted goes to the row that takes its place', () => {
    const after = applyEdit(form, draft, {
      type: 'removeRows',
      table: 'longTerm',
      rows: [rows[4] ?? ''],
    });
    const next = settled(map, mapOf(layOut(form, after)), selected(at(4, 'target')));
    expect(next.anchor.address).toBe(at(5, 'target'));
  });
});
