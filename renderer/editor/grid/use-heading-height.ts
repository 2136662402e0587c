import { type RefObject, useLayoutEffect } from 'react';

/** Keeps the height of a section's headings in `--headings`, for what is to stay in sight below them. */
export function useHeadingHeight(
  section: RefObject<HTMLElement | null>,
  headings: RefObject<HTMLElement | null>,
): void {
  useLayoutEffect(() => {
    const element = headings.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      section.current?.style.setProperty('--headings', `${element.offsetHeight}px`);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [section, headings]);
}
