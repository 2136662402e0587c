import type { ReactNode } from 'react';
import type { TableCell } from '../../../shared/table/lay-out.ts';
import { cellId } from './elements.ts';
import type { CellMark } from './finding-marks.ts';
import { whileInSight } from './in-sight.ts';

interface CellProps {
  readonly cell: TableCell;
  /** What the checks say of it. */
  readonly mark?: CellMark | undefined;
}

/** One cell of the official table. */
export function Cell({ cell, mark }: CellProps) {
  const { rowSpan, colSpan } = cell;
  const shared = { ...attributesOf(cell, mark), rowSpan, colSpan };
  const content = <Content cell={cell} />;
  if (cell.role === 'input') {
    return <td {...shared}>{content}</td>;
  }
  return <th {...shared}>{content}</th>;
}

interface BesideCellProps extends CellProps {
  /** The place of the row that it begins in, in the whole table, counted from 0. */
  readonly index: number;
}

/**
 * A cell over so many rows that they are tables of their own: it stands beside them. The row around it
 * is for screen readers alone; the place is the cell's, so that no row of the form is told twice.
 */
export function BesideCell({ cell, mark, index }: BesideCellProps) {
  const columns = Array.from(
    { length: cell.colSpan },
    (_, i) => `var(--column-${cell.column + i})`,
  );
  const attributes = { ...attributesOf(cell, mark), 'aria-rowindex': index + 1 };
  return (
    // biome-ignore lint/a11y/useSemanticElements: not in a table
    // biome-ignore lint/a11y/useFocusableInteractive: the one tab stop of the grid is its text area
    <div role="row" className="beside-row">
      <div {...attributes} style={{ width: `calc(${columns.join(' + ')})` }}>
        <Content cell={cell} />
      </div>
    </div>
  );
}

function attributesOf(cell: TableCell, mark: CellMark | undefined) {
  const classes = ['cell', `cell-${cell.role}`, cell.kind && `kind-${cell.kind}`];
  if (cell.computed) classes.push(`computed-${cell.computed}`);
  if (cell.carried) classes.push('carried');
  if (mark) classes.push(`has-${mark.severity}`);
  return {
    id: cellId(cell.key),
    role: ROLES[cell.role],
    className: classes.filter(Boolean).join(' '),
    'aria-colindex': cell.column + 1,
    ...(cell.colSpan > 1 && { 'aria-colspan': cell.colSpan }),
    ...(cell.rowSpan > 1 && { 'aria-rowspan': cell.rowSpan }),
    ...(cell.addresses.length > 0 && { 'data-key': cell.key, 'aria-selected': false }),
    ...(mark && { title: mark.text, 'aria-description': mark.text }),
  };
}

const ROLES = { input: 'gridcell', heading: 'columnheader', label: 'rowheader' } as const;

/** The text; of a cell over several rows, in its middle or as close to that as is in sight. */
function Content({ cell }: { readonly cell: TableCell }) {
  const text: ReactNode = cell.text || <Proposal text={cell.proposal} />;
  if (cell.rowSpan === 1 || cell.role === 'heading') return text;
  return (
    <div ref={whileInSight} className="cell-full">
      <div className="cell-sticky">{text}</div>
    </div>
  );
}

/** Last year's text in grey, where nothing stands yet. */
function Proposal({ text }: { readonly text: string | undefined }) {
  return text ? <span className="proposal">{text}</span> : null;
}
