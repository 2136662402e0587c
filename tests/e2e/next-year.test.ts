import { afterAll, beforeAll, expect, test } from 'vitest';
import { editorPage, openDraft } from './editor-page.ts';
import { callPage, launch, type Program } from './harness.ts';

let program: Program;

beforeAll(async () => {
  program = await launch();
});
afterAll(() => program.close());

test('做下一年的表 opens the next year; Tab takes over what last year offers, then moves on', async () => {
  const { page } = program;
  await openDraft(program, 'example');
  await page.getByRole('button', { name: '草稿列表' }).click();
  await page.getByRole('button', { name: /^做下一年的表/ }).click();
  await page.getByRole('grid').waitFor();
  expect(await page.title()).toContain('2025年度');
  const { items } = await callPage(page, 'drafts.list', { offset: 0, limit: 10 });
  expect(items.map((one) => one.year).sort()).toEqual([2024, 2025]);

  const editor = editorPage(program);
  const count = page.getByRole('button', { name: /^待核实 \d+ 处$/ });
  const before = Number(/\d+/.exec((await count.textContent()) ?? '')?.[0]);
  await count.click();
  await page.locator('td.carried[aria-selected="true"]').waitFor();
  await editor.press('Shift+F10');
  await page.getByRole('menuitem', { name: '确认无误' }).click();
  await expect.poll(() => count.textContent()).toBe(`待核实 ${before - 1} 处`);
  const proposal = page.locator('td:has(.proposal)').first();
  const address = (await proposal.getAttribute('data-key')) ?? '';
  const offered = (await proposal.locator('.proposal').textContent()) ?? '';
  const active = page.locator('[aria-selected="true"][data-key]');
  await editor.click(address);
  await editor.press('Tab');
  await expect.poll(() => page.locator(`[data-key="${address}"] .proposal`).count()).toBe(0);
  await editor.expectText(address, offered);
  expect(await active.getAttribute('data-key')).toBe(address);
  await editor.press('Tab');
  await expect.poll(() => active.getAttribute('data-key')).not.toBe(address);
});
