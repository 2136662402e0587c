import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { answerDialogs, callPage, dropFiles, launch, type Program } from './harness.ts';

const EXAMPLE = resolve(import.meta.dirname, '../fixtures/form/ezhou-2024.docx');

let program: Program;
let folder: string;

beforeAll(async () => {
  program = await launch();
  folder = await mkdtemp(join(tmpdir(), 'jixiao-export-'));
});
afterAll(async () => {
  await program.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => program.page.reload());

async function countDrafts(): Promise<number> {
  return (await callPage(program.page, 'drafts.list', { offset: 0, limit: 1 })).total;
}

async function choose(id: string): Promise<void> {
  await program.app.evaluate(
    ({ Menu }, id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.click(),
    id,
  );
}

/** Exports the draft in front, which has open findings, as the menu does. */
async function exportAnyway(id: string): Promise<void> {
  await choose(id);
  await program.page.getByRole('button', { name: '继续导出' }).click();
}

/** Imports the example and leaves it open in the editor. */
async function importExample(): Promise<void> {
  const { page } = program;
  await dropFiles(page, [EXAMPLE]);
  await page.getByRole('button', { name: '确认导入' }).click();
  await page.getByRole('grid').waitFor();
  expect(await page.title()).toContain('2024年度 鄂州市信访局');
}

describe('import', () => {
  test('shows what was found in the file that was chosen, and saves nothing before 确认导入', async () => {
    const { page } = program;
    await answerDialogs(program.app, { open: EXAMPLE });
    await page.getByRole('button', { name: '导入上年表' }).click();
    await page.getByRole('heading', { name: '导入核对' }).waitFor();
    const text = await page.locator('main').innerText();
    expect(text).toContain('ezhou-2024.docx');
    expect(text).toContain('收入构成·合计·上年金额');
    expect(text).toMatch(/年度绩效指标.*40/);
    expect(await page.getByLabel('预算年度').inputValue()).toBe('2024');
    expect(await countDrafts()).toBe(0);
    await page.getByRole('button', { name: '不导入' }).click();
    await page.getByRole('button', { name: '新建空白表' }).waitFor();
    expect(await countDrafts()).toBe(0);
  });

  test('takes a file dropped on the window; 确认导入 keeps it as a draft of that year', async () => {
    await importExample();
    const { items } = await callPage(program.page, 'drafts.list', { offset: 0, limit: 10 });
    expect(items.map(({ department, year }) => [department, year])).toEqual([
      ['鄂州市信访局', 2024],
    ]);
    const id = items[0]?.id ?? '';
    const { draft } = await callPage(program.page, 'drafts.open', { id });
    expect(draft.rows.longTerm).toHaveLength(39);
    expect(draft.rows.annual).toHaveLength(40);
  });

  test('says in one sentence what is wrong with a file that is no form', async () => {
    const { page } = program;
    const before = await countDrafts();
    await dropFiles(page, [resolve(import.meta.dirname, '../fixtures/form/README.md')]);
    const dialog = page.getByRole('dialog', { name: '没有导入' });
    await dialog.waitFor();
    expect(await dialog.innerText()).toMatch(/[。！]/);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    expect(await countDrafts()).toBe(before);
  });
});

describe('export', () => {
  test('proposes a name, writes the Word file, offers to open it and its folder', async () => {
    const { page } = program;
    await importExample();
    const path = join(folder, '目标表.docx');
    const asked = await answerDialogs(program.app, { save: path });
    await exportAnyway('export-word');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('目标表.docx').waitFor();
    expect((await asked()).at(-1)?.defaultPath).toContain(
      '2024年度鄂州市信访局部门整体绩效目标表.docx',
    );
    expect(await dialog.getByRole('button', { name: '打开文件' }).isEnabled()).toBe(true);
    expect(await dialog.getByRole('button', { name: '打开所在文件夹' }).isEnabled()).toBe(true);
    expect(await dialog.innerText()).toContain('Word 97-2003 文档（*.doc）');
    const xml = strFromU8(unzipSync(await readFile(path))['word/document.xml'] ?? new Uint8Array());
    expect(xml).toContain('部门总体');
    expect(xml).toContain('鄂州市信访局');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
  });

  test('打开文件 and 打开所在文件夹 hand the system that very file', async () => {
    const { page, app } = program;
    await importExample();
    const path = join(folder, '要打开的表.docx');
    await answerDialogs(app, { save: path });
    const handed = await app.evaluateHandle(({ shell }) => {
      const calls: string[][] = [];
      shell.openPath = async (file) => {
        calls.push(['openPath', file]);
        return '';
      };
      shell.showItemInFolder = (file) => void calls.push(['showItemInFolder', file]);
      return calls;
    });
    await exportAnyway('export-word');
    await page.getByRole('button', { name: '打开文件' }).click();
    await page.getByRole('button', { name: '打开所在文件夹' }).click();
    await expect
      .poll(() => handed.jsonValue())
      .toEqual([
        ['openPath', path],
        ['showItemInFolder', path],
      ]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  test('the list tells that a draft is exported as it stands, and that it was changed since', async () => {
    const { page } = program;
    await page.locator('td.export.current').first().waitFor();
    await page.getByRole('rowheader').first().getByRole('button').click();
    await page.getByRole('grid').waitFor();
    await page.keyboard.type('某某局');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '草稿列表' }).click();
    const row = page.getByRole('row', { name: /^某某局/ });
    await expect.poll(() => row.locator('td.export').textContent()).toBe('导出后有修改');
  });

  test('the public version leaves out the filler and the telephone, and says so', async () => {
    const { page } = program;
    await importExample();
    const path = join(folder, '公开版.docx');
    await answerDialogs(program.app, { save: path });
    await exportAnyway('export-public');
    await page.getByText('公开版不含填报人和联系电话').waitFor();
    const { items } = await callPage(page, 'drafts.list', { offset: 0, limit: 1 });
    const { draft } = await callPage(page, 'drafts.open', { id: items[0]?.id ?? '' });
    const xml = strFromU8(unzipSync(await readFile(path))['word/document.xml'] ?? new Uint8Array());
    expect(draft.cells.phone).toMatch(/\d{7}/);
    expect(xml).not.toContain(draft.cells.phone);
    expect(xml).not.toContain(draft.cells.filler);
  });

  test('nothing is written or said where the person cancels', async () => {
    const { page } = program;
    await importExample();
    const asked = await answerDialogs(program.app, { save: null });
    await exportAnyway('export-word');
    await expect.poll(async () => (await asked()).length).toBe(1);
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  });

  test('what is still open is said before, and the person may look at it first', async () => {
    const { page } = program;
    await importExample();
    const asked = await answerDialogs(program.app, { save: null });
    await choose('export-word');
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/^6 处错误，3 处警告，\d+ 处提示/).waitFor();
    await dialog.getByRole('button', { name: '先去看看' }).click();
    await expect.poll(() => dialog.count()).toBe(0);
    expect(await asked()).toEqual([]);
  });

  test('writes a PDF', async () => {
    const { page } = program;
    await importExample();
    const path = join(folder, '目标表.pdf');
    await answerDialogs(program.app, { save: path });
    await exportAnyway('export-pdf');
    await page.getByRole('dialog').getByText('目标表.pdf').waitFor();
    expect((await readFile(path)).subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('the preview before printing shows the real pages', async () => {
    const { page } = program;
    await importExample();
    await choose('print');
    const pages = page.getByRole('dialog').locator('canvas');
    await expect.poll(() => pages.count()).toBeGreaterThan(1);
    const inked = () =>
      pages.first().evaluate((canvas) => {
        if (!(canvas instanceof HTMLCanvasElement)) return 0;
        const image = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height);
        return image?.data.filter((value, i) => i % 4 === 0 && value < 128).length ?? 0;
      });
    await expect.poll(inked).toBeGreaterThan(5000);
    await page.keyboard.press('Escape');
    await pages.first().waitFor({ state: 'detached' });
  });
});

test('the page has nothing to complain about', () => {
  expect(program.complaints).toEqual([]);
});
