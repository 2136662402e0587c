import { useEffect, useRef } from 'react';
import type { MenuCommand } from '../../shared/api.ts';

/** Does something when the person chooses a command in the menu, or presses its key. */
export function useMenuCommands(
  handlers: Readonly<Partial<Record<MenuCommand, () => void>>>,
): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => window.api.on('menu.command', (chosen) => latest.current[chosen]?.()), []);
}
