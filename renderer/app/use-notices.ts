import { useEffect } from 'react';
import type { StorageNotices } from '../../shared/api/backups.ts';
import { useShell } from '../state/shell.ts';
import { ask } from '../ui/api.ts';

/** Keeps up with what is to be said about the database; a recovery is shown as the first page. */
export function useNotices(): void {
  useEffect(() => {
    const take = (notices: StorageNotices) => useShell.getState().setNotices(notices);
    void ask('backups.notices').then((answer) => {
      if (!answer.ok) return;
      take(answer.value);
      const { page, show } = useShell.getState();
      const { recovery } = answer.value;
      if (recovery && page.name === 'drafts') show({ name: 'recovery', report: recovery });
    });
    return window.api.on('backups.notices', take);
  }, []);
}
