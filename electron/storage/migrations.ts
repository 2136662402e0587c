/** The shape of the database, as the steps that lead to it. A released step is never changed. */
import { hash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { checksumOf } from './draft-row.ts';
import { StorageError } from './storage-error.ts';

/** Marks a SQLite file as ours: the letters JXBD. */
export const APPLICATION_ID = 0x4a584244;

/**
 * What the list shows stands in `drafts`; the drafts themselves stand apart, so that going through
 * 10,000 drafts reads no content. The partial indexes give the pages of the list in order.
 */
const FIRST = `
CREATE TABLE drafts (
  id TEXT PRIMARY KEY,
  form TEXT NOT NULL,
  year INTEGER NOT NULL,
  department TEXT NOT NULL,
  revision INTEGER NOT NULL CHECK (revision >= 1),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  deleted_at TEXT,
  exported_at TEXT,
  exported_revision INTEGER,
  filled INTEGER,
  to_fill INTEGER,
  errors INTEGER,
  warnings INTEGER,
  hints INTEGER,
  CHECK ((exported_at IS NULL) = (exported_revision IS NULL)),
  CHECK ((filled IS NULL) = (to_fill IS NULL)
    AND (filled IS NULL) = (errors IS NULL)
    AND (filled IS NULL) = (warnings IS NULL)
    AND (filled IS NULL) = (hints IS NULL))
) STRICT;
CREATE INDEX drafts_by_change ON drafts (updated_at DESC, id) WHERE deleted_at IS NULL;
CREATE INDEX drafts_by_year ON drafts (year DESC, updated_at DESC, id) WHERE deleted_at IS NULL;
CREATE TABLE contents (
  draft TEXT PRIMARY KEY REFERENCES drafts (id) ON DELETE CASCADE,
  content TEXT NOT NULL,
  pending TEXT
) STRICT;
CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
`;

/**
 * A checksum tells flipped bytes from what was saved; what is there by now gets one of what it says
 * (`addChecksums`). Versions are compressed, for there are many of each draft. A row of `overdue` is a day
 * on which the program saw a draft in the recycle bin whose time is up.
 */
const SECOND = `
ALTER TABLE contents ADD COLUMN checksum TEXT;
CREATE TABLE versions (
  id TEXT PRIMARY KEY,
  draft TEXT NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  name TEXT,
  created_at TEXT NOT NULL,
  checksum TEXT NOT NULL,
  content BLOB NOT NULL
) STRICT;
CREATE INDEX versions_by_draft ON versions (draft, created_at DESC, id);
CREATE TABLE overdue (
  draft TEXT NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
  day TEXT NOT NULL,
  PRIMARY KEY (draft, day)
) STRICT, WITHOUT ROWID;
`;

/**
 * 指标库. What a draft has stands in `library_uses` as of the revision in `library_sources`; what a
 * person has added, changed, hidden or used in `library_own`, without `cells` where the texts are
 * those of the drafts.
 */
const THIRD = `
CREATE TABLE library_sources (
  draft TEXT PRIMARY KEY REFERENCES drafts (id) ON DELETE CASCADE,
  revision INTEGER NOT NULL,
  gathering INTEGER NOT NULL
) STRICT;
CREATE TABLE library_uses (
  draft TEXT NOT NULL REFERENCES library_sources (draft) ON DELETE CASCADE,
  form TEXT NOT NULL,
  key TEXT NOT NULL,
  cells TEXT NOT NULL,
  PRIMARY KEY (draft, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE library_own (
  form TEXT NOT NULL,
  key TEXT NOT NULL,
  cells TEXT,
  hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1)),
  inserted INTEGER NOT NULL DEFAULT 0 CHECK (inserted >= 0),
  PRIMARY KEY (form, key)
) STRICT, WITHOUT ROWID;
`;

/** The version of the schema that brought checksums. */
export const WITH_CHECKSUMS = 2;

/** SQL, or what takes more than that. */
export type Step = string | ((db: Database) => void);

/** Step n brings a database from version n to n + 1. */
export const MIGRATIONS: readonly Step[] = [
  FIRST,
  (db) => {
    db.exec(SECOND);
    addChecksums(db);
  },
  THIRD,
];

/** The digest of the tables and indexes after each step; like a released step, it never changes. */
const SHAPES: readonly string[] = [
  '938e60450303611c60a7550d0ad1fce9686c232baeed0fa593ad8877933cee87',
  'e35236ed03d09971ff59bc3d78ad7152ed46a42339cbc698a259941bed48255a',
  '31a007d02886a6d1e3283cec414e30a53e411570f6416241f5709c364bdf5858',
];

/**
 * Whether the tables and indexes are those of the version, and nothing is there beside them: a byte
 * that flipped in their definition leaves a database that SQLite takes for sound, and a file from
 * elsewhere may hold triggers and views. One without a version has yet to be made.
 */
export function hasOwnShape(db: Database, schema = 'main'): boolean {
  // From one state of the database: another program may be migrating it.
  const look = () => {
    const version = userVersion(db, schema);
    return version === 0 || shapeOf(db, schema) === SHAPES[version - 1];
  };
  return db.transaction(look).deferred();
}

/** The digest of what a database says of its tables and indexes. */
function shapeOf(db: Database, schema = 'main'): string {
  const rows = db.prepare(
    `SELECT type, name, tbl_name, sql FROM ${schema}.sqlite_schema ORDER BY type, name`,
  );
  return hash('sha256', JSON.stringify(rows.raw().all()));
}

function addChecksums(db: Database): void {
  db.function('checksum_of', { deterministic: true }, (content, pending) =>
    checksumOf({ content: String(content), pending: pending === null ? null : String(pending) }),
  );
  db.exec('UPDATE contents SET checksum = checksum_of(content, pending)');
}

/**
 * Brings the database up to date, each step in a transaction of its own: a step that fails leaves
 * the version before it. Two programs that start at once do each step once.
 * @throws StorageError `newer` where the database is ahead of the steps
 */
export function migrate(db: Database, migrations: readonly Step[] = MIGRATIONS): void {
  const step = db.transaction((): boolean => {
    const version = userVersion(db);
    if (version > migrations.length) throw new StorageError('newer');
    const next = migrations[version];
    if (next === undefined) return false;
    if (typeof next === 'string') db.exec(next);
    else next(db);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${version + 1}`);
    return true;
  });
  if (userVersion(db) === migrations.length) return;
  while (step.immediate());
}

export function userVersion(db: Database, schema = 'main'): number {
  return Number(db.pragma(`${schema}.user_version`, { simple: true }));
}
