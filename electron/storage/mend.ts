/** One draft that cannot be read, in a database that is sound otherwise: a sound copy takes its place. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { DraftCopy } from '../../shared/api/backups.ts';
import type { Draft } from '../../shared/draft/draft.ts';
import { type BackupFile, listBackups } from './backups.ts';
import {
  type ContentRow,
  contentRow,
  departmentOf,
  readSummary,
  tryContent,
  unproved,
} from './draft-row.ts';
import { stampOf } from './files.ts';
import { userVersion, WITH_CHECKSUMS } from './migrations.ts';
import { receiptsOf } from './receipts.ts';
import { diskError, guarded, StorageError } from './storage-error.ts';
import type { Versions } from './versions.ts';

/** How many copies are offered of each kind. */
const OFFERED = 5;

/** Names the draft's own content among the copies. */
const OWN = 'own';

export interface MendContext {
  readonly db: Database.Database;
  readonly versions: Versions;
  readonly dataFolder: string;
}

/** Sound copies of a draft, the newest first. */
export function copiesOf({ db, versions, dataFolder }: MendContext, id: string): DraftCopy[] {
  const kept = versions.list(id).flatMap((version): DraftCopy[] => {
    try {
      const { draft } = versions.open(version.id);
      const department = departmentOf(draft);
      return [{ copy: version.id, from: 'version', at: version.createdAt, department }];
    } catch {
      return [];
    }
  });
  const copies = [...kept.slice(0, OFFERED), ...backedUp(dataFolder, id)];
  copies.sort((a, b) => (a.at < b.at ? 1 : -1));
  return [...own(db, id), ...copies];
}

/** The draft's own content, where only its row in the list is damaged. */
function own(db: Database.Database, id: string): DraftCopy[] {
  const row = contentOf(db, id);
  const draft = row && tryContent(row);
  return draft ? [{ copy: OWN, from: 'own', at: '', department: departmentOf(draft) }] : [];
}

function contentOf(db: Database.Database, id: string): ContentRow | undefined {
  return db
    .prepare<[string], ContentRow>(
      'SELECT content, pending, checksum FROM contents WHERE draft = ?',
    )
    .get(id);
}

/** Each state once: a draft that rested is the same in many backups. */
function backedUp(dataFolder: string, id: string): DraftCopy[] {
  const times = new Set<string>();
  const copies: DraftCopy[] = [];
  for (const backup of listBackups(dataFolder)) {
    if (copies.length === OFFERED) break;
    const found = readFrom(backup, id);
    if (!found || times.has(found.at)) continue;
    times.add(found.at);
    const department = departmentOf(found.draft);
    copies.push({ copy: backup.name, from: 'backup', at: found.at, department });
  }
  return copies;
}

interface FoundCopy {
  readonly row: ContentRow;
  readonly draft: Draft;
  readonly at: string;
}

function readFrom({ path }: BackupFile, id: string): FoundCopy | undefined {
  try {
    const db = new Database(path, { readonly: true, fileMustExist: true });
    try {
      const found = db
        .prepare<[string], ContentRow & { updated_at: string }>(
          `SELECT updated_at, contents.* FROM drafts JOIN contents ON draft = id WHERE id = ?`,
        )
        .get(id);
      if (!found) return undefined;
      const row = userVersion(db) >= WITH_CHECKSUMS ? found : unproved(found);
      const draft = tryContent(row);
      return draft && { row, draft, at: found.updated_at };
    } finally {
      db.close();
    }
  } catch {
    // A backup that is damaged itself has nothing to offer.
    return undefined;
  }
}

/**
 * Puts a copy in the place of what cannot be read; that goes into a file of the folder `unreadable`.
 * @param copy one that `copiesOf` has named
 * @throws StorageError where the copy is gone, or it cannot be written
 */
export function mend(context: MendContext, id: string, copy: string, now = new Date()): void {
  const { db } = context;
  const row = rowOf(context, id, copy);
  const draft = row && tryContent(row);
  if (!draft) throw new StorageError('missing');
  // Where the row is damaged its revisions are counted anew.
  receiptsOf(db).forget(id);
  guarded(() =>
    receiptsOf(db).write(() => {
      keepUnreadable(context, id, now);
      db.prepare(
        'INSERT OR REPLACE INTO contents (draft, content, pending, checksum) VALUES (?, ?, ?, ?)',
      ).run(id, row.content, row.pending, row.checksum);
      fitRow(db, id, draft, now.toISOString());
    }),
  );
}

function rowOf(context: MendContext, id: string, copy: string): ContentRow | undefined {
  const { db, versions, dataFolder } = context;
  if (copy === OWN) return contentOf(db, id);
  const backup = listBackups(dataFolder).find(({ name }) => name === copy);
  return backup ? readFrom(backup, id)?.row : contentRow(versions.open(copy).draft, null);
}

function keepUnreadable({ db, dataFolder }: MendContext, id: string, now: Date): void {
  const row = db.prepare('SELECT * FROM contents WHERE draft = ?').get(id);
  const summary = db.prepare('SELECT * FROM drafts WHERE id = ?').get(id);
  if (!summary) throw new StorageError('missing');
  const folder = join(dataFolder, 'unreadable');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, `${id}-${stampOf(now)}.json`);
    writeFileSync(file, JSON.stringify({ summary, row }, null, 1));
  } catch (error) {
    throw diskError(error);
  }
}

/** Makes the row of the list fit the content; what is damaged of it is made anew. */
function fitRow(db: Database.Database, id: string, draft: Draft, now: string): void {
  const { form, year } = draft;
  const values = { id, form, year, department: departmentOf(draft), now };
  const row = db.prepare('SELECT * FROM drafts WHERE id = ?').get(id);
  if (!isSound(row)) {
    db.prepare(
      `UPDATE drafts SET revision = 1, created_at = @now, deleted_at = NULL, exported_at = NULL,
       exported_revision = NULL WHERE id = @id`,
    ).run(values);
  }
  db.prepare(
    `UPDATE drafts SET form = @form, year = @year, department = @department, updated_at = @now,
     revision = revision + 1, filled = NULL, to_fill = NULL, errors = NULL, warnings = NULL,
     hints = NULL WHERE id = @id`,
  ).run(values);
}

function isSound(row: unknown): boolean {
  try {
    readSummary(row);
    return true;
  } catch {
    return false;
  }
}
