/** 审核结果 out of the window, and what the checks know beside the draft in front. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyEdit } from '../../shared/draft/edit.ts';
import { departmentPerformance as form } from '../../shared/form/department-performance.ts';
import { exampleDraft } from '../fixtures/example-draft.ts';
import { openDraft } from './editor-page.ts';
import { answerDialogs, callPage, launch, type Program } from './harness.ts';

let program: Program;
let folder: string;
beforeAll(async () => {
  program = await launch();
  folder = await mkdtemp(join(tmpdir(), 'jixiao-report-'));
});
afterAll(async () => {
  await program.close();
  await rm(folder, { recursive: true, force: true });
});

const button = (name: string) => program.page.getByRole('button', { name }).click();
const clipboardText = () => program.app.evaluate(({ clipboard }) => clipboard.readText());

describe('审核结果', () => {
  test('goes to the clipboard as text and to a Word file, with the reason that a person gave', async () => {
    await openDraft(program, 'example');
    const { page } = program;
    await page.getByRole('tab', { name: /审核/ }).click();
    const item = page.locator('.finding', { hasText: '收入构成 2023年' });
    await item.getByRole('button', { name: '出错说明…' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('含上年结转');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /保存|确定/ })
      .click();
    await button('复制审核结果');
    await expect.poll(clipboardText).toContain('出错说明：含上年结转');
    expect(await clipboardText()).toContain('差额 2.81 万元');
    const path = join(folder, '审核结果.docx');
    const asked = await answerDialogs(program.app, { save: path });
    await button('导出审核结果…');
    await page.getByText('审核结果已导出').waitFor();
    expect((await asked()).at(-1)?.defaultPath).toContain('审核结果.docx');
    const xml = strFromU8(unzipSync(await readFile(path))['word/document.xml'] ?? new Uint8Array());
    expect(xml).toContain('含上年结转');
  });
});

describe('what the checks know beside a draft', () => {
  test("figures that differ from last year's draft of the department are pointed out", async () => {
    const { page } = program;
    const before = exampleDraft();
    const nextYear = applyEdit(
      form,
      { ...before, year: 2025 },
      {
        type: 'set',
        cells: [['funding/income/fiscal/yearBeforeLast', '111.11']],
      },
    );
    await callPage(page, 'drafts.create', { draft: { ...before } });
    await callPage(page, 'drafts.create', { draft: { ...nextYear } });
    await page.reload();
    await page.getByRole('rowheader').first().getByRole('button').click();
    await page.getByRole('tab', { name: /审核/ }).click();
    await page.locator('.finding', { hasText: '111.11' }).first().waitFor();
  });

  test('F8 goes to the next finding also where the focus is in the panel', async () => {
    const form = await openDraft(program, 'example');
    await program.page.getByRole('tab', { name: /审核/ }).click();
    await form.press('F8');
    await form.expectActive('填报人');
  });
});
