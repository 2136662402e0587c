import { useEditor, useEditorState } from '../EditorContext.ts';
import { nameOf } from '../names.ts';
import { statisticsOf } from './selection.ts';

/** Below the grid: the cell in hand; for a range how many cells, how many filled, and their sum. */
export function StatusBar() {
  const editor = useEditor();
  const selection = useEditorState((state) => state.selection);
  const draft = useEditorState((state) => state.draft);
  const sheet = editor.sheet();
  const { cells, filled, sum } = statisticsOf(sheet.map, selection);
  return (
    <footer className="status-bar">
      <span>{nameOf({ definition: editor.definition, draft }, selection.anchor.address)}</span>
      {cells > 1 && (
        <span className="statistics">
          <span>已选 {cells} 格</span>
          <span>有内容 {filled} 格</span>
          {sum !== undefined && <span>求和 {sum}</span>}
        </span>
      )}
    </footer>
  );
}
