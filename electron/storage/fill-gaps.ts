/** Completes what was salvaged: from the backups, the newest first, and from versions of the drafts. */
import { randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { RecoveredDraft } from '../../shared/api/backups.ts';
import type { Draft } from '../../shared/draft/draft.ts';
import { withBackup } from './attach-backup.ts';
import type { BackupFile } from './backups.ts';
import { isReadable } from './check-backup.ts';
import { boundTimes } from './clock.ts';
import {
  type ContentRow,
  contentRow,
  departmentOf,
  factColumns,
  readContent,
  SUMMARY_COLUMNS,
  tryContent,
} from './draft-row.ts';
import { dateOf } from './merge-backup.ts';
import type { Receipt } from './receipts-file.ts';
import type { Known, Salvaged, Trust } from './salvage.ts';
import { insertVersion, readVersion, settled } from './versions.ts';

export interface Filled {
  readonly drafts: RecoveredDraft[];
  /** When the backup was made that most gaps were filled from. */
  readonly backup: string | null;
}

type Fate = Pick<RecoveredDraft, 'source' | 'from' | 'doubt'>;

/** What is known of the database that was. */
interface Before {
  readonly salvaged: Salvaged;
  /** What had been acknowledged, as far as there are receipts. */
  readonly saves: readonly Receipt[];
}

interface State {
  readonly db: Database;
  readonly salvaged: Salvaged;
  /** The last save of a draft that was acknowledged, by the draft's id. */
  readonly saves: ReadonlyMap<string, Receipt>;
  /** What became of each draft so far. */
  readonly fates: Map<string, Fate>;
  /** Drafts that a backup holds, but not so that they could be read. */
  readonly unreadable: Set<string>;
  /** Contents of the file in whose place a later one of a backup has come. */
  readonly displaced: Map<string, ContentRow>;
  readonly now: string;
}

/**
 * Gives every draft that was there a row and a content, as far as there is any.
 * @param db the salvaged rows, in the newest schema, without foreign keys
 */
export function fillGaps(
  db: Database,
  { salvaged, saves }: Before,
  backups: readonly BackupFile[],
  now: Date,
): Filled {
  const fates = new Map<string, Fate>();
  const state: State = {
    db,
    salvaged,
    saves: new Map(saves.map((save) => [save.id, save])),
    fates,
    unreadable: new Set(),
    displaced: new Map(),
    now: now.toISOString(),
  };
  for (const [id, trust] of salvaged.found) {
    fates.set(id, { source: 'file', from: null, doubt: doubtOf(state, id, trust) });
  }
  let newest: string | null = null;
  for (const backup of backups) {
    if (newest !== null && missing(state).length === 0) break;
    const first = newest === null;
    if (withBackup(db, backup.path, () => takeFrom(state, backup, first))) {
      newest ??= backup.madeAt;
    }
  }
  return db
    .transaction(() => {
      takeVersions(state);
      keepDisplaced(state);
      const drafts = describe(state);
      dropRest(db);
      boundTimes(db, latestKnown(now, saves, backups));
      return { drafts, backup: newest };
    })
    .immediate();
}

/** The PC's clock may have been set back: what this PC wrote beside the database tells of later times. */
function latestKnown(now: Date, saves: readonly Receipt[], backups: readonly BackupFile[]): Date {
  const times = [...saves.map(({ savedAt }) => savedAt), ...backups.map(({ madeAt }) => madeAt)];
  return new Date(Math.max(now.getTime(), ...times.map((time) => Date.parse(time) || 0)));
}

/** A receipt tells for certain whether a content is what was saved last. */
function doubtOf({ db, salvaged, saves }: State, id: string, trust: Trust): Fate['doubt'] {
  const save = saves.get(id);
  // A receipt may be missing for the last saves.
  const known = save && (salvaged.known.get(id)?.revision ?? 0) <= save.revision;
  if (known) return contentOf(db, id)?.checksum === save.checksum ? 'none' : 'older';
  return trust === 'sure' ? 'none' : trust;
}

function missing(state: State): string[] {
  return allIds(state).filter((id) => !state.fates.has(id));
}

/** The drafts that there were. */
function allIds({ salvaged, saves, fates, unreadable }: State): string[] {
  return [...new Set([...fates.keys(), ...salvaged.known.keys(), ...saves.keys(), ...unreadable])];
}

interface BackupRow extends ContentRow {
  readonly id: string;
  readonly revision: number;
}

function takeFrom(state: State, backup: BackupFile, first: boolean): void {
  const { db, salvaged, saves } = state;
  const wanted = new Set(missing(state));
  const ids = db.prepare<[], string>('SELECT id FROM backup.drafts').pluck().all();
  const inBackup = new Set(ids);
  // A row whose id is damaged stands for a draft that never was; then one that was is not known.
  const strange = missing(state).some((id) => !inBackup.has(id) && !saves.has(id));
  const allKnown = salvaged.allKnown && !strange;
  const row = db.prepare<[string], BackupRow>(
    `SELECT id, revision, content, pending, checksum FROM backup.drafts
     LEFT JOIN backup.contents ON draft = id WHERE id = ?`,
  );
  db.transaction(() => {
    for (const id of ids) {
      // A draft that is not in the whole list any more was removed by the person after the backup.
      const there = !allKnown || salvaged.known.has(id) || salvaged.found.has(id) || saves.has(id);
      if (first ? there : wanted.has(id)) takeDraft(state, backup, row.get(id));
    }
    if (first) takeTables(state);
  }).immediate();
}

function takeDraft(state: State, backup: BackupFile, row: BackupRow | undefined): void {
  if (!row) return;
  const { db, fates, unreadable } = state;
  const fate = fates.get(row.id);
  if (!isReadable(row)) {
    if (!fate) unreadable.add(row.id);
    return;
  }
  db.prepare(
    `INSERT OR IGNORE INTO drafts (${SUMMARY_COLUMNS})
     SELECT ${SUMMARY_COLUMNS} FROM backup.drafts WHERE id = ?`,
  ).run(row.id);
  if (fate) {
    compare(state, backup, row, fate);
  } else {
    insertContent(db, row.id, row);
    fates.set(row.id, { source: 'backup', from: backup.madeAt, doubt: 'none' });
  }
}

/** Where it is not sure that the file's content is the last one: the later one stays, the other as a version. */
function compare(state: State, backup: BackupFile, row: BackupRow, fate: Fate): void {
  const { db, fates, displaced } = state;
  if (fate.doubt === 'none') return;
  const own = contentOf(db, row.id);
  if (!own) return;
  const same = own.content === row.content && own.pending === row.pending;
  if (same) {
    if (fate.doubt === 'unproved') fates.set(row.id, { ...fate, doubt: 'none' });
  } else if (isLater(state, row)) {
    displaced.set(row.id, own);
    insertContent(db, row.id, row);
    fates.set(row.id, { source: 'backup', from: backup.madeAt, doubt: 'none' });
  } else keepBackupAsVersion(db, row, backup.madeAt);
}

/** Whether a backup has a later save of a draft than the file. */
function isLater({ salvaged, saves }: State, { id, checksum, revision }: BackupRow): boolean {
  const own = salvaged.known.get(id)?.revision;
  return checksum === saves.get(id)?.checksum || (own !== undefined && revision > own);
}

function contentOf(db: Database, id: string): ContentRow | undefined {
  return db
    .prepare<[string], ContentRow>(
      'SELECT content, pending, checksum FROM contents WHERE draft = ?',
    )
    .get(id);
}

/** What the file had is not lost, although it is older. */
function keepDisplaced({ db, displaced, now }: State): void {
  for (const [id, row] of displaced) {
    const name = '原来的草稿库文件里的内容';
    const version = { id: randomUUID(), kind: 'restore', name, createdAt: now } as const;
    insertVersion(db, id, version, contentOfVersion(row));
  }
}

/** Rows of other tables: a table that was read whole needs none. */
function takeTables({ db, salvaged }: State): void {
  const tables = db
    .prepare<[], string>(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
       AND name NOT LIKE 'sqlite_%' AND name NOT IN ('drafts', 'contents')`,
    )
    .pluck()
    .all();
  for (const table of tables.filter((name) => !salvaged.whole.has(name))) {
    db.exec(`INSERT OR IGNORE INTO main."${table}" SELECT * FROM backup."${table}"`);
  }
}

/** The names of backups tell their time to the second, in milliseconds. */
const SECOND = 1000;

/** A version made after the backup is nearer to what was lost. */
function takeVersions(state: State): void {
  const { db, fates } = state;
  const newest = db.prepare<[string], VersionRow>(
    'SELECT * FROM versions WHERE draft = ? ORDER BY created_at DESC, id LIMIT 1',
  );
  for (const id of allIds(state)) {
    const fate = fates.get(id);
    if (fate?.source === 'file') continue;
    const row = newest.get(id);
    if (!row || (fate?.from && Date.parse(row.created_at) < Date.parse(fate.from) + SECOND))
      continue;
    const draft = tryVersion(row);
    if (!draft) continue;
    insertContent(db, id, contentRow(draft, null));
    fates.set(id, { source: 'version', from: row.created_at, doubt: 'none' });
  }
}

interface VersionRow {
  readonly created_at: string;
  readonly checksum: string;
  readonly content: Buffer;
}

function tryVersion(row: VersionRow): Draft | undefined {
  try {
    return readVersion(row).draft;
  } catch {
    return undefined;
  }
}

/** Makes the rows of the list fit the contents, and gives the line of each draft for the report. */
function describe(state: State): RecoveredDraft[] {
  const { db, salvaged, saves, fates } = state;
  return allIds(state).map((id) => {
    const row = contentOf(db, id);
    const fate = fates.get(id);
    if (!row || !fate) return lost(id, salvaged.known.get(id) ?? saves.get(id));
    // One of a newer program is kept as it is.
    const draft = tryContent(row);
    if (draft) fitSummary(state, id, draft, fate);
    const { department = '', year = null } = salvaged.known.get(id) ?? {};
    const facts = draft
      ? { department: departmentOf(draft), year: draft.year }
      : { department, year };
    return { id, ...facts, ...fate };
  });
}

function lost(id: string, known: Pick<Known, 'department' | 'year'> | undefined): RecoveredDraft {
  const { department = '', year = null } = known ?? {};
  return { id, department, year, source: 'lost', from: null, doubt: 'none' };
}

function fitSummary({ db, now }: State, id: string, draft: Draft, fate: Fate): void {
  const { form, year } = draft;
  const values = { id, form, year, department: departmentOf(draft), now, ...factColumns(null) };
  db.prepare(
    `INSERT OR IGNORE INTO drafts (id, form, year, department, revision, created_at, updated_at)
     VALUES (@id, @form, @year, @department, 1, @now, @now)`,
  ).run(values);
  db.prepare(
    'UPDATE drafts SET form = @form, year = @year, department = @department WHERE id = @id',
  ).run(values);
  if (fate.source === 'file' && fate.doubt === 'none') return;
  // What the row says of an export or of findings may be about a later content.
  db.prepare(
    `UPDATE drafts SET revision = revision + 1, filled = @filled, to_fill = @toFill,
     errors = @errors, warnings = @warnings, hints = @hints WHERE id = @id`,
  ).run(values);
}

/** Rows about drafts that are not there, and what depends on those. */
function dropRest(db: Database): void {
  db.exec('DELETE FROM drafts WHERE id NOT IN (SELECT draft FROM contents)');
  const links = db
    .prepare<[], { child: string; column: string; parent: string; key: string }>(
      `SELECT t.name AS child, k."from" AS "column", k."table" AS parent, k."to" AS "key"
       FROM pragma_table_list t, pragma_foreign_key_list(t.name) k WHERE t.schema = 'main'`,
    )
    .all();
  let dropped: number;
  do {
    dropped = 0;
    for (const { child, column, parent, key } of links) {
      const sql = `DELETE FROM "${child}" WHERE "${column}" NOT IN (SELECT "${key}" FROM "${parent}")`;
      dropped += db.prepare(sql).run().changes;
    }
  } while (dropped > 0);
}

function keepBackupAsVersion(db: Database, row: BackupRow, madeAt: string): void {
  const name = `来自备份（${dateOf(madeAt)}）`;
  const version = { id: randomUUID(), kind: 'merge', name, createdAt: madeAt } as const;
  insertVersion(db, row.id, version, contentOfVersion(row));
}

/** With the text that was being typed; as it is where a newer program made it. */
function contentOfVersion(row: ContentRow): string {
  return tryContent(row) ? JSON.stringify(settled(readContent(row))) : row.content;
}

function insertContent(db: Database, id: string, row: ContentRow): void {
  const { content, pending, checksum } = row;
  db.prepare(
    'INSERT OR REPLACE INTO contents (draft, content, pending, checksum) VALUES (?, ?, ?, ?)',
  ).run(id, content, pending, checksum);
}
