import { memo } from 'react';
import type { Block as BlockParts, RowsBlock } from './blocks.ts';
import { BesideCell } from './Cell.tsx';
import type { RowMarks } from './finding-marks.ts';
import { Row } from './Row.tsx';

interface Shared {
  /** The place of the section's first row in the whole table, counted from 0. */
  readonly start: number;
  /** How many grid columns there are. */
  readonly columns: number;
  readonly marks: ReadonlyMap<string, RowMarks>;
}

interface BlockProps extends Shared {
  readonly block: BlockParts;
}

/** Some rows of a section; where a merged cell is too long for one table, it stands beside them. */
export function Block({ block, ...shared }: BlockProps) {
  if (!('cell' in block)) return <Rows block={block} {...shared} />;
  const { cell, rowKey, blocks } = block;
  const mark = shared.marks.get(rowKey)?.get(cell.key);
  return (
    <div role="none" className="beside">
      <BesideCell cell={cell} mark={mark} index={shared.start + block.start} />
      <div role="none" className="section-body">
        {blocks.map((one) => (
          <Block key={one.key} block={one} {...shared} />
        ))}
      </div>
    </div>
  );
}

interface RowsProps extends Shared {
  readonly block: RowsBlock;
}

/** Rows as a table; drawn again only where one of them is another object or has other marks. */
export const Rows = memo(function Rows({ block, start, columns, marks }: RowsProps) {
  const { rows, left } = block;
  return (
    <div role="none" className="block">
      <table role="none">
        <colgroup>
          {Array.from({ length: columns - left }, (_, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
            <col key={i} style={{ width: `var(--column-${left + i})` }} />
          ))}
        </colgroup>
        <tbody role="none">
          {rows.map((row, i) => (
            <Row
              key={row.key}
              row={row}
              left={left}
              index={start + block.start + i}
              marks={marks.get(row.key)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}, sameRows);

function sameRows(a: RowsProps, b: RowsProps): boolean {
  const [one, other] = [a.block, b.block];
  return (
    one.left === other.left &&
    a.start + one.start === b.start + other.start &&
    a.columns === b.columns &&
    one.rows.length === other.rows.length &&
    one.rows.every(
      (row, i) => row === other.rows[i] && a.marks.get(row.key) === b.marks.get(row.key),
    )
  );
}
