/** Everything that can still be read of a damaged database, the newest and surest first. */
import Database from 'better-sqlite3';
import { MIGRATIONS, migrate } from '../migrations.ts';
import { freePages } from './free-pages.ts';
import type { PageView, RawFile } from './pages.ts';
import { looseRows, newWalk, type RawRow, type RawValue, tableRows } from './rows.ts';

export interface FoundRow {
  readonly table: string;
  readonly values: Readonly<Record<string, RawValue>>;
  /**
   * Whether it stands where the database says its rows stand, in the newest state there is. Other rows
   * may be what was there before a later save, or be deleted.
   */
  readonly sure: boolean;
}

export interface Harvest {
  /** The version of the schema; the newest where the file does not say. */
  readonly version: number;
  /** Goes through the file; to be done once. */
  rows(): Generator<FoundRow>;
  /** Tables of which every row was met; known once the rows have been gone through. */
  readonly whole: ReadonlySet<string>;
}

/** Where the header of the file keeps the version of the schema. */
const VERSION = 60;

export function harvest(raw: RawFile): Harvest {
  const [newest] = raw.views;
  const version = versionOf(newest);
  const tables = tablesOf(version);
  const whole = new Set<string>();
  return {
    version,
    whole,
    *rows() {
      for (const view of raw.views) yield* viewRows(view, tables, whole, view === newest);
    },
  };
}

function* viewRows(
  view: PageView,
  tables: Tables,
  whole: Set<string>,
  newest: boolean,
): Generator<FoundRow> {
  const reached = freePages(view);
  const { roots, sound } = readSchema(view);
  let torn = !sound;
  for (const [table, columns] of tables) {
    const root = roots.get(table);
    const walk = newWalk();
    for (const row of root === undefined ? [] : tableRows(view, root, walk)) {
      const values = named(columns, row);
      if (values) yield { table, values, sure: newest };
      else walk.sound = false;
    }
    const followed = root !== undefined && walk.sound;
    if (followed && newest) whole.add(table);
    if (!followed) torn = true;
    for (const page of walk.pages) reached.add(page);
  }
  if (!torn) return;
  for (const row of looseRows(view, reached)) {
    for (const [table, columns] of tables) {
      const values = named(columns, row);
      if (values) yield { table, values, sure: false };
    }
  }
}

/** The version, unless the bytes that tell it are damaged too. */
function versionOf(view: PageView): number {
  const version = view.page(1)?.readUInt32BE(VERSION) ?? 0;
  return version >= 1 && version <= MIGRATIONS.length ? version : MIGRATIONS.length;
}

function readSchema(view: PageView): { roots: Map<string, number>; sound: boolean } {
  const walk = newWalk();
  const roots = new Map<string, number>();
  for (const { values } of tableRows(view, 1, walk)) {
    const [type, name, , root] = values;
    if (type === 'table' && typeof name === 'string' && typeof root === 'number') {
      roots.set(name, root);
    }
  }
  return { roots, sound: walk.sound };
}

interface Column {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  /** Stands for the number of the row, and is not kept with it. */
  readonly isRowid: boolean;
}

type Tables = ReadonlyMap<string, readonly Column[]>;

/** The tables of a version and their columns, from an empty database of that version. */
function tablesOf(version: number): Tables {
  const db = new Database(':memory:');
  migrate(db, MIGRATIONS.slice(0, version));
  const names = db
    .prepare<[], string>(
      `SELECT name FROM pragma_table_list
       WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'`,
    )
    .pluck()
    .all();
  const tables = new Map(names.map((name) => [name, columnsOf(db, name)]));
  db.close();
  return tables;
}

/** In the order in which a row keeps them: without a row number, the key comes first. */
function columnsOf(db: Database.Database, table: string): Column[] {
  return db
    .prepare<[string], { name: string; type: string; notnull: number; isRowid: number }>(
      `SELECT c.name, c.type, c."notnull", c.pk > 0 AND c.type = 'INTEGER' AND NOT t.wr AS isRowid
       FROM pragma_table_list t, pragma_table_info(t.name) c
       WHERE t.schema = 'main' AND t.name = ?
       ORDER BY CASE WHEN t.wr AND c.pk > 0 THEN c.pk ELSE 1000 + c.cid END`,
    )
    .all(table)
    .map(({ name, type, notnull, isRowid }) => ({
      name,
      type,
      required: notnull !== 0,
      isRowid: isRowid !== 0,
    }));
}

/** The values by their columns; undefined where they cannot be a row of this table. */
function named(
  columns: readonly Column[],
  { rowid, values }: RawRow,
): Record<string, RawValue> | undefined {
  // A column that a later step has added is not there in rows from before.
  if (values.length > columns.length) return undefined;
  const row: Record<string, RawValue> = {};
  for (const [i, { name, type, required, isRowid }] of columns.entries()) {
    const value = (isRowid ? rowid : values[i]) ?? null;
    if (value === null ? required : !fits(type, value)) return undefined;
    row[name] = value;
  }
  return row;
}

function fits(type: string, value: Exclude<RawValue, null>): boolean {
  if (type === 'TEXT') return typeof value === 'string';
  if (type === 'BLOB') return Buffer.isBuffer(value);
  return typeof value === 'number' && (type !== 'INTEGER' || Number.isInteger(value));
}
