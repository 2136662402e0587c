import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { editorPage, openDraft } from './editor-page.ts';
import { callPage, launch } from './harness.ts';

let dataFolder: string;
beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'jixiao-saving-'));
});
afterEach(() => rm(dataFolder, { recursive: true, force: true }));

test('after a power cut in the middle of a long text it stands where it was being typed', async () => {
  const program = await launch({ dataFolder });
  const form = await openDraft(program, { year: 2027 });
  await form.type('某市信访局');
  await form.press('Enter');
  await form.click('duties');
  await form.type('统筹协调和指导督促检查全市信访工作');
  await expect
    .poll(() => program.page.locator('.save-state').textContent())
    .toMatch(/^已保存 \d{2}:\d{2}:\d{2}$/);
  await program.kill();

  const again = await launch({ dataFolder });
  await again.page.getByRole('rowheader').first().getByRole('button').click();
  const restored = editorPage(again);
  await restored.expectText('department', '某市信访局');
  await restored.expectEditor({
    value: '统筹协调和指导督促检查全市信访工作',
    open: true,
  });
  await restored.press('Enter');
  await restored.expectText('duties', '统筹协调和指导督促检查全市信访工作');
  await again.close();
});

test('a power cut while keys go on coming takes at most what was typed in the last second', async () => {
  const program = await launch({ dataFolder });
  const form = await openDraft(program, { year: 2027 });
  const begun = Date.now();
  const typedAt: number[] = [];
  while (Date.now() - begun < 3000) {
    await form.type('访');
    typedAt.push(Date.now());
  }
  const cut = Date.now();
  await program.kill();

  const again = await launch({ dataFolder });
  await again.page.getByRole('rowheader').first().getByRole('button').click();
  const restored = editorPage(again);
  await expect.poll(async () => (await restored.editor()).open).toBe(true);
  expect(typedAt.length).toBeGreaterThan(10);
  const kept = (await restored.editor()).value.length;
  expect(kept).toBeGreaterThanOrEqual(typedAt.filter((at) => cut - at > 1000).length);
  await again.close();
});

test('says when it was saved, and Ctrl+S says so too', async () => {
  const program = await launch({ dataFolder });
  const form = await openDraft(program, { year: 2027 });
  await form.type('局');
  await form.press('Enter');
  await expect
    .poll(() => program.page.locator('.save-state').textContent(), { timeout: 3000 })
    .toMatch(/^已保存 \d{2}:\d{2}:\d{2}$/);
  await expect
    .poll(() => program.page.title(), { timeout: 3000 })
    .toMatch(/^2027年度 局 - 已保存 \d{2}:\d{2}:\d{2} - 绩效目标填报$/);
  await form.type('长');
  await expect.poll(() => program.page.title()).toBe('2027年度 局 - 绩效目标填报');
  await form.press('Enter');
  await form.press('Control+s');
  await program.page.getByText('所有内容都已保存。').waitFor();
  await program.close();
});

test('where saving fails it says what to do, keeps trying, and drops nothing', async () => {
  const program = await launch({ dataFolder });
  const form = await openDraft(program, { year: 2027 });
  const other = new Database(join(dataFolder, 'drafts.sqlite'));
  other.exec('BEGIN IMMEDIATE');
  await form.type('某市档案馆');
  await form.press('Enter');
  const alert = program.page.getByRole('alert').filter({ hasText: '保存失败' });
  await alert.waitFor({ timeout: 15_000 });
  // What has happened, that nothing is lost, and what to do.
  expect(await alert.textContent()).toMatch(/被另一个程序占用.*没有变化.*请稍等片刻，再试一次/);
  await expect.poll(() => program.page.title()).toContain(' - 保存失败 - ');
  await form.type('张三');
  await form.press('Enter');
  await form.expectText('department', '某市档案馆');
  other.exec('ROLLBACK');
  other.close();
  await expect
    .poll(() => program.page.locator('.save-state').textContent(), { timeout: 30_000 })
    .toMatch(/^已保存 \d{2}:\d{2}:\d{2}$/);
  await expect.poll(() => program.page.title()).toMatch(/ - 已保存 /);
  expect(await alert.count()).toBe(0);
  const { items } = await callPage(program.page, 'drafts.list', { offset: 0, limit: 1 });
  const { draft } = await callPage(program.page, 'drafts.open', { id: items[0]?.id ?? '' });
  expect(draft.cells).toMatchObject({ department: '某市档案馆', filler: '张三' });
  await program.close();
});
