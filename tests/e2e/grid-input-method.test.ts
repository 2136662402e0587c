import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type EditorPage, openDraft } from './editor-page.ts';
import { callPage, launch, type Program } from './harness.ts';
import { type InputMethod, inputMethod } from './input-method.ts';

let program: Program;
let form: EditorPage;
let method: InputMethod;
beforeAll(async () => {
  program = await launch();
  method = await inputMethod(program.page);
});
afterAll(() => program.close());
beforeEach(async () => {
  form = await openDraft(program, { year: 2027 });
});

describe('an input method', () => {
  test('finds the text area with its first key, which is not lost', async () => {
    await method.compose('x');
    await form.expectEditor({ value: 'x', open: true });
    await method.compose('xinfang');
    await method.commit('信访');
    await form.expectEditor({ value: '信访', open: true });
    await form.press('Enter');
    await form.expectText('department', '信访');
  });

  test('has Enter for itself as long as it composes', async () => {
    await method.compose('ju');
    await method.key('Enter');
    await form.expectEditor({ value: 'ju', open: true });
    await form.expectActive('部门（单位）名称');
    await method.commit('局');
    await form.expectActive('部门（单位）名称');
    await form.press('Enter');
    await form.expectText('department', '局');
    await form.expectActive('填报人');
  });

  test('that is cancelled before anything was typed leaves the cell as it was', async () => {
    await form.type('原来的');
    await form.press('Enter', 'ArrowUp');
    await method.compose('x');
    await method.compose('');
    await form.expectEditor({ value: '', open: false });
    await form.expectText('department', '原来的');
  });

  test('composes in the middle of a text; its uncommitted letters are never saved', async () => {
    await form.click('duties');
    await form.type('信访工作');
    await form.press('ArrowLeft', 'ArrowUp');
    await form.press('ArrowDown', 'F2', 'ArrowLeft', 'ArrowLeft');
    await method.commit('接待');
    await method.compose('ziliao');
    const saved = async () => {
      const { items } = await callPage(program.page, 'drafts.list', { offset: 0, limit: 1 });
      return (await callPage(program.page, 'drafts.open', { id: items[0]?.id ?? '' })).pending;
    };
    const committed = { addresses: ['duties'], text: '信访接待工作' };
    await expect.poll(saved).toEqual(committed);
    // Longer than a change waits to be saved: the letters would be there by now.
    await program.page.waitForTimeout(800);
    expect(await saved()).toEqual(committed);
    await method.commit('资料');
    await form.press('Enter');
    await form.expectText('duties', '信访接待资料工作');
  });

  test('stands at the caret: the text area lies over the active cell before the first key', async () => {
    await form.click('annual/r9/target');
    const apart = async () => {
      const cell = await program.page.locator('[data-key="annual/r9/target"]').boundingBox();
      const area = await program.page.locator('textarea.floating-editor:focus').boundingBox();
      if (!cell || !area) return Number.NaN;
      return Math.max(Math.abs(area.x - cell.x), Math.abs(area.y - cell.y));
    };
    await expect.poll(apart).toBeLessThan(2);
  });
});
