import { useEffect } from 'react';
import type { Editor, SaveStatus } from '../state/editor.ts';
import { clockTime, editorTitle } from '../ui/format.ts';

/** How long nothing is changed before the title says that all is saved, in milliseconds. */
const QUIET = 1000;

/**
 * The window is called by the year and the department, as they are filled in, and says 已保存 with the
 * time, or 保存失败. While somebody types it says neither: no title is to flicker with every word.
 */
export function useWindowTitle({ store, definition }: Editor): void {
  useEffect(() => {
    let saved: string | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const write = () => {
      const { draft } = store.getState();
      const department = draft.cells[definition.department] ?? '';
      const title = editorTitle({ year: draft.year, department }, saved);
      if (document.title !== title) document.title = title;
    };
    const follow = (save: SaveStatus) => {
      clearTimeout(timer);
      saved = save.state === 'failed' ? '保存失败' : undefined;
      write();
      if (save.state !== 'saved') return;
      timer = setTimeout(() => {
        saved = `已保存 ${clockTime(save.at)}`;
        write();
      }, QUIET);
    };
    follow(store.getState().save);
    const unsubscribe = store.subscribe((now, before) => {
      if (now.save !== before.save) follow(now.save);
      else if (now.draft !== before.draft) write();
    });
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  }, [store, definition]);
}
