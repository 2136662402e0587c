import { describe, expect, test } from 'vitest';
import { type Block, partsOf, type SectionParts } from '../../../renderer/editor/grid/blocks.ts';
import { sectionsOf } from '../../../renderer/editor/grid/sections.ts';
import { blankDraft, type Draft } from '../../../shared/draft/draft.ts';
import { applyEdit } from '../../../shared/draft/edit.ts';
import { departmentPerformance as form } from '../../../shared/form/department-performance.ts';
import { layOut, type TableRow } from '../../../shared/table/lay-out.ts';
import { exampleDraft, exampleWithIndicators } from '../../fixtures/example-draft.ts';
import { secondForm } from '../../fixtures/second-form.ts';

const LARGE = exampleWithIndicators(1000);

function sectionRows(draft: Draft, id: string): readonly TableRow[] {
  const section = sectionsOf(layOut(form, draft), []).find((one) => one.id === id);
  return section?.rows ?? [];
}

/** Rows drawn as tables, in order, with the first column that each shows. */
function tables(blocks: readonly Block[]): { rows: readonly TableRow[]; left: number }[] {
  return blocks.flatMap((block) => ('cell' in block ? tables(block.blocks) : [block]));
}

function beside(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) =>
    'cell' in block ? [block.cell.key, ...beside(block.blocks)] : [],
  );
}

/** Every cell of the rows that the parts draw, in no order. */
function drawn({ label, headings, blocks }: SectionParts): string[] {
  const own = tables([...(headings ? [headings] : []), ...blocks]).flatMap(({ rows, left }) =>
    rows.flatMap((row) => row.cells.filter(({ column }) => column >= left).map(({ key }) => key)),
  );
  return [...(label ? [label.key] : []), ...beside(blocks), ...own].sort();
}

function keysOf(rows: readonly TableRow[]): string[] {
  return rows.flatMap((row) => row.cells.map(({ key }) => key)).sort();
}

describe('the parts of a section', () => {
  test('draw every cell once, for each section of both forms', () => {
    const drafts = [
      [form, exampleDraft()],
      [form, LARGE],
      [secondForm, blankDraft(secondForm, 2025)],
    ] as const;
    for (const [definition, draft] of drafts) {
      for (const { rows } of sectionsOf(layOut(definition, draft), [])) {
        expect(drawn(partsOf(rows, undefined))).toEqual(keysOf(rows));
      }
    }
  });

  test('a section of a usual form is its label, its headings and one table', () => {
    const parts = partsOf(sectionRows(exampleDraft(), 'longTerm'), undefined);
    expect(parts.label?.text).toBe('长期绩\n效指标');
    expect(parts.headings?.rows).toHaveLength(1);
    expect(parts.blocks).toHaveLength(1);
    expect(beside(parts.blocks)).toEqual([]);
  });

  test('a section without a label over all of its rows is drawn with all of its columns', () => {
    const parts = partsOf(sectionRows(exampleDraft(), 'duties'), undefined);
    expect(parts.label).toBeUndefined();
    expect(tables(parts.blocks).map(({ left }) => left)).toEqual([0]);
  });

  test('no merged cell is cut, and none keeps many rows together', () => {
    const { blocks } = partsOf(sectionRows(LARGE, 'annual'), undefined);
    for (const { rows, left } of tables(blocks)) {
      expect(rows.length).toBeLessThanOrEqual(160);
      for (const [i, row] of rows.entries()) {
        for (const cell of row.cells) {
          if (cell.column >= left) expect(i + cell.rowSpan).toBeLessThanOrEqual(rows.length);
        }
      }
    }
    expect(beside(blocks).length).toBeGreaterThan(0);
  });

  test('every row knows its place in the section', () => {
    const rows = sectionRows(LARGE, 'annual');
    const parts = partsOf(rows, undefined);
    const starts = (block: Block): [string, number][] =>
      'cell' in block
        ? [[block.rowKey, block.start], ...block.blocks.flatMap(starts)]
        : [[block.key, block.start]];
    for (const [key, start] of parts.blocks.flatMap(starts)) expect(rows[start]?.key).toBe(key);
  });

  test('an inserted row moves no other row to another table', () => {
    const before = partsOf(sectionRows(LARGE, 'annual'), undefined);
    const third = LARGE.rows.annual?.[2]?.id ?? '';
    const grown = applyEdit(form, LARGE, {
      type: 'insertRows',
      table: 'annual',
      place: { after: third },
      rows: [{}],
    });
    const rows = sectionRows(grown, 'annual');
    const starts = (parts: SectionParts) => tables(parts.blocks).map(({ rows }) => rows[0]?.key);
    const kept = new Set(starts(partsOf(rows, before)));
    expect(starts(before).filter((key) => !kept.has(key))).toEqual([]);
  });

  test('rows that were blank are cut without a merged cell to go by', () => {
    const blank = applyEdit(form, blankDraft(form, 2025), {
      type: 'insertRows',
      table: 'annual',
      place: 'end',
      rows: Array.from({ length: 400 }, () => ({})),
    });
    const { blocks } = partsOf(sectionRows(blank, 'annual'), undefined);
    expect(Math.max(...tables(blocks).map(({ rows }) => rows.length))).toBeLessThanOrEqual(50);
  });
});
