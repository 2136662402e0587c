import { memo } from 'react';
import type { TableRow } from '../../../shared/table/lay-out.ts';
import { Cell } from './Cell.tsx';
import { rowId } from './elements.ts';
import type { RowMarks } from './finding-marks.ts';

interface RowProps {
  readonly row: TableRow;
  /** Its place in the whole table, counted from 0. */
  readonly index: number;
  readonly headingRow: number | undefined;
  readonly marks: RowMarks | undefined;
}

/** One row; drawn again only when it is another object or its marks are. */
export const Row = memo(function Row({ row, index, headingRow, marks }: RowProps) {
  return (
    <tr
      // biome-ignore lint/a11y/noRedundantRoles: its table is a row group of the grid, so nothing is implied
      role="row"
      id={rowId(row.key)}
      className={row.table && 'indicator-row'}
      aria-rowindex={index + 1}
    >
      {row.cells.map((cell) => (
        <Cell key={cell.key} cell={cell} mark={marks?.get(cell.key)} headingRow={headingRow} />
      ))}
    </tr>
  );
});
