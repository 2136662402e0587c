import { useEffect } from 'react';
import { useEditor, useEditorState } from '../EditorContext.ts';
import { boxOfArea, cellId } from './elements.ts';
import { areaOf } from './selection.ts';
import { cellsIn } from './table-map.ts';
import { useMeasured } from './use-measured.ts';

/** The frame round the active cell, the tint over a range, and the handle that fills. */
export function SelectionFrame() {
  const editor = useEditor();
  const table = useEditorState((state) => state.table);
  const selection = useEditorState((state) => state.selection);
  const { map } = editor.sheet();
  const area = areaOf(map, selection);
  const active = map.find(selection.anchor.address);
  const range = useMeasured((paper) => area && boxOfArea(paper, map, area), [table, selection]);
  const cell = useMeasured((paper) => active && boxOfArea(paper, map, active), [table, selection]);
  useEffect(() => {
    const cells = area ? cellsIn(map, area).map((rect) => rect.cell) : [];
    const elements = cells.flatMap((one) => document.getElementById(cellId(one.key)) ?? []);
    for (const element of elements) {
      if (element.hasAttribute('aria-selected')) element.setAttribute('aria-selected', 'true');
    }
    return () => {
      for (const element of elements) {
        if (element.hasAttribute('aria-selected')) element.setAttribute('aria-selected', 'false');
      }
    };
  });
  if (!range || !cell) return null;
  const several = area !== undefined && cellsIn(map, area).length > 1;
  return (
    <div aria-hidden="true">
      {several && <div className="selection-range" style={range} />}
      <div className="active-cell" style={cell} />
      <div
        className="fill-handle"
        title="拖动可向下或向右填充"
        style={{ left: range.left + range.width, top: range.top + range.height }}
      />
    </div>
  );
}
