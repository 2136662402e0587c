import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousViolations } from './axe.ts';
import { callPage, launch, type Program } from './harness.ts';

let program: Program;
beforeAll(async () => {
  program = await launch();
});
afterAll(() => program.close());

test('the first start welcomes with two ways to begin, and an example to look at', async () => {
  const { page } = program;
  await page.getByRole('heading', { name: '欢迎使用绩效目标填报' }).waitFor();
  expect(await page.getByRole('button', { name: '导入上年表' }).count()).toBe(1);
  expect(await page.getByRole('button', { name: '新建空白表' }).count()).toBe(1);
  expect(await seriousViolations(page)).toEqual([]);
  await page.getByRole('button', { name: '新建空白表' }).click();
  await page.locator('#new-year:focus').waitFor();
  expect(await seriousViolations(page, '[role="dialog"]')).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: '先看一个填好的示例' }).click();
  await expect.poll(() => page.title()).toContain('2024年度 鄂州市信访局');
});

test('with a draft there the program starts with the list and does not welcome again', async () => {
  const { page } = program;
  await expect.poll(async () => (await callPage(page, 'settings.get')).welcomeDone).toBe(true);
  await page.reload();
  await page.getByRole('button', { name: '鄂州市信访局', exact: true }).waitFor();
  await page.getByRole('button', { name: /^删除：/ }).click();
  await page.getByRole('heading', { name: '还没有填报表' }).waitFor();
  await page.getByRole('button', { name: '打开回收站' }).click();
  await page.getByRole('button', { name: /^恢复：/ }).click();
  await page.getByText('回收站是空的').waitFor();
});

test('the menu opens 关于 with versions and folders, and 快捷键; Esc closes them', async () => {
  const { app, page, dataFolder } = program;
  const choose = (id: string) =>
    app.evaluate(({ Menu }, id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.click(), id);
  await choose('about');
  await page.getByRole('dialog').getByText(dataFolder, { exact: true }).waitFor();
  expect(await page.getByRole('dialog').innerText()).toMatch(/SQLite 3\.\d+/);
  expect(await seriousViolations(page, '[role="dialog"]')).toEqual([]);
  await page.getByRole('button', { name: '第三方组件和许可' }).click();
  const licences = page.getByRole('region', { name: '许可全文' });
  for (const name of ['antd', 'better-sqlite3', 'docx', 'word-extractor']) {
    await expect.poll(() => licences.innerText()).toMatch(new RegExp(`^${name} \\d`, 'm'));
  }
  await page.keyboard.press('Escape');
  await licences.waitFor({ state: 'hidden' });
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await choose('shortcuts');
  await page.getByText('在格内换行').waitFor();
  expect(await seriousViolations(page, '[role="dialog"]')).toEqual([]);
  await page.keyboard.press('Escape');
  await choose('export-word');
  await page.getByText('请先在列表中打开一份填报表').waitFor();
});

test('the page has nothing to complain about', () => {
  expect(program.complaints).toEqual([]);
});
