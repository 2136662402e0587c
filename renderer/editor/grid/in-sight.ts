/**
 * Texts that stay in sight are layers of their own for the browser, and hundreds of layers make every
 * key slow: so only those are, that are in sight or soon will be.
 */
const NEAR = '200px 0px';

const observer = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      target.classList.toggle('in-sight', isIntersecting);
    }
  },
  { rootMargin: NEAR },
);

/** A ref: its element has the class `in-sight` as long as it is in or near the window. */
export function whileInSight(element: Element | null): (() => void) | undefined {
  if (!element) return undefined;
  observer.observe(element);
  return () => observer.unobserve(element);
}
