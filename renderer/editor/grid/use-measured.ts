import { type DependencyList, useEffect, useLayoutEffect, useState } from 'react';
import { type Box, useElements } from './elements.ts';

/** Counts up whenever the paper gets another size, so that what was measured is measured again. */
function usePaperSize(): number {
  const { paper } = useElements();
  const [version, setVersion] = useState(0);
  useEffect(() => {
    if (!paper.current) return;
    const observer = new ResizeObserver(() => setVersion((count) => count + 1));
    observer.observe(paper.current);
    return () => observer.disconnect();
  }, [paper]);
  return version;
}

/**
 * A box measured before each painting in which something it depends on has changed.
 * @param measure gives the box on the paper; undefined where there is nothing to show
 */
export function useMeasured(
  measure: (paper: HTMLElement) => Box | undefined,
  dependencies: DependencyList,
): Box | undefined {
  const { paper } = useElements();
  const size = usePaperSize();
  const [box, setBox] = useState<Box>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the caller names what it measures by
  useLayoutEffect(() => {
    const next = paper.current ? measure(paper.current) : undefined;
    setBox((before) => (sameBox(before, next) ? before : next));
  }, [size, ...dependencies]);
  return box;
}

function sameBox(a: Box | undefined, b: Box | undefined): boolean {
  if (!a || !b) return a === b;
  return a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height;
}
