/** Each call of the contract once, with what it needs; the window has buttons for all of them. */
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { CALLS } from '../../../shared/api.ts';
import { departmentPerformance } from '../../../shared/form/department-performance.ts';
import { makeBatchFolder } from '../../fixtures/batch-folder.ts';
import { answerDialogs, callPage, type Program } from '../harness.ts';

const { id: FORM, key: KEY } = departmentPerformance;
const FACTS = { filled: 1, toFill: 2, errors: 0, warnings: 0, hints: 0 };

/** Has the main process write down the name of every call that comes in, until it ends. */
export async function watchCalls({ app }: Program, file: string): Promise<void> {
  appendFileSync(file, '');
  await app.evaluate(({ ipcMain }, file) => {
    const { appendFileSync } = process.getBuiltinModule('node:fs');
    // Electron keeps here who answers; there is no other way to listen beside it.
    const { _invokeHandlers: handlers } = ipcMain as unknown as {
      _invokeHandlers: Map<string, (event: unknown, name: unknown, args: unknown) => unknown>;
    };
    const answer = handlers.get('call');
    handlers.set('call', (event, name, args) => {
      appendFileSync(file, `${name}\n`);
      return answer?.(event, name, args);
    });
  }, file);
}

/** The calls of the contract that nobody has made. */
export function callsLeft(file: string): string[] {
  const made = new Set(readFileSync(file, 'utf8').split('\n'));
  return Object.keys(CALLS).filter((name) => !made.has(name));
}

/** @param folder where files are written and read */
export async function useEveryCall(program: Program, folder: string): Promise<void> {
  const { page } = program;
  await useSettings(page);
  const id = await useDrafts(page);
  await useVersions(page, id);
  await useFiles(program, id, folder);
  await useLibrary(program, folder);
  await useBatch(program, folder);
  await useBackups(program, id, folder);
}

async function useSettings(page: Page): Promise<void> {
  await callPage(page, 'settings.get');
  await callPage(page, 'settings.set', { expected: ['某某局'] });
  await callPage(page, 'app.info');
  await callPage(page, 'app.licences');
  await callPage(page, 'app.openDataFolder');
  await callPage(page, 'app.logError', { message: 'offline' });
  await callPage(page, 'app.edit', { action: 'copy' });
}

/** @returns the id of a draft that is full of text */
async function useDrafts(page: Page): Promise<string> {
  const blank = await callPage(page, 'drafts.create', { form: KEY, year: 2026 });
  await callPage(page, 'drafts.remove', { id: blank.summary.id });
  await callPage(page, 'drafts.purge', { id: blank.summary.id });
  const { summary, draft } = await callPage(page, 'drafts.example');
  const { id, revision } = summary;
  await callPage(page, 'drafts.save', {
    id,
    revision,
    draft: JSON.stringify(draft),
    pending: { addresses: ['department'], text: '某' },
    facts: FACTS,
  });
  await callPage(page, 'drafts.surroundings', { id });
  return id;
}

async function useVersions(page: Page, id: string): Promise<void> {
  const { draft } = await callPage(page, 'versions.present', { of: id });
  await callPage(page, 'versions.before', { of: id, kind: 'paste', draft: { ...draft } });
  await callPage(page, 'versions.save', { of: id, name: '一上稿' });
  const { versions } = await callPage(page, 'versions.list', { of: id });
  const version = versions[0]?.id ?? '';
  await callPage(page, 'versions.open', { id: version });
  await callPage(page, 'versions.name', { id: version, name: '二上稿' });
  await callPage(page, 'versions.restore', { id: version });
}

/** Files of every kind that a draft goes into, and those that come back. */
async function useFiles({ app, page }: Program, id: string, folder: string): Promise<void> {
  const { draft: opened } = await callPage(page, 'drafts.open', { id });
  const draft = { ...opened };
  const to = (name: string) => answerDialogs(app, { save: join(folder, name) });
  await to('表.xlsx');
  const tables = await callPage(page, 'excel.export', { id, draft });
  await to('录入.xlsx');
  await callPage(page, 'excel.entry', { id, draft });
  await answerDialogs(app, { open: tables?.path ?? null });
  const back = await callPage(page, 'excel.choose');
  await callPage(page, 'excel.readBack', { id, draft, path: back?.path ?? '' });
  await to('草稿.jxb');
  const packed = await callPage(page, 'jxb.export', { id });
  await answerDialogs(app, { open: packed?.path ?? null });
  await callPage(page, 'import.choose');
  await callPage(page, 'import.read', { path: packed?.path ?? '' });
  await callPage(page, 'jxb.accept', { path: packed?.path ?? '' });
  await callPage(page, 'import.cancel');
}

async function useLibrary({ app, page }: Program, folder: string): Promise<void> {
  const entries = await callPage(page, 'library.list', { form: FORM });
  const keys = entries.slice(0, 2).map((entry) => entry.key);
  const cells = { level3: '群众满意度' };
  const { key } = await callPage(page, 'library.keep', { form: FORM, cells, replaces: null });
  await callPage(page, 'library.keepMany', { form: FORM, entries: [{ level3: '办结率' }] });
  await callPage(page, 'library.used', { form: FORM, keys });
  await callPage(page, 'library.hide', { form: FORM, keys, hidden: true });
  await callPage(page, 'library.remove', { form: FORM, keys: [key] });
  for (const kind of ['xlsx', 'csv'] as const) {
    await answerDialogs(app, { save: join(folder, `指标.${kind}`) });
    const written = await callPage(page, 'library.export', { form: FORM, keys, kind });
    await answerDialogs(app, { open: written?.path ?? null });
    await callPage(page, 'library.readFile', { form: FORM });
  }
}

async function useBatch({ app, page }: Program, folder: string): Promise<void> {
  const forms = join(folder, 'forms');
  const reports = join(folder, 'reports');
  for (const one of [forms, reports]) mkdirSync(one);
  await makeBatchFolder(forms, 3);
  await answerDialogs(app, { open: forms });
  const chosen = await callPage(page, 'batch.chooseFolder');
  await callPage(page, 'batch.start', { path: chosen?.path ?? '', subfolders: true });
  let state = '';
  while (state !== 'done') {
    ({ state } = await callPage(page, 'batch.follow', { run: 1, from: 0 }));
    await page.waitForTimeout(100);
  }
  await answerDialogs(app, { open: null });
  await callPage(page, 'batch.chooseNames');
  await answerDialogs(app, { save: join(folder, '汇总.xlsx'), open: reports });
  await callPage(page, 'batch.exportSummary', { names: ['某某局'], year: 2024 });
  await callPage(page, 'batch.exportReports');
  await callPage(page, 'batch.reportsProgress');
  await callPage(page, 'batch.showReports');
  await callPage(page, 'batch.cancel');
}

async function useBackups({ app, page }: Program, id: string, folder: string): Promise<void> {
  await callPage(page, 'backups.notices');
  await answerDialogs(app, { save: join(folder, '备份.jxbak') });
  const written = await callPage(page, 'backups.save');
  await answerDialogs(app, { open: written?.path ?? null });
  await callPage(page, 'backups.choose');
  await callPage(page, 'backups.dismiss');
  await callPage(page, 'backups.choose');
  await callPage(page, 'backups.merge');
  await callPage(page, 'backups.choose');
  await callPage(page, 'backups.replace');
  const { backups } = await callPage(page, 'backups.list');
  await callPage(page, 'backups.look', { name: backups[0]?.name ?? '' });
  const [copy] = await callPage(page, 'backups.copiesOf', { id });
  if (!copy) throw new Error('no copy');
  await callPage(page, 'backups.mend', { id, copy: copy.copy });
  await answerDialogs(app, { buttons: [0] });
  await callPage(page, 'app.clearAll', { typed: '清除' });
}

/** Ends the program by its own 重新启动, which a test does not want. */
export async function restart({ app, page }: Program): Promise<void> {
  await app.evaluate(({ app }) => {
    app.relaunch = () => {};
  });
  const gone = new Promise((done) => app.process().once('exit', done));
  await callPage(page, 'backups.restart').catch(() => {});
  await gone;
}
