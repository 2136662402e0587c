import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { Table } from '../../../shared/table/lay-out.ts';
import type { RowMarks } from './finding-marks.ts';
import { Section } from './Section.tsx';
import type { SectionRows } from './sections.ts';

interface FormSectionsProps {
  readonly title: string;
  readonly table: Table;
  readonly sections: readonly SectionRows[];
  readonly marks: ReadonlyMap<string, RowMarks>;
  /** Only to be looked at. */
  readonly readOnly?: boolean;
  /** What goes by the places of its cells. */
  readonly children?: ReactNode;
}

/**
 * The official table on the screen: a section is drawn again only where its rows or marks have changed.
 * The rows come when the widths of the columns are known, so that hundreds of them are laid out once.
 */
export function FormSections(props: FormSectionsProps) {
  const { title, table, sections, marks, readOnly, children } = props;
  const grid = useRef<HTMLDivElement>(null);
  const known = useColumnWidths(grid, table.columns);
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: several tables for each section, one grid for the form */}
      <div
        ref={grid}
        role="grid"
        className="form-table"
        aria-label={title}
        aria-rowcount={table.rows.length}
        aria-colcount={table.columns.length}
        {...(readOnly ? { 'aria-readonly': true } : { 'aria-multiselectable': true })}
      >
        {known &&
          sections.map((section) => (
            <Section
              key={section.id}
              rows={section.rows}
              start={section.start}
              columns={table.columns.length}
              marks={marks}
            />
          ))}
      </div>
      {known && children}
    </>
  );
}

/**
 * Keeps the widths of the columns in custom properties (`--column-0`, …), in whole pixels of the
 * screen, and the size of such a pixel in `--pixel`: so the lines of a section's tables meet, and none
 * falls between two pixels, whatever the width and the zoom.
 * @returns whether they are known yet
 */
function useColumnWidths(grid: RefObject<HTMLElement | null>, columns: readonly number[]): boolean {
  const [known, setKnown] = useState(false);
  useLayoutEffect(() => {
    const element = grid.current;
    if (!element) return;
    const total = columns.reduce((sum, width) => sum + width, 0);
    const share = () => {
      const pixel = 1 / window.devicePixelRatio;
      const unit = element.clientWidth / total;
      element.style.setProperty('--pixel', `${pixel}px`);
      let from = 0;
      for (const [i, width] of columns.entries()) {
        const start = Math.round((from * unit) / pixel);
        const end = Math.round(((from + width) * unit) / pixel);
        element.style.setProperty(`--column-${i}`, `${(end - start) * pixel}px`);
        from += width;
      }
    };
    share();
    setKnown(true);
    const observer = new ResizeObserver(share);
    observer.observe(element);
    return () => observer.disconnect();
  }, [grid, columns]);
  return known;
}
