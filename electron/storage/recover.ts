/**
 * Recovery: the damaged database is set aside, what can be read of it goes into a new one, the newest
 * good backups fill the gaps, and a report says of each draft where it came from.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type RecoveryReport, recoveryReport } from '../../shared/api/backups.ts';
import { listBackups } from './backups.ts';
import { checkIntegrity } from './database.ts';
import { nameFinished } from './files.ts';
import { fillGaps } from './fill-gaps.ts';
import { MIGRATIONS, migrate } from './migrations.ts';
import { DATABASE_FILE } from './place.ts';
import { openRaw } from './raw/pages.ts';
import { readReceipts } from './receipts-file.ts';
import { type Salvaged, salvage } from './salvage.ts';
import { damagedFolders, markFinished, moveCompanions, setAside } from './set-aside.ts';
import { diskError, guarded } from './storage-error.ts';

const REPORT = 'report.json';
const NEW_FILE = 'recovered.part';

export interface HowToRecover {
  /** The folder of a recovery that was cut off, and goes on. */
  readonly unfinished?: string;
  /** The file itself is sound: what was saved last is missing. */
  readonly behind?: boolean;
}

/**
 * Recovers the database of a data folder.
 * @throws StorageError where it cannot be done; the damaged file is then as it was, in its folder
 */
export function recover(
  dataFolder: string,
  { unfinished, behind = false }: HowToRecover = {},
  now: Date = new Date(),
): RecoveryReport {
  return guarded(() => {
    const name = unfinished ?? setAside(dataFolder, now);
    moveCompanions(dataFolder, name);
    const folder = join(dataFolder, name);
    const fresh = join(folder, NEW_FILE);
    for (const suffix of ['', '-journal']) rmSync(fresh + suffix, { force: true });
    const report = rebuild(dataFolder, name, fresh, { behind, now });
    try {
      writeFileSync(join(folder, REPORT), JSON.stringify(report, null, 1));
      nameFinished(fresh, join(dataFolder, DATABASE_FILE));
    } catch (error) {
      throw diskError(error);
    }
    markFinished(dataFolder, name);
    return report;
  });
}

function rebuild(
  dataFolder: string,
  name: string,
  fresh: string,
  { behind, now }: { readonly behind: boolean; readonly now: Date },
): RecoveryReport {
  const file = join(dataFolder, name, DATABASE_FILE);
  const { saves } = readReceipts(file);
  const raw = openRaw(file);
  const db = new Database(fresh);
  try {
    // Nothing else reads it yet: the file is flushed once, when it is whole.
    db.pragma('synchronous = OFF');
    db.pragma('foreign_keys = OFF');
    const salvaged: Salvaged = salvage(raw, (version) => {
      migrate(db, MIGRATIONS.slice(0, version));
      return db;
    });
    migrate(db);
    const { drafts, backup } = fillGaps(db, { salvaged, saves }, listBackups(dataFolder), now);
    checkIntegrity(db);
    const { logTorn } = salvaged;
    const damage = behind ? 'behind' : 'damaged';
    const cause = raw.isEmpty ? 'gone' : damage;
    return { at: now.toISOString(), folder: name, cause, logTorn, backup, drafts };
  } finally {
    db.close();
    raw.close();
  }
}

/** The reports of all recoveries, the newest first. */
export function listRecoveries(dataFolder: string): RecoveryReport[] {
  return damagedFolders(dataFolder).flatMap((name) => {
    try {
      const text = readFileSync(join(dataFolder, name, REPORT), 'utf8');
      return [recoveryReport.parse(JSON.parse(text))];
    } catch {
      return [];
    }
  });
}
