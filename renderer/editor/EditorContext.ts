/** Gives every part of the editor the draft that is open. */
import {
  createContext,
  startTransition,
  useContext,
  useEffect,
  useEffectEvent,
  useState,
} from 'react';
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

/**
 * Likewise, for what may follow a key in the next moment: the key is painted first, and a component
 * with nothing else takes no part in that at all.
 */
export function useLater<T>(select: (state: EditorState) => T): T {
  const { store } = useEditor();
  const [value, setValue] = useState(() => select(store.getState()));
  const follow = useEffectEvent(() => {
    const next = select(store.getState());
    startTransition(() => setValue(() => next));
  });
  useEffect(() => {
    follow();
    return store.subscribe(() => follow());
  }, [store]);
  return value;
}
