/** Carries what is left of a damaged database over into a sound one, row by row, each one proved. */
import type { Database, Statement } from 'better-sqlite3';
import { z } from 'zod';
import { isReadable } from './check-backup.ts';
import { checksumOf, readSummary } from './draft-row.ts';
import { type FoundRow, harvest } from './raw/harvest.ts';
import type { RawFile } from './raw/pages.ts';
import { readVersion } from './versions.ts';

/** What is known of a draft whose row in the list could be read. */
export interface Known {
  readonly department: string;
  readonly year: number;
  readonly revision: number;
  readonly updatedAt: string;
}

/** How far the content of a draft can be trusted. */
export type Trust =
  /** Byte for byte what was saved last. */
  | 'sure'
  /** Saved before there were checksums, or the checksum is gone: readable, but unproved. */
  | 'unproved'
  /** Byte for byte what was saved once, perhaps not what was saved last. */
  | 'older';

export interface Salvaged {
  /** The drafts whose content was found. */
  readonly found: ReadonlyMap<string, Trust>;
  /** The drafts of which at least the row in the list was found. */
  readonly known: ReadonlyMap<string, Known>;
  /** Tables of which every row was found. */
  readonly whole: ReadonlySet<string>;
  /** Whether every draft there was is among `known`. */
  readonly allKnown: boolean;
  /** Whether saves are missing from the middle of the log. */
  readonly logTorn: boolean;
}

/**
 * Puts every sound row into a database.
 * @param prepare gives an empty database of a version of the schema, without foreign keys
 */
export function salvage(raw: RawFile, prepare: (version: number) => Database): Salvaged {
  const { version, rows, whole } = harvest(raw);
  const db = prepare(version);
  const found = new Map<string, Trust>();
  const known = new Map<string, Known>();
  const insert = inserter(db);
  let rejected = 0;
  db.transaction(() => {
    for (const row of rows()) {
      if (row.table === 'drafts') rejected += keepSummary(row, known, insert) ? 0 : 1;
      else if (row.table === 'contents') keepContent(row, found, insert);
      else if (row.table !== 'versions') row.sure && insert(row.table, row.values);
      else if (isSoundVersion(row)) insert(row.table, row.values);
    }
  }).immediate();
  const allKnown = whole.has('drafts') && rejected === 0;
  return { found, known, whole, allKnown, logTorn: raw.logTorn };
}

type Insert = (table: string, values: FoundRow['values']) => void;

/** A row of which there is one already is left out: the surer ones come first. */
function inserter(db: Database): Insert {
  const statements = new Map<string, Statement>();
  return (table, values) => {
    const columns = Object.keys(values);
    const sql = `INSERT OR IGNORE INTO "${table}" (${columns.map((name) => `"${name}"`).join(', ')})
      VALUES (${columns.map(() => '?').join(', ')})`;
    const statement = statements.get(table) ?? db.prepare(sql);
    statements.set(table, statement);
    statement.run(Object.values(values));
  };
}

const time = z.iso.datetime();
const times = z.object({
  created_at: time,
  updated_at: time,
  deleted_at: time.nullable(),
  exported_at: time.nullable(),
});

/** @returns whether the row is sound */
function keepSummary({ values }: FoundRow, known: Map<string, Known>, insert: Insert): boolean {
  if (!times.safeParse(values).success) return false;
  try {
    const { id, department, year, revision, updatedAt } = readSummary(values);
    if (known.has(id)) return true;
    insert('drafts', values);
    known.set(id, { department, year, revision, updatedAt });
    return true;
  } catch {
    // Some of it is damaged: what is lost is made again from the draft's content.
    return false;
  }
}

const contentRow = z.object({
  draft: z.uuid(),
  content: z.string(),
  pending: z.string().nullable(),
  checksum: z.string().nullable().default(null),
});

function keepContent(row: FoundRow, found: Map<string, Trust>, insert: Insert): void {
  const read = contentRow.safeParse(row.values);
  if (!read.success || found.has(read.data.draft)) return;
  const checksum = read.data.checksum ?? checksumOf(read.data);
  if (!isReadable({ ...read.data, checksum })) return;
  const column = 'checksum' in row.values && { checksum };
  insert('contents', { ...row.values, ...column });
  found.set(read.data.draft, trustOf(row.sure, read.data.checksum !== null));
}

function trustOf(sure: boolean, proved: boolean): Trust {
  if (!sure) return 'older';
  return proved ? 'sure' : 'unproved';
}

const versionRow = z.object({
  id: z.uuid(),
  draft: z.uuid(),
  created_at: time,
  checksum: z.string(),
  content: z.instanceof(Buffer),
});

function isSoundVersion({ values }: FoundRow): boolean {
  const row = versionRow.loose().safeParse(values);
  if (!row.success) return false;
  try {
    readVersion(row.data);
    return true;
  } catch {
    return false;
  }
}
