/** The part of the contract about backups, what they hold, and what was recovered from a damaged database. */
import { z } from 'zod';
import { call, id, none } from './parts.ts';

/** Why a backup was made, with what a clerk reads. */
export const BACKUP_KINDS = {
  daily: '每日自动备份',
  migration: '程序升级前',
  replace: '恢复备份前',
} as const;

export type BackupKind = keyof typeof BACKUP_KINDS;

/** A backup in the data folder; times are ISO 8601 in UTC. */
export interface BackupInfo {
  /** The name of its file. */
  readonly name: string;
  readonly madeAt: string;
  readonly kind: BackupKind;
  /** How many drafts it holds, those of the recycle bin among them. */
  readonly drafts: number;
  readonly bytes: number;
}

/** How a draft of a backup stands to the one with the same id on this PC. */
export type BackupState =
  /** There is none here. */
  | 'new'
  | 'same'
  /** Other content, changed later than here. */
  | 'newer'
  /** Other content, changed before the one here. */
  | 'older';

export interface BackupDraft {
  readonly id: string;
  readonly department: string;
  readonly year: number;
  readonly updatedAt: string;
  /** Whether it lies in the backup's recycle bin. */
  readonly deleted: boolean;
  readonly state: BackupState;
}

/** What a backup holds; nothing of this PC has been changed yet. */
export interface BackupContents {
  readonly fileName: string;
  readonly drafts: readonly BackupDraft[];
  /** Drafts in it that could not be read. */
  readonly unreadable: number;
  /** Versions of drafts in it that could not be read. */
  readonly lostVersions: number;
  /** Whether the file is damaged: something may be missing, or older than it was. */
  readonly damaged: boolean;
  /** How many drafts this PC holds that the backup does not. */
  readonly onlyHere: number;
}

export interface MergeAnswer {
  readonly added: number;
  /** Drafts with other content here, which have the backup's among their versions now. */
  readonly versions: number;
}

const source = z.enum(['file', 'version', 'backup', 'lost']);

/** What became of one draft in a recovery. */
const recoveredDraft = z.object({
  id: z.string(),
  department: z.string(),
  year: z.number().nullable(),
  source,
  /** When the backup or the version was made. */
  from: z.string().nullable(),
  /** Whether it may not be what was saved last, or could not be proved. */
  doubt: z.enum(['none', 'older', 'unproved']),
});

/** 恢复说明, as it stands beside the damaged file. */
export const recoveryReport = z.object({
  at: z.string(),
  /** The folder with the damaged file, by its name in the data folder. */
  folder: z.string(),
  /** Whether the file was damaged, gone altogether, or sound but without what was saved last. */
  cause: z.enum(['damaged', 'gone', 'behind']),
  logTorn: z.boolean(),
  /** When the backup was made that filled the gaps; null where there was none. */
  backup: z.string().nullable(),
  drafts: z.array(recoveredDraft),
});

export type RecoveredDraft = z.output<typeof recoveredDraft>;
export type RecoveryReport = z.output<typeof recoveryReport>;

/** What the person has to be told once the window is there. */
export interface StorageNotices {
  /** The recovery that this start has made. */
  readonly recovery: RecoveryReport | null;
  /** The drafts lie on another computer. */
  readonly network: boolean;
  /** Why there is no backup of today, as a sentence. */
  readonly backupProblem: string | null;
  /** Damage was met in the database: a new start recovers what can be read. */
  readonly damaged: boolean;
}

const backupName = z.string().min(1).max(200);

export const BACKUP_CALLS = {
  'backups.notices': call<StorageNotices>()(none),
  /** Ends the program once all is saved, and starts it again. */
  'backups.restart': call<null>()(none),
  'backups.list': call<{
    readonly backups: readonly BackupInfo[];
    readonly recoveries: readonly RecoveryReport[];
  }>()(none),
  /** Makes a backup where the person says; null where they cancel. */
  'backups.save': call<{ path: string } | null>()(none),
  /** Asks for a file and looks into it; null where the person cancels. */
  'backups.choose': call<BackupContents | null>()(none),
  /** Looks into a backup of the data folder. */
  'backups.look': call<BackupContents>()(z.strictObject({ name: backupName })),
  /** Adds what was looked into last to the drafts of this PC. */
  'backups.merge': call<MergeAnswer>()(none),
  /** Puts what was looked into last in place of the drafts of this PC, after a backup of these. */
  'backups.replace': call<{ drafts: number }>()(none),
  /** Forgets what was looked into last. */
  'backups.dismiss': call<null>()(none),
  /** Where a sound copy of a draft that cannot be read could come from. */
  'backups.copiesOf': call<readonly DraftCopy[]>()(z.strictObject({ id })),
  /** Puts such a copy in the place of what cannot be read; that is kept beside. */
  'backups.mend': call<null>()(z.strictObject({ id, copy: z.string().min(1).max(200) })),
} as const;

/** A sound copy of a draft: a version of it, or its state in a backup. */
export interface DraftCopy {
  /** The id of the version, the name of the backup, or `own`. */
  readonly copy: string;
  /** `own`: the content itself is sound, only what the list says of it is damaged. */
  readonly from: 'own' | 'version' | 'backup';
  /** When the version was kept, or the draft last changed before the backup. */
  readonly at: string;
  readonly department: string;
}
