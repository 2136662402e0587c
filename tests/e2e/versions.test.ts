import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { editorPage, openDraft } from './editor-page.ts';
import { answerDialogs, callPage, launch, type Program } from './harness.ts';

let program: Program;

beforeAll(async () => {
  program = await launch();
});
afterAll(() => program.close());

async function choose(id: string): Promise<void> {
  await program.app.evaluate(({ Menu }, id) => {
    Menu.getApplicationMenu()?.getMenuItemById(id)?.click();
  }, id);
}

async function idOfFirst(): Promise<string> {
  const { items } = await callPage(program.page, 'drafts.list', { offset: 0, limit: 1 });
  return items[0]?.id ?? '';
}

async function kinds(): Promise<string[]> {
  const { versions } = await callPage(program.page, 'versions.list', { of: await idOfFirst() });
  return versions.map(({ kind, name }) => name ?? kind);
}

const changes = () => program.page.locator('table.changes tbody tr').allInnerTexts();

async function pasteText(text: string): Promise<void> {
  await program.app.evaluate(({ clipboard }, text) => clipboard.writeText(text), text);
  await program.page.keyboard.press('Control+v');
}

describe('versions', () => {
  test('are kept when a draft is opened, and by hand under a name', async () => {
    const { page } = program;
    const editor = await openDraft(program, 'example');
    expect(await kinds()).toEqual(['open']);
    await editor.click('department');
    await editor.type('鄂州市信访局（二稿）');
    await choose('version');
    const dialog = page.getByRole('dialog', { name: '存为版本' });
    await dialog.getByRole('button', { name: '一上稿' }).click();
    await dialog.getByLabel('版本名称').press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await expect.poll(kinds).toEqual(['一上稿', 'open']);
  });

  test('are kept before a paste of more than one row and before 一键更正, not before a small one', async () => {
    const { page } = program;
    const editor = editorPage(program);
    await editor.click('tasks');
    await pasteText('一句话');
    await editor.expectText('tasks', '一句话');
    expect(await kinds()).toHaveLength(2);
    const first = page.locator('[data-key^="annual/"][data-key$="/target"]').first();
    await first.click();
    await pasteText('≥1%\n≥2%\n≥3%');
    await page.getByRole('button', { name: '继续粘贴' }).click();
    await expect.poll(kinds).toEqual(['paste', '一上稿', 'open']);
    await page.getByRole('tab', { name: /审核/ }).click();
    await page.getByRole('button', { name: '一键更正' }).click();
    await page.getByRole('dialog').getByRole('button', { name: /^更正/ }).click();
    await expect.poll(kinds).toEqual(['fix', 'paste', '一上稿', 'open']);
  });
});

describe('历史版本', () => {
  test('shows what changed between a version and now, and between any two', async () => {
    const { page } = program;
    await page.getByRole('button', { name: '历史版本' }).click();
    await page.getByRole('heading', { name: '历史版本：2024年度 鄂州市信访局（二稿）' }).waitFor();
    await page.getByRole('radio', { name: /一上稿/ }).check();
    await expect.poll(changes).toContainEqual(expect.stringMatching(/^年度工作任务\s.*一句话$/s));
    expect(await changes()).toContainEqual(
      expect.stringMatching(/^年度绩效指标 第 2 行.*\s.*≥2%$/s),
    );
    const now = (await changes()).length;
    await page.getByRole('combobox').selectOption({ index: 4 });
    await expect.poll(changes).not.toHaveLength(now);
  });

  test('goes through the versions with the arrow keys', async () => {
    const { page } = program;
    const radios = page.getByRole('radio');
    await radios.first().check();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => radios.nth(1).isChecked()).toBe(true);
  });

  test('renames a version, and takes its name away', async () => {
    const { page } = program;
    await page.getByRole('radio', { name: /一上稿/ }).check();
    await page.getByRole('button', { name: '改名…' }).click();
    const name = page.getByLabel('版本名称');
    await name.fill('送审稿');
    await name.press('Enter');
    await page.getByRole('radio', { name: /送审稿/ }).waitFor();
    await page.getByRole('button', { name: '改名…' }).click();
    await name.fill('');
    await name.press('Enter');
    await expect.poll(kinds).toEqual(['fix', 'paste', 'named', 'open']);
    await name.waitFor({ state: 'hidden' });
  });

  test('restores a version; what was there stays a version, and can be had back', async () => {
    const { page } = program;
    await page.getByRole('radio', { name: /打开时/ }).check();
    await page.getByRole('button', { name: '恢复这个版本…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '恢复', exact: true }).click();
    const editor = editorPage(program);
    await editor.expectText('department', '鄂州市信访局');
    await expect.poll(kinds).toEqual(['restore', 'fix', 'paste', 'named', 'open']);
    await page.getByRole('button', { name: '历史版本' }).click();
    await page.getByRole('radio', { name: /恢复前/ }).check();
    await page.getByRole('button', { name: '恢复这个版本…' }).click();
    await page.keyboard.press('Enter');
    await editor.expectText('department', '鄂州市信访局（二稿）');
    await editor.expectText('tasks', '一句话');
  });

  test('is there for a draft of the list too, and goes back to the list', async () => {
    const { page } = program;
    await page.getByRole('button', { name: '草稿列表' }).click();
    await page.getByRole('button', { name: /^更多/ }).first().focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /^历史版本/ }).waitFor();
    await page.getByRole('button', { name: '返回列表' }).click();
    await page.getByRole('table').waitFor();
  });

  test('leads back to a draft that can no longer be read', async () => {
    const { page } = program;
    const id = await idOfFirst();
    await program.app.evaluate(async ({ app }, id) => {
      const { createRequire } = process.getBuiltinModule('node:module');
      const load = createRequire(`${app.getAppPath()}/package.json`);
      const db = new (load('better-sqlite3'))(`${app.getPath('userData')}/drafts.sqlite`);
      db.prepare(
        "UPDATE contents SET content = replace(content, '信访', '信仿') WHERE draft = ?",
      ).run(id);
      db.close();
    }, id);
    await page.getByRole('rowheader').first().getByRole('button').click();
    await page.getByText('这份草稿的内容无法读出').waitFor();
    await page.getByRole('button', { name: /^更多/ }).first().click();
    await page.getByRole('button', { name: /^历史版本：/ }).click();
    await page.locator('.comparison').getByText('这份草稿的内容无法读出').waitFor();
    await page
      .getByRole('radio', { name: /恢复前/ })
      .first()
      .check();
    await page.getByRole('button', { name: '恢复这个版本…' }).click();
    const yes = page.getByRole('dialog').locator('.ant-btn-primary');
    await expect.poll(() => yes.evaluate((one) => one === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByText('另存为一份新的填报表').waitFor();
    await editorPage(program).expectText('department', '鄂州市信访局');
    expect(await idOfFirst()).not.toBe(id);
  });
});

describe('exporting', () => {
  test('keeps a version, once for what has not changed since', async () => {
    const { page, app } = program;
    const folder = await mkdtemp(join(tmpdir(), 'jixiao-versions-'));
    try {
      for (const name of ['一.docx', '二.docx']) {
        await answerDialogs(app, { save: join(folder, name) });
        await choose('export-word');
        await page.getByRole('button', { name: '继续导出' }).click();
        await page.getByRole('dialog').getByText(name).waitFor();
        await page.keyboard.press('Enter');
        await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    await expect.poll(kinds).toEqual(['export']);
  });

  test.each(['excel.export', 'excel.entry'] as const)(
    'keeps one too where it is for Excel, but not where no file comes of it: %s',
    async (call) => {
      const { page, app } = program;
      const folder = await mkdtemp(join(tmpdir(), 'jixiao-versions-'));
      const id = await idOfFirst();
      const { draft } = await callPage(page, 'drafts.open', { id });
      const tasks = `为 ${call} 改的`;
      const changed = { ...draft, cells: { ...draft.cells, tasks } };
      const before = await kinds();
      try {
        for (const save of [null, join(folder, '表.xlsx')]) {
          expect(await kinds()).toEqual(before);
          await answerDialogs(app, { save });
          await callPage(page, call, { id, draft: changed });
        }
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
      expect(await kinds()).toEqual(['export', ...before]);
      const { versions } = await callPage(page, 'versions.list', { of: id });
      const newest = await callPage(page, 'versions.open', { id: versions[0]?.id ?? '' });
      expect(newest.draft.cells.tasks).toBe(tasks);
    },
  );
});

describe('the page', () => {
  test('has nothing to complain about, nor has axe', async () => {
    const { page } = program;
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.length])).toEqual([]);
    expect(program.complaints).toEqual([]);
  });
});
