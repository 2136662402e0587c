/** Where the focus goes in the editor's window: from pane to pane, and home to the grid. */
import { type MouseEvent, useEffect } from 'react';

/** What takes the focus of a pane, the best first. */
const FIRST = [
  'textarea.floating-editor',
  '[role="combobox"]',
  '[aria-current="true"]',
  '[role="tab"][aria-selected="true"]',
  'button:not([tabindex="-1"])',
];

/**
 * F6: from the grid to the panels beside it and back.
 * @param step 1 for the next pane, -1 for the one before
 */
export function focusNextPane(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) =>
    pane.checkVisibility(),
  );
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  const from = here === -1 && step === -1 ? 0 : here;
  const next = panes[(from + step + panes.length) % panes.length];
  if (!next) return;
  const found = FIRST.map((selector) => next.querySelector<HTMLElement>(selector));
  (found.find((element) => element?.checkVisibility()) ?? next).focus();
}

function dialogIsOpen(): boolean {
  return [...document.querySelectorAll('[role="dialog"]')].some((one) => one.checkVisibility());
}

/**
 * Gives the focus to the grid whenever it would rest on nothing: a dialog opened from a menu
 * cannot give it back to an entry that is gone, and what is typed next is meant for the grid.
 */
export function useFocusHome(focusGrid: () => void): void {
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const onFocusOut = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        if (document.activeElement === document.body && !dialogIsOpen()) focusGrid();
      });
    };
    document.addEventListener('focusout', onFocusOut);
    return () => {
      clearTimeout(waiting);
      document.removeEventListener('focusout', onFocusOut);
    };
  }, [focusGrid]);
}

/** Who keeps the focus when clicked: fields, what is searched in, and what opens over the window. */
const KEEPERS =
  'input, select, textarea, .find-bar, .library-panel, [role="dialog"], [role="menu"], [role="tooltip"]';

/**
 * After a click on a button or a panel the next key is meant for the grid again; who presses the
 * button by a key is on the way through the panel, and stays.
 */
export function giveFocusBack(event: MouseEvent, focusGrid: () => void): void {
  const byKey = event.detail === 0;
  const reading = window.getSelection()?.isCollapsed === false;
  const { target } = event;
  if (byKey || reading || (target instanceof Element && target.closest(KEEPERS))) return;
  if (!document.activeElement?.closest(KEEPERS)) focusGrid();
}
