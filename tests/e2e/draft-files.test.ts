import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readJxb } from '../../shared/draft/jxb.ts';
import { editorPage, openDraft } from './editor-page.ts';
import { answerDialogs, callPage, launch, type Program } from './harness.ts';

let folder: string;
let program: Program;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jixiao-jxb-'));
  program = await launch();
});
afterAll(async () => {
  await program.close();
  await rm(folder, { recursive: true, force: true });
});

const FILE = '市信访局.jxb';
const dialogOf = ({ page }: Program) => page.getByRole('dialog', { name: '打开草稿文件' });
const countOf = async ({ page }: Program) =>
  (await callPage(page, 'drafts.list', { offset: 0, limit: 10 })).total;

/** As the system hands over a file that is double-clicked while the program runs. */
async function drop(path: string): Promise<void> {
  const { page } = program;
  await page.evaluate(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.id = 'dropped';
    document.body.append(input);
  });
  await page.setInputFiles('#dropped', path);
  await page.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>('#dropped');
    const data = new DataTransfer();
    for (const file of input?.files ?? []) data.items.add(file);
    input?.remove();
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true }));
  });
}

describe('导出草稿文件', () => {
  test('writes the open draft, saved to the last letter, with its versions', async () => {
    const { page, app } = program;
    const editor = await openDraft(program, 'example');
    await editor.click('department');
    await editor.type('市信访局');
    const asked = await answerDialogs(app, { save: join(folder, FILE) });
    await app.evaluate(({ Menu }) => {
      Menu.getApplicationMenu()?.getMenuItemById('export-jxb')?.click();
    });
    const done = page.getByRole('dialog', { name: '已导出' });
    await done.getByText(FILE).waitFor();
    expect((await asked()).at(-1)?.defaultPath).toMatch(/2024年度市信访局.*\.jxb$/);
    expect(await done.getByRole('button', { name: '打开文件' }).count()).toBe(0);
    await page.keyboard.press('Enter');
    const jxb = readJxb(new Uint8Array(await readFile(join(folder, FILE))));
    expect(jxb.draft.cells.department).toBe('市信访局');
    expect(jxb.versions.map(({ kind }) => kind)).toEqual(['export', 'open']);
  });

  test('is there for a draft of the list, and cancelling it does nothing', async () => {
    const { page, app } = program;
    await page.getByRole('button', { name: '草稿列表' }).click();
    const asked = await answerDialogs(app, { save: null });
    await page.getByRole('button', { name: /^更多/ }).first().click();
    await page.getByRole('button', { name: /^导出草稿文件/ }).click();
    await expect.poll(async () => (await asked()).length).toBe(1);
    expect(await page.getByRole('dialog').count()).toBe(0);
  });
});

describe('a 草稿文件 that is double-clicked', () => {
  test('starts the program of another PC, which asks, keeps it as a new draft and shows it', async () => {
    const other = await launch({ args: [join(folder, FILE)] });
    try {
      const dialog = dialogOf(other);
      await dialog.getByText('2024年度 市信访局').waitFor();
      expect(await dialog.innerText()).not.toContain('本机已有这份');
      expect(await countOf(other)).toBe(0);
      await other.page.keyboard.press('Enter');
      await editorPage(other).expectText('department', '市信访局');
      expect(await countOf(other)).toBe(1);
      const { items } = await callPage(other.page, 'drafts.list', { offset: 0, limit: 1 });
      const of = items[0]?.id ?? '';
      const { versions } = await callPage(other.page, 'versions.list', { of });
      expect(versions.map(({ kind }) => kind)).toEqual(['export', 'open']);
      expect(items[0]?.facts?.errors).toBeGreaterThan(0);
      expect(other.complaints).toEqual([]);
    } finally {
      await other.close();
    }
  });

  test('is known where the draft is there already, and opens that one', async () => {
    const { page } = program;
    const count = await countOf(program);
    await drop(join(folder, FILE));
    const dialog = dialogOf(program);
    await dialog.getByText('本机已有这份填报表，内容相同').waitFor();
    await page.keyboard.press('Enter');
    await editorPage(program).expectText('department', '市信访局');
    expect(await countOf(program)).toBe(count);
  });

  test('never overwrites the draft that is there: it becomes another one', async () => {
    const { page } = program;
    const editor = editorPage(program);
    await editor.click('department');
    await editor.type('市信访局（改）');
    await editor.press('Enter');
    const count = await countOf(program);
    await drop(join(folder, FILE));
    const dialog = dialogOf(program);
    await dialog.getByText('本机的比文件里的新').waitFor();
    await dialog.getByRole('button', { name: '另存为一份新表' }).click();
    await editor.expectText('department', '市信访局');
    expect(await countOf(program)).toBe(count + 1);
    const names = async () => {
      const { items } = await callPage(page, 'drafts.list', { offset: 0, limit: 10 });
      return items.map(({ department }) => department);
    };
    expect(await names()).toContain('市信访局（改）');
  });

  test('is left alone where the person does not want it', async () => {
    const { page } = program;
    const count = await countOf(program);
    await drop(join(folder, FILE));
    await dialogOf(program).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    expect(await countOf(program)).toBe(count);
  });

  test('that is cut off is refused with a sentence', async () => {
    const { page } = program;
    const whole = await readFile(join(folder, FILE));
    await writeFile(join(folder, '坏的.jxb'), whole.subarray(0, whole.length / 2));
    await drop(join(folder, '坏的.jxb'));
    await page.getByRole('dialog', { name: '没有导入' }).getByText('这份草稿文件已损坏').waitFor();
    await page.keyboard.press('Enter');
  });

  test('leaves the page nothing to complain about', () => {
    expect(program.complaints).toEqual([]);
  });
});
