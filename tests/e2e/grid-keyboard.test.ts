import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type EditorPage, openDraft } from './editor-page.ts';
import { callPage, launch, type Program } from './harness.ts';

let program: Program;
let form: EditorPage;
beforeAll(async () => {
  program = await launch();
});
afterAll(() => program.close());
beforeEach(async () => {
  form = await openDraft(program, { year: 2027 });
});

const FISCAL = 'funding/income/fiscal/current';
const SPECIAL = 'funding/income/special/current';
const OWN = 'funding/income/own/current';
const TOTAL = 'funding/income/total/current';

describe('typing', () => {
  test('starts at once in the first cell, and Enter and Tab commit it', async () => {
    await form.type('某市信访局');
    await form.expectEditor({ value: '某市信访局', open: true });
    await form.press('Enter');
    await form.expectText('department', '某市信访局');
    await form.expectActive('填报人');
    await form.type('张三');
    await form.press('Tab');
    await form.expectText('filler', '张三');
    await form.expectActive('联系电话');
    await form.expectEditor({ value: '', open: false });
  });

  test('replaces the text, F2 and a double click edit it, Esc gives the old text back', async () => {
    await form.type('旧名称');
    await form.press('Enter', 'ArrowUp');
    await form.type('新');
    await form.press('Escape');
    await form.expectText('department', '旧名称');
    await form.press('F2');
    await form.expectEditor({ value: '旧名称', open: true });
    await form.type('（本级）');
    await form.press('Home');
    await form.type('某市');
    await form.press('Enter');
    await form.expectText('department', '某市旧名称（本级）');
    await program.page.locator('[data-key="department"]').dblclick();
    await form.expectEditor({ value: '某市旧名称（本级）', open: true });
    await form.press('Escape');
  });

  test('does not move the text area on the first key, which grows with its text', async () => {
    await form.click('duties');
    const area = program.page.locator('textarea.floating-editor');
    const before = await area.boundingBox();
    await form.type('一');
    const first = await area.boundingBox();
    expect([first?.x, first?.y]).toEqual([before?.x, before?.y]);
    await form.type('很长的职能概述，'.repeat(60));
    const grown = await area.boundingBox();
    expect(grown?.height).toBeGreaterThan((first?.height ?? 0) + 60);
    await form.press('Escape');
  });

  test('Alt+Enter breaks a line, at rest and while typing', async () => {
    await form.click('duties');
    await form.type('第一行');
    await form.press('Alt+Enter');
    await form.type('第二行');
    await form.press('Enter');
    await form.expectText('duties', '第一行\n第二行');
    await form.press('ArrowUp', 'Alt+Enter');
    await form.type('第三行');
    await form.press('Enter');
    await form.expectText('duties', '第一行\n第二行\n第三行');
  });

  test('an arrow commits what was typed, but moves the caret after F2', async () => {
    await form.click(FISCAL);
    await form.type('1');
    await form.press('ArrowDown');
    await form.expectText(FISCAL, '1');
    await form.type('2');
    await form.press('Enter', 'ArrowUp', 'F2', 'ArrowLeft');
    await form.type('3');
    await form.press('Enter');
    await form.expectText(SPECIAL, '32');
  });
});

describe('moving', () => {
  test('arrows pass labels, Home and End go to the edges of a row, Ctrl+Home and Ctrl+End of the form', async () => {
    await form.press('ArrowDown', 'ArrowDown');
    await form.expectActive('收入构成·财政拨款·当年金额');
    await form.press('End');
    await form.expectActive('收入构成·财政拨款·上年金额');
    await form.press('Home');
    await form.expectActive('收入构成·财政拨款·当年金额');
    await form.press('Control+End');
    await form.expectActive('年度绩效指标 第 6 行 指标分类');
    await form.press('Control+Home');
    await form.expectActive('部门（单位）名称');
    await form.press('PageDown');
    await form.press('PageUp');
    await form.expectActive('部门（单位）名称');
  });

  test('Shift+Enter goes up as Shift+Tab goes back, and both take the text in', async () => {
    await form.click(SPECIAL);
    await form.type('5');
    await form.press('Shift+Enter');
    await form.expectText(SPECIAL, '5');
    await form.expectActive('收入构成·财政拨款·当年金额');
    await form.press('Tab');
    await form.type('6');
    await form.press('Shift+Tab');
    await form.expectActive('收入构成·财政拨款·当年金额');
  });

  test('Ctrl+arrows jump as in Excel', async () => {
    await form.click(FISCAL);
    for (const amount of ['1', '2', '3']) {
      await form.type(amount);
      await form.press('Enter');
    }
    await form.click(FISCAL);
    // Over filled cells to the last of them (the share is computed), over empty ones to the edge.
    await form.press('Control+ArrowRight');
    await form.expectActive('收入构成·财政拨款·占比');
    await form.press('Control+ArrowRight');
    await form.expectActive('收入构成·财政拨款·上年金额');
    await form.press('Control+ArrowLeft', 'Control+ArrowLeft');
    await form.expectActive('收入构成·财政拨款·当年金额');
    await form.press('Control+ArrowDown');
    await form.expectActive('收入构成·合计·当年金额');
    await form.press('Control+ArrowUp');
    await form.expectActive('收入构成·财政拨款·当年金额');
    await form.press('Control+Shift+ArrowRight');
    await form.expectSelected([FISCAL, 'funding/income/fiscal/share']);
  });

  test('PageDown and PageUp go by the rows that the window shows', async () => {
    form = await openDraft(program, 'example');
    await form.click('annual/r45/target');
    const scroller = program.page.locator('.scroller');
    const place = async () => {
      const active = await program.page.locator('.active-cell').boundingBox();
      const scrolled = await scroller.evaluate((one) => one.scrollTop);
      return (active?.y ?? 0) + scrolled;
    };
    const seen = (await scroller.boundingBox())?.height ?? 0;
    const before = await place();
    await form.press('PageDown');
    const gone = async () => (await place()) - before;
    await expect.poll(gone).toBeGreaterThan(seen * 0.5);
    expect(await gone()).toBeLessThan(seen);
    const [down = ''] = await form.selected();
    expect(down).toMatch(/^annual\/.*\/target$/);
    await form.press('PageUp');
    await expect.poll(async () => Math.abs(await gone())).toBeLessThan(80);
    await form.press('Shift+PageDown');
    await expect.poll(async () => (await form.selected()).length).toBeGreaterThan(5);
  });

  test('Enter returns below the cell where a run of Tab began', async () => {
    await form.click('longTerm/r1/level2');
    for (const text of ['公用经费控制', '公用经费控制率', '≤100%']) {
      await form.type(text);
      await form.press('Tab');
    }
    await form.expectActive('长期绩效指标 第 1 行 指标值确定依据');
    await form.press('Enter');
    await form.expectActive('长期绩效指标 第 2 行 二级指标');
    await form.expectText('longTerm/r1/target', '≤100%');
  });

  test('the active cell stays in sight, below the headings that stay', async () => {
    await form.click('annual/r7/target');
    await form.press('Control+End', 'Control+Home', 'Control+End');
    await form.expectActive('年度绩效指标 第 6 行 指标分类');
    const [cell, scroller] = await Promise.all(
      ['.active-cell', '.scroller'].map((one) => program.page.locator(one).boundingBox()),
    );
    expect(cell?.y).toBeGreaterThan((scroller?.y ?? 0) + 90);
    expect((cell?.y ?? 0) + (cell?.height ?? 0)).toBeLessThan(
      (scroller?.y ?? 0) + (scroller?.height ?? 0),
    );
  });
});

describe('a range', () => {
  const fill = async () => {
    await form.click(FISCAL);
    for (const amount of ['0.1', '0.2', '1000.3']) {
      await form.type(amount);
      await form.press('Enter');
    }
  };

  test('grows by Shift+arrows and by dragging inside one section, with count and exact sum', async () => {
    await fill();
    await form.click(FISCAL);
    await form.press('Shift+ArrowDown', 'Shift+ArrowDown');
    const bar = program.page.locator('.statistics');
    await expect.poll(() => bar.innerText()).toMatch(/已选 3 格\s*有内容 3 格\s*求和 1000\.6/);
    await program.page.locator(`[data-key="${FISCAL}"]`).hover();
    await program.page.mouse.down();
    await program.page.locator(`[data-key="${SPECIAL}"]`).hover();
    await program.page.mouse.up();
    await form.expectSelected([FISCAL, SPECIAL]);
    await form.press('Control+a');
    await expect.poll(async () => (await form.selected()).length).toBe(32);
    await form.expectText(TOTAL, '1000.6');
  });

  test('is emptied by Delete, filled by Ctrl+Enter, Ctrl+D and Ctrl+R, each one step back', async () => {
    await fill();
    await form.click(FISCAL);
    await form.press('Shift+ArrowDown', 'Shift+ArrowDown', 'Delete');
    for (const address of [FISCAL, SPECIAL, OWN]) await form.expectText(address, '');
    await form.press('Control+z');
    await form.expectText(OWN, '1000.3');
    await form.press('Control+y');
    await form.expectText(OWN, '');
    await form.type('7');
    await form.press('Control+Enter');
    for (const address of [FISCAL, SPECIAL, OWN]) await form.expectText(address, '7');
    await form.click(FISCAL);
    await form.type('8');
    await form.press('Control+Enter', 'Shift+ArrowDown', 'Control+d');
    await form.expectText(SPECIAL, '8');
    await form.click('funding/income/fiscal/yearBeforeLast');
    await form.type('9');
    await form.press('Control+Enter', 'Shift+ArrowRight', 'Control+r');
    await form.expectText('funding/income/fiscal/previousYear', '9');
    await form.press('Control+z');
    await form.expectText('funding/income/fiscal/previousYear', '');
  });
});

describe('undo', () => {
  test('goes back through every edit and returns to where the change was', async () => {
    await form.type('一');
    await form.press('Enter');
    await form.click('annual/r8/target');
    await form.type('≥90%');
    await form.press('Enter', 'Control+Home', 'Control+z');
    await form.expectText('annual/r8/target', '');
    await form.expectActive('年度绩效指标 第 2 行 预期当年实现值');
    await form.press('Control+z');
    await form.expectText('department', '');
    await form.press('Control+y', 'Control+Shift+z');
    await form.expectText('annual/r8/target', '≥90%');
  });

  test('goes back also after the draft was left and opened again, but not past what was changed by other means', async () => {
    await form.type('一');
    await form.press('Enter');
    await form.click('duties');
    await form.type('二');
    await form.press('Enter');
    const { page } = program;
    const reopen = async () => {
      await page.getByRole('button', { name: '草稿列表' }).click();
      await page.getByRole('rowheader').first().getByRole('button').click();
      await page.getByRole('grid').waitFor();
    };
    await reopen();
    await form.press('Control+z');
    await form.expectText('duties', '');
    await reopen();
    await form.press('Control+y');
    await form.expectText('duties', '二');
    await form.press('Control+z', 'Control+z');
    await form.expectText('department', '');

    await page.getByRole('button', { name: '草稿列表' }).click();
    await page.getByRole('table').waitFor();
    const { items } = await callPage(page, 'drafts.list', {
      deleted: false,
      sort: 'updated',
      offset: 0,
      limit: 1,
    });
    const { draft, summary } = await callPage(page, 'drafts.open', { id: items[0]?.id ?? '' });
    await callPage(page, 'drafts.save', {
      id: summary.id,
      revision: summary.revision,
      draft: JSON.stringify({ ...draft, cells: { department: '三' } }),
      pending: null,
      facts: summary.facts ?? { filled: 0, toFill: 1, errors: 0, warnings: 0, hints: 0 },
    });
    await page.getByRole('rowheader').first().getByRole('button').click();
    await page.getByRole('grid').waitFor();
    await form.press('Control+y', 'Control+z');
    await form.expectText('department', '三');
  });
});

describe('a computed cell', () => {
  test('shows its value in another tone, is taken over by typing and given back by the menu', async () => {
    await form.click(FISCAL);
    await form.type('100');
    await form.press('Enter');
    await form.expectText(TOTAL, '100');
    await form.click(TOTAL);
    await form.type('120');
    await form.press('Enter', 'ArrowUp');
    await form.expectText(TOTAL, '120');
    expect(await program.page.locator(`[data-key="${TOTAL}"]`).getAttribute('class')).toContain(
      'computed-set',
    );
    await form.press('Shift+F10');
    await program.page.getByRole('menuitem', { name: '恢复自动计算' }).click();
    await form.expectText(TOTAL, '100');
    await form.press('Control+z');
    await form.expectText(TOTAL, '120');
  });
});

test('keys that come while the context menu still opens go to the menu, not to the grid', async () => {
  await form.click(FISCAL);
  await form.type('100');
  await form.press('Enter', 'ArrowUp');
  await form.expectText(FISCAL, '100');
  // All in one go, as a quick hand does: Delete and letters would empty the cell behind.
  const session = await program.page.context().newCDPSession(program.page);
  const key = (key: string, code: number, modifiers = 0) =>
    session.send('Input.dispatchKeyEvent', {
      type: 'keyDown',
      key,
      code: key,
      windowsVirtualKeyCode: code,
      modifiers,
    });
  await Promise.all([
    key('F10', 121, 8),
    key('Delete', 46),
    key('ArrowDown', 40),
    key('ArrowDown', 40),
  ]);
  const inMenu = () => program.page.evaluate(() => document.activeElement?.textContent ?? '');
  // Off the first entry; the first arrow may only be what gives the menu its focus.
  await expect.poll(inMenu).toMatch(/复制|粘贴/);
  await form.press('Escape');
  await program.page.getByRole('menu').waitFor({ state: 'hidden' });
  await form.expectText(FISCAL, '100');
  await form.type('7');
  await form.press('Enter');
  await form.expectText(FISCAL, '7');
  // Keys behind the one that closes the menu are for the grid again.
  await Promise.all([key('F10', 121, 8), key('Escape', 27), key('F', 70, 2)]);
  await program.page.locator('.find-bar').waitFor();
  await form.press('Escape');
});

test('F6 goes round from the grid to the panels and back, Shift+F6 the other way', async () => {
  const pane = () =>
    program.page.evaluate(() =>
      document.activeElement?.closest('[data-pane]')?.getAttribute('data-pane'),
    );
  await form.click(FISCAL);
  const round: (string | null | undefined)[] = [];
  for (const key of ['F6', 'F6', 'F6', 'Shift+F6', 'Shift+F6']) {
    await form.press(key);
    round.push(await pane());
  }
  expect(round).toEqual(['side', 'sections', 'grid', 'sections', 'side']);
  await form.press('F6', 'F6');
  await form.type('9');
  await form.press('Enter');
  await form.expectText(FISCAL, '9');
});

test('after a click on a button or a panel the next key is for the grid, after Ctrl+F for the search', async () => {
  const { page } = program;
  await form.click(FISCAL);
  await form.type('1');
  await form.press('Enter');
  await page.getByRole('button', { name: '撤销' }).click();
  await form.type('2');
  await form.press('Enter');
  await form.expectText(FISCAL, '2');
  await form.click(FISCAL);
  await page.getByRole('tab', { name: /^审核/ }).click();
  await form.type('3');
  await form.press('Enter');
  await form.expectText(FISCAL, '3');
  const field = page.getByRole('textbox', { name: '查找内容' });
  await form.press('Control+f');
  await form.type('收入');
  await expect.poll(() => field.inputValue()).toBe('收入');
  await form.click(SPECIAL);
  await form.press('Control+f');
  await form.type('支出');
  await expect.poll(() => field.inputValue()).toBe('支出');
  await form.press('Escape');
  await form.type('4');
  await form.press('Enter');
  await form.expectText(SPECIAL, '4');
});

test('nothing was complained about on the console', () => {
  expect(program.complaints).toEqual([]);
});
