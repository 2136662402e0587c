import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type EditorPage, openDraft } from './editor-page.ts';
import { launch, type Program } from './harness.ts';

let program: Program;
let form: EditorPage;
beforeAll(async () => {
  program = await launch();
});
afterAll(() => program.close());
beforeEach(async () => {
  form = await openDraft(program, { year: 2027 });
});

const cell = (address: string) => program.page.locator(`[data-key="${address}"]`);

/** The names in the third column of the long-term table, from the top. */
async function names(): Promise<string[]> {
  const rows = await program.page.$$eval('[data-key^="longTerm/"][data-key$="/level3"]', (cells) =>
    cells.map((one) => one.textContent ?? ''),
  );
  return rows;
}

/** Three indicators under 运行成本, made by inserting two rows below the first. */
async function threeIndicators(): Promise<void> {
  await form.click('longTerm/r1/level3');
  await form.type('甲');
  await form.press('Enter', 'ArrowUp', 'Alt+Insert');
  await form.type('乙');
  await form.press('Enter', 'ArrowUp', 'Alt+Insert');
  await form.type('丙');
  await form.press('Enter');
  expect((await names()).slice(0, 4)).toEqual(['甲', '乙', '丙', '']);
}

describe('rows', () => {
  test('are inserted into the group they stand in, moved, duplicated and deleted by keys', async () => {
    await threeIndicators();
    expect(await cell('longTerm/r1/level1').getAttribute('rowspan')).toBe('3');
    await form.press('ArrowUp', 'Alt+Shift+ArrowUp');
    expect((await names()).slice(0, 3)).toEqual(['甲', '丙', '乙']);
    await form.press('Alt+Shift+KeyD');
    expect((await names()).slice(0, 4)).toEqual(['甲', '丙', '丙', '乙']);
    await form.press('Alt+Delete');
    expect((await names()).slice(0, 4)).toEqual(['甲', '丙', '乙', '']);
    await form.press('Control+z', 'Control+z', 'Control+z');
    expect((await names()).slice(0, 4)).toEqual(['甲', '乙', '丙', '']);
  });

  test('are moved by dragging the handle beside them', async () => {
    await threeIndicators();
    await form.click('longTerm/r1/level3');
    await program.page.locator('.row-handle').hover();
    await program.page.mouse.down();
    const target = await program.page.locator('#row-longTerm\\/r14').boundingBox();
    await program.page.mouse.move(
      (target?.x ?? 0) + 300,
      (target?.y ?? 0) + (target?.height ?? 0) - 4,
      { steps: 4 },
    );
    await program.page.mouse.up();
    expect((await names()).slice(0, 3)).toEqual(['乙', '丙', '甲']);
  });

  test('have a menu for all of it', async () => {
    await threeIndicators();
    await cell('longTerm/r1/level3').click({ button: 'right' });
    await program.page.getByRole('menuitem', { name: '在上方插入一行' }).click();
    expect((await names()).slice(0, 4)).toEqual(['', '甲', '乙', '丙']);
    await cell('longTerm/r1/level3').click({ button: 'right' });
    await program.page.getByRole('menuitem', { name: '删除本行' }).click();
    expect((await names()).slice(0, 3)).toEqual(['', '乙', '丙']);
  });
});

describe('a merged cell', () => {
  test('is edited as one, for all its rows, in one step', async () => {
    await threeIndicators();
    await form.click('longTerm/r1/level1');
    await form.type('管理效率');
    await form.press('Enter');
    await form.expectText('longTerm/r1/level1', '管理效率');
    expect(await cell('longTerm/r1/level1').getAttribute('rowspan')).toBe('4');
    await form.press('Control+z');
    expect(await cell('longTerm/r1/level1').getAttribute('rowspan')).toBe('3');
    await form.expectText('longTerm/r1/level1', '运行成本');
  });

  test('frees one row by 拆分, which edits the cell for that row alone', async () => {
    await threeIndicators();
    await cell('longTerm/r14/level3').click({ button: 'right' });
    await program.page.getByRole('menuitem', { name: '拆分：单独填写本行的一级指标' }).click();
    expect(await form.editor()).toEqual({ value: '运行成本', open: true });
    await form.press('Control+a');
    await form.type('满意度');
    await form.press('Enter');
    await form.expectText('longTerm/r14/level1', '满意度');
    expect(await cell('longTerm/r1/level1').getAttribute('rowspan')).toBe('2');
    await form.press('Control+z');
    expect(await cell('longTerm/r1/level1').getAttribute('rowspan')).toBe('3');
  });
});

describe('a list under a cell', () => {
  test('offers what belongs to the row, narrows while typing, and is chosen from by keys', async () => {
    await form.click('longTerm/r3/level2');
    await form.press('Alt+ArrowDown');
    const options = program.page.getByRole('listbox').getByRole('option');
    expect(await options.allTextContents()).toEqual(['数量指标', '质量指标', '时效指标']);
    await form.press('ArrowDown', 'ArrowDown', 'Enter');
    await form.expectText('longTerm/r3/level2', '质量指标');
    await form.click('longTerm/r3/level1');
    await form.type('满');
    expect(await options.allTextContents()).toEqual(['满意度']);
    await form.press('Enter');
    await form.expectText('longTerm/r3/level1', '满意度');
  });

  test('takes a free text too, and offers it from then on', async () => {
    await form.click('longTerm/r3/category');
    await form.type('区域特色型');
    await form.press('Enter', 'Alt+ArrowDown');
    const options = program.page.getByRole('listbox').getByRole('option');
    expect(await options.allTextContents()).toEqual(['绩效基本型', '区域特色型']);
    await form.press('Escape');
    await expect
      .poll(() =>
        program.page.evaluate(async () => {
          const answer = await window.api.call('settings.get');
          return answer.ok ? answer.value.entries : answer.problem;
        }),
      )
      .toEqual({ category: ['区域特色型'] });
  });
});

test('nothing was complained about on the console', () => {
  expect(program.complaints).toEqual([]);
});
