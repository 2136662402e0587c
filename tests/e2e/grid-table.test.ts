import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Draft } from '../../shared/draft/draft.ts';
import { departmentPerformance as definition } from '../../shared/form/department-performance.ts';
import { layOut } from '../../shared/table/lay-out.ts';
import { exampleWithIndicators } from '../fixtures/example-draft.ts';
import { type EditorPage, openDraft, openGiven } from './editor-page.ts';
import { callPage, launch, type Program } from './harness.ts';

/** Whether the indicators fit a table, or merged cells stand beside several. */
const SIZES = [39, 400];

let program: Program;
let form: EditorPage;
beforeAll(async () => {
  program = await launch();
});
afterAll(() => program.close());

const cell = (address: string) => program.page.locator(`[data-key="${address}"]`);

async function stored(): Promise<Draft> {
  const { items } = await callPage(program.page, 'drafts.list', { offset: 0, limit: 1 });
  return (await callPage(program.page, 'drafts.open', { id: items[0]?.id ?? '' })).draft;
}

interface Shown {
  readonly column: number;
  readonly colSpan: number;
  readonly rowSpan: number;
  readonly text: string;
}

/** The rows by their places, each with its cells: those beside its table tell that place themselves. */
const rowsShown = () =>
  program.page.$$eval('[role="grid"] [role="row"][aria-rowindex]', (rows) =>
    rows.map((row) => {
      const index = row.getAttribute('aria-rowindex');
      const beside = document.querySelectorAll(`.beside-row > [aria-rowindex="${index}"]`);
      const cells = [...row.children, ...beside].map((one) => ({
        column: Number(one.getAttribute('aria-colindex')) - 1,
        colSpan: Number(one.getAttribute('aria-colspan') ?? 1),
        rowSpan: Number(one.getAttribute('aria-rowspan') ?? 1),
        text: one.textContent,
      }));
      return { index: Number(index), cells: cells.sort((a, b) => a.column - b.column) };
    }),
  );

describe.each(SIZES)('with %i indicators in each table', (count) => {
  beforeEach(async () => {
    form = await openGiven(program, exampleWithIndicators(count));
  });

  test('what the screen shows is the table of the draft: every row once, its texts and spans', async () => {
    const { rows } = layOut(definition, await stored());
    const shown = await rowsShown();
    expect(shown.map((row) => row.index)).toEqual(rows.map((_, i) => i + 1));
    expect(shown.map((row) => row.cells)).toEqual(
      rows.map((row) =>
        row.cells.map(
          ({ column, colSpan, rowSpan, text, proposal }): Shown => ({
            column,
            colSpan,
            rowSpan,
            text: text || (proposal ?? ''),
          }),
        ),
      ),
    );
    const grid = program.page.getByRole('grid');
    expect(await grid.getAttribute('aria-rowcount')).toBe(String(rows.length));
    // No cell stands anywhere else.
    const cells = program.page.locator('[role="grid"] .cell');
    expect(await cells.count()).toBe(shown.flatMap((row) => row.cells).length);
  });

  test('after rows have come, gone and moved it is so too', async () => {
    const names = program.page.locator('[data-key^="longTerm/"][data-key$="/level3"]');
    const key = (await names.nth(10).getAttribute('data-key')) ?? '';
    await form.click(key);
    await form.press('Alt+Insert');
    await form.type('新加的指标');
    await form.press('Enter', 'Alt+Delete', 'Alt+Shift+ArrowUp', 'Control+s');
    await program.page.getByText('所有内容都已保存。').waitFor();
    const { rows } = layOut(definition, await stored());
    const texts = (all: readonly { cells: readonly { text: string }[] }[]) =>
      all.map((row) => row.cells.map(({ text }) => text));
    await expect.poll(async () => texts(await rowsShown())).toEqual(texts(rows));
    expect(texts(rows).flat()).toContain('新加的指标');
  });
});

describe('a blank form', () => {
  beforeEach(async () => {
    form = await openDraft(program, { year: 2027 });
  });

  test('grows with what is typed: its row gets higher, what stands below moves down', async () => {
    const heights = async () => ({
      own: (await cell('duties').boundingBox())?.height ?? 0,
      below: (await cell('tasks').boundingBox())?.y ?? 0,
    });
    const before = await heights();
    await form.click('duties');
    await form.type('统筹协调和指导督促检查信访工作，'.repeat(20));
    await form.press('Control+Enter');
    await expect.poll(async () => (await heights()).own).toBeGreaterThan(before.own + 60);
    const after = await heights();
    expect(after.below - before.below).toBeCloseTo(after.own - before.own, 0);
    await form.press('Delete');
    await expect.poll(async () => (await heights()).own).toBeCloseTo(before.own, 0);
  });
});

describe('while the table scrolls', () => {
  beforeEach(async () => {
    form = await openGiven(program, exampleWithIndicators(100));
  });

  test('the headings of the section in sight stay at the top of the window', async () => {
    const { page } = program;
    const tops = () =>
      page.evaluate(() => {
        const window = document.querySelector('.scroller')?.getBoundingClientRect();
        const section = [...document.querySelectorAll('.section')].find(
          (one) => one.querySelector('[data-key^="annual/"]') && one.querySelector('.headings'),
        );
        const headings = section?.querySelector('.headings')?.getBoundingClientRect();
        const row = section?.querySelector('[data-key^="annual/"]')?.getBoundingClientRect();
        const middle = headings && headings.top + headings.height / 2;
        const there =
          headings && document.elementFromPoint(headings.left + headings.width / 2, middle ?? 0);
        return {
          headings: Math.round((headings?.top ?? 0) - (window?.top ?? 0)),
          rowAbove: (row?.bottom ?? 0) < (window?.top ?? 0),
          covered: there?.closest('.headings') === null,
        };
      });
    const targets = page.locator('[data-key^="annual/"][data-key$="/target"]');
    for (const row of [40, 90]) {
      await targets.nth(row).scrollIntoViewIfNeeded();
      await page.locator('.scroller').evaluate((one) => one.scrollBy(0, 60));
      await expect.poll(tops).toEqual({ headings: -1, rowAbove: true, covered: false });
    }
  });
});

test('nothing was complained about on the console', () => {
  expect(program.complaints).toEqual([]);
});
