import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { strFromU8, strToU8, unzipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import { reportFiles, writeReports } from '../../electron/files/batch-reports.ts';
import { type CheckedFile, checkFiles, rowsOfFile } from '../../electron/files/check-files.ts';
import { formFilesIn } from '../../electron/files/form-folder.ts';
import { readNames } from '../../electron/files/read-names.ts';
import { createWorker, forkProcess } from '../../electron/files/worker-client.ts';
import { workbookOf } from '../../electron/files/write-excel.ts';
import { ProblemError } from '../../electron/problem.ts';
import type { FormRow } from '../../shared/batch/rows.ts';
import type { TEST_TASKS } from '../fixtures/test-worker.ts';

const folder = mkdtempSync(join(tmpdir(), 'jixiao-batch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the files of a folder', () => {
  test('are those that may hold forms, in the order of their names, below it as well if wanted', async () => {
    const dir = join(folder, '上报');
    mkdirSync(join(dir, '二科', '.隐藏'), { recursive: true });
    for (const name of [
      '10局.docx',
      '2局.DOC',
      '~$2局.doc',
      '说明.pdf',
      '二科/3局.xlsx',
      '二科/.隐藏/4局.docx',
    ]) {
      writeFileSync(join(dir, name), '');
    }
    symlinkSync(dir, join(dir, '回到自己'));
    const names = async (subfolders: boolean) =>
      (await formFilesIn(dir, { subfolders })).map(({ file }) => file);
    expect(await names(true)).toEqual(['2局.DOC', '10局.docx', '二科/3局.xlsx']);
    expect(await names(false)).toEqual(['2局.DOC', '10局.docx']);
    await expect(formFilesIn(join(folder, '没有'))).rejects.toMatchObject({ code: 'not-found' });
  });

  test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'name a folder inside that may not be opened',
    async () => {
      const dir = join(folder, '锁着');
      mkdirSync(join(dir, '里面'), { recursive: true });
      chmodSync(join(dir, '里面'), 0);
      expect(await formFilesIn(dir)).toMatchObject([
        { file: '里面/', problem: expect.stringContaining('没有权限') },
      ]);
    },
  );
});

describe('checking many files', () => {
  test('goes on behind a file that hangs, one that eats all memory and one that ends the process', async () => {
    const worker = createWorker<typeof TEST_TASKS>(
      (limits) => forkProcess(join(import.meta.dirname, '../fixtures/test-worker.ts'), limits),
      { timeMs: 1500, memoryMb: 32 },
    );
    const done: CheckedFile[] = [];
    const files = ['a', 'hang', 'b', 'hoard', 'c', 'die', 'd'].map((file) => ({
      path: file,
      file,
    }));
    await checkFiles(files, worker, { onFile: (checked) => done.push(checked) });
    worker.stop();
    expect(done.map(({ file, problem }) => [file, problem !== undefined])).toEqual([
      ['a', false],
      ['hang', true],
      ['b', false],
      ['hoard', true],
      ['c', false],
      ['die', true],
      ['d', false],
    ]);
    const [row] = rowsOfFile(done[1] ?? { path: '', file: '', forms: [] }, 7);
    expect(row).toMatchObject({ id: 7, file: 'hang', form: null });
    expect(row?.problem).toMatch(/超过 2 秒/);
  });
});

describe('审核结果 of many forms', () => {
  const rowOf = (id: number, department: string): FormRow => ({
    ...{ id, path: `/表/${id}.docx`, file: `子/报表${id}.docx`, nth: 0, of: 1, problem: null },
    form: {
      ...{ form: 'department-performance@1', department, year: 2024, yearFound: true },
      ...{ errors: 0, warnings: 0, hints: 0, totals: [], unread: 0, texts: [] },
    },
  });
  const stop = new AbortController();
  const options = { signal: stop.signal, onProgress() {} };

  test('are named by department, the second of one apart, and one without a name by its file', () => {
    const rows = ['A局', 'a局', '甲/乙:局', ''].map((name, id) => rowOf(id, name));
    expect(reportFiles(rows, folder).map(({ path }) => basename(path))).toEqual([
      'A局2024年度审核结果.docx',
      'a局2024年度审核结果（2）.docx',
      '甲／乙：局2024年度审核结果.docx',
      '报表32024年度审核结果.docx',
    ]);
  });

  test('replace nothing unasked, name what could not be made, and stop when told', async () => {
    const dir = join(folder, '结果');
    mkdirSync(dir);
    writeFileSync(join(dir, '甲局2024年度审核结果.docx'), 'precious');
    const rows = ['甲局', '乙局', '丙局', '丁局'].map((name, id) => rowOf(id, name));
    const files = reportFiles(rows, dir);
    expect(files.map(({ exists }) => exists)).toEqual([true, false, false, false]);
    const make = async ({ form }: FormRow) => {
      if (form.department === '乙局') throw new ProblemError('unreadable', '文件变了。');
      if (form.department === '丙局') stop.abort();
      return strToU8('new');
    };
    const answer = await writeReports(files, dir, { existing: 'keep', make, ...options });
    expect(answer).toEqual({
      folder: dir,
      written: 1,
      kept: 1,
      failed: [{ file: '乙局2024年度审核结果.docx', problem: '文件变了。' }],
      left: 1,
    });
    expect(readFileSync(join(dir, '甲局2024年度审核结果.docx'), 'utf8')).toBe('precious');
  });
});

describe('a list of departments', () => {
  test('is read from Excel, from CSV and from lines of text', async () => {
    const names = ['市教育局', '市民政局'];
    const rows = [['序号', '单位名称'], ...names.map((name, i) => [i + 1, name])];
    const excel = workbookOf([{ name: '名单', widths: [], rows }]);
    expect(await readNames(excel)).toEqual(names);
    expect(await readNames(strToU8('单位,联系人\n市教育局,张\n市民政局,李\n'))).toEqual(names);
    expect(await readNames(strToU8('市教育局\n市民政局\n'))).toEqual(names);
    await expect(readNames(strToU8('1\n2\n'))).rejects.toThrow('没有找到部门名称');
  });
});

test('a workbook keeps a text that looks like a formula as a text', () => {
  const bytes = workbookOf([{ name: '表', widths: [10], rows: [['=HYPERLINK("x")', '+1', 2]] }]);
  const files = unzipSync(bytes);
  const xml = strFromU8(files['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
  expect(xml).not.toContain('<f');
  expect(xml).toMatch(/<c r="A1"[^>]* t="inlineStr"/);
  expect(xml).toMatch(/<c r="C1"[^>]*><v>2<\/v>/);
});
