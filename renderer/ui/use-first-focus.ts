import { type RefCallback, useCallback, useEffect, useRef, useState } from 'react';

/** An element, or what antd's inputs give in its place. */
interface Focusable {
  focus(): void;
}

/**
 * Puts the focus where a dialog wants it once it is open (antd's own choice is its close button),
 * and back to where it was when the dialog is gone.
 * @returns the ref of the element, and what the Modal calls as `afterOpenChange`
 */
export function useFirstFocus(): [RefCallback<Focusable>, (open: boolean) => void] {
  const element = useRef<Focusable>(null);
  const ref = useCallback((mounted: Focusable | null) => {
    element.current = mounted;
    // At once, for keys that come while the dialog is still unfolding.
    mounted?.focus();
  }, []);
  const afterOpenChange = useCallback((open: boolean) => {
    if (open) element.current?.focus();
  }, []);
  const [before] = useState(() => document.activeElement);
  useEffect(() => () => giveBack(before), [before]);
  return [ref, afterOpenChange];
}

/** A dialog that is taken away leaves the focus to nobody; where somebody else has taken it, it stays there. */
function giveBack(before: Element | null): void {
  const { activeElement, body } = document;
  if (activeElement && activeElement !== body) return;
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
}
