import { type RefObject, useLayoutEffect } from 'react';

/**
 * Keeps the heights of a table's heading rows in custom properties, so that each can stay in sight
 * below those above it: `--above-1` for the second, …, `--headings` for all of them.
 */
export function useHeadingHeights(table: RefObject<HTMLTableElement | null>, count: number): void {
  useLayoutEffect(() => {
    const element = table.current;
    if (!element) return;
    const measure = () => {
      let height = 0;
      for (let i = 0; i < count; i++) {
        element.style.setProperty(`--above-${i}`, `${height}px`);
        height += element.rows[i]?.getBoundingClientRect().height ?? 0;
      }
      element.style.setProperty('--headings', `${height}px`);
    };
    measure();
    const observer = new ResizeObserver(measure);
    for (let i = 0; i < count; i++) {
      const row = element.rows[i];
      if (row) observer.observe(row);
    }
    return () => observer.disconnect();
  }, [table, count]);
}
