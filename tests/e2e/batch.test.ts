/** 批量审核 in the window: a folder of forms, checked while the window stays usable. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COPIED, departmentName, makeBatchFolder } from '../fixtures/batch-folder.ts';
import { openDraft } from './editor-page.ts';
import { answerDialogs, callPage, launch, type Program } from './harness.ts';

const DEPARTMENTS = 30;
/** Forms of the departments, and the example as .doc. */
const FORMS = DEPARTMENTS + 1;

let program: Program;
let folder: string;
let target: string;
beforeAll(async () => {
  program = await launch();
  folder = await mkdtemp(join(tmpdir(), 'jixiao-batch-'));
  target = await mkdtemp(join(tmpdir(), 'jixiao-batch-out-'));
  await makeBatchFolder(folder, DEPARTMENTS);
});
afterAll(async () => {
  await program.close();
  await rm(folder, { recursive: true, force: true });
  await rm(target, { recursive: true, force: true });
});

const { getByRole, getByText } = {
  getByRole: (...args: Parameters<Program['page']['getByRole']>) => program.page.getByRole(...args),
  getByText: (...args: Parameters<Program['page']['getByText']>) => program.page.getByText(...args),
};
const button = (name: string) => getByRole('button', { name, exact: true });
const table = () => program.page.locator('.batch-table');

async function startBatch(): Promise<void> {
  await answerDialogs(program.app, { open: folder });
  await button('选择文件夹…').click();
}

async function waitUntilDone(): Promise<void> {
  await getByText(`共 ${FORMS} 张表，有错误的 ${DEPARTMENTS / 2 + 1} 张，读不了的 2 个。`).waitFor({
    timeout: 60_000,
  });
}

/** Shows the one row of a file. */
async function find(text: string): Promise<void> {
  await getByRole('textbox', { name: '按部门或文件名查找' }).fill(text);
}

describe('批量审核', () => {
  test('checks every form of a folder while another form is typed into, and names what it cannot read', async () => {
    const { page } = program;
    await callPage(page, 'drafts.example');
    await page.reload();
    await button('批量审核').click();
    await startBatch();
    await getByText(/正在审核|正在查找/)
      .first()
      .waitFor();
    const form = await openDraft(program, 'example');
    await form.click('filler');
    await form.type('李四');
    await form.press('Enter');
    await form.expectText('filler', '李四');
    await program.app.evaluate(({ Menu }) =>
      Menu.getApplicationMenu()?.getMenuItemById('batch')?.click(),
    );
    await waitUntilDone();
    await find('坏文件');
    await table().getByText('读不了').waitFor();
    await expect.poll(() => table().getByText('坏文件.docx').count()).toBe(1);
    await find('空文件');
    await table()
      .getByText(/文件是空的/)
      .waitFor();
    await find('信访局');
    await table().getByText('鄂州市信访局').waitFor();
    await find('');
    await page.locator('#batch-kind').selectOption('errors');
    await find('迟报');
    await expect.poll(() => table().getByText('迟报/').count()).toBe(0);
    await page.locator('#batch-kind').selectOption('all');
    await expect.poll(() => table().getByText('迟报/').count()).toBe(3);
    await find('');
    expect(await callPage(page, 'drafts.list', { offset: 0, limit: 10 })).toMatchObject({
      total: 1,
    });
  });

  test('sorts, and a double click shows one form with what was found in it, without keeping it', async () => {
    const { page } = program;
    const first = () => table().locator('.ant-table-row').first().innerText();
    await page.locator('.batch-table th', { hasText: '错误' }).click();
    await page.locator('.batch-table th', { hasText: '错误' }).click();
    await expect.poll(first).toContain('2024\n6\n');
    await find('第3局.docx');
    await table().getByText('第3局.docx').dblclick();
    await getByText('第3局.docx。只供查看，没有存入「我的填报表」。').waitFor();
    await page.getByRole('grid').getByText(COPIED).waitFor();
    await page.locator('.finding', { hasText: '差额 2.81 万元' }).getByRole('button').click();
    await expect.poll(() => page.locator('.is-marked').innerText()).toBe('658.57');
    expect(await callPage(page, 'drafts.list', { offset: 0, limit: 10 })).toMatchObject({
      total: 1,
    });
    await button('返回批量审核').click();
    await waitUntilDone();
  });

  test('tells against a pasted list, or one from a file, who has reported; the list is kept', async () => {
    const { page, app } = program;
    await getByRole('tab', { name: /应报与已报/ }).click();
    const list = getByRole('textbox', { name: '应报部门的名单' });
    await list.fill('单位\n第 1 局\n局外局\n');
    await button('用这份名单（2 个部门）').click();
    await getByText(
      `应报 2 个，已报 1 个，未报 1 个，重复报 0 个，不在名单上 ${FORMS - 1} 个`,
    ).waitFor();
    await button('修改名单…').click();
    const file = join(folder, '..', `${Date.now()}名单.csv`);
    const names = Array.from({ length: DEPARTMENTS + 2 }, (_, i) => departmentName(i + 1));
    await writeFile(file, `序号,单位\n${names.map((name, i) => `${i + 1},${name}`).join('\n')}\n`);
    await answerDialogs(app, { open: file });
    await button('从文件读入…').click();
    await button(`用这份名单（${DEPARTMENTS + 2} 个部门）`).click();
    await rm(file);
    await getByRole('tab', { name: '应报与已报（未报 2）' }).waitFor();
    await getByText('不在名单上（1）').waitFor();
    const settings = await callPage(page, 'settings.get');
    expect(settings.expected).toEqual(names);
  });

  test('names the texts that several departments share', async () => {
    await getByRole('tab', { name: /相同文字/ }).click();
    const shared = program.page.locator('.shared-texts li', { hasText: COPIED });
    await shared.getByText(`${DEPARTMENTS / 3} 个部门`).waitFor();
    await shared.getByText('年度工作任务').waitFor();
    await shared.getByRole('button', { name: departmentName(6) }).waitFor();
  });

  test('the summary goes out as Excel with all of it', async () => {
    const path = join(target, '汇总.xlsx');
    const asked = await answerDialogs(program.app, { save: path });
    await button('导出汇总表…').click();
    await getByText('汇总表已导出').last().waitFor();
    expect((await asked()).at(-1)?.defaultPath).toContain('2024年度绩效目标表审核汇总.xlsx');
    await getByRole('dialog').getByRole('button', { name: '完成' }).click();
    const book = read(await readFile(path));
    expect(book.SheetNames).toEqual(['审核汇总', '应报已报', '相同文字']);
    const rows = utils.sheet_to_json<string[]>(book.Sheets.审核汇总 ?? {}, { header: 1 });
    expect(rows).toHaveLength(1 + FORMS + 2);
    const second = rows.find((row) => row[0] === departmentName(2));
    expect(second?.slice(0, 7)).toEqual([departmentName(2), 2024, 0, 0, 0, 593.27, 593.27]);
    expect(JSON.stringify(book.Sheets.应报已报)).toContain(departmentName(DEPARTMENTS + 1));
  });

  test("each department's 审核结果 goes into a folder, and none is replaced unasked", async () => {
    const name = '第1局2024年度审核结果.docx';
    await writeFile(join(target, name), 'precious');
    await answerDialogs(program.app, { open: target, buttons: [0] });
    await button('导出各部门审核结果…').click();
    await getByText(`写出 ${FORMS - 1} 份，保留原来的 1 份。`).waitFor({ timeout: 60_000 });
    await getByRole('dialog').getByRole('button', { name: '完成' }).click();
    expect(await readFile(join(target, name), 'utf8')).toBe('precious');
    const files = (await readdir(target)).filter((one) => one.endsWith('.docx'));
    expect(files).toHaveLength(FORMS);
    const bytes = await readFile(join(target, '第3局2024年度审核结果.docx'));
    const xml = strFromU8(unzipSync(bytes)['word/document.xml'] ?? new Uint8Array());
    expect(xml).toContain('差额 2.81 万元');
  });

  test('can be stopped, and says what was left', async () => {
    await startBatch();
    await button('停止').click();
    await getByText(/已停止：\d+ 个文件中还有 \d+ 个没有审核/).waitFor();
    await startBatch();
    await waitUntilDone();
    expect(program.complaints).toEqual([]);
  });
});
