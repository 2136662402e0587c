import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { applyEdit } from '../../shared/draft/edit.ts';
import { departmentPerformance as form } from '../../shared/form/department-performance.ts';
import { layOut } from '../../shared/table/lay-out.ts';
import { printHtml } from '../../shared/table/print-html.ts';
import { exampleDraft } from '../fixtures/example-draft.ts';
import { seriousViolations } from './axe.ts';
import { answerDialogs, callPage, dropFiles, launch, type Program } from './harness.ts';

const EXAMPLE = resolve(import.meta.dirname, '../fixtures/form/ezhou-2024.docx');
const LEFTOVER = '附注：本表由办公室汇总。';

let program: Program;
let folder: string;
/** A page with the forms of two departments and a line of text between them. */
let two: string;
/** No form at all. */
let bad: string;

beforeAll(async () => {
  program = await launch();
  folder = await mkdtemp(join(tmpdir(), 'jixiao-review-'));
  two = join(folder, '两家.html');
  bad = join(folder, '坏.docx');
  const other = applyEdit(form, exampleDraft(), {
    type: 'all',
    edits: [
      { type: 'set', cells: [['department', '鄂州市档案馆']] },
      { type: 'set', cells: [['duties', '']] },
      { type: 'setYear', year: 2023 },
    ],
  });
  const pages = [exampleDraft(), other].map((draft) => printHtml(form, layOut(form, draft)));
  await writeFile(two, pages.join(`<p>${LEFTOVER}</p>`));
  await writeFile(bad, 'nothing that anyone could read');
});
afterAll(async () => {
  await program.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => program.page.reload());

async function drafts(): Promise<readonly string[]> {
  const { items } = await callPage(program.page, 'drafts.list', { offset: 0, limit: 50 });
  return items.map(({ year, department }) => `${year} ${department}`).sort();
}

async function choose(paths: readonly string[]): Promise<void> {
  await answerDialogs(program.app, { open: paths });
  await program.page.getByRole('button', { name: '导入上年表' }).click();
  await program.page.getByRole('heading', { name: '导入核对' }).waitFor();
}

test('several files are read at once; a bad one is named and stops none; each becomes its own draft', async () => {
  const { page } = program;
  await choose([bad, EXAMPLE, two]);
  const told = page.getByRole('alert');
  expect(await told.innerText()).toMatch(/坏\.docx.*[。]/);
  const forms = page.getByRole('region', { name: '读出的表' }).getByRole('listitem');
  expect(await forms.allInnerTexts()).toEqual([
    expect.stringMatching(/2024年度 鄂州市信访局[\s\S]*ezhou-2024\.docx/),
    expect.stringMatching(/2024年度 鄂州市信访局[\s\S]*两家\.html[\s\S]*1 处没有放进/),
    expect.stringMatching(/2023年度 鄂州市档案馆[\s\S]*两家\.html/),
  ]);
  expect(await drafts()).toEqual([]);

  await forms.nth(1).getByRole('checkbox').click();
  await forms.nth(2).getByRole('button').click();
  await page.getByRole('gridcell', { name: '鄂州市档案馆' }).waitFor();
  await page.getByRole('button', { name: '确认导入（2 份）' }).click();
  await page.getByText('已导入 2 份填报表').waitFor();
  const imported = ['2023 鄂州市档案馆', '2024 鄂州市信访局'];
  expect(await drafts()).toEqual(imported);
  // The one that was not chosen is still there to be looked at.
  await page.getByRole('heading', { name: '导入核对' }).waitFor();
  await page.getByRole('button', { name: '不导入' }).click();
  await page.getByRole('heading', { name: '我的填报表' }).waitFor();
  expect(await drafts()).toEqual(imported);
});

test('files dropped together are reviewed together; nothing readable among them is told once', async () => {
  const { page } = program;
  const before = await drafts();
  await dropFiles(page, [EXAMPLE, two]);
  await page.getByRole('button', { name: '确认导入（3 份）' }).waitFor();
  await page.getByRole('button', { name: '不导入' }).click();
  await dropFiles(page, [bad, bad]);
  const dialog = page.getByRole('dialog', { name: '没有导入' });
  await dialog.waitFor();
  expect((await dialog.innerText()).split('坏.docx')).toHaveLength(3);
  await page.keyboard.press('Enter');
  expect(await drafts()).toEqual(before);
});

// Reading from a pipe that nobody writes to takes until it is ended: a file on a sleeping network drive.
test.skipIf(process.platform === 'win32')(
  'a file that takes too long is skipped, and the others are read; or the person gives up on all',
  async () => {
    const { page } = program;
    const before = await drafts();
    const slow = join(folder, '慢.docx');
    execFileSync('mkfifo', [slow]);
    await dropFiles(page, [EXAMPLE, slow, two]);
    const dialog = page.getByRole('dialog', { name: '正在读取文件（第 2 份，共 3 份）' });
    await dialog.getByRole('button', { name: '跳过这一份' }).click();
    await page.getByRole('button', { name: '确认导入（3 份）' }).waitFor();
    expect(await page.getByRole('alert').innerText()).toMatch(/慢\.docx.*已跳过，没有读入。/);
    await page.getByRole('button', { name: '不导入' }).click();
    await page.getByRole('heading', { name: '我的填报表' }).waitFor();

    await dropFiles(page, [slow, EXAMPLE]);
    await page.getByRole('button', { name: '全部取消' }).click();
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    expect(await page.getByRole('heading', { name: '导入核对' }).count()).toBe(0);
    expect(await drafts()).toEqual(before);
  },
);

test('a leftover is put into an empty cell, behind what a cell holds, by mouse or from the list, and taken back', async () => {
  const { page } = program;
  await choose([two]);
  const cell = (address: string) => page.locator(`[data-key="${address}"]`);
  const start = page.getByRole('button', { name: '放到一格里…' });
  const undo = page.getByRole('button', { name: '撤销放入' });
  const tasks = (await cell('tasks').textContent()) ?? '';

  await start.click();
  await cell('funding/income/special/current').click();
  await expect.poll(() => cell('funding/income/special/current').textContent()).toBe(LEFTOVER);
  await page.getByText(/已放入\s*收入构成·财政专户管理资金·当年金额/).waitFor();
  await page.keyboard.press('Control+z');
  await expect.poll(() => cell('funding/income/special/current').textContent()).toBe('');

  await start.click();
  await cell('tasks').click();
  await page.getByRole('button', { name: '接在后面' }).click();
  await expect.poll(() => cell('tasks').textContent()).toBe(`${tasks}\n${LEFTOVER}`);
  await undo.click();
  await expect.poll(() => cell('tasks').textContent()).toBe(tasks);

  await start.click();
  await page.keyboard.type('部门职能概述');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '替换' }).click();
  await expect.poll(() => cell('duties').textContent()).toBe(LEFTOVER);
  await page.getByText('没有放进表中的内容（0）').waitFor();

  await page
    .getByRole('listitem')
    .filter({ hasText: '鄂州市档案馆' })
    .getByRole('checkbox')
    .click();
  await page.getByRole('button', { name: '确认导入（1 份）' }).click();
  await page.getByText('已导入 1 份填报表').waitFor();
  const { items } = await callPage(page, 'drafts.list', { offset: 0, limit: 1 });
  const { draft } = await callPage(page, 'drafts.open', { id: items[0]?.id ?? '' });
  expect(draft.cells.duties).toBe(LEFTOVER);
  expect(draft.cells.tasks).toBe(tasks);
});

test('what the report speaks of is shown in the table', async () => {
  const { page } = program;
  await choose([EXAMPLE]);
  await page.getByRole('button', { name: '支出构成·合计·上年金额' }).click();
  const cell = page.locator('[data-key="funding/expenditure/total/previousYear"]');
  await expect.poll(() => cell.getAttribute('class')).toContain('is-marked');
  await page.getByRole('button', { name: /^年度绩效指标：40 行/ }).click();
  await expect.poll(() => page.locator('.is-marked').getAttribute('data-key')).toMatch(/^annual\//);
  expect(await cell.getAttribute('class')).not.toContain('is-marked');
});

test('axe finds nothing serious, with several forms and a leftover on its way', async () => {
  await choose([bad, two]);
  await program.page.getByRole('button', { name: '放到一格里…' }).click();
  expect(await seriousViolations(program.page)).toEqual([]);
});

test('the page has nothing to complain about', () => {
  expect(program.complaints).toEqual([]);
});
