import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { clearWhereMarked, markForClearing } from '../../electron/storage/clear-all.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jixiao-clear-'));
  mkdirSync(join(folder, 'browser', 'Cache'), { recursive: true });
  for (const name of ['drafts.sqlite', 'drafts.sqlite-wal', 'browser/Cache/x', 'SingletonLock']) {
    writeFileSync(join(folder, name), 'x');
  }
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('without the mark nothing is removed', () => {
  clearWhereMarked(folder);
  expect(readdirSync(folder)).toHaveLength(4);
});

test('with the mark everything goes but the lock of the running program, and the mark itself', () => {
  markForClearing(folder);
  clearWhereMarked(folder);
  expect(readdirSync(folder)).toEqual(['SingletonLock']);
});

test('a clearing that was interrupted goes on at the next start', () => {
  markForClearing(folder);
  rmSync(join(folder, 'drafts.sqlite'));
  clearWhereMarked(folder);
  expect(existsSync(join(folder, 'drafts.sqlite-wal'))).toBe(false);
});
