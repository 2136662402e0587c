import { type ReactNode, useMemo, useRef } from 'react';
import { useEditor, useEditorState, useLater } from '../EditorContext.ts';
import { spokenCell } from '../names.ts';
import { useElements } from './elements.ts';
import { FloatingEditor } from './FloatingEditor.tsx';
import { FormSections } from './FormSections.tsx';
import { findingMarks, type RowMarks } from './finding-marks.ts';
import { GridMenu, type MenuHandle } from './GridMenu.tsx';
import type { Command } from './keys.ts';
import { Places } from './Places.tsx';
import { RowHandle } from './RowHandle.tsx';
import { appendRow } from './rows.ts';
import { SelectionFrame } from './SelectionFrame.tsx';
import { type SectionRows, sectionsOf } from './sections.ts';
import { mapOf } from './table-map.ts';
import { usePointer } from './use-pointer.ts';

interface GridProps {
  readonly run: (command: Command) => void;
  readonly menu: React.RefObject<MenuHandle | null>;
}

/** The official table on its paper, with all that floats over it. */
export function Grid({ run, menu }: GridProps) {
  const { definition } = useEditor();
  const { scroller, paper } = useElements();
  const pointer = usePointer();
  return (
    <GridMenu ref={menu} run={run}>
      <div ref={scroller} className="scroller" {...pointer}>
        <div ref={paper} className="paper">
          <h1 className="form-title">{definition.title}</h1>
          <p className="form-note">{definition.note}</p>
          <FormTable>
            <EmptyTables />
            <OverTable run={run} />
            <SpokenSelection />
          </FormTable>
        </div>
      </div>
    </GridMenu>
  );
}

/** What floats over the table, each at its place. */
function OverTable({ run }: Pick<GridProps, 'run'>) {
  const over = useRef<HTMLDivElement>(null);
  return (
    <div ref={over} className="over-table">
      <SelectionFrame />
      <RowHandle />
      <FloatingEditor run={run} />
      <Places over={over} />
    </div>
  );
}

/** The grid itself: drawn again only where rows or marks have changed; and what goes with it. */
function FormTable({ children }: { readonly children: ReactNode }) {
  const { definition } = useEditor();
  const table = useEditorState((state) => state.table);
  const sections = useSections();
  const marks = useFindingMarks();
  return (
    <FormSections title={definition.title} table={table} sections={sections} marks={marks}>
      {children}
    </FormSections>
  );
}

/** A table without any row (a file that lacked it) gets a button that adds the first. */
function EmptyTables() {
  const editor = useEditor();
  const rows = useEditorState((state) => state.draft.rows);
  const empty = editor.definition.sections.filter(
    ({ table }) => table && (rows[table.id] ?? []).length === 0,
  );
  return empty.map(({ name, table }) => (
    <button
      key={name}
      type="button"
      className="plain empty-table"
      onClick={() => {
        const added = table && appendRow(editor.sheet(), table.id);
        if (added) editor.apply(added.edit, added.select);
      }}
    >
      {name}还没有行，点这里添加一行{table?.rowName}
    </button>
  ));
}

function useSections(): readonly SectionRows[] {
  const table = useEditorState((state) => state.table);
  const before = useRef<readonly SectionRows[]>([]);
  return useMemo(() => {
    before.current = sectionsOf(table, before.current);
    return before.current;
  }, [table]);
}

/** The marks of the checks; they may come a moment after the text that a key has put in. */
function useFindingMarks(): ReadonlyMap<string, RowMarks> {
  const table = useLater((state) => state.table);
  const findings = useLater((state) => state.findings);
  const reasons = useLater((state) => state.draft.reasons);
  const before = useRef<ReadonlyMap<string, RowMarks>>(new Map());
  return useMemo(() => {
    const open = findings.filter((finding) => !reasons[finding.key]);
    before.current = findingMarks(mapOf(table), open, before.current);
    return before.current;
  }, [table, findings, reasons]);
}

/** Says to a screen reader which cell is active, whenever that changes. */
function SpokenSelection() {
  const editor = useEditor();
  const text = useEditorState(({ selection }) =>
    spokenCell(editor.sheet(), selection.anchor.address),
  );
  return (
    <div className="visually-hidden" aria-live="polite">
      {text}
    </div>
  );
}
