import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { seriousViolations } from './axe.ts';
import { type EditorPage, openDraft } from './editor-page.ts';
import { launch, type Program } from './harness.ts';

let program: Program;
let form: EditorPage;
beforeAll(async () => {
  program = await launch();
});
afterAll(() => program.close());
beforeEach(async () => {
  form = await openDraft(program, 'example');
});

const cell = (address: string) => program.page.locator(`[data-key="${address}"]`);
const tab = (name: RegExp) => program.page.getByRole('tab', { name }).click();
const TOTAL = 'funding/income/total/previousYear';

describe('审核 beside the grid', () => {
  test('lists what was found, goes to the cell, and marks it with the sentence', async () => {
    await tab(/审核/);
    const sum = program.page.getByRole('button', { name: /收入构成.*2\.81/ });
    await sum.click();
    await form.expectActive('收入构成·合计·上年金额');
    expect(await cell(TOTAL).getAttribute('title')).toContain('2.81');
    expect(await cell(TOTAL).getAttribute('aria-description')).toContain('错误');
  });

  test('F8 and Shift+F8 go from one finding to the next', async () => {
    await form.press('F8');
    await form.expectActive('填报人');
    await form.press('F8');
    await form.expectActive('联系电话');
    await form.press('Shift+F8');
    await form.expectActive('填报人');
  });

  test('更正 shows what will change, does it in one step, and its finding is gone', async () => {
    await tab(/审核/);
    const item = program.page.locator('.finding', { hasText: '收入构成 2023年' });
    await item.getByRole('button', { name: '更正…' }).click();
    const dialog = program.page.getByRole('dialog');
    expect(await dialog.getByRole('table').innerText()).toContain('655.76');
    expect(await seriousViolations(program.page, '[role="dialog"]')).toEqual([]);
    await dialog.getByRole('button', { name: '更正', exact: true }).click();
    await form.expectText(TOTAL, '655.76');
    await expect.poll(() => item.count()).toBe(0);
    await program.page.getByRole('button', { name: '撤销' }).click();
    await form.expectText(TOTAL, '658.57');
  });

  test('一键更正 takes the sure ones at once and leaves the sums to the person', async () => {
    await tab(/审核/);
    await program.page.getByRole('button', { name: '一键更正…' }).click();
    const dialog = program.page.getByRole('dialog');
    await dialog.getByRole('button', { name: /^更正 \d+ 处$/ }).waitFor();
    expect(await seriousViolations(program.page, '[role="dialog"]')).toEqual([]);
    await dialog.getByRole('button', { name: /^更正 \d+ 处$/ }).click();
    await expect
      .poll(() => program.page.getByRole('button', { name: '一键更正…' }).count())
      .toBe(0);
    await form.expectText(TOTAL, '658.57');
  });

  test('出错说明 puts a finding aside', async () => {
    await tab(/审核/);
    const item = program.page.locator('.finding', { hasText: '收入构成 2023年' });
    await item.getByRole('button', { name: '出错说明…' }).click();
    const dialog = program.page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: '出错说明' }).fill('含上年结转。');
    expect(await seriousViolations(program.page, '[role="dialog"]')).toEqual([]);
    await dialog.getByRole('button', { name: '保存说明' }).click();
    await program.page.getByText('已写出错说明的 1 处').click();
    await program.page.getByText('出错说明：含上年结转。').waitFor();
    await expect
      .poll(async () => (await cell(TOTAL).getAttribute('title')) ?? '')
      .not.toContain('2.81');
  });
});

describe('beside the grid', () => {
  test('a section is jumped to, and 填报说明 speaks of the field in hand', async () => {
    await program.page
      .getByRole('navigation')
      .getByRole('button', { name: /年度绩效指标/ })
      .click();
    await form.expectActive('年度绩效指标 第 1 行 一级指标');
    await program.page.getByText('从六个一级指标中选').waitFor();
  });
});

describe('find and replace', () => {
  test('goes from one place to the next and replaces all in one step', async () => {
    await form.press('Control+f');
    const field = program.page.getByRole('textbox', { name: '查找内容' });
    await field.fill('资产管理制度健全性');
    await form.press('Enter');
    await form.expectActive('长期绩效指标 第 21 行 三级指标');
    await form.press('Enter');
    await form.expectActive('年度绩效指标 第 21 行 三级指标');
    await program.page.getByRole('textbox', { name: '替换为' }).fill('资产制度健全性');
    await program.page.getByRole('button', { name: '全部替换' }).click();
    await program.page.getByText('已替换 2 格').waitFor();
    await field.press('Escape');
    await form.press('Control+z');
    expect(await program.page.getByRole('gridcell', { name: '资产管理制度健全性' }).count()).toBe(
      2,
    );
  });
});

describe('替换', () => {
  test('takes the place in hand alone and goes on to the next; Enter in its field does so too', async () => {
    const changed = () =>
      program.page.getByRole('gridcell', { name: '资产制度健全性', exact: true }).count();
    await form.press('Control+f');
    const field = program.page.getByRole('textbox', { name: '查找内容' });
    await field.fill('资产管理制度健全性');
    await program.page.getByRole('textbox', { name: '替换为' }).fill('资产制度健全性');
    await field.press('Enter');
    await form.expectActive('长期绩效指标 第 21 行 三级指标');
    await program.page.getByRole('button', { name: '替换', exact: true }).click();
    await form.expectActive('年度绩效指标 第 21 行 三级指标');
    await expect.poll(changed).toBe(1);
    await program.page.getByRole('textbox', { name: '替换为' }).press('Enter');
    await expect.poll(changed).toBe(2);
    await field.press('Escape');
    await form.press('Control+z');
    await expect.poll(changed).toBe(1);
  });
});

describe('the fill handle', () => {
  test('copies a cell to the right', async () => {
    await form.click('funding/expenditure/personnel/yearBeforeLast');
    const before = await form.text('funding/expenditure/personnel/previousYear');
    const text = await form.text('funding/expenditure/personnel/yearBeforeLast');
    expect(text).not.toBe(before);
    await program.page.locator('.fill-handle').hover();
    await program.page.mouse.down();
    await cell('funding/expenditure/personnel/previousYear').hover();
    await program.page.mouse.up();
    await form.expectText('funding/expenditure/personnel/previousYear', text);
    await form.press('Control+z');
    await form.expectText('funding/expenditure/personnel/previousYear', before);
  });

  test('copies a cell downwards', async () => {
    await form.click('funding/expenditure/personnel/yearBeforeLast');
    const handle = program.page.locator('.fill-handle');
    await handle.hover();
    await program.page.mouse.down();
    await cell('funding/expenditure/specific/yearBeforeLast').hover();
    await program.page.mouse.up();
    await form.expectText('funding/expenditure/operation/yearBeforeLast', '466.25');
    await form.expectText('funding/expenditure/specific/yearBeforeLast', '466.25');
    await form.press('Control+z');
    await form.expectText('funding/expenditure/operation/yearBeforeLast', '12.99');
  });
});

describe('for everybody', () => {
  test('axe finds nothing serious, and there is one grid with one place for the focus', async () => {
    const found = program.page.getByRole('tab', { name: /^审核/ });
    await expect.poll(() => found.textContent()).toMatch(/\d/);
    expect(await seriousViolations(program.page)).toEqual([]);
    // It is beside the grid in the grid's own pane: inside it could not be in any cell.
    const stops = await program.page.$$eval('[data-pane="grid"] [role="grid"]', (grids) =>
      grids.map((grid) => {
        const focused = document.activeElement;
        const pane = grid.closest('[data-pane]');
        const inside = grid.querySelectorAll('[tabindex="0"], textarea, input, button').length;
        return { inside, beside: pane?.contains(focused) && focused?.matches('textarea') };
      }),
    );
    expect(stops).toEqual([{ inside: 0, beside: true }]);
    const label = await program.page.locator('textarea.floating-editor').getAttribute('aria-label');
    expect(label).toBe('部门（单位）名称：鄂州市信访局');
  });

  test('high contrast keeps the lines and the active cell', async () => {
    await program.page.emulateMedia({ forcedColors: 'active' });
    const width = await program.page
      .locator('.active-cell')
      .evaluate((one) => getComputedStyle(one).borderTopWidth);
    expect(width).toBe('2px');
    await program.page.emulateMedia({ forcedColors: 'none' });
  });
});

describe('in a blank form', () => {
  test('the sections tell how much of them is filled, and go on telling it', async () => {
    form = await openDraft(program, { year: 2027 });
    const part = program.page.getByRole('navigation').getByRole('button', { name: /^基本信息/ });
    const progress = part.locator('.section-progress');
    await expect.poll(() => progress.textContent()).toBe('已填 0/3');
    await form.type('某市信访局');
    await form.press('Enter');
    await expect.poll(() => progress.textContent()).toBe('已填 1/3');
    await form.type('张三');
    await form.press('Tab');
    await form.type('027-12345678');
    await form.press('Tab');
    await expect.poll(() => progress.textContent()).toBe('已填完');
    await form.press('Control+z');
    await expect.poll(() => progress.textContent()).toBe('已填 2/3');
  });
});

test('nothing was complained about on the console', () => {
  expect(program.complaints).toEqual([]);
});
