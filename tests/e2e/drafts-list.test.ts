import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { applyEdit, setText } from '../../shared/draft/edit.ts';
import { departmentPerformance as form } from '../../shared/form/department-performance.ts';
import { exampleDraft } from '../fixtures/example-draft.ts';
import { seriousViolations } from './axe.ts';
import { callPage, launch, type Program } from './harness.ts';

let program: Program;

/** The names in the list, from the top. */
async function names(): Promise<string[]> {
  return await program.page.locator('table.drafts tbody th').allInnerTexts();
}

async function addDraft(department: string, year: number): Promise<string> {
  const named = applyEdit(form, exampleDraft(), setText(['department'], department));
  const draft = applyEdit(form, named, { type: 'setYear', year });
  const open = await callPage(program.page, 'drafts.create', { draft: { ...draft } });
  return open.summary.id;
}

function row(department: string) {
  return program.page.locator('table.drafts tbody tr', { hasText: department });
}

beforeAll(async () => {
  program = await launch();
  await addDraft('市民政局', 2023);
  await addDraft('市信访局', 2024);
  await addDraft('市教育局', 2024);
});
afterAll(() => program.close());

beforeEach(async () => {
  await program.page.reload();
  await program.page.locator('table.drafts').waitFor();
});

describe('the list of drafts', () => {
  test('shows the one changed last first, with its year, and that it was never exported', async () => {
    expect(await names()).toEqual(['市教育局', '市信访局', '市民政局']);
    const text = await row('市民政局').innerText();
    expect(text).toContain('2023 年');
    expect(text).toContain('未导出');
    expect(text).toMatch(/今天 \d\d:\d\d/);
  });

  test('shows how much is filled and what was found, once a draft has been open', async () => {
    const { page } = program;
    await row('市民政局').getByRole('button', { name: '市民政局', exact: true }).click();
    await page.getByRole('grid').waitFor();
    const found = page.getByRole('tab', { name: /^审核/ });
    await expect.poll(() => found.textContent()).toMatch(/\d/);
    await page.keyboard.press('F2');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '草稿列表' }).click();
    await row('市民政局').waitFor();
    await expect
      .poll(() => row('市民政局').innerText())
      .toMatch(/\d\d%\s+错误 \d+，警告 \d+，提示 \d+/);
  });

  test('finds by a part of the name as one types, and shows everything again', async () => {
    const { page } = program;
    await page.keyboard.press('Control+f');
    await page.keyboard.type('信访');
    await expect.poll(names).toEqual(['市信访局']);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('税务');
    await page.getByText('没有找到符合条件的填报表').waitFor();
    await page.getByRole('button', { name: '显示全部' }).click();
    await expect.poll(names).toHaveLength(3);
  });

  test('filters by year and sorts by name', async () => {
    const { page } = program;
    await page.getByLabel('年度', { exact: true }).selectOption('2024');
    await expect.poll(names).toEqual(['市教育局', '市信访局']);
    await page.getByLabel('年度', { exact: true }).selectOption('');
    await page.getByLabel('排序').selectOption('year');
    await expect.poll(async () => (await names()).at(-1)).toBe('市民政局');
    await page.getByLabel('排序').selectOption('department');
    await expect.poll(names).toEqual(['市教育局', '市民政局', '市信访局']);
  });

  test('copies a draft with all that is in it', async () => {
    const { page } = program;
    await page.getByRole('button', { name: '复制：2023年度 市民政局' }).click();
    await expect.poll(names).toHaveLength(4);
    const { items } = await callPage(page, 'drafts.list', { text: '民政', offset: 0, limit: 10 });
    const drafts = await Promise.all(
      items.map(async ({ id }) => (await callPage(page, 'drafts.open', { id })).draft),
    );
    expect(drafts).toHaveLength(2);
    expect(drafts[0]?.rows).toEqual(drafts[1]?.rows);
    expect(new Set(items.map((item) => item.id)).size).toBe(2);
    await callPage(page, 'drafts.remove', { id: items[0]?.id ?? '' });
  });

  test('has a deleted draft back at one click', async () => {
    const { page } = program;
    await page.getByRole('button', { name: '删除：2024年度 市信访局' }).click();
    await expect.poll(names).not.toContain('市信访局');
    await page.getByRole('button', { name: '撤销' }).click();
    await expect.poll(names).toContain('市信访局');
  });

  test('keeps deleted drafts in the recycle bin until they are removed for good', async () => {
    const { page } = program;
    await addDraft('市气象局', 2025);
    await page.reload();
    await page.getByRole('button', { name: '删除：2025年度 市气象局' }).click();
    await expect.poll(names).not.toContain('市气象局');
    await page.getByRole('button', { name: '回收站', exact: true }).click();
    await page.getByText('还剩 90 天').first().waitFor();
    await page.getByRole('button', { name: '恢复：2025年度 市气象局' }).click();
    await expect.poll(names).not.toContain('市气象局');
    await page.getByRole('button', { name: '返回列表' }).click();
    await page.getByRole('button', { name: '删除：2025年度 市气象局' }).click();
    // The menu leads there too, and to the settings.
    for (const id of ['settings', 'bin']) {
      await program.app.evaluate(
        ({ Menu }, id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.click(),
        id,
      );
      const name = id === 'bin' ? '回收站' : '设置';
      await page.getByRole('heading', { name, exact: true }).waitFor();
    }
    await page.getByRole('button', { name: '彻底删除：2025年度 市气象局' }).click();
    await page.getByText('彻底删除后不能恢复').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '彻底删除' }).click();
    await expect.poll(names).not.toContain('市气象局');
    const bin = await callPage(page, 'drafts.list', {
      text: '气象',
      deleted: true,
      offset: 0,
      limit: 10,
    });
    expect(bin.total).toBe(0);
  });

  test('opens a draft and comes back to the list by keyboard alone', async () => {
    const { page } = program;
    await page.getByRole('button', { name: '市教育局', exact: true }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.title()).toContain('2024年度 市教育局');
  });

  test('makes a blank form for the year that is typed', async () => {
    const { page } = program;
    await page.getByRole('button', { name: '新建空白表' }).click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('new-year');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('2028');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.title()).toContain('2028年度');
    await page.getByRole('grid').waitFor();
    const made = await callPage(page, 'drafts.list', { year: 2028, offset: 0, limit: 10 });
    expect(made.total).toBe(1);
    const id = made.items[0]?.id ?? '';
    const { draft } = await callPage(page, 'drafts.open', { id });
    expect(draft).toMatchObject({ year: 2028, cells: {} });
    await page.keyboard.type('市林业局');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.title())
      .toMatch(/^2028年度 市林业局 - (已保存 .* - )?绩效目标填报$/);
  });
});

test('axe finds nothing serious in the list, the recycle bin and the settings', async () => {
  const { page } = program;
  for (const name of [null, '回收站', '设置']) {
    await page.reload();
    await page.locator('table.drafts').waitFor();
    if (name !== null) {
      await page.getByRole('button', { name, exact: true }).click();
      await page.getByRole('heading', { name, exact: true }).waitFor();
    }
    expect(await seriousViolations(page)).toEqual([]);
  }
});

describe('settings', () => {
  test('keep the words that a person adds to the lists, and give them up again', async () => {
    const { page } = program;
    await page.getByRole('button', { name: '设置', exact: true }).click();
    await page.getByLabel('添加指标分类').fill('自定义型');
    await page.keyboard.press('Enter');
    await page.getByText('自定义型', { exact: true }).waitFor();
    const after = await callPage(page, 'settings.get');
    expect(after.entries).toEqual({ category: ['自定义型'] });
    await page.getByRole('button', { name: '删除「自定义型」' }).click();
    await expect
      .poll(async () => (await callPage(page, 'settings.get')).entries)
      .toEqual({ category: [] });
  });

  test('change the size of everything, and remember it', async () => {
    const { page } = program;
    await page.getByRole('button', { name: '设置', exact: true }).click();
    const width = await page.evaluate(() => window.innerWidth);
    await page.getByRole('button', { name: '125%' }).click();
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBeLessThan(width * 0.85);
    expect((await callPage(page, 'settings.get')).zoom).toBe(1.25);
    await page.getByRole('button', { name: '100%' }).click();
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(width);
  });
});

test('the page has nothing to complain about', () => {
  expect(program.complaints).toEqual([]);
});
