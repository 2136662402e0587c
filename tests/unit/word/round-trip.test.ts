import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blankDraft, type Draft, rowsOf } from '../../../shared/draft/draft.ts';
import { applyEdit } from '../../../shared/draft/edit.ts';
import type { ColumnId, FormDefinition } from '../../../shared/form/definition.ts';
import { departmentPerformance } from '../../../shared/form/department-performance.ts';
import { layOut } from '../../../shared/table/lay-out.ts';
import { readDocx } from '../../../shared/word/read.ts';
import { writeDocx } from '../../../shared/word/write.ts';
import { secondForm } from '../../fixtures/second-form.ts';

async function throughWord(definition: FormDefinition, draft: Draft) {
  const bytes = await writeDocx(definition, layOut(definition, draft));
  return readDocx(bytes, 2001, [definition]);
}

function contentOf(draft: Draft) {
  const rows = Object.keys(draft.rows).map((table) => rowsOf(draft, table).map((row) => row.cells));
  return { year: draft.year, cells: draft.cells, marks: draft.marks, rows };
}

/** Fills a form: fixed cells as given, every row table with the given rows and no others. */
function filled(
  definition: FormDefinition,
  year: number,
  cells: readonly (readonly [string, string])[],
  tables: Readonly<Record<string, readonly Readonly<Record<ColumnId, string>>[]>>,
): Draft {
  const blank = blankDraft(definition, year);
  const rows = Object.fromEntries(Object.keys(blank.rows).map((table) => [table, []]));
  let draft = applyEdit(definition, { ...blank, rows }, { type: 'set', cells });
  for (const [table, some] of Object.entries(tables)) {
    draft = applyEdit(definition, draft, { type: 'insertRows', table, place: 'end', rows: some });
  }
  return draft;
}

const text = fc.constantFrom(
  '健全',
  '≥98%',
  '1－12月1人次',
  '“三公”经费变动率',
  '第一行\n第二行',
  'a<b&c>"d"',
  '😀 表情',
  '对经济建设工作产生良好的社会影响，'.repeat(8),
);
const amount = fc.constantFrom('', '0', '149', '54.38', '389.89', '-', '无');
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.oneof(fc.constant('' as const), arbitrary);

const indicator = fc.record({
  level1: fc.constantFrom('运行成本', '管理效率', '满意度'),
  level2: fc.constantFrom('预算编制', '服务对象满意度', '自拟二级'),
  level3: text,
  target: maybe(text),
  basis: maybe(fc.constantFrom('计划标准', '国家标准', '本单位自定标准')),
  category: maybe(fc.constant('绩效基本型')),
});
const indicators = fc.array(fc.oneof({ weight: 8, arbitrary: indicator }, fc.constant({})), {
  maxLength: 12,
});

const filledForm: fc.Arbitrary<Draft> = fc
  .record({
    year: fc.integer({ min: 2010, max: 2040 }),
    endYear: maybe(fc.constantFrom('2026', '2030')),
    department: maybe(text),
    duties: maybe(text),
    amounts: fc.array(amount, { minLength: 6, maxLength: 6 }),
    longTerm: indicators,
    annual: indicators,
  })
  .map(({ year, endYear, department, duties, amounts, longTerm, annual }) => {
    const items = ['income/fiscal', 'income/own', 'expenditure/specific'];
    const figures = items.flatMap((item, i) => [
      [`funding/${item}/current`, amounts[i * 2] ?? ''] as const,
      [`funding/${item}/previousYear`, amounts[i * 2 + 1] ?? ''] as const,
    ]);
    return filled(
      departmentPerformance,
      year,
      [
        ['department', department],
        ['duties', duties],
        ['longTermGoal/endYear', endYear],
        ['funding/income/total/yearBeforeLast', '88.88'],
        ...figures,
      ],
      { longTerm, annual },
    );
  });

describe('a form written as a Word file and read again', () => {
  test('is the same draft, whatever is filled in', async () => {
    await fc.assert(
      fc.asyncProperty(filledForm, async (draft) => {
        const { draft: read, report } = await throughWord(departmentPerformance, draft);
        expect(contentOf(read)).toEqual(contentOf(draft));
        expect(report.leftovers).toEqual([]);
        expect(report.missing).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('of another shape goes the whole way too, by its definition alone', async () => {
    const draft = filled(
      secondForm,
      2024,
      [
        ['unit', '市信访局'],
        ['project', '接待场所改造'],
        ['project/start', '2023'],
        ['budget/central/current', '100.5'],
        ['budget/local/current', '20'],
        ['budget/local/previous', '7'],
        ['budget/total/previous', '8'],
        ['remarks', '一期\n二期'],
      ],
      {
        job: [
          { kind: '建设', content: '改造大厅', quantity: '1 处', due: '6 月' },
          { kind: '建设', content: '改造候访室', quantity: '2 处' },
          { kind: '培训', content: '业务培训', due: '12 月' },
          {},
        ],
      },
    );
    const { draft: read, report } = await throughWord(secondForm, draft);
    expect(contentOf(read)).toEqual(contentOf(draft));
    expect(report).toMatchObject({ leftovers: [], missing: [], notes: [], yearFound: true });
  });

  test('a blank form comes back blank', async () => {
    const draft = blankDraft(departmentPerformance, 2027);
    const { draft: read } = await throughWord(departmentPerformance, draft);
    expect(contentOf(read)).toEqual(contentOf(draft));
  });
});
