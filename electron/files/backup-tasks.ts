/** What the worker process does with backups. SQLite is loaded only by a worker that needs it. */
import type { CheckedBackup } from '../storage/check-backup.ts';
import type { ReadBackup } from '../storage/read-backup.ts';

export const BACKUP_TASKS = {
  /** Looks at every page and every draft of a copy just made. */
  async checkBackup({ path }: { readonly path: string }): Promise<CheckedBackup> {
    const { checkBackup } = await import('../storage/check-backup.ts');
    return checkBackup(path);
  },

  /** Reads a backup from anywhere; what is sound of it goes into a database in a folder of ours. */
  async readBackup(args: { readonly path: string; readonly folder: string }): Promise<ReadBackup> {
    const { readBackup } = await import('../storage/read-backup.ts');
    return readBackup(args.path, args.folder);
  },
};
