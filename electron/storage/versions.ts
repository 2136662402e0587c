/** The versions of the drafts: kept, listed, named, given back, thinned out. */
import { randomUUID } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { OpenDraft } from '../../shared/api.ts';
import { type Draft, parseDraft } from '../../shared/draft/draft.ts';
import { applyEdit, EditError, setText } from '../../shared/draft/edit.ts';
import {
  dayOf,
  thinnedOut,
  VERSION_KINDS,
  type Version,
  type VersionKind,
} from '../../shared/draft/versions.ts';
import { formOf } from '../../shared/form/forms.ts';
import { canHaveBeen, steadyClock } from './clock.ts';
import { checksumOf, readJson } from './draft-row.ts';
import type { Drafts } from './drafts.ts';
import { receiptsOf } from './receipts.ts';
import { guarded, StorageError } from './storage-error.ts';

/** A version to be kept; without a time, or with one that cannot have been, it is of now. */
export interface NewVersion {
  readonly kind: VersionKind;
  readonly draft: Draft;
  readonly name?: string | null;
  readonly createdAt?: string;
}

export interface OpenVersion extends Version {
  /** The id of the draft that it is a version of. */
  readonly of: string;
  readonly draft: Draft;
}

export interface VersionsOptions {
  readonly clock?: () => Date;
  /** Told of every version that could not be read; the row stays as it is. */
  readonly onUnreadable?: (id: string, cause: unknown) => void;
}

const versionRow = z.object({
  id: z.string(),
  kind: z.enum(Object.keys(VERSION_KINDS) as [VersionKind, ...VersionKind[]]),
  name: z.string().nullable(),
  created_at: z.string().min(1),
});

/** Far more than any draft takes: a damaged length must not fill the memory. */
const MAX_BYTES = 256 * 1024 * 1024;

/** Every method throws a StorageError with a sentence for the person where it cannot be done. */
export class Versions {
  readonly #db: Database;
  readonly #drafts: Drafts;
  readonly #clock: () => Date;
  readonly #now: (after?: string) => string;
  readonly #onUnreadable: (id: string, cause: unknown) => void;

  constructor(db: Database, drafts: Drafts, options: VersionsOptions = {}) {
    this.#db = db;
    this.#drafts = drafts;
    this.#clock = options.clock ?? (() => new Date());
    this.#now = steadyClock(db, options.clock);
    this.#onUnreadable = options.onUnreadable ?? (() => {});
  }

  /** All versions of a draft, the newest first. One that is unreadable is left out and reported. */
  list(draft: string): readonly Version[] {
    const rows = guarded(() =>
      this.#db
        .prepare<[string], { id: unknown }>(
          `SELECT id, kind, name, created_at FROM versions WHERE draft = ?
           ORDER BY created_at DESC, id`,
        )
        .all(draft),
    );
    return rows.flatMap((row) => {
      const read = versionRow.safeParse(row);
      if (read.success) return [asVersion(read.data)];
      this.#onUnreadable(String(row.id), read.error);
      return [];
    });
  }

  /** @throws StorageError `unreadable` where it is not, byte for byte, what was kept */
  open(id: string): OpenVersion {
    const row = guarded(() => this.#row(id));
    if (!row) throw new StorageError('missing', undefined, GONE);
    try {
      // Its content may be whole and the name of its draft be damaged.
      if (!this.#drafts.has(row.draft)) throw new Error('a version of no draft');
      return { ...readVersion(row), of: row.draft };
    } catch (error) {
      this.#onUnreadable(id, error);
      throw new StorageError('unreadable', error, DAMAGED);
    }
  }

  /**
   * Keeps a version of a draft, and lets go of those that age has made superfluous.
   * @returns it, or undefined where the newest version is the same, so that none was needed. A name
   * goes to that one then, if it has none.
   */
  keep(of: string, { kind, draft, name = null, createdAt }: NewVersion): Version | undefined {
    const content = JSON.stringify(draft);
    const checksum = checksumOf({ content, pending: null });
    return this.#writing(() => {
      if (!this.#drafts.has(of)) throw new StorageError('missing');
      const newest = this.#newest(of);
      if (createdAt === undefined && newest?.checksum === checksum) {
        if (name === null || newest.name === name) return undefined;
        if (newest.name === null) return this.#named(newest.id, name);
      }
      const version = {
        id: randomUUID(),
        kind,
        name,
        createdAt: this.#timeOf(createdAt) ?? this.#now(newest?.created_at),
      };
      insertVersion(this.#db, of, version, content);
      this.#thinOut(of);
      return version;
    });
  }

  /** Keeps what is stored of a draft, with text that is being typed put into its cells. */
  keepStored(of: string, kind: VersionKind, name: string | null = null): Version | undefined {
    return this.keep(of, { kind, draft: settled(this.#drafts.open(of)), name });
  }

  /** Keeps the draft as it is opened, unless there is a version of today. */
  keepDaily(open: OpenDraft): void {
    const newest = guarded(() => this.#newest(open.summary.id));
    if (newest && dayOf(new Date(newest.created_at)) === dayOf(this.#clock())) return;
    this.keep(open.summary.id, { kind: 'open', draft: settled(open) });
  }

  /** Names a version; null takes the name away. */
  name(id: string, name: string | null): Version {
    return this.#writing(() => this.#named(id, name));
  }

  /**
   * Makes a version the present state of its draft, which is kept as a version before. A draft that
   * cannot be read stays as it is: the version then becomes a draft of its own.
   * @param factsOf what the list shows of the restored draft
   */
  restore(id: string, factsOf: (draft: Draft) => OpenDraft['summary']['facts']): OpenDraft {
    return this.#writing(() => {
      const { of, draft } = this.open(id);
      const present = this.#readable(of);
      if (!present) return this.#drafts.create(draft, factsOf(draft));
      this.keep(of, { kind: 'restore', draft: settled(present) });
      const { revision } = present.summary;
      this.#drafts.save({ id: of, revision, draft, pending: null, facts: factsOf(draft) });
      return this.#drafts.open(of);
    });
  }

  #readable(draft: string): OpenDraft | undefined {
    try {
      return this.#drafts.open(draft);
    } catch (error) {
      if (error instanceof StorageError && error.reason === 'unreadable') return undefined;
      throw error;
    }
  }

  #row(id: string) {
    return this.#db
      .prepare<[string], { draft: string; checksum: string; content: Buffer }>(
        'SELECT * FROM versions WHERE id = ?',
      )
      .get(id);
  }

  #newest(draft: string) {
    return this.#db
      .prepare<[string], { id: string; name: string | null; created_at: string; checksum: string }>(
        `SELECT id, name, created_at, checksum FROM versions WHERE draft = ?
         ORDER BY created_at DESC, id LIMIT 1`,
      )
      .get(draft);
  }

  #named(id: string, name: string | null): Version {
    const run = this.#db.prepare('UPDATE versions SET name = ? WHERE id = ?').run(name, id);
    if (run.changes === 0) throw new StorageError('missing', undefined, GONE);
    return asVersion(versionRow.parse(this.#row(id)));
  }

  #timeOf(createdAt: string | undefined): string | undefined {
    return createdAt && canHaveBeen(createdAt, this.#clock()) ? createdAt : undefined;
  }

  /** By the PC's clock: a stored time that lies ahead of it must not make the others look old. */
  #thinOut(draft: string): void {
    const gone = thinnedOut(this.list(draft), this.#clock().toISOString());
    const statement = this.#db.prepare('DELETE FROM versions WHERE id = ?');
    for (const id of gone) statement.run(id);
  }

  #writing<T>(step: () => T): T {
    return guarded(() => receiptsOf(this.#db).write(step));
  }
}

const GONE =
  '找不到这个历史版本，可能已随时间精简；草稿和其他版本没有变化。请重新打开历史版本查看。';
const DAMAGED =
  '这个历史版本的内容无法读出，已原样保留；草稿和其他版本不受影响。请选择另一个版本。';

/** @param content the JSON of the draft */
export function insertVersion(db: Database, of: string, version: Version, content: string): void {
  const checksum = checksumOf({ content, pending: null });
  db.prepare(
    `INSERT INTO versions (id, draft, kind, name, created_at, checksum, content)
     VALUES (@id, @of, @kind, @name, @createdAt, @checksum, @packed)`,
  ).run({ ...version, of, checksum, packed: deflateRawSync(content) });
}

/** @throws Error, DraftError or z.ZodError where the row is not, byte for byte, what was kept */
export function readVersion(row: {
  readonly checksum: string;
  readonly content: Buffer;
}): Version & { readonly draft: Draft } {
  const content = inflateRawSync(row.content, { maxOutputLength: MAX_BYTES }).toString('utf8');
  if (checksumOf({ content, pending: null }) !== row.checksum) throw new Error('bytes differ');
  return { ...asVersion(versionRow.parse(row)), draft: parseDraft(readJson(content)) };
}

function asVersion({ id, kind, name, created_at }: z.output<typeof versionRow>): Version {
  return { id, kind, name, createdAt: created_at };
}

/** The draft as it would be if the text that is being typed were entered into its cells. */
export function settled({ draft, pending }: Pick<OpenDraft, 'draft' | 'pending'>): Draft {
  const definition = formOf(draft.form);
  if (!pending || !definition) return draft;
  return pending.addresses.reduce((before, address) => {
    try {
      return applyEdit(definition, before, setText([address], pending.text));
    } catch (error) {
      // The cell is not there any more: the editor would not show the text either.
      if (error instanceof EditError) return before;
      throw error;
    }
  }, draft);
}
