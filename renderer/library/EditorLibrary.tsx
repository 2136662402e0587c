import { libraryOf } from '../../shared/library/entry.ts';
import { useEditor } from '../editor/EditorContext.ts';
import { settleEditor, useShell } from '../state/shell.ts';
import { LibraryPanel } from './LibraryPanel.tsx';

/** The library of the form that is open. */
export function EditorLibrary({ onClose }: { readonly onClose: () => void }) {
  const { id, definition } = useEditor();
  const library = libraryOf(definition);
  const manage = async () => {
    if (await settleEditor()) useShell.getState().show({ name: 'library', cameFrom: id });
  };
  return library ? (
    <LibraryPanel library={library} onClose={onClose} onManage={() => void manage()} />
  ) : null;
}
