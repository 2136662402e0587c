/** A backup that was read and vouched for, compared with the drafts of this PC, merged or put in their place. */
import { randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type {
  BackupContents,
  BackupDraft,
  BackupState,
  MergeAnswer,
} from '../../shared/api/backups.ts';
import type { Settings } from '../../shared/api.ts';
import { withBackup } from './attach-backup.ts';
import { type ContentRow, checksumOf, readContent, SUMMARY_COLUMNS } from './draft-row.ts';
import { receiptsOf } from './receipts.ts';
import { SettingsStore } from './settings.ts';
import { guarded, StorageError } from './storage-error.ts';
import { insertVersion, settled } from './versions.ts';

type Compared = Pick<BackupContents, 'drafts' | 'onlyHere'>;

/**
 * What a backup holds, beside what is here.
 * @param file what `readBackup` has made
 */
export function compareBackup(db: Database, file: string): Compared {
  return attached(db, file, () => {
    const onlyHere = db
      .prepare('SELECT count(*) FROM main.drafts WHERE id NOT IN (SELECT id FROM backup.drafts)')
      .pluck()
      .get();
    return { drafts: compare(db), onlyHere: Number(onlyHere) };
  });
}

/** Adds the drafts that are new here, and the content of changed ones as a version of each. */
export function mergeBackup(db: Database, file: string): MergeAnswer {
  return attached(db, file, () => {
    const drafts = compare(db);
    const added = drafts.filter((one) => one.state === 'new');
    for (const { id } of added) copyDraft(db, id);
    const changed = drafts.filter((one) => one.state === 'newer' || one.state === 'older');
    for (const draft of changed) keepAsVersion(db, draft);
    db.exec(
      `INSERT OR IGNORE INTO main.versions SELECT * FROM backup.versions
       WHERE draft IN (SELECT id FROM main.drafts)`,
    );
    db.exec('INSERT OR IGNORE INTO main.library_own SELECT * FROM backup.library_own');
    mergeSettings(db);
    return { added: added.length, versions: changed.length };
  });
}

/** Puts the backup in the place of all drafts, also of those in the recycle bin. */
export function replaceByBackup(db: Database, file: string): { drafts: number } {
  receiptsOf(db).forgetAll();
  return attached(db, file, () => {
    db.exec('DELETE FROM main.drafts');
    const drafts = compare(db);
    for (const { id } of drafts) copyDraft(db, id);
    db.exec('INSERT INTO main.versions SELECT * FROM backup.versions');
    db.exec('DELETE FROM main.library_own');
    db.exec('INSERT INTO main.library_own SELECT * FROM backup.library_own');
    db.exec(
      `INSERT INTO main.settings SELECT * FROM backup.settings WHERE key IN ('entries', 'expected')
       ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    );
    return { drafts: drafts.length };
  });
}

/** All of a step with the backup attached, or nothing. */
function attached<T>(db: Database, file: string, step: () => T): T {
  return guarded(() => {
    let done: { readonly value: T } | undefined;
    withBackup(db, file, () => {
      done = { value: receiptsOf(db).write(step) };
    });
    if (!done) throw new StorageError('disk', new Error('the backup that was read is gone'));
    return done.value;
  });
}

function compare(db: Database): BackupDraft[] {
  return db
    .prepare<[], ComparedRow>(
      `SELECT b.id, b.department, b.year, b.updated_at, b.deleted_at, d.updated_at AS here,
         coalesce(bc.content = c.content AND bc.pending IS c.pending, 0) AS same
       FROM backup.drafts b JOIN backup.contents bc ON bc.draft = b.id
       LEFT JOIN main.drafts d ON d.id = b.id LEFT JOIN main.contents c ON c.draft = b.id
       ORDER BY b.updated_at DESC, b.id`,
    )
    .all()
    .map(asDraft);
}

interface ComparedRow {
  readonly id: string;
  readonly department: string;
  readonly year: number;
  readonly updated_at: string;
  readonly deleted_at: string | null;
  /** When the draft of this PC was changed last. */
  readonly here: string | null;
  readonly same: number;
}

function asDraft(row: ComparedRow): BackupDraft {
  const { id, department, year, updated_at: updatedAt } = row;
  return { id, department, year, updatedAt, deleted: row.deleted_at !== null, state: stateOf(row) };
}

function stateOf({ here, same, updated_at }: ComparedRow): BackupState {
  if (here === null) return 'new';
  if (same === 1) return 'same';
  return updated_at > here ? 'newer' : 'older';
}

function copyDraft(db: Database, id: string): void {
  db.prepare(
    `INSERT INTO main.drafts (${SUMMARY_COLUMNS})
     SELECT ${SUMMARY_COLUMNS} FROM backup.drafts WHERE id = ?`,
  ).run(id);
  db.prepare(
    `INSERT INTO main.contents (draft, content, pending, checksum)
     SELECT draft, content, pending, checksum FROM backup.contents WHERE draft = ?`,
  ).run(id);
}

/** Does nothing where there is a version with that content already. */
function keepAsVersion(db: Database, { id, updatedAt }: BackupDraft): void {
  const row = db
    .prepare<[string], ContentRow>(
      'SELECT content, pending, checksum FROM backup.contents WHERE draft = ?',
    )
    .get(id);
  if (!row) return;
  const content = JSON.stringify(settled(readContent(row)));
  const known = db
    .prepare('SELECT 1 FROM main.versions WHERE draft = ? AND checksum = ?')
    .get(id, checksumOf({ content, pending: null }));
  if (known !== undefined) return;
  const name = `来自备份（${dateOf(updatedAt)}）`;
  const version = { id: randomUUID(), kind: 'merge', name, createdAt: updatedAt } as const;
  insertVersion(db, id, version, content);
}

/** The day of this PC's time zone, as it is written in names of versions. */
export function dateOf(iso: string): string {
  const time = new Date(iso);
  return `${time.getFullYear()}年${time.getMonth() + 1}月${time.getDate()}日`;
}

type Entries = Settings['entries'];

/** What a person has collected is put together; the size of the window stays this PC's. */
function mergeSettings(db: Database): void {
  const settings = new SettingsStore(db);
  const here = settings.get();
  const entries = union(here.entries, backupSetting<Entries>(db, 'entries') ?? {});
  const expected = backupSetting<Settings['expected']>(db, 'expected') ?? [];
  settings.set({
    entries,
    ...(here.expected.length === 0 && expected.length > 0 && { expected }),
  });
}

/** Written by `readBackup`, so it is what it should be. */
function backupSetting<T>(db: Database, key: 'entries' | 'expected'): T | undefined {
  const text = db
    .prepare<[string], string>('SELECT value FROM backup.settings WHERE key = ?')
    .pluck()
    .get(key);
  return text === undefined ? undefined : (JSON.parse(text) as T);
}

function union(here: Entries, there: Entries): Entries {
  const keys = new Set([...Object.keys(here), ...Object.keys(there)]);
  return Object.fromEntries(
    [...keys].map((key) => [key, [...new Set([...(here[key] ?? []), ...(there[key] ?? [])])]]),
  );
}
