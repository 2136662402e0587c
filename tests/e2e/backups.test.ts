/** Backups by hand and back, a start with a damaged database, and a data folder that goes meanwhile. */
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { seriousViolations } from './axe.ts';
import { addDraft, changeDraft, names, newFolder, usedFolder } from './data-folders.ts';
import { answerDialogs, callPage, launch, type Program } from './harness.ts';

async function showBackups({ app, page }: Program): Promise<void> {
  await page.getByRole('heading').first().waitFor();
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('backups')?.click());
  await page.getByRole('heading', { name: '备份与恢复' }).waitFor();
}

describe('a backup by hand', () => {
  test('is merged on another PC, which shows before what is new, changed and the same', async () => {
    const stick = join(newFolder(), '优盘 备份.jxbak');
    const here = await launch();
    const first = await addDraft(here.page, '市信访局');
    await addDraft(here.page, '市民政局');
    await here.page.reload();
    await answerDialogs(here.app, { save: stick });
    await showBackups(here);
    await here.page.getByRole('button', { name: '备份到…' }).click();
    await here.page.getByText('已备份，并已核对无误').waitFor();

    const there = await launch();
    await answerDialogs(there.app, { open: stick });
    await there.page.getByRole('button', { name: '从备份恢复' }).click();
    const lookIn = async () => {
      await there.page.getByRole('button', { name: '选择备份文件…' }).click();
      await there.page.getByRole('heading', { name: '备份里的内容' }).waitFor();
    };
    await lookIn();
    expect(await there.page.locator('td.state').allInnerTexts()).toEqual(['本机没有', '本机没有']);
    expect(await seriousViolations(there.page)).toEqual([]);
    await there.page.getByRole('button', { name: '合并', exact: true }).click();
    await there.page.getByText('新增 2 份填报表').waitFor();
    await expect.poll(() => names(there.page)).toEqual(['市民政局', '市信访局']);

    await changeDraft(there.page, first, '在那台电脑上改过');
    await showBackups(there);
    await lookIn();
    expect((await there.page.locator('td.state').allInnerTexts()).sort()).toEqual([
      '与本机相同',
      '比本机的旧',
    ]);
    await there.page.getByRole('button', { name: '合并', exact: true }).click();
    await there.page.getByText('内容不同的 1 份').waitFor();
    const opened = await callPage(there.page, 'drafts.open', { id: first });
    expect(opened.draft.cells.duties).toBe('在那台电脑上改过');
    const versions = await callPage(there.page, 'versions.list', { of: first });
    // The state of the backup is among them: kept before the change, or by the merging.
    expect(JSON.stringify(versions)).toMatch(/"kind":"(?:open|merge)"/);
    expect(here.complaints).toEqual([]);
    expect(there.complaints).toEqual([]);
    await here.close();
    await there.close();
  });

  test('takes the place of everything, and what was there can be had back', async () => {
    const dataFolder = await usedFolder('市信访局');
    const program = await launch({ dataFolder });
    const { page } = program;
    await addDraft(page, '市民政局');
    await showBackups(program);
    await page.getByRole('button', { name: /^查看和恢复/ }).click();
    await page.getByRole('button', { name: '替换…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '替换', exact: true }).click();
    await page.getByText('已换成备份里的 1 份').waitFor();
    await expect.poll(() => names(page)).toEqual(['市信访局']);
    await showBackups(program);
    await page.getByText('恢复备份前').waitFor();
    await page
      .getByRole('button', { name: /^查看和恢复/ })
      .first()
      .click();
    await page.getByRole('button', { name: '合并', exact: true }).click();
    await expect.poll(() => names(page)).toHaveLength(2);
    await program.close();
  });

  test('that is no backup is refused with a sentence', async () => {
    const file = join(newFolder(), 'text.jxbak');
    writeFileSync(file, '这不是备份'.repeat(100));
    const program = await launch();
    await answerDialogs(program.app, { open: file });
    await showBackups(program);
    await program.page.getByRole('button', { name: '选择备份文件…' }).click();
    await program.page.getByText('这个文件不是本程序的备份').waitFor();
    await program.close();
  });
});

describe('a start with a damaged database', () => {
  test('shows 恢复说明 first: what came from where; it stays readable later', async () => {
    const dataFolder = await usedFolder('市信访局', '市民政局');
    const file = join(dataFolder, 'drafts.sqlite');
    const bytes = readFileSync(file);
    bytes.fill(0, 0, 4096);
    // The content of one draft is damaged beyond its checksum: it comes from the backup.
    for (let at = bytes.indexOf('市民政局'); at >= 0; at = bytes.indexOf('市民政局', at + 1)) {
      bytes[at] = 0x41;
    }
    writeFileSync(file, bytes);
    const program = await launch({ dataFolder });
    const { page } = program;
    await page.getByRole('heading', { name: '恢复说明' }).waitFor();
    const row = (name: string) => page.getByRole('row').filter({ hasText: name });
    expect(await row('市民政局').innerText()).toMatch(/取自今天.*的自动备份/);
    // A receipt proves it, although the pages of the file alone could not.
    expect(await row('市信访局').innerText()).toContain('与最后一次保存的一致');
    expect(await seriousViolations(page)).toEqual([]);
    const kept = readdirSync(dataFolder).find((name) => name.startsWith('damaged-')) ?? '';
    expect(readFileSync(join(dataFolder, kept, 'drafts.sqlite'))).toEqual(bytes);
    await page.getByRole('button', { name: '打开草稿列表' }).click();
    await expect.poll(() => names(page)).toHaveLength(2);
    await showBackups(program);
    await page.getByRole('button', { name: /的恢复说明$/ }).click();
    await page.getByRole('heading', { name: '恢复说明' }).waitFor();
    expect(program.complaints).toEqual([]);
    await program.close();
  });

  test('one draft that cannot be read is shown as such, and found again in the backup', async () => {
    const dataFolder = await usedFolder('市信访局', '市民政局');
    const db = new Database(join(dataFolder, 'drafts.sqlite'));
    db.exec("UPDATE contents SET content = replace(content, '民政', '民正')");
    db.close();
    const program = await launch({ dataFolder });
    const { page } = program;
    await page.getByRole('button', { name: '市民政局', exact: true }).click();
    await page.getByText('内容损坏，读不出来').waitFor();
    await page.getByRole('button', { name: '找回：2024年度 市民政局' }).click();
    await page.getByRole('radio').first().waitFor();
    await page.getByRole('button', { name: '用选中的内容找回' }).click();
    await page.getByText('已找回').waitFor();
    await page.getByRole('button', { name: '市民政局', exact: true }).click();
    await page.getByRole('grid').waitFor();
    expect(program.complaints).toEqual([]);
    await program.close();
  });
});

test('damage that a start does not meet is found by the running program, and the next start recovers', async () => {
  const dataFolder = await usedFolder('市信访局', '市民政局');
  const db = new Database(join(dataFolder, 'drafts.sqlite'));
  const older = db.prepare('SELECT draft, content, checksum FROM contents LIMIT 1').get();
  const { draft } = older as { readonly draft: string };
  db.close();
  const first = await launch({ dataFolder });
  await changeDraft(first.page, draft, '后来改的');
  await first.close();
  // A write that never came: the draft is as it was, and sound in itself.
  const disk = new Database(join(dataFolder, 'drafts.sqlite'));
  disk
    .prepare('UPDATE contents SET content = @content, checksum = @checksum WHERE draft = @draft')
    .run(older);
  disk.close();
  const program = await launch({ dataFolder });
  await program.page.getByText('草稿库文件里发现有损坏的地方').waitFor({ timeout: 30_000 });
  await program.close();
  const again = await launch({ dataFolder });
  await again.page.getByRole('heading', { name: '恢复说明' }).waitFor();
  expect(await again.page.getByRole('row').allInnerTexts()).toContainEqual(
    expect.stringContaining('最后的修改没有找回'),
  );
  await again.close();
});

describe('a start with a database that lacks what was saved last', () => {
  test('shows 恢复说明 first: which drafts are older and which are gone', async () => {
    const dataFolder = await usedFolder('市信访局', '市民政局');
    const file = join(dataFolder, 'drafts.sqlite');
    const older = readFileSync(file);
    const first = await launch({ dataFolder });
    const { items } = await callPage(first.page, 'drafts.list', { offset: 0, limit: 10 });
    const changed = items.find(({ department }) => department === '市民政局')?.id ?? '';
    await changeDraft(first.page, changed, '后来改的');
    await addDraft(first.page, '市档案局');
    await first.close();
    writeFileSync(file, older);

    const program = await launch({ dataFolder });
    const { page } = program;
    await page.getByRole('heading', { name: '恢复说明' }).waitFor();
    await page.getByText('草稿库文件比最后一次保存时的旧').waitFor();
    const row = (name: string) => page.getByRole('row').filter({ hasText: name });
    expect(await row('市信访局').innerText()).toContain('与最后一次保存的一致');
    expect(await row('市民政局').innerText()).toContain('最后的修改没有找回');
    expect(await row('市档案局').innerText()).toContain('没有找回');
    expect(await seriousViolations(page)).toEqual([]);
    const aside = readdirSync(dataFolder).find((name) => name.startsWith('damaged-')) ?? '';
    expect(readFileSync(join(dataFolder, aside, 'drafts.sqlite'))).toEqual(older);
    await page.getByRole('button', { name: '打开草稿列表' }).click();
    await expect.poll(() => names(page)).toHaveLength(2);
    expect(program.complaints).toEqual([]);
    await program.close();
  });
});

/** A running program whose data folder has gone meanwhile; what was saved then was refused. */
async function withFolderGone() {
  const folder = newFolder();
  const dataFolder = join(folder, 'data');
  const pulled = join(folder, 'pulled');
  mkdirSync(dataFolder);
  const program = await launch({ dataFolder });
  const id = await addDraft(program.page, '市信访局');
  renameSync(dataFolder, pulled);
  await expect(changeDraft(program.page, id, '拔出时改的')).rejects.toThrow('接好后');
  return { program, id, dataFolder, pulled };
}

test('a data folder that is gone meanwhile: a save is refused with a sentence, and works again once it is back', async () => {
  const { program, id, dataFolder, pulled } = await withFolderGone();
  const { page } = program;
  // What Chromium has kept for itself meanwhile.
  rmSync(dataFolder, { recursive: true, force: true });
  renameSync(pulled, dataFolder);
  await changeDraft(page, id, '接好后改的');
  expect((await callPage(page, 'drafts.open', { id })).draft.cells.duties).toBe('接好后改的');
  await program.close();
});

test('a stick that was pulled out and put in again: the file is opened anew, for what it was open by is dead', async () => {
  const { program, id, dataFolder, pulled } = await withFolderGone();
  // As other files, to which the open one leads no more.
  cpSync(pulled, dataFolder, { recursive: true });
  await changeDraft(program.page, id, '接好后改的');
  await program.app.close();
  const again = await launch({ dataFolder });
  expect((await callPage(again.page, 'drafts.open', { id })).draft.cells.duties).toBe('接好后改的');
  await again.close();
});
