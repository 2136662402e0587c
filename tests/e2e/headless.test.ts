/** The command line inside the program as it is built, before it is packaged. */
import { execFile } from 'node:child_process';
import { linkSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { APP_FOLDER, electronBinary, launch } from './harness.ts';

const EXAMPLE = join(APP_FOLDER, 'tests/fixtures/form/ezhou-2024.docx');
const folder = mkdtempSync(join(tmpdir(), 'jixiao-headless-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

async function headless(...words: string[]): Promise<{ code: number; out: string }> {
  const args = ['--no-sandbox', APP_FOLDER, '--headless', ...words];
  const binary = await electronBinary();
  return new Promise((done) => {
    execFile(binary, args, (error, out) => done({ code: error ? Number(error.code) : 0, out }));
  });
}

test('imports, exports and checks while the window is open, with results in files', async () => {
  const program = await launch();
  const draft = join(folder, '草稿.json');
  const word = join(folder, '导出 表.docx');
  const said = join(folder, '结果.txt');
  expect((await headless('import', EXAMPLE, '--out', draft)).code).toBe(0);
  expect((await headless('export', draft, '--out', word)).code).toBe(0);
  expect((await headless('check', word, '--result', said)).code).toBe(1);
  expect(readFileSync(said, 'utf8')).toContain('鄂州市信访局');
  expect(await program.page.title()).toBe('绩效目标填报');
  await program.close();
  expect((await headless('export', draft, '--out', word)).code).toBe(2);
});

test('what it says is in the file whole or not at all; one that cannot be written is told by the exit code', async () => {
  const said = join(folder, '原有 结果.txt');
  writeFileSync(said, '上次的结果');
  // Another name of the same file keeps its text where the new one comes in by a name of its own.
  linkSync(said, join(folder, '上次.txt'));
  expect((await headless('import', EXAMPLE, '--result', said)).code).toBe(0);
  expect(readFileSync(said, 'utf8')).toContain('读入的内容');
  expect(readFileSync(join(folder, '上次.txt'), 'utf8')).toBe('上次的结果');
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);

  expect(
    (await headless('import', EXAMPLE, '--result', join(folder, '没有', '结果.txt'))).code,
  ).toBe(2);
});
