import { memo, useRef } from 'react';
import type { TableRow } from '../../../shared/table/lay-out.ts';
import type { RowMarks } from './finding-marks.ts';
import { Row } from './Row.tsx';
import { useHeadingHeights } from './use-heading-heights.ts';

interface SectionTableProps {
  /** The rows of one section. */
  readonly rows: readonly TableRow[];
  /** The place of the first of them in the whole table, counted from 0. */
  readonly start: number;
  /** Widths of the grid columns, in any unit. */
  readonly columns: readonly number[];
  readonly marks: ReadonlyMap<string, RowMarks>;
}

/**
 * The rows of one section as a table of its own, under the one before without a gap: so its headings
 * stay in sight as long as it does, and a change inside it lays out nothing but itself.
 */
export const SectionTable = memo(function SectionTable(props: SectionTableProps) {
  const { rows, start, columns, marks } = props;
  const table = useRef<HTMLTableElement>(null);
  const headings = rows.findIndex((row) => !row.heading);
  useHeadingHeights(table, headings === -1 ? rows.length : headings);
  const total = columns.reduce((sum, width) => sum + width, 0);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a section is a table of its own, and a part of the grid
    <table ref={table} role="rowgroup" className="section-table">
      <colgroup>
        {columns.map((width, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
          <col key={i} style={{ width: `${(100 * width) / total}%` }} />
        ))}
      </colgroup>
      <tbody role="none">
        {rows.map((row, i) => (
          <Row
            key={row.key}
            row={row}
            index={start + i}
            headingRow={row.heading ? i : undefined}
            marks={marks.get(row.key)}
          />
        ))}
      </tbody>
    </table>
  );
});
