import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDraft } from './editor-page.ts';
import { APP_FOLDER, answerDialogs, callPage, launch, type Program } from './harness.ts';

const FORM = join(APP_FOLDER, 'tests/fixtures/form/ezhou-2024.docx');

let program: Program;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jixiao-window-faults-'));
  program = await launch();
});
afterAll(async () => {
  await program.close();
  await rm(folder, { recursive: true });
});

test.runIf(process.platform === 'linux')(
  'a file that does not come to an end: 取消 ends the reading, and the next file is read',
  async () => {
    const { app, page } = program;
    const endless = join(folder, 'endless.docx');
    spawnSync('mkfifo', [endless]);
    await answerDialogs(app, { open: endless });
    await page.getByRole('button', { name: '导入上年表' }).click();
    const dialog = page.getByRole('dialog', { name: '正在读取文件' });
    await dialog.getByText('endless.docx').waitFor();
    await dialog.getByRole('button', { name: '不等了，取消' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(await page.getByText('没有导入').count()).toBe(0);
    await answerDialogs(app, { open: FORM });
    await page.getByRole('button', { name: '导入上年表' }).click();
    await page.getByRole('heading', { name: '导入核对' }).waitFor();
    await page.getByRole('button', { name: '不导入' }).click();
  },
);

describe('a fault of the page itself', () => {
  test('gives a sentence and a way back, and stands in the log', async () => {
    const { app, page, dataFolder } = program;
    await app.evaluate(({ ipcMain }) => {
      type Handler = (event: unknown, name: string, args: unknown) => unknown;
      const { _invokeHandlers: handlers } = ipcMain as unknown as {
        _invokeHandlers: Map<string, Handler>;
      };
      const right = handlers.get('call');
      if (!right) throw new Error('nobody answers');
      let wrong = 2;
      handlers.set('call', (event, name, args) => {
        if (name !== 'drafts.list' || wrong-- <= 0) return right(event, name, args);
        return { ok: true, value: { items: [{ id: 'x' }], total: 1, years: null } };
      });
    });
    await page.reload();
    await page.getByRole('alert').getByText('已经保存的内容没有丢失').waitFor();
    await expect
      .poll(() => readFile(join(dataFolder, 'logs/main.log'), 'utf8'))
      .toContain('in the page:');
    await page.getByRole('button', { name: '重新打开' }).click();
    await page.getByRole('heading', { name: '欢迎使用绩效目标填报' }).waitFor();
  });

  test('that ends its process: after 重新打开 the draft stands there again, with the text that was typed', async () => {
    const form = await openDraft(program, { year: 2026 });
    const { app, page } = program;
    const asked = await answerDialogs(app, { buttons: [0] });
    await form.click('department');
    await form.type('崩溃局');
    const pendingText = async () => {
      const { items } = await callPage(page, 'drafts.list', { offset: 0, limit: 1 });
      return (await callPage(page, 'drafts.open', { id: items[0]?.id ?? '' })).pending?.text;
    };
    await expect.poll(pendingText).toBe('崩溃局');
    await app.evaluate(
      ({ BrowserWindow }) =>
        new Promise<void>((done) => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents;
          contents?.once('did-finish-load', () => done());
          contents?.forcefullyCrashRenderer();
        }),
    );
    // Playwright has lost the page with its process; the main process still sees it.
    const shown = () =>
      app.evaluate(async ({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        const script = `({ grid: document.querySelector('[role="grid"]') !== null, text: document.querySelector('.floating-editor')?.value })`;
        return (await contents?.executeJavaScript(script)) as unknown;
      });
    await expect.poll(shown, { timeout: 20_000 }).toEqual({ grid: true, text: '崩溃局' });
    expect((await asked()).map((one) => one.message)).toEqual(['窗口意外停止了']);
  });
});
