import { type MouseEvent, useEffect, useMemo } from 'react';
import type { Address, FormDefinition } from '../../shared/form/definition.ts';
import type { Table } from '../../shared/table/lay-out.ts';
import '../editor/grid/grid.css';
import { cellId } from '../editor/grid/elements.ts';
import { FormSections } from '../editor/grid/FormSections.tsx';
import type { RowMarks } from '../editor/grid/finding-marks.ts';
import { sectionsOf } from '../editor/grid/sections.ts';
import { mapOf } from '../editor/grid/table-map.ts';

interface ReviewTableProps {
  readonly definition: FormDefinition;
  readonly table: Table;
  /** The cell to be shown. */
  readonly marked: Address | null;
  /** While a leftover waits for its cell: takes the addresses of the cell that was clicked. */
  readonly onChoose: ((addresses: readonly Address[]) => void) | undefined;
}

const NO_MARKS: ReadonlyMap<string, RowMarks> = new Map();

/** The official table as it was read: to look at, and to put leftovers into. */
export function ReviewTable({ definition, table, marked, onChoose }: ReviewTableProps) {
  const sections = useMemo(() => sectionsOf(table, []), [table]);
  const click = (event: MouseEvent) => {
    const element = event.target instanceof Element && event.target.closest('[data-key]');
    const cell = element && mapOf(table).find(element.getAttribute('data-key') ?? '')?.cell;
    if (cell) onChoose?.(cell.addresses);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: with the keyboard a cell is chosen from the list beside the leftover
    // biome-ignore lint/a11y/useKeyWithClickEvents: the same
    <div
      // biome-ignore lint/a11y/noNoninteractiveTabindex: for the keys that scroll
      tabIndex={0}
      className={onChoose ? 'scroller is-choosing' : 'scroller'}
      onClick={onChoose && click}
    >
      <div className="paper">
        <h2 className="form-title">{definition.title}</h2>
        <p className="form-note">{definition.note}</p>
        <FormSections
          title={definition.title}
          table={table}
          sections={sections}
          marks={NO_MARKS}
          readOnly
        >
          <Marked table={table} marked={marked} />
        </FormSections>
      </div>
    </div>
  );
}

/** Brings a cell into sight and frames it. */
function Marked({ table, marked }: Pick<ReviewTableProps, 'table' | 'marked'>) {
  useEffect(() => {
    const key = marked === null ? undefined : mapOf(table).find(marked)?.cell.key;
    const element = key === undefined ? null : document.getElementById(cellId(key));
    if (!element) return undefined;
    element.classList.add('is-marked');
    element.scrollIntoView({ block: 'center' });
    return () => element.classList.remove('is-marked');
  }, [table, marked]);
  return null;
}
