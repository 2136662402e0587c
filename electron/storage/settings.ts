/** The person's preferences and where the window stood, as JSON by key. */
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { Settings } from '../../shared/api.ts';
import { parsePlace, type WindowPlace } from '../window-place.ts';
import { readJson } from './draft-row.ts';
import { receiptsOf } from './receipts.ts';
import { guarded } from './storage-error.ts';

const SCHEMAS = {
  zoom: z.number().min(0.8).max(2),
  exportFolder: z.string().nullable(),
  welcomeDone: z.boolean(),
  entries: z.record(z.string(), z.array(z.string())),
  expected: z.array(z.string()),
} satisfies { [K in keyof Settings]: z.ZodType<Settings[K]> };

const DEFAULTS: Settings = {
  zoom: 1,
  exportFolder: null,
  welcomeDone: false,
  entries: {},
  expected: [],
};

const WINDOW_PLACE = 'windowPlace';

/** The methods throw a StorageError where the database refuses. */
export class SettingsStore {
  readonly #db: Database;
  readonly #onUnreadable: (key: string, cause: unknown) => void;

  /** @param onUnreadable is told of every entry that cannot be read; its default stands in for it */
  constructor(db: Database, onUnreadable: (key: string, cause: unknown) => void = () => {}) {
    this.#db = db;
    this.#onUnreadable = onUnreadable;
  }

  get(): Settings {
    return {
      zoom: this.#read('zoom'),
      exportFolder: this.#read('exportFolder'),
      welcomeDone: this.#read('welcomeDone'),
      entries: this.#read('entries'),
      expected: this.#read('expected'),
    };
  }

  /** Changes what is given and leaves the rest; gives all of it. */
  set(changes: { readonly [K in keyof Settings]?: Settings[K] | undefined }): Settings {
    const write = () => {
      for (const [key, value] of Object.entries(changes)) {
        if (value !== undefined) this.#write(key, JSON.stringify(value));
      }
    };
    guarded(() => receiptsOf(this.#db).write(write));
    return this.get();
  }

  /** Where the window stood last; undefined at the first start. */
  windowPlace(): WindowPlace | undefined {
    const text = this.#text(WINDOW_PLACE);
    return text === undefined ? undefined : parsePlace(text);
  }

  setWindowPlace(place: WindowPlace): void {
    guarded(() => this.#write(WINDOW_PLACE, JSON.stringify(place)));
  }

  #read<K extends keyof Settings>(key: K): Settings[K] {
    const text = this.#text(key);
    if (text === undefined) return DEFAULTS[key];
    try {
      // The table of schemas pairs each key with its own type; TypeScript cannot follow that.
      return SCHEMAS[key].parse(readJson(text)) as Settings[K];
    } catch (error) {
      this.#onUnreadable(key, error);
      return DEFAULTS[key];
    }
  }

  #text(key: string): string | undefined {
    return guarded(() =>
      this.#db
        .prepare<[string], string>('SELECT value FROM settings WHERE key = ?')
        .pluck()
        .get(key),
    );
  }

  #write(key: string, value: string): void {
    this.#db
      .prepare(
        'INSERT INTO settings VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
      )
      .run(key, value);
  }
}
