import { describe, expect, test } from 'vitest';
import type { Editor } from '../../../renderer/state/editor.ts';
import type { Edit } from '../../../shared/draft/edit.ts';
import { editorOf } from './open-editor.ts';

const FAR = 'annual/r12/target';

function select(editor: Editor, address: string): void {
  editor.goTo(address);
}

function anchor(editor: Editor): string {
  return editor.store.getState().selection.anchor.address;
}

describe('undo and redo lead to where the change was', () => {
  const kinds: readonly [string, Edit, string][] = [
    ['a text', { type: 'set', cells: [['annual/r8/target', '≥1']] }, 'annual/r8/target'],
    ['a mark', { type: 'mark', marks: [['duties', { carried: true }]] }, 'duties'],
    [
      'rows inserted',
      { type: 'insertRows', table: 'annual', place: { after: 'r8' }, rows: [{}] },
      'annual/',
    ],
    ['rows removed', { type: 'removeRows', table: 'annual', rows: ['r8'] }, 'annual/'],
    ['rows moved', { type: 'moveRows', table: 'annual', rows: ['r8'], place: 'end' }, 'annual/'],
    ['rows doubled', { type: 'duplicateRows', table: 'annual', rows: ['r8'] }, 'annual/'],
    [
      'several at once',
      {
        type: 'all',
        edits: [
          { type: 'set', cells: [['annualGoal', '目标']] },
          { type: 'set', cells: [['annual/r8/target', '≥1']] },
        ],
      },
      'annualGoal',
    ],
  ];
  test.each(kinds)('%s, from far away', (_, edit, place) => {
    const editor = editorOf();
    select(editor, 'filler');
    editor.apply(edit);
    select(editor, 'filler');
    editor.undo();
    expect(anchor(editor)).toContain(place);
    select(editor, 'filler');
    editor.redo();
    expect(anchor(editor)).toContain(place);
  });

  test('rows of the section in hand leave the selection where it was', () => {
    const editor = editorOf();
    select(editor, FAR);
    editor.apply({ type: 'removeRows', table: 'annual', rows: ['r8'] });
    editor.undo();
    expect(anchor(editor)).toBe(FAR);
  });
});
