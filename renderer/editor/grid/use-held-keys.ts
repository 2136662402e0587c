import { useEffect, useMemo } from 'react';

/** A menu that has not opened by then, in milliseconds, opens no more: the keys are free again. */
const PATIENCE = 1000;

export interface HeldKeys {
  /** A menu begins to open: keys wait until it has the focus, and then reach it one by one. */
  hold(): void;
  /** The menu is gone: keys that still wait go where the focus is now. */
  release(): void;
}

/**
 * Between the key that opens a menu and the menu's first focus lie a few frames, and a quick hand is
 * faster: without this its next key would change the grid behind.
 */
export function useHeldKeys(): HeldKeys {
  const keys = useMemo(heldKeys, []);
  useEffect(() => keys.release, [keys]);
  return keys;
}

function heldKeys(): HeldKeys {
  let waiting: KeyboardEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let passing = false;

  const onKeyDown = (event: KeyboardEvent) => {
    // Our own, on their way to the menu.
    if (!event.isTrusted) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting.push(event);
  };
  const onFocusIn = (event: FocusEvent) => {
    if (event.target instanceof Element && event.target.closest('[role="menu"]')) void pass();
  };
  const pass = async () => {
    if (passing) return;
    passing = true;
    for (let event = waiting.shift(); event; event = waiting.shift()) {
      // The menu moves its focus a frame after the key.
      await nextFrame();
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', copyOf(event)));
      await nextFrame();
    }
    drop();
  };
  const drop = () => {
    window.removeEventListener('keydown', onKeyDown, true);
    window.removeEventListener('focusin', onFocusIn);
    clearTimeout(timer);
    waiting = [];
    passing = false;
  };
  return {
    hold() {
      drop();
      window.addEventListener('keydown', onKeyDown, true);
      window.addEventListener('focusin', onFocusIn);
      timer = setTimeout(drop, PATIENCE);
    },
    release() {
      // From here on keys are typed as ever: one that was held could type no letter.
      window.removeEventListener('keydown', onKeyDown, true);
      void pass();
    },
  };
}

function nextFrame(): Promise<unknown> {
  return new Promise((done) => requestAnimationFrame(done));
}

function copyOf({
  key,
  code,
  keyCode,
  shiftKey,
  ctrlKey,
  altKey,
}: KeyboardEvent): KeyboardEventInit {
  const init = { key, code, keyCode, shiftKey, ctrlKey, altKey, bubbles: true, cancelable: true };
  return init;
}
