import { useEffect, useRef } from 'react';
import type { MenuCommand } from '../../shared/api.ts';

/** Does something when the person chooses a command in the menu, or presses its key. */
export function useMenuCommand(command: MenuCommand, handler: () => void): void {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(
    () =>
      window.api.on('menu.command', (chosen) => {
        if (chosen === command) latest.current();
      }),
    [command],
  );
}
