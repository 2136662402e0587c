import { useMemo } from 'react';
import { flushSync } from 'react-dom';
import { completeness, openFindings } from '../../../shared/checks/facts.ts';
import type { EditorState } from '../../state/editor.ts';
import { useEditor, useLater } from '../EditorContext.ts';
import { rowId } from '../grid/elements.ts';
import { mapOf } from '../grid/table-map.ts';
import { bySection, type Counts, countsOf } from './findings.ts';

/** The sections at the left: how complete each is and what was found in it; a click goes there. */
export function SectionsPanel() {
  const editor = useEditor();
  const { definition } = editor;
  const draft = useLater((state) => state.draft);
  const findings = useLater((state) => state.findings);
  const current = useLater(currentSection);
  const counts = useMemo(() => {
    const groups = bySection(definition, openFindings(draft, findings));
    return new Map(groups.map((group) => [group.section, countsOf(group.findings)]));
  }, [definition, findings, draft]);
  const progress = useMemo(() => completeness(definition, draft).bySection, [definition, draft]);
  const go = (section: string) => {
    const rows = editor.sheet().map.rows.filter((row) => row.section === section);
    const first = rows.flatMap((row) => row.cells).find((cell) => cell.role === 'input');
    const [address] = first?.addresses ?? [];
    if (address !== undefined) flushSync(() => editor.goTo(address));
    document.getElementById(rowId(rows[0]?.key ?? ''))?.scrollIntoView({ block: 'start' });
  };
  return (
    <nav className="sections-panel" aria-label="表的各部分" data-pane="sections" tabIndex={-1}>
      <h2>各部分</h2>
      <ul>
        {definition.sections.map((section) => {
          const { filled, toFill } = progress[section.id] ?? { filled: 0, toFill: 0 };
          return (
            <li key={section.id}>
              <button
                type="button"
                aria-current={section.id === current ? 'true' : undefined}
                onClick={() => go(section.id)}
              >
                <span className="section-name">{section.name}</span>
                <SectionCounts counts={counts.get(section.id)} />
                <span className={`section-progress ${filled === toFill ? 'complete' : ''}`}>
                  {filled === toFill ? '已填完' : `已填 ${filled}/${toFill}`}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

function currentSection({ table, selection }: EditorState): string | undefined {
  const row = mapOf(table).find(selection.anchor.address)?.top;
  return row === undefined ? undefined : table.rows[row]?.section;
}

function SectionCounts({ counts }: { readonly counts: Counts | undefined }) {
  if (!counts) return null;
  return (
    <span className="section-counts">
      {counts.error > 0 && <span className="count-error">{counts.error} 错误</span>}
      {counts.warning > 0 && <span className="count-warning">{counts.warning} 警告</span>}
      {counts.hint > 0 && <span className="count-hint">{counts.hint} 提示</span>}
    </span>
  );
}
