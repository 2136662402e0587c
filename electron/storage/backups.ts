/**
 * The backups in the data folder: made by SQLite, checked, named once they are whole; kept are 14 of the
 * daily ones, and 14 of those made before a migration or another step that changes everything.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { BACKUP_KINDS, type BackupInfo, type BackupKind } from '../../shared/api/backups.ts';
import { type CheckedBackup, sealBackup } from './check-backup.ts';
import { COMPANIONS, dayOf, nameFinished, stampOf } from './files.ts';
import { diskError, guarded, StorageError } from './storage-error.ts';

/** How many backups are kept; more as long as a draft cannot be read, for an older one may have it. */
const KEPT = 14;
const KEPT_IN_DOUBT = 60;

/** A backup that is being made, until it is whole. */
const UNFINISHED = '.part';

export interface BackupFile extends BackupInfo {
  readonly path: string;
  /** Counts up from backup to backup: a clock that was set back changes no order. */
  readonly number: number;
}

/** `backup-0012-20261124-090512-daily-37.sqlite`: number, time on this PC, kind, drafts in it. */
const NAME = /^backup-(\d{4,})-(\d{8})-(\d{6})-([a-z]+)-(\d+)\.sqlite$/;

export function backupFolder(dataFolder: string): string {
  return join(dataFolder, 'backups');
}

/** The backups of a data folder, the newest first. */
export function listBackups(dataFolder: string): BackupFile[] {
  const folder = backupFolder(dataFolder);
  return namesIn(folder)
    .flatMap((name) => readName(folder, name))
    .sort((a, b) => b.number - a.number);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readName(folder: string, name: string): BackupFile[] {
  const [, number = '', day = '', clock = '', kind = '', drafts = ''] = NAME.exec(name) ?? [];
  const path = join(folder, name);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!isKind(kind) || !stats?.isFile()) return [];
  const madeAt = localTime(day, clock).toISOString();
  const counts = { number: Number(number), drafts: Number(drafts), bytes: stats.size };
  return [{ path, name, madeAt, kind, ...counts }];
}

function isKind(kind: string): kind is BackupKind {
  return Object.hasOwn(BACKUP_KINDS, kind);
}

function localTime(day: string, clock: string): Date {
  const part = (text: string, from: number, length = 2) =>
    Number(text.slice(from, from + length)) || 0;
  return new Date(
    part(day, 0, 4),
    part(day, 4) - 1,
    part(day, 6),
    part(clock, 0),
    part(clock, 2),
    part(clock, 4),
  );
}

/** Whether the first start of this day has made its backup. */
export function hasBackupOfToday(dataFolder: string, now: Date): boolean {
  const today = dayOf(now);
  return listBackups(dataFolder).some(
    ({ kind, madeAt }) => kind === 'daily' && dayOf(new Date(madeAt)) === today,
  );
}

/**
 * Copies the database while it is in use, a little at a time, into a file without a final name.
 * @param finish looks whether the copy is whole, and seals it; another process can do it
 * @throws StorageError where it cannot be written, or is not whole; no file is left then
 */
export async function copyDatabase(
  db: Database,
  target: string,
  finish: (path: string) => Promise<CheckedBackup> | CheckedBackup,
): Promise<CheckedBackup> {
  try {
    const before = countDrafts(db);
    await db.backup(target).catch((error: unknown) => guarded(() => rethrow(error)));
    const checked = await finish(target);
    if (!checked.sound) throw new StorageError('damaged', new Error('the copy is damaged'));
    // Drafts may come and go while it is written; where none did, none may be missing.
    if (before === countDrafts(db) && checked.drafts !== before) {
      throw new StorageError('damaged', new Error(`${checked.drafts} of ${before} drafts`));
    }
    return checked;
  } catch (error) {
    discard(target);
    throw error;
  }
}

function rethrow(error: unknown): never {
  throw error;
}

function countDrafts(db: Database): number {
  return Number(db.prepare('SELECT count(*) FROM drafts').pluck().get());
}

/** Makes a backup in the data folder, and lets go of the oldest where there are more than enough. */
export async function makeBackup(
  db: Database,
  dataFolder: string,
  kind: BackupKind,
  finish: (path: string) => Promise<CheckedBackup> | CheckedBackup,
  now: Date = new Date(),
): Promise<{ readonly path: string; readonly checked: CheckedBackup }> {
  const target = newTarget(dataFolder);
  const checked = await copyDatabase(db, target, finish);
  return { path: named(dataFolder, target, kind, checked, now), checked };
}

/**
 * The same at once, for a step that must not begin without it.
 * @throws StorageError where it cannot be made; no file is left then
 */
export function makeBackupNow(
  db: Database,
  dataFolder: string,
  kind: BackupKind,
  now: Date = new Date(),
): string {
  const target = newTarget(dataFolder);
  try {
    guarded(() => db.prepare('VACUUM INTO ?').run(target));
    const checked = sealBackup(target);
    if (!checked.sound || checked.drafts !== countDrafts(db)) throw new StorageError('damaged');
    return named(dataFolder, target, kind, checked, now);
  } catch (error) {
    discard(target);
    throw error;
  }
}

/** A name in the data folder for a backup that is being made. */
export function newTarget(dataFolder: string): string {
  const folder = backupFolder(dataFolder);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw diskError(error);
  }
  return join(folder, `${UNFINISHED}${randomBytes(6).toString('hex')}`);
}

/** Removes what a program that was killed has left; to be done at the start, before any backup. */
export function clearUnfinished(dataFolder: string): void {
  const folder = backupFolder(dataFolder);
  for (const name of namesIn(folder)) {
    if (name.startsWith(UNFINISHED)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function named(
  dataFolder: string,
  target: string,
  kind: BackupKind,
  checked: CheckedBackup,
  now: Date,
): string {
  const before = listBackups(dataFolder);
  const number = String((before[0]?.number ?? 0) + 1).padStart(4, '0');
  const name = `backup-${number}-${stampOf(now)}-${kind}-${checked.drafts}.sqlite`;
  const path = join(backupFolder(dataFolder), name);
  nameFinished(target, path);
  const kept = checked.unreadable.length === 0 ? KEPT : KEPT_IN_DOUBT;
  // However often somebody replaces everything in a day: the days before stay.
  const alike = before.filter((one) => (one.kind === 'daily') === (kind === 'daily'));
  for (const { path } of alike.slice(kept - 1)) rmSync(path, { force: true });
  return path;
}

function discard(file: string): void {
  for (const suffix of ['', ...COMPANIONS]) rmSync(file + suffix, { force: true });
}
