import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EditorPage, openDraft } from './editor-page.ts';
import { callPage, launch, type Program } from './harness.ts';

let program: Program;
let form: EditorPage;
beforeAll(async () => {
  program = await launch();
  await program.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 0, y: 0, width: 1366, height: 768 }),
  );
  await callPage(program.page, 'settings.set', { zoom: 2 });
  form = await openDraft(program, 'example');
});
afterAll(() => program.close());

test('at 200% on a small screen the form is filled as ever: the cell in hand stays in sight', async () => {
  expect(await program.page.evaluate(() => window.innerWidth)).toBeLessThan(700);
  await form.click('filler');
  await form.type('李四');
  await form.press('Tab');
  await form.expectText('filler', '李四');
  await form.press('Control+End');
  const inView = await program.page.evaluate(() => {
    const active = document.querySelector('[aria-selected="true"][data-key]');
    const box = active?.getBoundingClientRect();
    if (!box) return false;
    const middle = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return box.top >= 0 && box.bottom <= window.innerHeight && middle !== null;
  });
  expect(inView).toBe(true);
  const buttons = program.page.getByRole('button', { name: '导出 Word' });
  expect(await buttons.isVisible()).toBe(true);
});
