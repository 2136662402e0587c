import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readDocx } from '../../shared/word/read.ts';
import { hasTools } from '../fixtures/tools.ts';
import { editorPage } from './editor-page.ts';
import { answerDialogs, launch } from './harness.ts';
import { inputMethod } from './input-method.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');
const LAST_YEAR = join(FIXTURES, 'form/ezhou-2024.docx');

/** What is typed, and the letters that an input method takes for it. */
const TYPED = {
  filler: ['lisi', '李四'],
  duties: ['zhidao', '指导全市信访工作，督促检查重要信访事项。'],
  tasks: ['huajie', '化解信访积案，畅通信访渠道。'],
} as const;
const AMOUNT = '612.5';
/** Still being typed, and taken in by no key, when the power goes. */
const UNFINISHED = ['mubiao', '信访事项及时受理率达到百分之百'] as const;

let dataFolder: string;
beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'jixiao-story-'));
});
afterAll(() => rm(dataFolder, { recursive: true, force: true }));

test('last year’s Word file becomes this year’s form, is filled in Chinese, outlives a power cut and is exported', async () => {
  const first = await launch({ dataFolder });
  const { page } = first;
  await page.getByRole('heading', { name: '欢迎使用绩效目标填报' }).waitFor();
  await answerDialogs(first.app, { open: LAST_YEAR });
  await page.getByRole('button', { name: '导入上年表' }).click();
  await page.getByRole('heading', { name: '导入核对' }).waitFor();
  await page.getByRole('button', { name: '复制成下一年的表' }).click();
  await page.getByRole('grid').waitFor();
  expect(await page.title()).toContain('2025年度 鄂州市信访局');

  const form = editorPage(first);
  const method = await inputMethod(page);
  for (const [address, [letters, text]] of Object.entries(TYPED)) {
    await form.click(address);
    await method.write(letters, text);
    await form.press('Enter');
    await form.expectText(address, text);
  }
  await form.click('funding/income/fiscal/current');
  await form.type(AMOUNT);
  await form.press('Enter');
  await form.expectText('funding/income/fiscal/current', AMOUNT);
  await form.click('annualGoal');
  const [letters, words] = UNFINISHED;
  const typedAt: number[] = [];
  for (const word of words) {
    await method.write(letters, word);
    typedAt.push(Date.now());
    await page.waitForTimeout(150);
  }
  await method.compose('wancheng');
  const cut = Date.now();
  await first.kill();

  const second = await launch({ dataFolder });
  const again = editorPage(second);
  await second.page.getByRole('button', { name: '鄂州市信访局', exact: true }).click();
  await expect.poll(async () => (await again.editor()).open).toBe(true);
  const { value } = await again.editor();
  expect(words.startsWith(value)).toBe(true);
  expect(value.length).toBeGreaterThanOrEqual(typedAt.filter((at) => cut - at > 1000).length);
  for (const [address, [, text]] of Object.entries(TYPED)) await again.expectText(address, text);
  await again.expectText('funding/income/fiscal/current', AMOUNT);
  await (await inputMethod(second.page)).write('wancheng', '。完成。');
  await again.press('Enter');
  await again.expectText('annualGoal', `${value}。完成。`);

  const path = join(dataFolder, '导出.docx');
  await answerDialogs(second.app, { save: path });
  await second.page.getByRole('button', { name: '导出 Word' }).click();
  await second.page.getByRole('button', { name: '继续导出' }).click();
  await second.page.getByRole('dialog').getByText('导出.docx').waitFor();
  const { draft, report } = readDocx(await readFile(path), 1999);
  expect(report.leftovers).toEqual([]);
  expect(draft.year).toBe(2025);
  expect(draft.cells).toMatchObject({
    department: '鄂州市信访局',
    filler: TYPED.filler[1],
    duties: TYPED.duties[1],
    tasks: TYPED.tasks[1],
    annualGoal: `${value}。完成。`,
    'funding/income/fiscal/current': AMOUNT,
  });
  expect([...first.complaints, ...second.complaints]).toEqual([]);
  await second.close();
});

test.runIf(hasTools('python3'))('and so finds a reader that shares nothing with us', async () => {
  const reader = join(FIXTURES, 'docx-rows.py');
  const { stdout } = spawnSync('python3', [reader, join(dataFolder, '导出.docx')], {
    encoding: 'utf8',
  });
  const texts = (JSON.parse(stdout) as string[][]).flat();
  for (const text of [TYPED.filler[1], TYPED.duties[1], TYPED.tasks[1], AMOUNT]) {
    expect(texts).toContain(text);
  }
});
