import type { CDPSession } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type EditorPage, openDraft } from './editor-page.ts';
import { launch, type Program } from './harness.ts';

/** The code that Windows gives a key that an input method has taken. */
const PROCESS_KEY = 229;

let program: Program;
let form: EditorPage;
let devtools: CDPSession;
beforeAll(async () => {
  program = await launch();
  devtools = await program.page.context().newCDPSession(program.page);
});
afterAll(() => program.close());
beforeEach(async () => {
  form = await openDraft(program, { year: 2027 });
});

async function keyOfInputMethod(key: string): Promise<void> {
  await devtools.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key,
    windowsVirtualKeyCode: PROCESS_KEY,
    nativeVirtualKeyCode: PROCESS_KEY,
  });
}

async function compose(text: string): Promise<void> {
  await keyOfInputMethod('Process');
  await devtools.send('Input.imeSetComposition', {
    text,
    selectionStart: text.length,
    selectionEnd: text.length,
  });
}

const commitComposition = (text: string) => devtools.send('Input.insertText', { text });

describe('an input method', () => {
  test('finds the text area with its first key, which is not lost', async () => {
    await compose('x');
    expect(await form.editor()).toEqual({ value: 'x', open: true });
    await compose('xinfang');
    await commitComposition('信访');
    expect(await form.editor()).toEqual({ value: '信访', open: true });
    await form.press('Enter');
    await form.expectText('department', '信访');
  });

  test('has Enter for itself as long as it composes', async () => {
    await compose('ju');
    await keyOfInputMethod('Enter');
    expect(await form.editor()).toEqual({ value: 'ju', open: true });
    await form.expectActive('部门（单位）名称');
    await commitComposition('局');
    await form.expectActive('部门（单位）名称');
    await form.press('Enter');
    await form.expectText('department', '局');
    await form.expectActive('填报人');
  });

  test('that is cancelled before anything was typed leaves the cell as it was', async () => {
    await form.type('原来的');
    await form.press('Enter', 'ArrowUp');
    await compose('x');
    await compose('');
    expect(await form.editor()).toEqual({ value: '', open: false });
    await form.expectText('department', '原来的');
  });

  test('composes in the middle of a text; its uncommitted letters are never saved', async () => {
    await form.click('duties');
    await form.type('信访工作');
    await form.press('ArrowLeft', 'ArrowUp');
    await form.press('ArrowDown', 'F2', 'ArrowLeft', 'ArrowLeft');
    await commitComposition('接待');
    await compose('ziliao');
    await program.page.waitForTimeout(1000);
    const saved = await program.page.evaluate(async () => {
      const list = await window.api.call('drafts.list', { offset: 0, limit: 1 });
      const id = list.ok ? list.value.items[0]?.id : undefined;
      const open = await window.api.call('drafts.open', { id: id ?? '' });
      return open.ok ? open.value.pending : open.problem;
    });
    expect(saved).toEqual({ addresses: ['duties'], text: '信访接待工作' });
    await commitComposition('资料');
    await form.press('Enter');
    await form.expectText('duties', '信访接待资料工作');
  });

  test('stands at the caret: the text area lies over the active cell before the first key', async () => {
    await form.click('annual/r9/target');
    const cell = await program.page.locator('[data-key="annual/r9/target"]').boundingBox();
    const area = await program.page.locator('textarea.floating-editor').boundingBox();
    expect(Math.abs((area?.x ?? 0) - (cell?.x ?? 0))).toBeLessThan(2);
    expect(Math.abs((area?.y ?? 0) - (cell?.y ?? 0))).toBeLessThan(2);
    expect(await program.page.evaluate(() => document.activeElement?.className)).toContain(
      'floating-editor',
    );
  });
});
