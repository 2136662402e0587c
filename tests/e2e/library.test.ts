import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type EditorPage, openDraft } from './editor-page.ts';
import { answerDialogs, callPage, launch, type Program } from './harness.ts';

const FORM = 'department-performance';

let program: Program;
let form: EditorPage;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jixiao-library-'));
  program = await launch();
  await openDraft(program, 'example');
});
afterAll(async () => {
  await program.close();
  await rm(folder, { recursive: true, force: true });
});

const panel = () => program.page.getByRole('complementary', { name: '指标库' });
const search = () => program.page.getByRole('combobox', { name: '查找指标' });
const found = () => panel().getByRole('listbox', { name: '找到的指标' }).getByRole('option');
const offered = () => program.page.locator('#suggestion-list [role="option"]');
const undo = () => program.page.getByRole('button', { name: '撤销', exact: true }).first().click();

async function chooseInMenu(id: string): Promise<void> {
  await program.app.evaluate(
    ({ Menu }, id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.click(),
    id,
  );
}

/** The rows of a table as the form shows them: names and targets. */
async function rows(table: string): Promise<string[]> {
  const texts = (column: string) =>
    program.page.$$eval(`[data-key^="${table}/"][data-key$="/${column}"]`, (cells) =>
      cells.map((one) => one.textContent ?? ''),
    );
  const [names, targets] = [await texts('level3'), await texts('target')];
  return names.map((name, i) => [name, targets[i]].filter(Boolean).join(' '));
}

describe('the library beside the grid', () => {
  beforeEach(async () => {
    form = await openDraft(program, { year: 2027 });
    await form.click('annual/r9/level3');
    await chooseInMenu('library');
    await search().waitFor();
    await expect.poll(() => found().count()).toBeGreaterThan(30);
  });

  test('is opened by the menu, searched at once by first letters, and Enter inserts the whole row', async () => {
    await form.type('xfaqbjl');
    await expect.poll(() => found().count()).toBe(0);
    await search().fill('');
    await form.type('aqbjl');
    await expect.poll(() => found().count()).toBe(1);
    await form.press('Enter');
    await expect.poll(() => rows('annual')).toContain('信访件按期办结率 100%');
    // The row that held nothing but 履职效能 was its place.
    const [level2] = await program.page.$$eval(
      '[data-key^="annual/"][data-key$="/level2"]',
      (all) => all.map((one) => one.textContent).filter(Boolean),
    );
    expect(level2).toBe('数量指标');
    expect(await found().first().textContent()).toContain('表中已有');
    await form.press('Enter');
    await expect
      .poll(() => program.page.getByText('表中已有，没有重复插入').count())
      .toBeGreaterThan(0);
    await undo();
    await expect.poll(() => rows('annual')).not.toContain('信访件按期办结率 100%');
  });

  test('inserts several that were checked by key and by mouse as one step of undo', async () => {
    const before = await rows('annual');
    await form.type('xfj');
    await expect.poll(() => found().count()).toBe(2);
    await form.press('Shift+Enter', 'ArrowDown', 'Shift+Enter');
    await search().fill('满意率');
    await expect.poll(() => found().count()).toBe(2);
    await found().first().click();
    await panel().getByRole('button', { name: '插入选中的 3 条' }).click();
    await expect
      .poll(async () => (await rows('annual')).filter(Boolean).sort())
      .toEqual(['信访件及时受理率 100%', '信访件按期办结率 100%', '信访群众满意率 95%'].sort());
    await undo();
    await expect.poll(() => rows('annual')).toEqual(before);
  });

  test('is asked for a level, and goes by it', async () => {
    await panel().getByRole('combobox', { name: '一级指标' }).selectOption('满意度');
    await expect.poll(() => found().count()).toBeLessThan(20);
    const levels = await panel()
      .getByRole('combobox', { name: '二级指标' })
      .locator('option')
      .allTextContents();
    expect(levels).toContain('服务对象满意度');
    expect(levels).not.toContain('数量指标');
  });

  test('goes away with Esc, and the next key goes into the table', async () => {
    await form.press('Escape');
    await expect.poll(() => panel().count()).toBe(0);
    await form.press('ArrowRight');
    await form.expectActive('年度绩效指标 第 3 行 前年指标值');
  });

  test('is sound for a screen reader', async () => {
    const { violations } = await new AxeBuilder({ page: program.page }).setLegacyMode().analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
  });

  test('knows where it inserts while another cell is selected', async () => {
    await form.click('longTerm/r2/level3');
    await expect.poll(() => panel().textContent()).toContain('长期绩效指标 第 2 行下面');
    await form.click('duties');
    await expect.poll(() => panel().textContent()).toContain('长期绩效指标 末尾');
  });
});

describe('typing the name of an indicator', () => {
  beforeEach(async () => {
    form = await openDraft(program, { year: 2027 });
    await form.click('annual/r9/level3');
  });

  test('offers entries under the cell; choosing one fills the empty cells of the row only', async () => {
    await form.click('annual/r9/target');
    await form.type('≥88%');
    await form.press('Enter');
    await form.click('annual/r9/level3');
    await form.type('anqi');
    await expect.poll(() => offered().count()).toBe(1);
    await form.press('ArrowDown', 'Enter');
    await form.expectText('annual/r9/level3', '信访件按期办结率');
    await form.expectText('annual/r9/level2', '数量指标');
    await form.expectText('annual/r9/target', '≥88%');
    await form.expectText('annual/r9/basis', '国家标准');
    await form.expectText('annual/r9/category', '绩效基本型');
    await form.expectActive('年度绩效指标 第 4 行 三级指标');
    await form.press('Control+z');
    await form.expectText('annual/r9/level3', '');
    await form.expectText('annual/r9/basis', '');
    await form.expectText('annual/r9/target', '≥88%');
  });

  test('keeps what was typed where nothing is chosen', async () => {
    await form.type('信访');
    await expect.poll(() => offered().count()).toBeGreaterThan(1);
    await form.press('Enter');
    await form.expectText('annual/r9/level3', '信访');
    await form.expectText('annual/r9/level2', '');
    await expect.poll(() => offered().count()).toBe(0);
  });

  test('takes an entry with Tab and goes on to the next cell', async () => {
    await form.type('按期办结');
    await expect.poll(() => offered().count()).toBe(1);
    await form.press('ArrowDown', 'Tab');
    await form.expectText('annual/r9/level3', '信访件按期办结率');
    await form.expectActive('年度绩效指标 第 3 行 前年指标值');
  });

  test("offers what the row's group uses most by Alt+↓, before anything is typed", async () => {
    await form.press('Alt+ArrowDown');
    await expect.poll(() => offered().count()).toBeGreaterThan(2);
    const texts = await offered().allTextContents();
    expect(texts.every((text) => text.includes('履职效能'))).toBe(true);
    await form.press('Escape');
    await expect.poll(() => offered().count()).toBe(0);
    await form.expectText('annual/r9/level3', '');
  });

  test('does not disturb an input method: nothing is offered while it composes', async () => {
    const devtools = await program.page.context().newCDPSession(program.page);
    const compose = (text: string) =>
      devtools.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
    await compose('anqi');
    await program.page.waitForTimeout(400);
    expect(await offered().count()).toBe(0);
    expect((await form.editor()).value).toBe('anqi');
    await devtools.send('Input.insertText', { text: '按期' });
    await expect.poll(() => offered().count()).toBe(1);
    await compose('ban');
    await expect.poll(() => offered().count()).toBe(0);
    expect((await form.editor()).value).toBe('按期ban');
    await devtools.send('Input.insertText', { text: '办' });
    await expect.poll(() => offered().count()).toBe(1);
    await form.press('ArrowDown', 'Enter');
    await form.expectText('annual/r9/level3', '信访件按期办结率');
  });
});

describe('copying indicators between the tables', () => {
  test('adds what the other lacks but what is not wanted, and changes what is asked for, in one step', async () => {
    form = await openDraft(program, { year: 2027 });
    await form.click('longTerm/r3/level3');
    await form.type('aqbj');
    await expect.poll(() => offered().count()).toBe(1);
    await form.press('ArrowDown', 'Enter');
    await form.click('longTerm/r1/level3');
    await form.type('自拟甲');
    await form.press('Enter');
    await form.type('自拟乙');
    await form.press('Enter');
    await form.click('annual/r9/level3');
    await form.type('信访件按期办结率');
    await form.press('Enter');
    await form.click('annual/r9/target');
    await form.type('≥99%');
    await form.press('Enter');
    const before = await rows('annual');
    await form.click('longTerm/r1/level3');
    await form.press('Shift+F10');
    await program.page.getByText('复制到年度指标…').click();
    const dialog = program.page.getByRole('dialog', { name: '复制到年度指标' });
    await dialog.getByRole('checkbox', { name: '自拟乙' }).uncheck();
    await dialog.getByRole('checkbox', { name: '信访件按期办结率：预期当年实现值' }).check();
    await dialog.getByRole('button', { name: '复制 1 条，改 1 处' }).click();
    await expect
      .poll(async () => (await rows('annual')).filter(Boolean))
      .toEqual(['自拟甲', '信访件按期办结率 100%']);
    await form.press('Control+z');
    await expect.poll(() => rows('annual')).toEqual(before);
  });

  test('says so where there is nothing to copy', async () => {
    form = await openDraft(program, { year: 2027 });
    await form.click('longTerm/r1/level3');
    await form.press('Shift+F10');
    await program.page.getByText('复制到年度指标…').click();
    await program.page.getByText('两张表的指标相同，没有需要复制的。').waitFor();
    await form.press('Escape');
    await expect.poll(() => program.page.getByRole('dialog').count()).toBe(0);
    await form.press('ArrowRight');
    await form.expectActive('长期绩效指标 第 1 行 指标值');
  });
});

describe('the page of the library', () => {
  const row = (name: string) =>
    program.page
      .getByRole('row')
      .filter({ has: program.page.getByRole('rowheader', { name, exact: true }) });
  beforeEach(async () => {
    await program.page.getByRole('button', { name: '草稿列表' }).click();
    await program.page.getByRole('button', { name: '指标库' }).click();
    await program.page.getByText(/^共 \d\d+ 条/).waitFor();
  });
  const back = () => program.page.getByRole('button', { name: '返回列表' }).click();
  const toDraft = async () => {
    await back();
    await program.page.getByRole('rowheader').first().getByRole('button').click();
    await program.page.getByRole('grid', { name: '部门整体绩效目标表' }).waitFor();
  };

  test("takes entries of one's own, changes them, hides them and deletes them", async () => {
    const { page } = program;
    await page.getByRole('button', { name: '添加指标' }).click();
    await page.getByLabel('一级指标', { exact: true }).last().fill('管理效率');
    await page.getByLabel('三级指标（必填）').fill('会议精简率');
    await page.getByLabel('指标值', { exact: true }).fill('≥10%');
    await page.getByRole('button', { name: '保存' }).click();
    await expect.poll(() => row('会议精简率').textContent()).toContain('自己添加');
    await row('会议精简率').getByRole('button', { name: '修改' }).click();
    await page.getByLabel('指标值', { exact: true }).fill('≥20%');
    await page.getByRole('button', { name: '保存' }).click();
    await expect.poll(() => row('会议精简率').textContent()).toContain('≥20%');
    await row('会议精简率').getByRole('button', { name: '隐藏' }).click();
    await expect.poll(() => row('会议精简率').count()).toBe(0);
    await page.getByLabel('只看已隐藏的').check();
    await row('会议精简率').getByRole('button', { name: '恢复显示' }).click();
    await page.getByLabel('只看已隐藏的').uncheck();
    await row('会议精简率').getByRole('button', { name: '删除' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '删除' }).click();
    await expect.poll(() => row('会议精简率').count()).toBe(0);
    await toDraft();
  });

  test('gives out Excel, and takes in CSV in GBK after showing what is new', async () => {
    const { page, app } = program;
    const book = join(folder, '库.xlsx');
    await answerDialogs(app, { save: book });
    await page.getByRole('button', { name: /^导出这 \d+ 条/ }).click();
    await page.getByText('导出为 Excel…').click();
    await page.getByText(/已导出 \d+ 条指标/).waitFor();
    expect((await readFile(book)).subarray(0, 2).toString()).toBe('PK');

    const csv = join(folder, '库.csv');
    // 三级指标,指标值 / 办结率,≥95%
    await writeFile(
      csv,
      Buffer.from('c8fdbcb6d6b8b1ea2cd6b8b1ead6b50d0ab0ecbde1c2ca2ca1dd3935250d0a', 'hex'),
    );
    await answerDialogs(app, { open: csv });
    await page.getByRole('button', { name: '导入…' }).click();
    const dialog = page.getByRole('dialog', { name: '导入指标库' });
    await expect.poll(() => dialog.textContent()).toContain('新的 1 条');
    await dialog.getByRole('button', { name: '导入 1 条' }).click();
    await expect.poll(() => row('办结率').textContent()).toContain('≥95%');
    const entries = await callPage(page, 'library.list', { form: FORM });
    expect(entries.find(({ cells }) => cells.level3 === '办结率')).toMatchObject({ origin: 'own' });
    await page.locator('.ant-message').getByRole('button', { name: '撤销' }).click();
    await expect.poll(() => row('办结率').count()).toBe(0);
    await toDraft();
  });

  test('says in a sentence why a file is none, and changes nothing', async () => {
    const { page, app } = program;
    const before = (await callPage(page, 'library.list', { form: FORM })).length;
    const file = join(folder, '名单.csv');
    await writeFile(file, '姓名,年龄\n甲,5\n');
    await answerDialogs(app, { open: file });
    await page.getByRole('button', { name: '导入…' }).click();
    await page.getByText(/文件里没有找到指标库/).waitFor();
    expect((await callPage(page, 'library.list', { form: FORM })).length).toBe(before);
    await toDraft();
  });

  test('is sound for a screen reader', async () => {
    const { violations } = await new AxeBuilder({ page: program.page }).setLegacyMode().analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
    await toDraft();
  });

  test('goes back to the draft that it was opened from', async () => {
    await toDraft();
    await program.page.getByRole('button', { name: '指标库' }).click();
    await program.page.getByRole('button', { name: '管理…' }).click();
    await program.page.getByRole('button', { name: '返回填报表' }).click();
    await program.page.getByRole('grid', { name: '部门整体绩效目标表' }).waitFor();
  });
});

test('nothing has complained', () => {
  expect(program.complaints).toEqual([]);
});
