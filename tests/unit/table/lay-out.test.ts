import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { blankDraft, type Draft, rowsOf } from '../../../shared/draft/draft.ts';
import { applyEdit, type Edit, setText } from '../../../shared/draft/edit.ts';
import type { ColumnId } from '../../../shared/form/definition.ts';
import { departmentPerformance } from '../../../shared/form/department-performance.ts';
import { layOut, type Table, type TableCell } from '../../../shared/table/lay-out.ts';
import { bare } from '../../../shared/text.ts';
import { secondForm } from '../../fixtures/second-form.ts';

const official = departmentPerformance;

function edited(...edits: Edit[]): Draft {
  return applyEdit(official, blankDraft(official, 2024), { type: 'all', edits });
}

/** A draft whose long-term indicators are exactly these rows. */
function withIndicators(rows: readonly Readonly<Record<ColumnId, string>>[]): Draft {
  const blank = blankDraft(official, 2024);
  const old = rowsOf(blank, 'longTerm').map((row) => row.id);
  return edited(
    { type: 'removeRows', table: 'longTerm', rows: old },
    { type: 'insertRows', table: 'longTerm', place: 'end', rows },
  );
}

function cellsOf(table: Table): TableCell[] {
  return table.rows.flatMap((row) => row.cells);
}

function cellAt(table: Table, address: string): TableCell {
  const cell = cellsOf(table).find((one) => one.addresses.includes(address));
  if (!cell) throw new Error(`no cell for ${address}`);
  return cell;
}

/** How many rows the cells of a merging column cover, from the top: [2, 1] for a pair and a single. */
function runsOf(draft: Draft, column: ColumnId): number[] {
  return cellsOf(layOut(official, draft))
    .filter((cell) => cell.addresses[0]?.startsWith('longTerm/r'))
    .filter((cell) => cell.addresses[0]?.endsWith(`/${column}`))
    .map((cell) => cell.rowSpan);
}

describe('the official table', () => {
  test('has the labels and headings of the published form, in its order', () => {
    const published: string[][] = JSON.parse(
      readFileSync('tests/fixtures/form/ezhou-2024.rows.json', 'utf8'),
    );
    const inFile = published.flat().map(bare);
    const fixed = cellsOf(layOut(official, blankDraft(official, 2024)))
      .filter((cell) => cell.role !== 'input' && !cell.addresses.length)
      .map((cell) => bare(cell.text));
    let from = 0;
    for (const label of fixed) {
      const at = inFile.indexOf(label, from);
      expect(at, `「${label}」 after 「${inFile[from - 1]}」`).toBeGreaterThanOrEqual(from);
      from = at + 1;
    }
    expect(fixed.length).toBeGreaterThan(40);
  });

  test('names the two years before the budget year', () => {
    const texts = cellsOf(layOut(official, blankDraft(official, 2024))).map((cell) => cell.text);
    expect(texts.filter((text) => text === '2022年')).toHaveLength(2);
    expect(texts.filter((text) => text === '2023年')).toHaveLength(2);
    const later = edited({ type: 'setYear', year: 2026 });
    const next = cellsOf(layOut(official, later)).map((cell) => cell.text);
    expect(next.filter((text) => text === '2025年')).toHaveLength(2);
    expect(next).not.toContain('2022年');
  });

  test('writes the end year of the long-term goal into its label', () => {
    const address = 'longTermGoal/endYear';
    const blank = cellAt(layOut(official, blankDraft(official, 2024)), address);
    expect(blank).toMatchObject({ role: 'label', text: '长期目标：\n（截止 年）', kind: 'year' });
    const filled = layOut(official, edited(setText([address], '2026')));
    expect(cellAt(filled, address).text).toBe('长期目标：\n（截止2026年）');
  });

  test('merges a section label over all rows of its section', () => {
    const table = layOut(official, blankDraft(official, 2024));
    const label = cellsOf(table).find((cell) => cell.key === 'funding#label');
    expect(label).toMatchObject({ column: 0, colSpan: 1, rowSpan: 10 });
    const annual = cellsOf(table).find((cell) => cell.key === 'annual#label');
    expect(annual?.rowSpan).toBe(3 + 6);
  });

  test('tells computed cells from those set by hand, and shows last year’s text beside an empty cell', () => {
    const total = 'funding/income/total/current';
    const auto = edited(setText(['funding/income/fiscal/current'], '10'));
    expect(cellAt(layOut(official, auto), total)).toMatchObject({ computed: 'auto', text: '10' });
    const set = applyEdit(official, auto, setText([total], '12'));
    expect(cellAt(layOut(official, set), total)).toMatchObject({ computed: 'set', text: '12' });
    const marked = edited({
      type: 'mark',
      marks: [
        ['duties', { proposal: '去年的职能' }],
        ['tasks', { carried: true }],
      ],
    });
    expect(cellAt(layOut(official, marked), 'duties').proposal).toBe('去年的职能');
    expect(cellAt(layOut(official, marked), 'tasks').carried).toBe(true);
  });
});

describe('merging of indicator rows', () => {
  test('equal neighbours share one cell that stands for all of them', () => {
    const draft = withIndicators([
      { level1: '履职效能', level2: '数量指标', level3: '甲' },
      { level1: '履职效能', level2: '数量指标', level3: '乙' },
      { level1: '履职效能', level2: '质量指标', level3: '丙' },
    ]);
    expect(runsOf(draft, 'level1')).toEqual([3]);
    expect(runsOf(draft, 'level2')).toEqual([2, 1]);
    expect(runsOf(draft, 'level3')).toEqual([1, 1, 1]);
    const ids = rowsOf(draft, 'longTerm').map((row) => row.id);
    const merged = cellAt(layOut(official, draft), `longTerm/${ids[1]}/level1`);
    expect(merged.addresses).toEqual(ids.map((id) => `longTerm/${id}/level1`));
  });

  test('equal 二级指标 merge only inside one 一级指标', () => {
    const draft = withIndicators([
      { level1: '履职效能', level2: '质量指标', level3: '甲' },
      { level1: '社会效应', level2: '质量指标', level3: '乙' },
    ]);
    expect(runsOf(draft, 'level2')).toEqual([1, 1]);
  });

  test('equal texts that are not neighbours stay apart', () => {
    const draft = withIndicators([
      { level1: '满意度', level3: '甲' },
      { level1: '管理效率', level3: '乙' },
      { level1: '满意度', level3: '丙' },
    ]);
    expect(runsOf(draft, 'level1')).toEqual([1, 1, 1]);
  });

  test('a blank row merges with nobody, nor do cells that are empty or only blanks', () => {
    const blank = withIndicators([{ level1: '满意度' }, {}, {}, { level1: '满意度' }]);
    expect(runsOf(blank, 'level1')).toEqual([1, 1, 1, 1]);
    const empty = withIndicators([
      { level1: '满意度', level3: '甲' },
      { level1: '满意度', level3: '乙' },
    ]);
    expect(runsOf(empty, 'level1')).toEqual([2]);
    expect(runsOf(empty, 'level2')).toEqual([1, 1]);
    const spaces = withIndicators([
      { level1: '　', level3: '甲' },
      { level1: '　', level3: '乙' },
    ]);
    expect(runsOf(spaces, 'level1')).toEqual([1, 1]);
  });

  test('filling a merged cell is one edit and keeps it merged', () => {
    const draft = withIndicators([
      { level1: '履职效能', level3: '甲' },
      { level1: '履职效能', level3: '乙' },
    ]);
    const ids = rowsOf(draft, 'longTerm').map((row) => row.id);
    const merged = cellAt(layOut(official, draft), `longTerm/${ids[0]}/level1`);
    const next = applyEdit(official, draft, setText(merged.addresses, '社会效应'));
    const after = cellAt(layOut(official, next), `longTerm/${ids[1]}/level1`);
    expect(after).toMatchObject({ text: '社会效应', rowSpan: 2 });
  });
});

describe('identity of rows', () => {
  test('typing into one indicator makes one row anew', () => {
    const draft = blankDraft(official, 2024);
    const before = layOut(official, draft);
    const [first] = rowsOf(draft, 'annual');
    const next = applyEdit(official, draft, setText([`annual/${first?.id}/target`], '100%'));
    const after = layOut(official, next, before);
    const changed = after.rows.filter((row, i) => row !== before.rows[i]);
    expect(changed.map((row) => row.rowId)).toEqual([first?.id]);
  });

  test('an amount makes its own row anew and those that are computed from it', () => {
    const draft = blankDraft(official, 2024);
    const before = layOut(official, draft);
    const edit = setText(['funding/income/fiscal/current'], '10');
    const after = layOut(official, applyEdit(official, draft, edit), before);
    const changed = after.rows.filter((row, i) => row !== before.rows[i]);
    const texts = changed.map((row) => row.cells.map((cell) => cell.text).join('|'));
    expect(texts).toEqual(['收入\n构成|财政拨款|10|100%||', '合  计|10|100%||']);
  });
});

describe('a form of another shape, by definition alone', () => {
  test('is laid out with its own columns, labels, sums, shares and merges', () => {
    const blank = blankDraft(secondForm, 2025);
    const [first, second] = rowsOf(blank, 'job').map((row) => row.id);
    const draft = applyEdit(secondForm, blank, {
      type: 'set',
      cells: [
        ['unit', '信访局'],
        ['project/start', '2025'],
        ['budget/central/current', '30'],
        ['budget/local/current', '60'],
        [`job/${second}/kind`, '建设'],
        [`job/${first}/content`, '机房'],
        [`job/${second}/content`, '机房'],
      ],
    });
    const table = layOut(secondForm, draft);
    const texts = table.rows.map((row) => row.cells.map((cell) => cell.text));
    expect(texts).toEqual([
      ['实施单位', '信访局'],
      ['项目名称', '', '起始年：2025年'],
      ['项目\n资金', '来源', '2025年预算', '比重', '2024年预算'],
      ['中央补助', '30', '33.33%', ''],
      ['地方配套', '60', '66.67%', ''],
      ['资金合计', '90', '100%', ''],
      ['任务类别', '任务内容', '数量', '完成时间'],
      ['建设', '机房', '', ''],
      ['机房', '', ''],
      ['备注', ''],
    ]);
    expect(cellAt(table, `job/${second}/kind`).rowSpan).toBe(2);
    expect(cellAt(table, `job/${second}/content`)).toMatchObject({ column: 1, colSpan: 2 });
  });
});
