import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeBackupNow } from '../../electron/storage/backups.ts';
import { clearWhereMarked, isOwnName, markForClearing } from '../../electron/storage/clear-all.ts';
import { openDatabase } from '../../electron/storage/database.ts';
import { setAside } from '../../electron/storage/set-aside.ts';
import { suspectDamage } from '../../electron/storage/start.ts';

/** What was in the folder before it became the data folder. */
const OTHERS = ['照片/a.jpg', '工资.xlsx', 'drafts.sqlite.bak', 'damaged-photos/b.jpg', 'settings'];

let folder: string;
let place: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jixiao-clear-'));
  place = join(folder, 'drafts.sqlite');
  const db = openDatabase(place);
  makeBackupNow(db, folder, 'daily');
  db.close();
  setAside(folder, new Date());
  openDatabase(place).close();
  suspectDamage(folder);
  mkdirSync(join(folder, 'browser', 'Cache'), { recursive: true });
  mkdirSync(join(folder, 'logs'));
  for (const name of [
    'browser/Cache/x',
    'logs/main.log',
    'SingletonLock',
    '.probe-17',
    'drafts.sqlite-receipts',
  ]) {
    writeFileSync(join(folder, name), 'x');
  }
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** As the running program does when the person has said yes. */
function ask(): void {
  const db = openDatabase(place);
  markForClearing(folder, db);
  db.close();
}

/** All files, by their names below the folder. */
function files(): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

function putOthers(): void {
  for (const name of OTHERS) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), 'x');
  }
}

test('without the mark nothing is removed', () => {
  const before = files();
  clearWhereMarked(folder);
  expect(files()).toEqual(before);
  expect(before).toContain('drafts.sqlite');
});

test('with the mark everything goes but the lock of the running program, and the mark itself', () => {
  expect(readdirSync(folder).filter((name) => !isOwnName(name))).toEqual(['SingletonLock']);
  ask();
  clearWhereMarked(folder);
  expect(readdirSync(folder)).toEqual(['SingletonLock']);
});

test('what else lies in the folder stays', () => {
  putOthers();
  ask();
  clearWhereMarked(folder);
  expect(files()).toEqual(['SingletonLock', ...OTHERS].sort());
});

test.each([
  ['empty', ''],
  ['of words', 'clear everything'],
  ['with a token of its own', 'a'.repeat(64)],
])('a mark from elsewhere removes nothing: %s', (_, text) => {
  putOthers();
  const before = files();
  writeFileSync(join(folder, 'clear-all'), text);
  clearWhereMarked(folder);
  expect(files().filter((name) => name !== 'clear-all')).toEqual(before);
});

test('a mark without the database that knows it removes nothing', () => {
  ask();
  const mark = readFileSync(join(folder, 'clear-all'));
  rmSync(place);
  const before = files();
  clearWhereMarked(folder);
  expect(files()).toEqual(before.filter((name) => name !== 'clear-all'));

  openDatabase(place).close();
  writeFileSync(join(folder, 'clear-all'), mark);
  clearWhereMarked(folder);
  expect(existsSync(place)).toBe(true);
});

test('a mark beside a damaged database removes nothing, and keeps no start from recovering it', () => {
  ask();
  writeFileSync(place, 'SQLite format 3\0 and then nothing of the kind'.padEnd(4096, 'x'));
  clearWhereMarked(folder);
  expect(existsSync(place)).toBe(true);
  expect(existsSync(join(folder, 'clear-all'))).toBe(false);
});

test('a clearing that is killed goes on at the next start: the database goes last', async () => {
  const many = join(folder, 'backups');
  for (let i = 0; i < 2_000; i++) writeFileSync(join(many, `backup ${i}`), 'x');
  ask();
  const module = join(import.meta.dirname, '../../electron/storage/clear-all.ts');
  const script = `import(${JSON.stringify(module)}).then((all) => all.clearWhereMarked(${JSON.stringify(folder)}))`;
  const child = spawn(process.execPath, ['-e', script], { stdio: 'ignore' });
  const gone = new Promise((done) => child.once('exit', (_code, signal) => done(signal)));
  const left = () => readdirSync(many).length;
  while (child.exitCode === null && left() >= 2_000)
    await new Promise((done) => setImmediate(done));
  child.kill('SIGKILL');
  expect(await gone).toBe('SIGKILL');
  expect(left()).toBeGreaterThan(0);
  expect(existsSync(place)).toBe(true);

  clearWhereMarked(folder);
  expect(readdirSync(folder)).toEqual(['SingletonLock']);
});
