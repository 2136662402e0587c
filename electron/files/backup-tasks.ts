/** What the worker process does with backups. SQLite is loaded only by a worker that needs it. */
import type { CheckedBackup } from '../storage/check-backup.ts';
import type { ReadBackup } from '../storage/read-backup.ts';

export const BACKUP_TASKS = {
  /** Whether the database in use is whole. */
  async checkDatabase({ path }: { readonly path: string }): Promise<boolean> {
    const { isDatabaseSound } = await import('../storage/check-database.ts');
    return isDatabaseSound(path);
  },

  /** Looks at every page and every draft of a copy just made, and seals it. */
  async sealBackup({ path }: { readonly path: string }): Promise<CheckedBackup> {
    const { sealBackup } = await import('../storage/check-backup.ts');
    return sealBackup(path);
  },

  /** Looks at every page and every draft of a backup. */
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
