import { useMemo } from 'react';
import { rowsOf } from '../../shared/draft/draft.ts';
import type { RowTable } from '../../shared/form/definition.ts';
import { targetOf } from '../../shared/form/definition.ts';
import { keysInTable, type LibraryEntry, type LibraryShape } from '../../shared/library/entry.ts';
import { insertPlan } from '../../shared/library/insert.ts';
import { useEditor, useEditorState } from '../editor/EditorContext.ts';
import { areaOf } from '../editor/grid/selection.ts';
import type { Editor } from '../state/editor.ts';
import { Button } from '../ui/Button.tsx';
import { message } from '../ui/tell.ts';
import { markUsed } from './library-state.ts';

/** Where entries go: below a row of a table, or to its end. */
interface InsertTarget {
  readonly table: RowTable;
  readonly row: string | undefined;
  /** 年度绩效指标 第 3 行下面 */
  readonly name: string;
}

export interface Insert {
  readonly target: InsertTarget;
  /** The keys of what the table has already. */
  readonly present: ReadonlySet<string>;
  insert(entries: readonly LibraryEntry[]): void;
}

/** Inserts entries below the selected row, as one step of undo. */
export function useInsert(library: LibraryShape): Insert {
  const editor = useEditor();
  const draft = useEditorState((state) => state.draft);
  const selection = useEditorState((state) => state.selection);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the target is that of the selection
  const target = useMemo(() => targetIn(editor, library), [editor, library, draft, selection]);
  const rows = draft.rows[target.table.id];
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is there changes with its rows
  const present = useMemo(() => keysInTable(library, draft, target.table.id), [library, rows]);
  return {
    target,
    present,
    insert(entries) {
      editor.commit();
      const { table, row } = targetIn(editor, library);
      const { draft: now } = editor.store.getState();
      const cells = entries.map((entry) => entry.cells);
      const plan = insertPlan(now, library, table, row, cells);
      const there = plan.skipped > 0 ? `有 ${plan.skipped} 条表中已有，没有重复插入。` : '';
      if (plan.added === 0) {
        message.info(there);
        return;
      }
      editor.apply(plan.edit, plan.select);
      const had = keysInTable(library, now, table.id);
      markUsed(
        library.form,
        entries.filter(({ key }) => !had.has(key)),
      );
      const { draft: after } = editor.store.getState();
      const undo = () => {
        message.destroy(INSERTED);
        // Only this step: what was done since is not for this button to take back.
        if (editor.store.getState().draft === after) editor.undo();
        else message.info('插入之后又有修改，没有撤销；请用上面的「撤销」逐步撤销。');
      };
      message.success({
        key: INSERTED,
        content: (
          <>
            已插入 {plan.added} 条{table.rowName}。{there}
            <Button type="link" size="small" onClick={undo}>
              撤销
            </Button>
          </>
        ),
      });
    },
  };
}

const INSERTED = 'library-inserted';

function targetIn(editor: Editor, library: LibraryShape): InsertTarget {
  const { draft, selection } = editor.store.getState();
  const { definition } = editor;
  const at = targetOf(definition, selection.anchor.address);
  const own = at && 'table' in at && library.tables.find(({ id }) => id === at.table.id);
  const table = own || nearestTable(editor, library);
  const section = definition.sections.find(({ id }) => id === table.section)?.name ?? '';
  const { map } = editor.sheet();
  const area = own ? areaOf(map, selection) : undefined;
  const row = area && map.rows[area.bottom - 1]?.rowId;
  const place = rowsOf(draft, table.id).findIndex(({ id }) => id === row) + 1;
  return { table, row, name: place > 0 ? `${section} 第 ${place} 行下面` : `${section} 末尾` };
}

/** The first table below the selected cell, else the last above it. */
function nearestTable(editor: Editor, library: LibraryShape): RowTable {
  const { map } = editor.sheet();
  const here = map.find(editor.store.getState().selection.anchor.address)?.top ?? 0;
  const ids = new Set(library.tables.map(({ id }) => id));
  const next = map.rows.slice(here).find(({ table }) => table !== undefined && ids.has(table));
  const table = library.tables.find(({ id }) => id === next?.table) ?? library.tables.at(-1);
  if (!table) throw new Error('a library without tables');
  return table;
}
