import type { ReactNode } from 'react';
import type { TableCell } from '../../../shared/table/lay-out.ts';
import { cellId } from './elements.ts';
import type { CellMark } from './finding-marks.ts';

interface CellProps {
  readonly cell: TableCell;
  /** What the checks say of it. */
  readonly mark: CellMark | undefined;
  /** For a cell of a heading row, which of them: it stays below those above it. */
  readonly headingRow: number | undefined;
}

/** One cell of the official table. */
export function Cell({ cell, mark, headingRow }: CellProps) {
  const id = cellId(cell.key);
  const shared = {
    id,
    rowSpan: cell.rowSpan,
    colSpan: cell.colSpan,
    'aria-colindex': cell.column + 1,
    ...(cell.colSpan > 1 && { 'aria-colspan': cell.colSpan }),
    ...(cell.rowSpan > 1 && { 'aria-rowspan': cell.rowSpan }),
    ...(cell.addresses.length > 0 && { 'data-key': cell.key, 'aria-selected': false }),
    ...(mark && { title: mark.text, 'aria-description': mark.text }),
  };
  const text = cell.text || <Proposal text={cell.proposal} />;
  const content =
    cell.rowSpan > 1 && cell.role !== 'heading' ? <StayingText>{text}</StayingText> : text;
  const classes = [className(cell), mark && `has-${mark.severity}`].filter(Boolean).join(' ');
  if (cell.role === 'input') {
    return (
      // biome-ignore lint/a11y/useFocusableInteractive: the one tab stop of the grid is its text area
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of a grid, not of a table
      <td role="gridcell" className={classes} {...shared}>
        {content}
      </td>
    );
  }
  const heading = cell.role === 'heading';
  const sticky = heading && headingRow !== undefined ? ` heading-${headingRow}` : '';
  return (
    <th
      role={heading ? 'columnheader' : 'rowheader'}
      className={`${classes}${sticky}${cell.column === 0 ? ' at-left' : ''}`}
      {...shared}
    >
      {content}
    </th>
  );
}

/** The text of a cell over several rows: in its middle, or as close to it as is in sight. */
function StayingText({ children }: { readonly children: ReactNode }) {
  return (
    <div className="cell-full">
      <div className="cell-sticky">{children}</div>
    </div>
  );
}

/** Last year's text in grey, where nothing stands yet. */
function Proposal({ text }: { readonly text: string | undefined }) {
  return text ? <span className="proposal">{text}</span> : null;
}

function className(cell: TableCell): string {
  const parts = [`cell-${cell.role}`, cell.kind && `kind-${cell.kind}`];
  if (cell.computed) parts.push(`computed-${cell.computed}`);
  if (cell.carried) parts.push('carried');
  return parts.filter(Boolean).join(' ');
}
