import { spawn } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { DraftFacts } from '../../shared/api.ts';
import { exampleDraft } from '../fixtures/example-draft.ts';
import { hasTools } from '../fixtures/tools.ts';
import {
  answerDialogs,
  callPage,
  electronBinary,
  launch,
  type Program,
  programArgs,
} from './harness.ts';
import { focusWindow, xdotool } from './x11.ts';

const FIXTURE = join(import.meta.dirname, '../fixtures/form/ezhou-2024.docx');
const NO_FACTS: DraftFacts = { filled: 0, toFill: 0, errors: 0, warnings: 0, hints: 0 };

const folders: string[] = [];
async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'jixiao-e2e-'));
  folders.push(folder);
  return folder;
}
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** Starts the program once more and waits for the end of that second start. */
async function startAgain(dataFolder: string, file?: string): Promise<number | null> {
  const args = programArgs(dataFolder, file ? [file] : []);
  const second = spawn(await electronBinary(), args, { stdio: 'ignore' });
  return await new Promise((done) => second.once('exit', done));
}

/** Collects what the main process tells the page from now on. */
async function listen(program: Program, name: 'file.open' | 'draft.reopen'): Promise<void> {
  await program.page.evaluate((name) => {
    const told: unknown[] = [];
    Object.assign(globalThis, { told });
    window.api.on(name, (value) => told.push(value));
  }, name);
}
const told = (program: Program) =>
  program.page.evaluate(() => (globalThis as unknown as { told: unknown[] }).told);

describe('a second start', () => {
  test('brings the first to the front, hands over its file and ends', async () => {
    const program = await launch();
    await listen(program, 'file.open');
    await program.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
    expect(await startAgain(program.dataFolder, FIXTURE)).toBe(0);
    await expect.poll(() => told(program)).toEqual([{ path: FIXTURE }]);
    const { fileName } = await callPage(program.page, 'import.read', { path: FIXTURE });
    expect(FIXTURE.endsWith(fileName)).toBe(true);
    const windows = await program.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => window.isVisible()),
    );
    expect(windows).toEqual([true]);
    await program.close();
  });

  test('hands over a file with a Chinese name, and the first goes on', async () => {
    const file = join(await newFolder(), '上年 表.docx');
    await copyFile(FIXTURE, file);
    const program = await launch();
    await listen(program, 'file.open');
    expect(await startAgain(program.dataFolder, file)).toBe(0);
    await expect.poll(() => told(program)).toEqual([{ path: file }]);
    await program.close();
  });

  test('with another data folder is a program of its own', async () => {
    const one = await launch();
    const other = await launch();
    expect((await callPage(other.page, 'app.info')).dataFolder).toBe(other.dataFolder);
    expect(one.dataFolder).not.toBe(other.dataFolder);
    await one.close();
    await other.close();
  });
});

describe('a start with a file', () => {
  test('hands the file to the page as soon as it listens', async () => {
    const file = join(await newFolder(), '上年表.DOCX');
    await copyFile(FIXTURE, file);
    const program = await launch({ args: [file] });
    // The page of the program may have taken it already; it then shows what it read.
    await listen(program, 'file.open');
    const seen = async () =>
      JSON.stringify(await told(program)).includes('上年表.DOCX') ||
      (await program.page.content()).includes('上年表.DOCX');
    await expect.poll(seen, { timeout: 5000 }).toBe(true);
    await program.close();
  });
});

describe('the window', () => {
  const boundsOf = (program: Program) =>
    program.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());

  test('comes back where it was, and on the screen', async () => {
    const dataFolder = await newFolder();
    const first = await launch({ dataFolder });
    const bounds = { x: 40, y: 30, width: 1010, height: 690 };
    await first.app.evaluate(
      ({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds),
      bounds,
    );
    await expect.poll(() => boundsOf(first)).toEqual(bounds);
    await first.close();
    const second = await launch({ dataFolder });
    expect(await boundsOf(second)).toEqual(bounds);
    await second.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 9000, y: 9000, width: 1010, height: 690 }),
    );
    await second.close();
    const third = await launch({ dataFolder });
    const size = await third.app.evaluate(({ screen }) => screen.getPrimaryDisplay().workArea);
    const place = await boundsOf(third);
    expect((place?.x ?? 0) + (place?.width ?? 0)).toBeLessThanOrEqual(size.width);
    expect((place?.y ?? 0) + (place?.height ?? 0)).toBeLessThanOrEqual(size.height);
    await third.close();
  });

  test('remembers its zoom, between 80% and 200%', async () => {
    const dataFolder = await newFolder();
    const first = await launch({ dataFolder });
    const choose = (id: string) =>
      first.app.evaluate(({ Menu }, id) => {
        Menu.getApplicationMenu()?.getMenuItemById(id)?.click();
      }, id);
    const zoomOf = (program: Program) =>
      program.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor(),
      );
    for (let i = 0; i < 9; i++) await choose('zoom-in');
    expect(await zoomOf(first)).toBeCloseTo(2);
    for (let i = 0; i < 12; i++) await choose('zoom-out');
    expect(await zoomOf(first)).toBeCloseTo(0.8);
    await choose('zoom-reset');
    expect(await zoomOf(first)).toBeCloseTo(1);
    await callPage(first.page, 'settings.set', { zoom: 1.25 });
    expect(await zoomOf(first)).toBeCloseTo(1.25);
    await first.close();
    const second = await launch({ dataFolder });
    expect(await zoomOf(second)).toBeCloseTo(1.25);
    expect((await callPage(second.page, 'settings.get')).zoom).toBe(1.25);
    await second.close();
  });

  test.runIf(hasTools('xdotool'))(
    'changes its zoom by Ctrl with +, - and 0, and comes back with it',
    async () => {
      const dataFolder = await newFolder();
      const first = await launch({ dataFolder });
      const width = (program: Program) => program.page.evaluate(() => window.innerWidth);
      const whole = await width(first);
      const expectZoom = (program: Program, zoom: number) =>
        expect.poll(() => width(program)).toBeCloseTo(whole / zoom, -1);
      await focusWindow(await first.page.title());
      for (const [key, zoom] of [
        ['ctrl+equal', 1.1],
        ['ctrl+equal', 1.25],
        ['ctrl+minus', 1.1],
        ['ctrl+0', 1],
        ['ctrl+minus', 0.9],
      ] as const) {
        await xdotool('key', key);
        await expectZoom(first, zoom);
      }
      await first.close();
      const second = await launch({ dataFolder });
      await expectZoom(second, 0.9);
      await second.close();
    },
  );

  test('speaks Chinese', async () => {
    const program = await launch();
    const labels = await program.app.evaluate(({ Menu }) =>
      Menu.getApplicationMenu()?.items.flatMap(({ label, submenu }) => [
        label,
        ...(submenu?.items ?? []).flatMap((item) => (item.type === 'separator' ? [] : item.label)),
      ]),
    );
    for (const menu of ['文件(&F)', '编辑(&E)', '视图(&V)', '帮助(&H)']) {
      expect(labels).toContain(menu);
    }
    expect(labels?.length).toBeGreaterThan(40);
    // Latin letters only as the name of a program or a format, or as the key beside the words.
    const chinese = /^((Word|Excel|PDF) ?|[\u4e00-\u9fff]+ ?)+(\(&[A-Z]\)…?)?$/;
    expect(
      labels?.filter((label) => !chinese.test(label) || !/[\u4e00-\u9fff]/.test(label)),
    ).toEqual([]);
    expect(await program.app.evaluate(({ app }) => app.getLocale())).toBe('zh-CN');
    expect(await program.page.evaluate(() => navigator.language)).toBe('zh-CN');
    expect(await program.page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
    await program.close();
  });

  test('leaves the keys of editing to the page', async () => {
    const program = await launch();
    const registered = await program.app.evaluate(({ Menu }) => {
      const ids = ['undo', 'redo', 'cut', 'copy', 'paste', 'select-all', 'find', 'save'];
      return ids.filter(
        (id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.registerAccelerator,
      );
    });
    expect(registered).toEqual([]);
    await program.close();
  });
});

/** Asks the window to close without waiting for it. */
const askToClose = (program: Program) =>
  program.app.evaluate(({ BrowserWindow }) => {
    setTimeout(() => BrowserWindow.getAllWindows()[0]?.close());
  });
const isOpen = (program: Program) =>
  program.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length > 0);
const gone = (program: Program) =>
  new Promise<void>((done) => program.app.process().once('exit', () => done()));

/** Keeps the page from doing anything for a while, as a long save would. */
const keepBusy = (program: Program, ms: number) =>
  program.page.evaluate((ms) => {
    setTimeout(() => {
      const end = performance.now() + ms;
      while (performance.now() < end);
    });
  }, ms);

describe('closing', () => {
  test('waits until the page has saved', async () => {
    const program = await launch();
    const begun = Date.now();
    await keepBusy(program, 3000);
    const ended = gone(program);
    await askToClose(program);
    expect(await isOpen(program)).toBe(true);
    await ended;
    expect(Date.now() - begun).toBeGreaterThan(3000);
  });

  test('asks when the page does not answer, and waits or closes as told', async () => {
    const program = await launch();
    const asked = await answerDialogs(program.app, { buttons: [0] });
    await keepBusy(program, 30_000);
    const ended = gone(program);
    await askToClose(program);
    await expect.poll(async () => (await asked()).length).toBeGreaterThan(0);
    expect((await asked())[0]).toMatchObject({
      message: '正在保存，窗口还没有回应',
      buttons: ['继续等待', '仍然关闭'],
    });
    expect(await isOpen(program)).toBe(true);
    await answerDialogs(program.app, { buttons: [1] });
    await ended;
  });

  test("holds Windows' shutdown back until the page has saved", async () => {
    const program = await launch();
    await keepBusy(program, 700);
    const ended = gone(program);
    const held = await program.app.evaluate(({ BrowserWindow }) => {
      let held = false;
      const event = { preventDefault: () => (held = true), reasons: ['shutdown'] };
      BrowserWindow.getAllWindows()[0]?.emit('query-session-end', event);
      return held;
    });
    expect(held).toBe(true);
    await ended;
  });
});

describe('after a crash', () => {
  test('of the page, the window says so and opens again with the draft', async () => {
    const program = await launch();
    await callPage(program.page, 'drafts.create', { draft: { ...exampleDraft() } });
    const asked = await answerDialogs(program.app, { buttons: [0] });
    const loaded = program.app.evaluate(
      ({ BrowserWindow }) =>
        new Promise<void>((done) => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents;
          contents?.once('did-finish-load', () => done());
          contents?.forcefullyCrashRenderer();
        }),
    );
    await loaded;
    expect(await asked()).toMatchObject([
      { message: '窗口意外停止了', buttons: ['重新打开', '退出程序'] },
    ]);
    const shown = () =>
      program.app.evaluate(
        ({ BrowserWindow }) =>
          BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
            `document.querySelector('[role="grid"] [data-key="department"]')?.textContent`,
          ) as Promise<unknown>,
      );
    await expect.poll(shown).toBe('鄂州市信访局');
    const log = await readFile(join(program.dataFolder, 'logs', 'main.log'), 'utf8');
    expect(log).toContain('the page is gone');
    await program.close();
  });

  test('of the whole program while saving, every save that was answered is there', async () => {
    const dataFolder = await newFolder();
    const program = await launch({ dataFolder });
    const draft = exampleDraft();
    const { summary } = await callPage(program.page, 'drafts.create', { draft: { ...draft } });
    await program.page.evaluate(
      ([id, draft, facts]) => {
        const state = { saved: 1 };
        Object.assign(globalThis, { state });
        const saveForEver = async () => {
          for (;;) {
            const cells = { ...draft.cells, duties: `第 ${state.saved} 次` };
            const content = JSON.stringify({ ...draft, cells });
            const args = { id, revision: state.saved, draft: content, pending: null };
            const answer = await window.api.call('drafts.save', { ...args, facts });
            if (answer.ok) state.saved = answer.value.revision;
          }
        };
        void saveForEver();
      },
      [summary.id, draft, NO_FACTS] as const,
    );
    const saved = () =>
      program.page.evaluate(
        () => (globalThis as unknown as { state: { saved: number } }).state.saved,
      );
    await expect.poll(saved).toBeGreaterThan(20);
    const answered = await saved();
    await program.kill();

    const again = await launch({ dataFolder });
    const opened = await callPage(again.page, 'drafts.open', { id: summary.id });
    expect(opened.summary.revision).toBeGreaterThanOrEqual(answered);
    expect(opened.draft.cells.duties).toBe(`第 ${opened.summary.revision - 1} 次`);
    await again.close();
  });
});
