import { memo } from 'react';
import type { TableRow } from '../../../shared/table/lay-out.ts';
import { Cell } from './Cell.tsx';
import { rowId } from './elements.ts';
import type { RowMarks } from './finding-marks.ts';

interface RowProps {
  readonly row: TableRow;
  /** The first grid column of its table: its cells further left stand beside that table. */
  readonly left: number;
  /** Its place in the whole table, counted from 0. */
  readonly index: number;
  readonly marks: RowMarks | undefined;
}

/** One row; drawn again only when it is another object or its marks are. */
export const Row = memo(function Row({ row, left, index, marks }: RowProps) {
  const own = row.cells.filter((cell) => cell.column >= left);
  return (
    <tr
      // biome-ignore lint/a11y/noRedundantRoles: its table has no role, so nothing is implied
      role="row"
      id={rowId(row.key)}
      aria-rowindex={index + 1}
    >
      {own.map((cell) => (
        <Cell key={cell.key} cell={cell} mark={marks?.get(cell.key)} />
      ))}
    </tr>
  );
});
