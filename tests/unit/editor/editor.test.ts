import { describe, expect, test } from 'vitest';
import { createSaver } from '../../../renderer/state/saver.ts';
import { rowsOf } from '../../../shared/draft/draft.ts';
import { setText } from '../../../shared/draft/edit.ts';
import { editorOf } from './open-editor.ts';

describe('an open draft', () => {
  test('is not laid out anew while somebody types', () => {
    const editor = editorOf();
    const before = editor.store.getState().table;
    for (const text of ['信', '信访', '信访局']) editor.typed(text);
    expect(editor.store.getState().table).toBe(before);
    editor.commit();
    expect(editor.store.getState().draft.cells.department).toBe('信访局');
  });

  test('keeps the rows that an edit does not touch', () => {
    const editor = editorOf();
    const before = editor.store.getState().table.rows;
    editor.apply(setText(['longTerm/r3/target'], '≥1'));
    const changed = editor.store.getState().table.rows.filter((row, i) => row !== before[i]);
    expect(changed.map((row) => row.rowId)).toEqual(['r3']);
  });

  test('undoes and redoes every kind of edit, back to the very same draft', () => {
    const editor = editorOf();
    const first = editor.store.getState().draft;
    editor.apply(setText(['department'], '甲'));
    editor.apply({ type: 'insertRows', table: 'annual', place: 'end', rows: [{}] });
    editor.apply({ type: 'setYear', year: 2028 });
    editor.apply({ type: 'reason', finding: 'share:x', text: '因为' });
    const last = editor.store.getState().draft;
    for (let i = 0; i < 4; i++) editor.undo();
    expect(editor.store.getState().draft).toBe(first);
    for (let i = 0; i < 4; i++) editor.redo();
    expect(editor.store.getState().draft).toBe(last);
    expect(rowsOf(last, 'annual').length).toBe(7);
  });

  test('takes up the text that was being typed when the program ended', () => {
    const editor = editorOf({ addresses: ['duties'], text: '没打完' });
    expect(editor.store.getState().selection.anchor.address).toBe('duties');
    editor.commit();
    expect(editor.store.getState().draft.cells.duties).toBe('没打完');
  });

  test('a composition that comes to nothing changes nothing', () => {
    const editor = editorOf();
    editor.compositionStarted();
    editor.compositionEnded('');
    expect(editor.store.getState().pending).toBeNull();
    expect(editor.store.getState().past).toEqual([]);
  });

  test('an editor opened and closed without typing is no edit', () => {
    const editor = editorOf();
    editor.beginEdit();
    editor.commit();
    expect(editor.store.getState().past).toEqual([]);
  });
});

describe('saving', () => {
  const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

  test('waits for the first change of a burst, not for its end', async () => {
    let saves = 0;
    const saver = createSaver({
      save: async () => void saves++ as undefined,
      onStatus: () => {},
      delay: 20,
    });
    for (let i = 0; i < 12; i++) {
      saver.changed();
      await pause(5);
    }
    expect(saves).toBeGreaterThan(0);
    saver.stop();
  });

  test('is not said to be done from the first change on, until that is stored', async () => {
    const said: unknown[] = [];
    const saver = createSaver({
      save: async () => undefined,
      onStatus: (status) => said.push(status),
      delay: 10_000,
    });
    saver.changed();
    saver.changed();
    expect(said).toEqual(['saving']);
    await saver.flush();
    expect(said.at(-1)).toBe('saved');
    saver.changed();
    expect(said.at(-1)).toBe('saving');
    saver.stop();
  });

  test('tries again after a failure until it succeeds, and says so', async () => {
    const said: unknown[] = [];
    let left = 2;
    const saver = createSaver({
      save: async () => (left-- > 0 ? '磁盘已满。' : undefined),
      onStatus: (status) => said.push(status),
      delay: 1,
      retries: [5],
    });
    saver.changed();
    await expect.poll(() => said.at(-1)).toBe('saved');
    expect(said).toEqual([
      'saving',
      'saving',
      { failed: '磁盘已满。' },
      'saving',
      { failed: '磁盘已满。' },
      'saving',
      'saved',
    ]);
  });

  test('tells at once, when asked to finish, whether all is saved', async () => {
    let works = false;
    const saver = createSaver({
      save: async () => (works ? undefined : '失败'),
      onStatus: () => {},
    });
    saver.changed();
    expect(await saver.flush()).toBe(false);
    works = true;
    expect(await saver.flush()).toBe(true);
    saver.stop();
  });
});
