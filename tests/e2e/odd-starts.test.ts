/** Starts that cannot open the drafts: what the system's dialog asks then, and what comes of each answer. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { _electron, type ElectronApplication } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import { canMount, fillDisk, mountSmallDisk, unmount } from '../faults/small-disk.ts';
import { names, newFolder, usedFolder } from './data-folders.ts';
import { APP_FOLDER, electronBinary, programArgs } from './harness.ts';

const ASKED_AT_START = resolve(import.meta.dirname, '../fixtures/asked-at-start');

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

/** Starts the program where it cannot open the drafts. @returns what it asks, once that says so in these words */
async function cannotOpen(dataFolder: string, words: string) {
  const app = await startAsked(dataFolder);
  const asked = await question(app);
  expect(asked).toMatchObject(CANNOT_OPEN);
  expect(asked?.detail).toContain(words);
  return { app, asked };
}

async function quit(app: ElectronApplication, asked: AskedAtStart | undefined): Promise<void> {
  const ended = new Promise((done) => app.process().once('exit', done));
  await press(app, asked, '退出');
  await ended;
}

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

/** Starts the program on a full disk, where it leaves the file alone, and tries again once there is room. */
async function startWhileFull(disk: string): Promise<ElectronApplication> {
  const file = join(disk, 'drafts.sqlite');
  const filler = join(disk, 'filler');
  fillDisk(filler, 0);
  const before = digestsOf(file);
  const { app, asked } = await cannotOpen(disk, '磁盘空间已满');
  expect(digestsOf(file)).toEqual(before);
  rmSync(filler);
  await press(app, asked, '再试一次');
  return app;
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
    await expectDrafts(app, ['市信访局']);
  });

  test('tries again as often as wanted while another program holds the file', async () => {
    const dataFolder = await usedFolder('市信访局');
    const file = join(dataFolder, 'drafts.sqlite');
    const before = readFileSync(file);
    const other = new Database(file);
    other.pragma('locking_mode = EXCLUSIVE');
    other.exec('BEGIN EXCLUSIVE');
    const { app, asked } = await cannotOpen(dataFolder, '另一个程序占用');
    await press(app, asked, '再试一次');
    const again = await question(app, 2);
    other.exec('ROLLBACK');
    other.close();
    expect(readFileSync(file)).toEqual(before);
    await press(app, again, '再试一次');
    await expectDrafts(app, ['市信访局']);
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
    await quit(app, asked);
    expect(readFileSync(file)).toEqual(before);
  });

  test('says that the file is write-protected, and goes on once it is not', async () => {
    const dataFolder = await usedFolder('市信访局');
    const file = join(dataFolder, 'drafts.sqlite');
    chmodSync(file, 0o444);
    const before = digestsOf(file);
    const { app, asked } = await cannotOpen(
      dataFolder,
      '是只读的，不能保存；已保存的内容没有变化。请取消「只读」',
    );
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
    const { app, asked } = await cannotOpen(
      dataFolder,
      '不是本程序的草稿库；该文件没有被改动。请把它移到别处',
    );
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
    const { app, asked } = await cannotOpen(disk, '所在文件夹是只读的');
    await quit(app, asked);
    expect(digestsOf(join(disk, 'drafts.sqlite'))).toEqual(before);
  });

  test.runIf(canMount())(
    'does not bring drafts of an older program up to date without a backup: a full disk is said, and waited for',
    async () => {
      const disk = await onSmallDisk(newFolder());
      cpSync(SECOND_SCHEMA, join(disk, 'drafts.sqlite'));
      const app = await startWhileFull(disk);
      const page = await app.firstWindow();
      await expect.poll(() => names(page)).toHaveLength(2);
      await app.close();
    },
  );

  test.runIf(canMount())('says that the disk is full, and goes on once it is not', async () => {
    const disk = await onSmallDisk(await usedFolder('市信访局'));
    await expectDrafts(await startWhileFull(disk), ['市信访局']);
  });

  test('waits for a data folder that is not to be had', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'stick'), 'no folder');
    const app = await startAsked(join(folder, 'stick', 'data'));
    const asked = await question(app);
    expect(asked).toMatchObject({ message: '找不到数据文件夹', buttons: ['再试一次', '退出'] });
    await quit(app, asked);
  });
});
