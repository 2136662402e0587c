import { describe, expect, test } from 'vitest';
import { parseTsv, spread, toHtml, toTsv } from '../../../renderer/editor/grid/clipboard.ts';
import { planPaste } from '../../../renderer/editor/grid/paste.ts';
import {
  areaOf,
  firstSelection,
  selectAddress,
  wholeSection,
} from '../../../renderer/editor/grid/selection.ts';
import { mapOf } from '../../../renderer/editor/grid/table-map.ts';
import { blankDraft, type Draft, rowsOf } from '../../../shared/draft/draft.ts';
import { applyEdit } from '../../../shared/draft/edit.ts';
import { isComputed, textAt } from '../../../shared/draft/values.ts';
import { departmentPerformance as form } from '../../../shared/form/department-performance.ts';
import { layOut } from '../../../shared/table/lay-out.ts';
import { exampleDraft } from '../../fixtures/example-draft.ts';

const sheetOf = (draft: Draft) => ({ definition: form, draft, map: mapOf(layOut(form, draft)) });
const blank = sheetOf(blankDraft(form, 2027));

function plan(sheet: ReturnType<typeof sheetOf>, address: string, grid: (string | null)[][]) {
  const selection = selectAddress(sheet.map, address) ?? firstSelection(sheet.map);
  return planPaste(sheet, selection, grid);
}

describe('tab-separated text', () => {
  test('keeps tabs, line breaks and quotes inside quoted cells', () => {
    expect(parseTsv('a\t"b\r\nc"\t"d""e"\r\n\t"f\tg"\r\n')).toEqual([
      ['a', 'b\nc', 'd"e'],
      ['', 'f\tg'],
    ]);
    expect(parseTsv('"never closed\tx')).toEqual([['"never closed', 'x']]);
  });

  test('of a range is read as the same texts', () => {
    const { map } = sheetOf(exampleDraft());
    const selection = wholeSection(
      map,
      selectAddress(map, 'funding/income/fiscal/current') ?? firstSelection(map),
    );
    const area = areaOf(map, selection);
    const tsv = area ? toTsv(map, area) : '';
    expect(parseTsv(tsv)[0]).toEqual(['593.27', '100%', '589.23', '652.23']);
  });
});

test('the HTML of a merged cell has its span, and amounts alone are numbers for Excel', () => {
  const example = exampleDraft();
  const { map } = sheetOf(example);
  const rect = map.find(`longTerm/${rowsOf(example, 'longTerm')[0]?.id}/level1`);
  expect(rect && toHtml(map, rect)).toContain(`rowspan="${rect?.cell.rowSpan}"`);
  const amount = map.find('funding/income/fiscal/current');
  expect(amount && toHtml(map, amount)).not.toContain('mso-number-format');
});

test('spans are spread down, and columns that only continue others are dropped', () => {
  const one = (text: string, colSpan = 1, rowSpan = 1) => ({ text, colSpan, rowSpan });
  expect(
    spread([
      [one('甲', 1, 2), one('值', 3), one('类')],
      [one('1', 3), one('2')],
    ]),
  ).toEqual([
    ['甲', '值', '类'],
    ['甲', '1', '2'],
  ]);
});

describe('pasting', () => {
  test('one text fills every selected cell', () => {
    const selection = wholeSection(
      blank.map,
      selectAddress(blank.map, 'longTerm/r1/level3') ?? firstSelection(blank.map),
    );
    const planned = planPaste(blank, selection, [['同']]);
    const after = planned ? applyEdit(form, blank.draft, planned.edit) : blank.draft;
    expect(rowsOf(after, 'longTerm').every((row) => row.cells.category === '同')).toBe(true);
  });

  test('a funding table with its labels lands on its figures, and right totals stay computed', () => {
    const planned = plan(blank, 'funding/income/fiscal/current', [
      ['收入\n构成', '财政拨款', '10', '50%'],
      ['收入\n构成', '财政专户管理资金', '10', '50%'],
      ['收入\n构成', '单位资金', '', ''],
      ['收入\n构成', '合计', '20', '100%'],
    ]);
    const after = planned ? applyEdit(form, blank.draft, planned.edit) : blank.draft;
    expect(textAt(form, after, 'funding/income/special/current')).toBe('10');
    expect(isComputed(form, after, 'funding/income/total/current')).toBe(true);
    expect(textAt(form, after, 'funding/income/total/current')).toBe('20');
  });

  test('what has no place is counted, and nothing is written elsewhere', () => {
    const planned = plan(blank, 'longTerm/r1/category', [
      ['甲', '乙'],
      ['丙', '丁'],
    ]);
    expect(planned?.leftOut).toBe(2);
    const after = planned ? applyEdit(form, blank.draft, planned.edit) : blank.draft;
    expect(
      rowsOf(after, 'longTerm')
        .slice(0, 2)
        .map((row) => row.cells.category),
    ).toEqual(['甲', '丙']);
  });

  test('counts only filled cells outside the selection as overwritten', () => {
    const full = sheetOf(exampleDraft());
    const first = rowsOf(full.draft, 'longTerm')[0]?.id;
    expect(
      plan(full, `longTerm/${first}/level3`, [
        ['甲', '乙'],
        ['丙', '丁'],
      ])?.overwritten,
    ).toBe(3);
    expect(
      plan(blank, 'longTerm/r1/level3', [
        ['甲', '乙'],
        ['丙', '丁'],
      ])?.overwritten,
    ).toBe(0);
  });

  test('the headings of another year say which column is which, in any order', () => {
    const planned = plan(blank, 'annual/r7/level1', [
      ['三级指标', '2022 年', '2021年', '预期当年实现值'],
      ['信访件办结率', '98%', '97%', '≥99%'],
    ]);
    const after = planned ? applyEdit(form, blank.draft, planned.edit) : blank.draft;
    expect(rowsOf(after, 'annual')[0]?.cells).toMatchObject({
      level1: '运行成本',
      level3: '信访件办结率',
      yearBeforeLast: '97%',
      previousYear: '98%',
      target: '≥99%',
    });
  });
});
