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
        {blocksOf(rows).map((from) => (
          <Rows key={from} rows={rows} from={from} start={start} marks={marks} />
        ))}
      </tbody>
    </table>
  );
});

/** So many rows are looked at again where one of them has changed; the others are passed over. */
const BLOCK = 50;

function blocksOf(rows: readonly TableRow[]): number[] {
  return Array.from({ length: Math.ceil(rows.length / BLOCK) }, (_, i) => i * BLOCK);
}

interface RowsProps extends Omit<SectionTableProps, 'columns'> {
  /** The first row of the block, counted from that of the section. */
  readonly from: number;
}

/** A block of rows; drawn again only where one of them is another object or has other marks. */
const Rows = memo(function Rows({ rows, from, start, marks }: RowsProps) {
  return rows
    .slice(from, from + BLOCK)
    .map((row, i) => (
      <Row
        key={row.key}
        row={row}
        index={start + from + i}
        headingRow={row.heading ? from + i : undefined}
        marks={marks.get(row.key)}
      />
    ));
}, sameRows);

function sameRows(a: RowsProps, b: RowsProps): boolean {
  if (a.start !== b.start) return false;
  const end = Math.min(a.from + BLOCK, Math.max(a.rows.length, b.rows.length));
  for (let i = a.from; i < end; i++) {
    const row = a.rows[i];
    if (!row || row !== b.rows[i] || a.marks.get(row.key) !== b.marks.get(row.key)) return false;
  }
  return true;
}
