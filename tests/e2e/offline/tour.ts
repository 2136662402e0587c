/**
 * Uses the program through every feature, inside a network with a counter, and prints what was counted:
 * `unshare -n -m node tests/e2e/offline/tour.ts`. Ends with an error where a step does not work.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { MENU_COMMANDS } from '../../../shared/api.ts';
import { CORPUS } from '../../faults/hostile/corpus.ts';
import { exampleWorkbook } from '../../faults/hostile/excel-files.ts';
import { openDraft } from '../editor-page.ts';
import { APP_FOLDER, answerDialogs, callPage, launch, type Program } from '../harness.ts';
import { tryWaysOut } from '../ways-out.ts';
import { callsLeft, restart, useEveryCall, watchCalls } from './every-call.ts';
import { buildNetwork, packets, provoke, quiet } from './network.ts';

/** Chromium's own services wake up some time after the start. */
const IDLE_MS = 15_000;
const FORMS = join(APP_FOLDER, 'tests/fixtures/form');

const folder = mkdtempSync(join(tmpdir(), 'jixiao-offline-'));
const dataFolder = join(folder, 'data');
const calls = join(folder, 'calls');
const steps: string[] = [];

/** What hostile files want most: to be called from. */
const CALLING_HOME = [
  'from the network',
  'from a share',
  'entity, an address',
  'frames',
  'refresh',
];

async function step<T>(name: string, does: () => Promise<T>): Promise<T> {
  steps.push(name);
  return await does();
}

async function choose({ app }: Program, id: string): Promise<void> {
  await app.evaluate(({ Menu }, id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.click(), id);
}

function filesToImport(): string[] {
  const out = join(folder, 'files');
  mkdirSync(out);
  const write = (name: string, bytes: Uint8Array) => {
    writeFileSync(join(out, name), bytes);
    return join(out, name);
  };
  const hostile = CORPUS.filter(({ name }) => CALLING_HOME.some((one) => name.includes(one)));
  return [
    ...['ezhou-2024.docx', 'ezhou-2024.doc', 'ezhou-2024.txt'].map((name) => join(FORMS, name)),
    write('a.xlsx', exampleWorkbook('xlsx')),
    write('b.xls', exampleWorkbook('biff8')),
    ...hostile.map((file, i) => write(`hostile ${i}.docx`, file.bytes())),
  ];
}

/** Opens nothing of the machine: what other programs do then is not ours. */
async function keepToItself({ app }: Program): Promise<void> {
  await app.evaluate(({ shell, BrowserWindow }) => {
    shell.openPath = async () => '';
    shell.showItemInFolder = () => {};
    // A print dialog of the system would stand there for ever; the pages are made all the same.
    const { prototype } = BrowserWindow.getAllWindows()[0]?.webContents.constructor ?? {};
    if (prototype) {
      prototype.print = (_: unknown, done?: (success: boolean, reason: string) => void) =>
        done?.(false, 'cancelled');
    }
  });
}

async function useGrid(program: Program): Promise<void> {
  const { page } = program;
  const form = await openDraft(program, 'example');
  await form.click('department');
  await form.type('某某局');
  await form.press('Enter', 'Control+z', 'Control+y', 'Control+c', 'ArrowDown', 'Control+v');
  await form.press('Shift+F10');
  await page.getByRole('menu').waitFor();
  await form.press('Escape', 'F8', 'F8', 'Shift+F8', 'Control+f');
  await page.locator('.find-bar').waitFor();
  await form.type('指标');
  await form.press('Enter', 'Escape', 'F6', 'F6', 'F6');
}

async function exportEverything(program: Program): Promise<void> {
  const { page } = program;
  const { items } = await callPage(page, 'drafts.list', { offset: 0, limit: 1 });
  const id = items[0]?.id ?? '';
  const { draft: opened } = await callPage(page, 'drafts.open', { id });
  const draft = { ...opened };
  const to = (name: string) => answerDialogs(program.app, { save: join(folder, name) });
  for (const publicVersion of [false, true]) {
    await to(`word ${publicVersion}.docx`);
    const word = await callPage(page, 'export.word', { id, draft, publicVersion });
    if (!word) throw new Error('no file');
    await callPage(page, 'export.openFile', { path: word.path });
    await callPage(page, 'export.showInFolder', { path: word.path });
    await to(`pdf ${publicVersion}.pdf`);
    await callPage(page, 'export.pdf', { id, draft, publicVersion });
    await callPage(page, 'export.preview', { draft, publicVersion });
    await callPage(page, 'export.print', { draft, publicVersion });
  }
  await to('report.docx');
  await callPage(page, 'export.report', { id, draft });
  await callPage(page, 'export.copyReport', { id, draft });
}

/** Every choice of the menu, whatever it opens; its dialogs are closed again. */
async function chooseEverything(program: Program, from: string): Promise<void> {
  const { page } = program;
  for (const command of MENU_COMMANDS) {
    await step(`menu: ${command}, ${from}`, async () => {
      await answerDialogs(program.app, { save: null, open: null, buttons: [0] });
      await choose(program, command);
      await page.waitForTimeout(700);
      for (let i = 0; i < 3; i++) await page.keyboard.press('Escape');
      await page.waitForTimeout(200);
    });
  }
}

async function list(page: Page): Promise<void> {
  await page.reload();
  await page.getByRole('heading', { name: '我的填报表' }).waitFor();
}

/** In the page that has come after a crash; Playwright has lost it. */
async function callFromFrame({ BrowserWindow }: typeof import('electron')): Promise<void> {
  await BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(`(async () => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const iceServers = [{ urls: 'stun:203.0.113.9:3478' }];
    const peer = new frame.contentWindow.RTCPeerConnection({ iceServers });
    peer.createDataChannel('x');
    await peer.setLocalDescription(await peer.createOffer());
  })()`);
}

async function tour(program: Program): Promise<void> {
  const { app, page } = program;
  await step('grid', () => useGrid(program));
  await step('export, print', () => exportEverything(program));
  await chooseEverything(program, 'with a form');
  await step('list', () => list(page));
  for (const path of filesToImport()) {
    await step(`import ${path.slice(folder.length)}`, async () => {
      await answerDialogs(app, { open: path });
      await choose(program, 'import');
      const read = page.getByRole('heading', { name: '导入核对' });
      await read.or(page.getByText('没有导入')).first().waitFor({ state: 'attached' });
      await list(page);
    });
  }
  await chooseEverything(program, 'without a form');
  await step('settings', async () => {
    await list(page);
    await page.getByRole('button', { name: '设置' }).click();
    await page.getByRole('button', { name: '110%' }).click();
    await page.getByRole('button', { name: '100%' }).click();
    await list(page);
  });
  await step('bin', async () => {
    const { items } = await callPage(page, 'drafts.list', { offset: 0, limit: 1 });
    const id = items[0]?.id ?? '';
    await callPage(page, 'drafts.duplicate', { id });
    await callPage(page, 'drafts.remove', { id });
    await callPage(page, 'drafts.restore', { id });
  });
  await step('a page that wants out', async () => {
    await list(page);
    for (const address of ['203.0.113.9', '[2001:db8:9::9]']) {
      await tryWaysOut(page, { address, udp: 3478, tcp: 80 });
    }
    await list(page);
  });
  await step('a crash of the page', async () => {
    await answerDialogs(app, { buttons: [0] });
    await app.evaluate(
      ({ BrowserWindow }) =>
        new Promise<void>((done) => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents;
          contents?.once('did-finish-load', () => done());
          contents?.forcefullyCrashRenderer();
        }),
    );
  });
  await step('the page after it, that wants out', () => app.evaluate(callFromFrame));
  await step('doing nothing', () => new Promise((done) => setTimeout(done, IDLE_MS)));
}

/** A start of its own, watched until it ends. */
async function start(args: readonly string[] = []): Promise<Program> {
  const program = await launch({ dataFolder, args });
  await watchCalls(program, calls);
  await keepToItself(program);
  return program;
}

buildNetwork(folder);
await quiet();
const before = packets();
const first = await start([join(FORMS, 'ezhou-2024.docx')]);
try {
  await tour(first);
} finally {
  await first.close();
}
const second = await start();
try {
  await step('every call', () => useEveryCall(second, folder));
} finally {
  await step('restart', () => restart(second));
}
const sent = packets() - before;
await provoke();
const provoked = packets() - before - sent;
const left = callsLeft(calls);
rmSync(folder, { recursive: true, force: true });
console.log(JSON.stringify({ sent, provoked, left, steps: steps.length }));
