import { type RefCallback, useCallback, useRef } from 'react';

/** An element, or what antd's inputs give in its place. */
interface Focusable {
  focus(): void;
}

/**
 * Puts the focus where a dialog wants it once it is open; antd's own choice is its close button.
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
  return [ref, afterOpenChange];
}
