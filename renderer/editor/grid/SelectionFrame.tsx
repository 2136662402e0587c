import { useEffect } from 'react';
import { useEditorState } from '../EditorContext.ts';
import { cellId } from './elements.ts';
import { areaOf } from './selection.ts';
import { cellsIn, mapOf } from './table-map.ts';

/** The frame round the active cell, the tint over a range, and the handle that fills. */
export function SelectionFrame() {
  const map = mapOf(useEditorState((state) => state.table));
  const selection = useEditorState((state) => state.selection);
  const area = areaOf(map, selection);
  const cells = area ? cellsIn(map, area) : [];
  useEffect(() => {
    const elements = cells.flatMap(({ cell }) => document.getElementById(cellId(cell.key)) ?? []);
    for (const element of elements) {
      if (element.hasAttribute('aria-selected')) element.setAttribute('aria-selected', 'true');
    }
    return () => {
      for (const element of elements) {
        if (element.hasAttribute('aria-selected')) element.setAttribute('aria-selected', 'false');
      }
    };
  });
  if (!area) return null;
  return (
    <div aria-hidden="true">
      {cells.length > 1 && <div className="selection-range" />}
      <div className="active-cell" />
      <div className="fill-handle" title="拖动可向下或向右填充" />
    </div>
  );
}
