/** 帮助: three tabs, one search, reachable by F1, the menu and from a cell. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousViolations } from './axe.ts';
import { openDraft } from './editor-page.ts';
import { launch, type Program } from './harness.ts';

let program: Program;
beforeAll(async () => {
  program = await launch();
  await program.page.getByRole('button', { name: '使用说明' }).waitFor();
});
afterAll(() => program.close());

const choose = (id: string) =>
  program.app.evaluate(
    ({ Menu }, id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.click(),
    id,
  );
const help = () => program.page.getByRole('dialog');
const searchBox = () => program.page.getByRole('searchbox', { name: '查找帮助' });

test('F1 is 使用说明, with pictures that are really there; Esc closes it', async () => {
  const key = await program.app.evaluate(
    ({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('guide')?.accelerator,
  );
  expect(key).toBe('F1');
  await choose('guide');
  await help().getByRole('heading', { name: '开始一张表' }).waitFor();
  const widths = () =>
    help()
      .locator('article img')
      .evaluateAll((images) => images.map((one) => (one as HTMLImageElement).naturalWidth));
  await expect.poll(widths).toEqual([1366, 1366, 1366, 1366]);
  await program.page.keyboard.press('Escape');
  await help().waitFor({ state: 'hidden' });
});

test('one search goes through all three tabs, by words and by the first letters of the pinyin', async () => {
  await choose('shortcuts');
  await help().getByText('在格内换行', { exact: true }).waitFor();
  // The search has the focus from the start.
  await program.page.keyboard.type('合计');
  await help()
    .getByText(/找到 \d+ 处/)
    .waitFor();
  for (const name of ['使用说明', '填报说明']) {
    await help().getByRole('heading', { name, exact: true }).waitFor();
  }
  expect(await help().locator('mark').first().innerText()).toBe('合计');
  await searchBox().fill('dcword');
  await help().getByText('没有找到').waitFor({ state: 'hidden' });
  await help().getByRole('button', { name: '导出 Word、PDF 和打印' }).waitFor();
  await searchBox().fill('lxdh');
  await help().getByRole('button', { name: '联系电话' }).click();
  await help().getByRole('tab', { name: '填报说明', selected: true }).waitFor();
  await expect.poll(() => help().locator('[data-found] h3').innerText()).toBe('联系电话');
  expect(await seriousViolations(program.page, '.help')).toEqual([]);
  await program.page.keyboard.press('Escape');
});

test('from a cell 查看全部填报说明 opens at the words about that cell, and the grid has the keys afterwards', async () => {
  const { page } = program;
  const editor = await openDraft(program, 'example');
  await editor.click('annual/r43/previousYear');
  await page.getByRole('button', { name: '查看全部填报说明' }).click();
  const entry = help().locator('[data-found]');
  await entry.getByRole('heading', { name: '上年指标值' }).waitFor();
  const seen = () =>
    entry.evaluate((element) => {
      const body = element.closest('.help-body')?.getBoundingClientRect();
      const { top } = element.getBoundingClientRect();
      return body !== undefined && top >= body.top - 1 && top < body.bottom;
    });
  await expect.poll(seen).toBe(true);
  await page.keyboard.press('Escape');
  await help().waitFor({ state: 'hidden' });
  await editor.press('ArrowUp');
  await editor.expectActive('年度绩效指标 第 3 行 上年指标值');
  expect(program.complaints).toEqual([]);
});
