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

/** Waits until the table begins with these. */
async function expectNames(...first: string[]): Promise<void> {
  await expect.poll(async () => (await names()).slice(0, first.length)).toEqual(first);
}

const expectSpan = (address: string, rows: number) =>
  expect.poll(() => cell(address).getAttribute('rowspan')).toBe(String(rows));

/** Three indicators under 运行成本, made by inserting two rows below the first. */
async function threeIndicators(): Promise<void> {
  await form.click('longTerm/r1/level3');
  await form.type('甲');
  await form.press('Enter', 'ArrowUp', 'Alt+Insert');
  await form.type('乙');
  await form.press('Enter', 'ArrowUp', 'Alt+Insert');
  await form.type('丙');
  await form.press('Enter');
  await expectNames('甲', '乙', '丙', '');
}

describe('rows', () => {
  test('are inserted into the group they stand in, moved, duplicated and deleted by keys', async () => {
    await threeIndicators();
    await expectSpan('longTerm/r1/level1', 3);
    await form.press('ArrowUp', 'Alt+Shift+ArrowUp');
    await expectNames('甲', '丙', '乙');
    await form.press('Alt+Shift+KeyD');
    await expectNames('甲', '丙', '丙', '乙');
    await form.press('Alt+Delete');
    await expectNames('甲', '丙', '乙', '');
    await form.press('Control+z', 'Control+z', 'Control+z');
    await expectNames('甲', '乙', '丙', '');
  });

  test('come above by Alt+Shift+Insert and move down by Alt+Shift+↓, several at once too', async () => {
    await threeIndicators();
    await form.click('longTerm/r1/level3');
    await form.press('Alt+Shift+Insert');
    await form.type('新');
    await form.press('Enter');
    await expectNames('新', '甲', '乙', '丙');
    await form.click('longTerm/r1/level3');
    await form.press('Shift+ArrowDown', 'Alt+Shift+ArrowDown');
    await expectNames('新', '丙', '甲', '乙');
    await form.press('Alt+Shift+Insert');
    await expectNames('新', '丙', '', '', '甲', '乙');
    await form.press('Control+z', 'Control+z');
    await expectNames('新', '甲', '乙', '丙');
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
    await expectNames('乙', '丙', '甲');
  });

  test('have a menu for all of it', async () => {
    await threeIndicators();
    await cell('longTerm/r1/level3').click({ button: 'right' });
    await program.page.getByRole('menuitem', { name: '在上方插入一行' }).click();
    await expectNames('', '甲', '乙', '丙');
    await cell('longTerm/r1/level3').click({ button: 'right' });
    await program.page.getByRole('menuitem', { name: '删除本行' }).click();
    await expectNames('', '乙', '丙');
  });
});

describe('a merged cell', () => {
  test('is edited as one, for all its rows, in one step', async () => {
    await threeIndicators();
    await form.click('longTerm/r1/level1');
    await form.type('管理效率');
    await form.press('Enter');
    await form.expectText('longTerm/r1/level1', '管理效率');
    await expectSpan('longTerm/r1/level1', 4);
    await form.press('Control+z');
    await expectSpan('longTerm/r1/level1', 3);
    await form.expectText('longTerm/r1/level1', '运行成本');
  });

  test('frees one row by 拆分, which edits the cell for that row alone', async () => {
    await threeIndicators();
    await cell('longTerm/r14/level3').click({ button: 'right' });
    await program.page.getByRole('menuitem', { name: '拆分：单独填写本行的一级指标' }).click();
    await form.expectEditor({ value: '运行成本', open: true });
    await form.press('Control+a');
    await form.type('满意度');
    await form.press('Enter');
    await form.expectText('longTerm/r14/level1', '满意度');
    await expectSpan('longTerm/r1/level1', 2);
    await form.press('Control+z');
    await expectSpan('longTerm/r1/level1', 3);
  });
});

describe('a list under a cell', () => {
  test('offers what belongs to the row, narrows while typing, and is chosen from by keys', async () => {
    await form.click('longTerm/r3/level2');
    await form.press('Alt+ArrowDown');
    const options = program.page.getByRole('listbox').getByRole('option');
    await expect
      .poll(() => options.allTextContents())
      .toEqual(['数量指标', '质量指标', '时效指标']);
    await form.press('ArrowDown', 'ArrowDown', 'Enter');
    await form.expectText('longTerm/r3/level2', '质量指标');
    await form.click('longTerm/r3/level1');
    await form.type('满');
    await expect.poll(() => options.allTextContents()).toEqual(['满意度']);
    await form.press('Enter');
    await form.expectText('longTerm/r3/level1', '满意度');
  });

  test('takes a free text too, and offers it from then on', async () => {
    await form.click('longTerm/r3/category');
    await form.type('区域特色型');
    await form.press('Enter', 'Alt+ArrowDown');
    const options = program.page.getByRole('listbox').getByRole('option');
    await expect.poll(() => options.allTextContents()).toEqual(['绩效基本型', '区域特色型']);
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

/** What the menu offers, each entry with the keys beside it; it is closed again. */
async function offered(): Promise<string[]> {
  const items = program.page.getByRole('menuitem');
  await items.first().waitFor();
  const all = await items.allInnerTexts();
  await form.press('Escape');
  await program.page.getByRole('menu').waitFor({ state: 'hidden' });
  return all.map((one) => one.replace(/\s+/g, ' ').trim());
}

test('the context menu offers what can be done with the cell, with the keys for it', async () => {
  const clipboard = ['剪切 Ctrl+X', '复制 Ctrl+C', '粘贴 Ctrl+V'];
  const contents = ['清空内容 Delete', '向下填充 Ctrl+D', '向右填充 Ctrl+R'];
  await cell('duties').click({ button: 'right' });
  expect(await offered()).toEqual([...clipboard, ...contents]);

  await threeIndicators();
  await cell('longTerm/r1/level3').click({ button: 'right' });
  expect(await offered()).toEqual([
    ...clipboard,
    '在上方插入一行 Alt+Shift+Insert',
    '在下方插入一行 Alt+Insert',
    '复制本行到下方 Alt+Shift+D',
    '上移本行 Alt+Shift+↑',
    '下移本行 Alt+Shift+↓',
    '删除本行 Alt+Delete',
    '复制到年度指标…',
    '拆分：单独填写本行的一级指标',
    ...contents,
  ]);

  await form.click('longTerm/r1/level3');
  await form.press('Shift+ArrowDown', 'Shift+F10');
  expect(await offered()).toContain('删除这 2 行 Alt+Delete');
  await form.click('funding/income/total/current');
  await form.type('9');
  await form.press('Enter', 'ArrowUp', 'Shift+F10');
  expect(await offered()).toEqual([...clipboard, '恢复自动计算', ...contents]);
});

test('nothing was complained about on the console', () => {
  expect(program.complaints).toEqual([]);
});
