import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isOwnName } from '../../electron/storage/clear-all.ts';
import { answerDialogs, callPage, launch, type Program } from './harness.ts';

/** Where the program tells that it wants to be started again; a test starts it itself. */
let elsewhere: string;
let dataFolder: string;
let program: Program;
beforeAll(async () => {
  elsewhere = await mkdtemp(join(tmpdir(), 'jixiao-elsewhere-'));
  dataFolder = await mkdtemp(join(tmpdir(), 'jixiao-clear-'));
  program = await launch({ dataFolder });
});
afterAll(async () => {
  await program.close();
  await rm(elsewhere, { recursive: true });
  await rm(dataFolder, { recursive: true });
});

async function openSettings(page: Page): Promise<void> {
  await page.getByRole('button', { name: '设置' }).click();
  await page.getByRole('button', { name: '清除本机数据…' }).click();
}

const word = (page: Page) => page.getByRole('textbox', { name: /请在下面输入/ });
const goOn = (page: Page) => page.getByRole('button', { name: '继续清除…' });

test('清除本机数据 asks twice, the first time by typing; 取消 and Esc leave everything', async () => {
  const { app, page } = program;
  await page.getByRole('button', { name: '先看一个填好的示例' }).click();
  await expect.poll(() => page.title()).toContain('鄂州市信访局');
  const exported = join(elsewhere, '表.docx');
  await answerDialogs(app, { save: exported });
  const { items } = await callPage(page, 'drafts.list', { offset: 0, limit: 10 });
  const { draft } = await callPage(page, 'drafts.open', { id: items[0]?.id ?? '' });
  await callPage(page, 'export.word', {
    id: items[0]?.id ?? '',
    draft: { ...draft },
    publicVersion: false,
  });
  expect(existsSync(exported)).toBe(true);
  await page.getByRole('button', { name: /草稿列表/ }).click();
  await openSettings(page);
  await page.getByText('列表中 1 份，回收站中 0 份').waitFor();
  await page.getByRole('button', { name: '取消' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: '清除本机数据…' }).click();
  const asked = await answerDialogs(app, { buttons: [0] });
  await word(page).fill('不清除');
  expect(await goOn(page).isDisabled()).toBe(true);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  expect(await asked()).toEqual([]);

  await page.getByRole('button', { name: '清除本机数据…' }).click();
  await word(page).fill('清除');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  const [question, ...more] = await asked();
  expect(more).toEqual([]);
  expect(question).toMatchObject({ kind: 'message', buttons: ['取消', '全部清除并重新启动'] });
  expect(question?.detail).toContain(dataFolder);
  expect(existsSync(join(dataFolder, 'clear-all'))).toBe(false);
  expect((await callPage(page, 'drafts.list', { offset: 0, limit: 1 })).total).toBe(1);
});

test('after the second yes the program ends, and what was kept is gone at its next start; other files stay', async () => {
  const { app, page } = program;
  const told = join(elsewhere, 'relaunch');
  await app.evaluate(({ app }, told) => {
    const { writeFileSync } = process.getBuiltinModule('node:fs');
    app.relaunch = () => writeFileSync(told, '');
  }, told);
  await mkdir(join(dataFolder, 'backups', 'deep'), { recursive: true });
  await writeFile(join(dataFolder, 'backups', 'deep', 'old.sqlite'), 'x');
  const strangers = (await readdir(dataFolder)).filter((name) => !isOwnName(name));
  expect(strangers.filter((name) => !/^(?:Singleton.+|lockfile)$/.test(name))).toEqual([]);
  await writeFile(join(dataFolder, '工资.xlsx'), 'x');
  await answerDialogs(app, { buttons: [1] });
  const gone = new Promise((done) => app.process().once('exit', done));
  await page.getByRole('button', { name: '清除本机数据…' }).click();
  await word(page).fill('清除');
  await goOn(page).click({ noWaitAfter: true });
  await gone;
  expect(existsSync(told)).toBe(true);
  expect(existsSync(join(dataFolder, 'drafts.sqlite'))).toBe(true);

  program = await launch({ dataFolder });
  await program.page.getByRole('heading', { name: '欢迎使用绩效目标填报' }).waitFor();
  expect((await callPage(program.page, 'drafts.list', { offset: 0, limit: 1 })).total).toBe(0);
  const names = await readdir(dataFolder);
  expect(names).not.toContain('clear-all');
  expect(existsSync(join(dataFolder, 'backups', 'deep'))).toBe(false);
  const log = await readFile(join(dataFolder, 'logs', 'main.log'), 'utf8');
  expect(log.match(/ start /g)).toHaveLength(1);
  const database = await readFile(join(dataFolder, 'drafts.sqlite'));
  expect(database.includes('鄂州市信访局')).toBe(false);
  expect(existsSync(join(elsewhere, '表.docx'))).toBe(true);
  expect(existsSync(join(dataFolder, '工资.xlsx'))).toBe(true);
});

test('a mark that the program has not written removes nothing', async () => {
  const { id } = (await callPage(program.page, 'drafts.example')).summary;
  await program.close();
  await writeFile(join(dataFolder, 'clear-all'), 'f'.repeat(64));
  program = await launch({ dataFolder });
  expect((await callPage(program.page, 'drafts.open', { id })).summary.id).toBe(id);
});

test('the page cannot have everything removed without the word, nor without the person', async () => {
  const { page } = program;
  const refused = page.evaluate(() =>
    (window.api.call as (name: string, args: unknown) => unknown)('app.clearAll', { typed: '' }),
  );
  expect(await refused).toMatchObject({ ok: false, problem: { code: 'invalid' } });
  await answerDialogs(program.app, { buttons: [0] });
  expect(await callPage(page, 'app.clearAll', { typed: '清除' })).toBeNull();
  expect(existsSync(join(dataFolder, 'clear-all'))).toBe(false);
  expect(program.complaints).toEqual([]);
});
