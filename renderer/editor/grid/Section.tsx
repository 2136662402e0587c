import { memo, useMemo, useRef } from 'react';
import type { TableRow } from '../../../shared/table/lay-out.ts';
import { Block, Rows } from './Block.tsx';
import { partsOf, type SectionParts } from './blocks.ts';
import { BesideCell } from './Cell.tsx';
import type { RowMarks } from './finding-marks.ts';
import { useHeadingHeight } from './use-heading-height.ts';

interface SectionProps {
  /** The rows of one section. */
  readonly rows: readonly TableRow[];
  /** The place of the first of them in the whole table, counted from 0. */
  readonly start: number;
  /** How many grid columns there are. */
  readonly columns: number;
  readonly marks: ReadonlyMap<string, RowMarks>;
}

/**
 * One section of the official table: its label at the left, its headings, which stay in sight as long
 * as it does, and its rows in blocks, so that a change lays out and paints little more than itself.
 */
export const Section = memo(function Section({ rows, ...shared }: SectionProps) {
  const { label, headings, blocks } = useParts(rows);
  const section = useRef<HTMLDivElement>(null);
  const top = useRef<HTMLDivElement>(null);
  useHeadingHeight(section, top);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a part of the grid, made of several tables
    <div ref={section} role="rowgroup" className="section">
      {label && <BesideCell cell={label} index={shared.start} />}
      <div role="none" className="section-body">
        {headings && (
          <div ref={top} role="none" className="headings">
            <Rows block={headings} {...shared} />
          </div>
        )}
        {blocks.map((block) => (
          <Block key={block.key} block={block} {...shared} />
        ))}
      </div>
    </div>
  );
});

function useParts(rows: readonly TableRow[]): SectionParts {
  const before = useRef<SectionParts>(undefined);
  return useMemo(() => {
    before.current = partsOf(rows, before.current);
    return before.current;
  }, [rows]);
}
