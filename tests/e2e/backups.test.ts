/** Backups by hand and back, a start with a damaged or missing database, and what is asked then. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import Database from 'better-sqlite3';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import { applyEdit, setText } from '../../shared/draft/edit.ts';
import { departmentPerformance as form } from '../../shared/form/department-performance.ts';
import { canMount, fillDisk, mountSmallDisk, unmount } from '../faults/small-disk.ts';
import { exampleDraft } from '../fixtures/example-draft.ts';
import {
  APP_FOLDER,
  answerDialogs,
  callPage,
  electronBinary,
  launch,
  type Program,
  programArgs,
} from './harness.ts';

const ASKED_AT_START = resolve(import.meta.dirname, '../fixtures/asked-at-start');
const FACTS = { filled: 1, toFill: 2, errors: 0, warnings: 0, hints: 0 };

const folders: string[] = [];
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jixiao-e2e-'));
  folders.push(folder);
  return folder;
}
afterEach(() => {
  for (const folder of folders.splice(0)) {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});

async function addDraft(page: Page, department: string): Promise<string> {
  const draft = applyEdit(form, exampleDraft(), setText(['department'], department));
  return (await callPage(page, 'drafts.create', { draft: { ...draft } })).summary.id;
}

async function changeDraft(page: Page, id: string, duties: string): Promise<void> {
  const { summary, draft } = await callPage(page, 'drafts.open', { id });
  const changed = JSON.stringify({ ...draft, cells: { ...draft.cells, duties } });
  const { revision } = summary;
  const request = { id, revision, draft: changed, pending: null, facts: FACTS };
  await callPage(page, 'drafts.save', request);
}

async function showBackups({ app, page }: Program): Promise<void> {
  await page.getByRole('heading').first().waitFor();
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('backups')?.click());
  await page.getByRole('heading', { name: '备份与恢复' }).waitFor();
}

async function seriousFindings(page: Page): Promise<unknown[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => [id, nodes[0]?.html]);
}

const names = (page: Page) => page.locator('table.drafts tbody th').allInnerTexts();

/** A data folder with drafts and a backup of some day before, as the program leaves it. */
async function usedFolder(...departments: readonly string[]): Promise<string> {
  const dataFolder = newFolder();
  const program = await launch({ dataFolder });
  for (const department of departments) await addDraft(program.page, department);
  const backups = () => callPage(program.page, 'backups.list');
  await expect.poll(async () => (await backups()).backups.length, { timeout: 30_000 }).toBe(1);
  await program.close();
  return dataFolder;
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
    expect(await seriousFindings(there.page)).toEqual([]);
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
    expect(await seriousFindings(page)).toEqual([]);
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
    expect(await seriousFindings(page)).toEqual([]);
    const aside = readdirSync(dataFolder).find((name) => name.startsWith('damaged-')) ?? '';
    expect(readFileSync(join(dataFolder, aside, 'drafts.sqlite'))).toEqual(older);
    await page.getByRole('button', { name: '打开草稿列表' }).click();
    await expect.poll(() => names(page)).toHaveLength(2);
    expect(program.complaints).toEqual([]);
    await program.close();
  });
});

/** Starts the program with the system's questions under the test's control. */
async function startAsked(dataFolder: string): Promise<ElectronApplication> {
  return await _electron.launch({
    executablePath: await electronBinary(),
    args: programArgs(dataFolder).map((word) => (word === APP_FOLDER ? ASKED_AT_START : word)),
  });
}

interface AskedAtStart {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

async function question(app: ElectronApplication, number = 1): Promise<AskedAtStart | undefined> {
  const asked = () =>
    app.evaluate(() => (globalThis as unknown as { asked: AskedAtStart[] }).asked);
  await expect.poll(async () => (await asked()).length, { timeout: 30_000 }).toBe(number);
  return (await asked()).at(-1);
}

/** Presses a button of the question by its label. */
async function press(app: ElectronApplication, asked: AskedAtStart | undefined, label: string) {
  const pressed = app.evaluate(
    (_, n) => void (globalThis as unknown as { answers: number[] }).answers.push(n),
    asked?.buttons.indexOf(label) ?? -1,
  );
  // The program may end before it can tell that it was pressed.
  await pressed.catch(() => {});
}

const SECOND_SCHEMA = resolve(import.meta.dirname, '../fixtures/schemas/2.sqlite');

/** How the question looks wherever trying again may help. */
const CANNOT_OPEN = {
  message: '草稿库暂时打不开',
  buttons: ['再试一次', '打开数据文件夹', '退出'],
};

/** The database and what SQLite keeps beside it, with the digest of each; an empty log says nothing. */
function digestsOf(file: string): Record<string, string> {
  const all = ['', '-wal', '-journal'].map((end) => file + end);
  const files = all.filter((one) => existsSync(one) && statSync(one).size > 0);
  const digest = (one: string) => createHash('sha256').update(readFileSync(one)).digest('hex');
  return Object.fromEntries(files.map((one) => [one, digest(one)]));
}

async function expectDrafts(app: ElectronApplication, departments: readonly string[]) {
  const page = await app.firstWindow();
  await expect.poll(() => names(page)).toEqual(departments);
  await app.close();
}

const disks: string[] = [];
afterEach(() => {
  for (const disk of disks.splice(0)) unmount(disk);
});

/** A small disk with the files of a data folder. */
async function onSmallDisk(dataFolder: string): Promise<string> {
  const disk = newFolder();
  mountSmallDisk(disk, 24_000);
  disks.push(disk);
  const names = readdirSync(dataFolder).filter((name) => /^(drafts|backups)/.test(name));
  for (const name of names) cpSync(join(dataFolder, name), join(disk, name), { recursive: true });
  return disk;
}

function remount(disk: string, how: 'ro' | 'rw'): void {
  execFileSync('mount', ['-o', `remount,${how}`, disk]);
}

describe('a start that cannot open the drafts', () => {
  test('asks where the file is gone but backups are there, and restores from the newest', async () => {
    const dataFolder = await usedFolder('市信访局');
    rmSync(join(dataFolder, 'drafts.sqlite'));
    const app = await startAsked(dataFolder);
    const asked = await question(app);
    expect(asked?.message).toBe('草稿库文件不见了');
    expect(asked?.detail).toContain('1 份填报表');
    await press(app, asked, '从备份恢复');
    const page = await app.firstWindow();
    await page.getByRole('heading', { name: '恢复说明' }).waitFor();
    await page.getByText('原来的草稿库文件不见了').waitFor();
    await page.getByRole('button', { name: '打开草稿列表' }).click();
    await expect.poll(() => names(page)).toEqual(['市信访局']);
    await app.close();
  });

  test('asks where the file is gone and no backup is there, and goes on once it is put back', async () => {
    const dataFolder = await usedFolder('市信访局');
    const file = join(dataFolder, 'drafts.sqlite');
    const elsewhere = join(newFolder(), 'drafts.sqlite');
    cpSync(file, elsewhere);
    rmSync(file);
    rmSync(join(dataFolder, 'backups'), { recursive: true });
    const app = await startAsked(dataFolder);
    const asked = await question(app);
    expect(asked).toMatchObject({
      message: '草稿库文件不见了',
      buttons: ['再试一次', '打开数据文件夹', '不用原来的，重新开始', '退出'],
    });
    expect(asked?.detail).toContain('请放回原处再试一次');
    cpSync(elsewhere, file);
    await press(app, asked, '再试一次');
    const page = await app.firstWindow();
    await expect.poll(() => names(page)).toEqual(['市信访局']);
    await app.close();
  });

  test('tries again as often as wanted while another program holds the file', async () => {
    const dataFolder = await usedFolder('市信访局');
    const file = join(dataFolder, 'drafts.sqlite');
    const before = readFileSync(file);
    const other = new Database(file);
    other.pragma('locking_mode = EXCLUSIVE');
    other.exec('BEGIN EXCLUSIVE');
    const app = await startAsked(dataFolder);
    const asked = await question(app);
    expect(asked).toMatchObject(CANNOT_OPEN);
    expect(asked?.detail).toContain('另一个程序占用');
    await press(app, asked, '再试一次');
    const again = await question(app, 2);
    other.exec('ROLLBACK');
    other.close();
    expect(readFileSync(file)).toEqual(before);
    await press(app, again, '再试一次');
    const page = await app.firstWindow();
    await expect.poll(() => names(page)).toEqual(['市信访局']);
    await app.close();
  });

  test('says that a newer program is needed, and ends without touching the file', async () => {
    const dataFolder = await usedFolder('市信访局');
    const file = join(dataFolder, 'drafts.sqlite');
    const newer = new Database(file);
    newer.pragma('user_version = 99');
    newer.close();
    const before = readFileSync(file);
    const app = await startAsked(dataFolder);
    const asked = await question(app);
    expect(asked?.detail).toContain('升级');
    const ended = new Promise((done) => app.process().once('exit', done));
    await press(app, asked, '退出');
    await ended;
    expect(readFileSync(file)).toEqual(before);
  });

  test('says that the file is write-protected, and goes on once it is not', async () => {
    const dataFolder = await usedFolder('市信访局');
    const file = join(dataFolder, 'drafts.sqlite');
    chmodSync(file, 0o444);
    const before = digestsOf(file);
    const app = await startAsked(dataFolder);
    const asked = await question(app);
    expect(asked).toMatchObject(CANNOT_OPEN);
    expect(asked?.detail).toContain('是只读的，不能保存；已保存的内容没有变化。请取消「只读」');
    expect(digestsOf(file)).toEqual(before);
    chmodSync(file, 0o644);
    await press(app, asked, '再试一次');
    await expectDrafts(app, ['市信访局']);
  });

  test('leaves another program’s database alone, and restores the drafts once it is moved away', async () => {
    const dataFolder = await usedFolder('市信访局');
    const file = join(dataFolder, 'drafts.sqlite');
    rmSync(file);
    const foreign = new Database(file);
    foreign.exec("CREATE TABLE notes (text); INSERT INTO notes VALUES ('别人的')");
    foreign.close();
    const before = digestsOf(file);
    const app = await startAsked(dataFolder);
    const asked = await question(app);
    expect(asked).toMatchObject(CANNOT_OPEN);
    expect(asked?.detail).toContain('不是本程序的草稿库；该文件没有被改动。请把它移到别处');
    expect(digestsOf(file)).toEqual(before);
    renameSync(file, join(newFolder(), 'notes.sqlite'));
    await press(app, asked, '再试一次');
    const gone = await question(app, 2);
    expect(gone?.message).toBe('草稿库文件不见了');
    await press(app, gone, '从备份恢复');
    const page = await app.firstWindow();
    await page.getByRole('button', { name: '打开草稿列表' }).click();
    await expectDrafts(app, ['市信访局']);
  });

  test.runIf(canMount())('says that a stick is write-protected, and touches nothing', async () => {
    const disk = await onSmallDisk(await usedFolder('市信访局'));
    const before = digestsOf(join(disk, 'drafts.sqlite'));
    remount(disk, 'ro');
    const app = await startAsked(disk);
    const asked = await question(app);
    expect(asked).toMatchObject(CANNOT_OPEN);
    expect(asked?.detail).toContain('所在文件夹是只读的');
    const ended = new Promise((done) => app.process().once('exit', done));
    await press(app, asked, '退出');
    await ended;
    expect(digestsOf(join(disk, 'drafts.sqlite'))).toEqual(before);
  });

  test.runIf(canMount())(
    'does not bring drafts of an older program up to date without a backup: a full disk is said, and waited for',
    async () => {
      const disk = await onSmallDisk(newFolder());
      const file = join(disk, 'drafts.sqlite');
      cpSync(SECOND_SCHEMA, file);
      fillDisk(join(disk, 'filler'), 0);
      const before = digestsOf(file);
      const app = await startAsked(disk);
      const asked = await question(app);
      expect(asked).toMatchObject(CANNOT_OPEN);
      expect(asked?.detail).toContain('磁盘空间已满');
      expect(digestsOf(file)).toEqual(before);
      rmSync(join(disk, 'filler'));
      await press(app, asked, '再试一次');
      const page = await app.firstWindow();
      await expect.poll(() => names(page)).toHaveLength(2);
      await app.close();
    },
  );

  test.runIf(canMount())('says that the disk is full, and goes on once it is not', async () => {
    const disk = await onSmallDisk(await usedFolder('市信访局'));
    const file = join(disk, 'drafts.sqlite');
    fillDisk(join(disk, 'filler'), 0);
    const before = digestsOf(file);
    const app = await startAsked(disk);
    const asked = await question(app);
    expect(asked).toMatchObject(CANNOT_OPEN);
    expect(asked?.detail).toContain('磁盘空间已满');
    expect(digestsOf(file)).toEqual(before);
    rmSync(join(disk, 'filler'));
    await press(app, asked, '再试一次');
    await expectDrafts(app, ['市信访局']);
  });

  test('waits for a data folder that is not to be had', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'stick'), 'no folder');
    const app = await startAsked(join(folder, 'stick', 'data'));
    const asked = await question(app);
    expect(asked).toMatchObject({ message: '找不到数据文件夹', buttons: ['再试一次', '退出'] });
    const ended = new Promise((done) => app.process().once('exit', done));
    await press(app, asked, '退出');
    await ended;
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
