import { useState } from 'react';
import type { BackupContents } from '../../shared/api/backups.ts';
import { useShell } from '../state/shell.ts';
import { call, READING_TIME } from '../ui/call.ts';
import { message } from '../ui/tell.ts';

export interface Backups {
  /** What is being done, for the person to wait for; null for nothing. */
  readonly busy: string | null;
  save(): Promise<void>;
  /** Asks for a backup file, and shows what it holds. */
  choose(): Promise<void>;
  look(name: string): Promise<void>;
}

export function useBackups(): Backups {
  const show = useShell((shell) => shell.show);
  const [busy, setBusy] = useState<string | null>(null);

  async function during<T>(what: string, task: Promise<T>): Promise<T> {
    setBusy(what);
    return await task.finally(() => setBusy(null));
  }

  function showContents(contents: BackupContents | null | undefined): void {
    if (contents) show({ name: 'restore', contents });
  }

  return {
    busy,
    async save() {
      const saved = await during('正在备份…', call('backups.save'));
      if (saved) message.success(`已备份，并已核对无误：${saved.path}`, READING_TIME);
    },
    async choose() {
      showContents(await during('正在读备份…', call('backups.choose')));
    },
    async look(name) {
      showContents(await during('正在读备份…', call('backups.look', { name })));
    },
  };
}
