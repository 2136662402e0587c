/** Gives every part of the editor the draft that is open. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Editor, EditorState } from '../state/editor.ts';

export const EditorContext = createContext<Editor | null>(null);

/** The open draft. @throws Error outside an `<Editor>`: a programmer's mistake */
export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (!editor) throw new Error('no editor around');
  return editor;
}

/** A part of the open draft's state; the component is drawn again only when that part changes. */
export function useEditorState<T>(select: (state: EditorState) => T): T {
  return useStore(useEditor().store, select);
}
