import { carriedAddresses } from '../../../shared/draft/carried.ts';
import { cellName } from '../../../shared/draft/cell-name.ts';
import { useEditor, useEditorState } from '../EditorContext.ts';
import { statisticsOf } from './selection.ts';
import { mapOf } from './table-map.ts';

/** Below the grid: the cell in hand; for a range how many cells, how many filled, and their sum. */
export function StatusBar() {
  const { definition } = useEditor();
  const selection = useEditorState((state) => state.selection);
  const draft = useEditorState((state) => state.draft);
  const table = useEditorState((state) => state.table);
  const { cells, filled, sum } = statisticsOf(mapOf(table), selection);
  return (
    <footer className="status-bar">
      <span>{cellName({ definition, draft }, selection.anchor.address)}</span>
      {cells > 1 && (
        <span className="statistics">
          <span>已选 {cells} 格</span>
          <span>有内容 {filled} 格</span>
          {sum !== undefined && <span>求和 {sum}</span>}
        </span>
      )}
      <CarriedCount />
    </footer>
  );
}

/** How many cells came from last year and wait to be looked at; a click goes to the next of them. */
function CarriedCount() {
  const editor = useEditor();
  const marks = useEditorState((state) => state.draft.marks);
  const waiting = carriedAddresses(marks);
  if (waiting.length === 0) return null;
  const goToNext = () => {
    const here = waiting.indexOf(editor.store.getState().selection.anchor.address);
    const next = waiting[(here + 1) % waiting.length];
    if (next !== undefined) editor.goTo(next);
  };
  return (
    <button type="button" className="plain" onClick={goToNext}>
      待核实 {waiting.length} 处
    </button>
  );
}
