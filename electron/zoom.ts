/** The steps of zoom, as factors: 80% to 200%. */
const STEPS = [0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2] as const;

export type ZoomDirection = 'in' | 'out' | 'reset';

/** The next larger or smaller step; at the ends it stays. */
export function nextZoom(zoom: number, direction: ZoomDirection): number {
  if (direction === 'reset') return 1;
  if (direction === 'in') return STEPS.find((step) => step > zoom + 0.001) ?? 2;
  return STEPS.findLast((step) => step < zoom - 0.001) ?? 0.8;
}
