import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeAtomic, writeProblem } from '../../electron/files/atomic.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jixiao-atomic-'));
});
afterEach(() => rm(folder, { recursive: true }));

const bytes = new TextEncoder().encode('新');

describe('writing a file', () => {
  test('leaves the file and nothing else', async () => {
    await writeAtomic(join(folder, '表.docx'), bytes, { force: false });
    expect(await readFile(join(folder, '表.docx'), 'utf8')).toBe('新');
    expect(await readdir(folder)).toEqual(['表.docx']);
  });

  test('replaces a file only when told to', async () => {
    const path = join(folder, '表.docx');
    await writeFile(path, '旧');
    await expect(writeAtomic(path, bytes, { force: false })).rejects.toMatchObject({
      code: 'disk',
      message: expect.stringContaining('已有同名文件「表.docx」'),
    });
    expect(await readFile(path, 'utf8')).toBe('旧');
    expect(await readdir(folder)).toEqual(['表.docx']);
    await writeAtomic(path, bytes, { force: true });
    expect(await readFile(path, 'utf8')).toBe('新');
  });

  test('that fails at the last step leaves what was there, and no temporary file', async () => {
    const path = join(folder, '表.docx');
    await mkdir(join(path, '里面'), { recursive: true });
    await expect(writeAtomic(path, bytes, { force: true })).rejects.toMatchObject({ code: 'disk' });
    expect(await readdir(folder)).toEqual(['表.docx']);
    expect(await readdir(path)).toEqual(['里面']);
  });

  test('into a folder that is gone says so', async () => {
    await expect(
      writeAtomic(join(folder, '没有', '表.docx'), bytes, { force: true }),
    ).rejects.toMatchObject({ message: expect.stringContaining('文件夹不存在') });
  });

  test.each([
    ['EBUSY', 'busy', '正在 Word、WPS'],
    ['EPERM', 'busy', '正在 Word、WPS'],
    ['EACCES', 'busy', '没有写入权限'],
    ['ENOSPC', 'disk', '磁盘空间不足'],
    ['EROFS', 'disk', '只读'],
    ['EIO', 'disk', '磁盘出错'],
  ])('explains %s', (errno, code, words) => {
    const error = Object.assign(new Error('system'), { code: errno });
    const problem = writeProblem(error, '表.docx');
    expect(problem).toMatchObject({ code, message: expect.stringContaining(words), cause: error });
    expect(problem.message).toContain('「表.docx」');
  });

  test('names Excel where a workbook is open', () => {
    const error = Object.assign(new Error('system'), { code: 'EBUSY' });
    expect(writeProblem(error, '表.xlsx').message).toContain('正在 Excel、WPS');
  });
});
