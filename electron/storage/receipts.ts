/**
 * Receipts: a small file beside the database tells what has been acknowledged, of each draft the
 * revision saved last. A write-ahead log that has lost its end looks like one that never had it, and an
 * old copy of the database like a sound one: only a receipt for what is not in there tells.
 *
 * A receipt is written after the commit, when the window has its answer, and never flushed: it may be
 * behind the database, never ahead. Two programs at once need not know of each other: at worst a receipt
 * of one is written over by the other's. Where the file cannot be written, less is noticed.
 */
import type { Database, Statement } from 'better-sqlite3';
import { PLACES, placesOf, type Receipt, removeReceipts, writeReceipts } from './receipts-file.ts';

/**
 * Counts the changes that are no saves of drafts (versions, the recycle bin, 指标库, preferences), in the
 * table of settings. A save counts by its draft's revision: that costs it nothing.
 */
const COUNT = `INSERT INTO settings VALUES ('changes', '1')
  ON CONFLICT (key) DO UPDATE SET value = value + 1 RETURNING value`;

const all = new WeakMap<Database, Receipts>();

/** The receipts of an open database: one for all that write to it. */
export function receiptsOf(db: Database): Receipts {
  const known = all.get(db) ?? new Receipts(db);
  all.set(db, known);
  return known;
}

export class Receipts {
  readonly #db: Database;
  readonly #rows: Statement<[], number>;
  #count: Statement<[], string> | undefined;
  /** What the transaction under way has saved; undefined outside of one. */
  #saved: Receipt[] | undefined;
  /** What is still to be written. */
  readonly #dueSaves = new Map<string, Receipt>();
  #dueChanges: number | undefined;
  #isDue = false;
  /** Where each draft's receipt stands, the one written longest ago first; read when first needed. */
  #places: Map<string, number> | undefined;

  constructor(db: Database) {
    this.#db = db;
    this.#rows = db.prepare<[], number>('SELECT total_changes()').pluck();
  }

  /**
   * Changes the database wholly or not at all. On return it is on the disk, and a receipt for it is due.
   * @throws what the step or SQLite throws; nothing has changed then
   */
  write<T>(step: () => T): T {
    if (this.#db.inTransaction) return this.#within(step);
    const saved: Receipt[] = [];
    this.#saved = saved;
    try {
      const [result, changes] = this.#db
        .transaction(() => {
          const before = this.#rows.get();
          const result = step();
          const other = saved.length === 0 && this.#rows.get() !== before;
          return [result, other ? this.#counted() : undefined] as const;
        })
        .immediate();
      this.#owe(saved, changes);
      return result;
    } finally {
      this.#saved = undefined;
    }
  }

  /** The transaction around it gives the receipts; where that is not one of ours, nobody does. */
  #within<T>(step: () => T): T {
    const before = this.#saved?.length ?? 0;
    try {
      return this.#db.transaction(step)();
    } catch (error) {
      this.#saved?.splice(before);
      throw error;
    }
  }

  /** To be called in a transaction that saves a draft. */
  saved(one: Receipt): void {
    this.#saved?.push(one);
  }

  /** To be called before a draft is deleted for good, or its revisions are counted anew. */
  forget(id: string): void {
    this.#dueSaves.delete(id);
    this.#places = placesOf(this.#db.name);
    const place = this.#places.get(id);
    if (place === undefined) return;
    this.#places.delete(id);
    writeReceipts(this.#db.name, { places: [[place, undefined]] });
  }

  /** To be called before all drafts give way to others. */
  forgetAll(): void {
    this.#dueSaves.clear();
    this.#dueChanges = undefined;
    this.#places = undefined;
    removeReceipts(this.#db.name);
  }

  #counted(): number {
    this.#count ??= this.#db.prepare<[], string>(COUNT).pluck();
    return Number(this.#count.get());
  }

  #owe(saved: readonly Receipt[], changes: number | undefined): void {
    for (const one of saved) this.#dueSaves.set(one.id, one);
    this.#dueChanges = changes ?? this.#dueChanges;
    if (this.#isDue) return;
    this.#isDue = true;
    setImmediate(() => this.#settle());
  }

  #settle(): void {
    this.#isDue = false;
    const places = [...this.#dueSaves.values()].map((one) => [this.#placeOf(one.id), one] as const);
    const changes = this.#dueChanges;
    this.#dueSaves.clear();
    this.#dueChanges = undefined;
    writeReceipts(this.#db.name, { places, changes });
  }

  /** The place that a draft has, a free one, or that of the draft that was saved longest ago. */
  #placeOf(id: string): number {
    this.#places ??= placesOf(this.#db.name);
    const place = this.#places.get(id) ?? freePlace(this.#places);
    this.#places.delete(id);
    this.#places.set(id, place);
    return place;
  }
}

function freePlace(places: Map<string, number>): number {
  const taken = new Set(places.values());
  for (let place = 1; place < PLACES; place++) if (!taken.has(place)) return place;
  const [[id, place] = ['', 1]] = places;
  places.delete(id);
  return place;
}
