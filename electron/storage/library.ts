/**
 * 指标库: which indicators the drafts have, and what a person has added, changed, hidden and used.
 *
 * Indicators are gathered when the library is asked for, from those drafts that were saved since;
 * saving a draft costs nothing more.
 */
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { FormDefinition } from '../../shared/form/definition.ts';
import { formOf } from '../../shared/form/forms.ts';
import {
  type EntryCells,
  entriesOf,
  entryKey,
  type LibraryEntry,
  type LibraryShape,
  libraryOf,
} from '../../shared/library/entry.ts';
import { readJson } from './draft-row.ts';
import type { Drafts } from './drafts.ts';
import { receiptsOf } from './receipts.ts';
import { guarded } from './storage-error.ts';

/** Raised whenever other things are gathered than before: all drafts are then gathered anew. */
const GATHERING = 1;

const useRow = z.object({ key: z.string(), cells: z.string(), drafts: z.int() });
const ownRow = z.object({
  key: z.string(),
  cells: z.string().nullable(),
  hidden: z.int(),
  inserted: z.int(),
});
const cellsSchema = z.record(z.string(), z.string());

type OwnRow = Omit<z.output<typeof ownRow>, 'cells'> & { readonly cells: EntryCells | null };

/** The methods throw a StorageError where the database refuses. */
export class Library {
  readonly #db: Database;
  readonly #drafts: Drafts;
  readonly #onUnreadable: (what: string, cause: unknown) => void;

  constructor(
    db: Database,
    drafts: Drafts,
    onUnreadable: (what: string, cause: unknown) => void = () => {},
  ) {
    this.#db = db;
    this.#drafts = drafts;
    this.#onUnreadable = onUnreadable;
  }

  /** The drafts whose indicators were not gathered since they were saved last. */
  stale(): readonly string[] {
    return guarded(() =>
      this.#db
        .prepare<[number], string>(
          `SELECT id FROM drafts LEFT JOIN library_sources ON draft = id AND gathering = ?
           WHERE deleted_at IS NULL AND library_sources.revision IS NOT drafts.revision`,
        )
        .pluck()
        .all(GATHERING),
    );
  }

  /** Gathers the indicators of drafts; one that cannot be read has none. */
  gather(ids: readonly string[]): void {
    this.#writing(() => {
      for (const id of ids) this.#gather(id);
    });
  }

  /**
   * All entries of a form's library.
   * @param example the entries of the bundled example
   */
  list(library: LibraryShape, example: ReadonlyMap<string, EntryCells>): LibraryEntry[] {
    const { used, own } = guarded(() =>
      this.#db
        .transaction(() => ({ used: this.#used(library), own: this.#ownRows(library) }))
        .deferred(),
    );
    const keys = new Set([...used.keys(), ...example.keys()]);
    for (const [key, row] of own) if (row.cells) keys.add(key);
    return [...keys].map((key) => {
      const drafts = used.get(key);
      const mine = own.get(key);
      return {
        key,
        cells: mine?.cells ?? { ...example.get(key), ...drafts?.cells },
        origin: mine?.cells ? 'own' : drafts ? 'draft' : 'example',
        hidden: mine?.hidden === 1,
        drafts: drafts?.count ?? 0,
        inserted: mine?.inserted ?? 0,
      };
    });
  }

  /**
   * Keeps an entry of the person's own.
   * @param replaces the key of the entry that it is a change of: where that differs, the old one is
   * put out of sight
   */
  keep(library: LibraryShape, cells: EntryCells, replaces: string | null = null): string {
    const key = entryKey(library, cells);
    this.#writing(() => {
      this.#keep(library, [cells]);
      if (replaces !== null && replaces !== key) {
        this.#change('cells = NULL, hidden = 1', library.form, [replaces]);
      }
    });
    return key;
  }

  /** Keeps entries of the person's own: all or none. */
  keepMany(library: LibraryShape, entries: readonly EntryCells[]): void {
    this.#writing(() => this.#keep(library, entries));
  }

  /** Takes back what the person has added or changed. */
  remove(form: string, keys: readonly string[]): void {
    this.#changeAll('cells = NULL', form, keys);
  }

  hide(form: string, keys: readonly string[], hidden: boolean): void {
    this.#changeAll(`hidden = ${hidden ? 1 : 0}`, form, keys);
  }

  /** Counts that entries were inserted into a draft. */
  markUsed(form: string, keys: readonly string[]): void {
    this.#changeAll('inserted = inserted + 1', form, keys);
  }

  #gather(id: string): void {
    const revision = this.#db
      .prepare<[string], number>('SELECT revision FROM drafts WHERE id = ?')
      .pluck()
      .get(id);
    if (revision === undefined) return;
    this.#db.prepare('DELETE FROM library_sources WHERE draft = ?').run(id);
    this.#db.prepare('INSERT INTO library_sources VALUES (?, ?, ?)').run(id, revision, GATHERING);
    const insert = this.#db.prepare('INSERT INTO library_uses VALUES (?, ?, ?, ?)');
    const found = this.#entriesOf(id);
    if (!found) return;
    for (const [key, cells] of found.entries) {
      insert.run(id, found.form, key, JSON.stringify(cells));
    }
  }

  #entriesOf(id: string) {
    try {
      const { draft } = this.#drafts.open(id);
      const definition: FormDefinition | undefined = formOf(draft.form);
      const library = definition && libraryOf(definition);
      return library && { form: library.form, entries: entriesOf(library, draft) };
    } catch {
      // Whoever opens the draft is told; the storage of drafts has put it into the log.
      return undefined;
    }
  }

  /** What the drafts have: the texts of the one saved last, gaps filled from those before it. */
  #used({ form }: LibraryShape): Map<string, { cells: EntryCells; count: number }> {
    const rows = this.#db
      .prepare<[string]>(
        `SELECT key, cells, count(*) AS drafts FROM library_uses JOIN drafts ON id = draft
         WHERE library_uses.form = ? AND deleted_at IS NULL
         GROUP BY key, cells ORDER BY max(updated_at), max(id)`,
      )
      .all(form);
    const used = new Map<string, { cells: EntryCells; count: number }>();
    for (const row of rows) {
      this.#readable('library_uses', () => {
        const { key, cells, drafts } = useRow.parse(row);
        const before = used.get(key);
        const merged = { ...before?.cells, ...readCells(cells) };
        used.set(key, { cells: merged, count: (before?.count ?? 0) + drafts });
      });
    }
    return used;
  }

  #ownRows({ form }: LibraryShape): Map<string, OwnRow> {
    const rows = this.#db
      .prepare<[string]>('SELECT key, cells, hidden, inserted FROM library_own WHERE form = ?')
      .all(form);
    const own = new Map<string, OwnRow>();
    for (const row of rows) {
      this.#readable('library_own', () => {
        const { cells, ...rest } = ownRow.parse(row);
        own.set(rest.key, { ...rest, cells: cells === null ? null : readCells(cells) });
      });
    }
    return own;
  }

  /** A row that was damaged is left out; the others are there nevertheless. */
  #readable(what: string, read: () => void): void {
    try {
      read();
    } catch (error) {
      this.#onUnreadable(what, error);
    }
  }

  /** What the person keeps is to be seen again. */
  #keep(library: LibraryShape, entries: readonly EntryCells[]): void {
    const keep = this.#db.prepare(
      `INSERT INTO library_own (form, key, cells) VALUES (@form, @key, @cells)
       ON CONFLICT (form, key) DO UPDATE SET cells = excluded.cells, hidden = 0`,
    );
    const { form } = library;
    for (const cells of entries) {
      keep.run({ form, key: entryKey(library, cells), cells: JSON.stringify(cells) });
    }
  }

  #changeAll(change: string, form: string, keys: readonly string[]): void {
    this.#writing(() => this.#change(change, form, keys));
  }

  #change(change: string, form: string, keys: readonly string[]): void {
    const know = this.#db.prepare(
      'INSERT INTO library_own (form, key) VALUES (?, ?) ON CONFLICT DO NOTHING',
    );
    const set = this.#db.prepare(`UPDATE library_own SET ${change} WHERE form = ? AND key = ?`);
    for (const key of keys) {
      know.run(form, key);
      set.run(form, key);
    }
  }

  /** Wholly or not at all. */
  #writing(step: () => void): void {
    guarded(() => receiptsOf(this.#db).write(step));
  }
}

function readCells(text: string): EntryCells {
  return cellsSchema.parse(readJson(text));
}
