/** The drafts: created, listed, read, saved, put into the recycle bin and taken out again. */
import { randomUUID } from 'node:crypto';
import type { Database, Statement } from 'better-sqlite3';
import type {
  CallArgs,
  DraftFacts,
  DraftSummary,
  ListAnswer,
  OpenDraft,
  Pending,
  SaveAnswer,
} from '../../shared/api.ts';
import { byPinyin } from '../../shared/collate.ts';
import { type Draft, parseDraft } from '../../shared/draft/draft.ts';
import { DraftError, NewerDraftError } from '../../shared/draft/draft-error.ts';
import { steadyClock } from './clock.ts';
import {
  type ContentRow,
  contentRow,
  damagedSummary,
  departmentOf,
  factColumns,
  readContent,
  readSummary,
  SUMMARY_COLUMNS,
} from './draft-row.ts';
import { type Receipts, receiptsOf } from './receipts.ts';
import type { Receipt } from './receipts-file.ts';
import { guarded, reportDamage, StorageError } from './storage-error.ts';
import { neededProgram } from './used-by.ts';

export type ListQuery = CallArgs<'drafts.list'>;

/** A draft as the window sends it; `draft` is from another process and is validated here. */
export interface SaveRequest {
  readonly id: string;
  /** The revision that the content is based on. */
  readonly revision: number;
  readonly draft: unknown;
  readonly pending: Pending | null;
  readonly facts: DraftFacts | null;
}

export interface DraftsOptions {
  readonly clock?: () => Date;
  /** Told of every row that could not be read; the row stays as it is. */
  readonly onUnreadable?: (id: string, cause: unknown) => void;
  /** Whether the file is still where it was opened: a system may keep on writing to one that is gone. */
  readonly isThere?: () => boolean;
}

/** Every method throws a StorageError with a sentence for the person where it cannot be done. */
export class Drafts {
  readonly #db: Database;
  readonly #receipts: Receipts;
  readonly #now: () => string;
  readonly #onUnreadable: (id: string, cause: unknown) => void;
  readonly #isThere: () => boolean;
  /** Drafts of which it is known that they cannot be read. */
  readonly #damaged = new Set<string>();
  readonly #summary: Statement<[string]>;
  readonly #content: Statement<[string], ContentRow>;
  readonly #insertSummary: Statement;
  readonly #insertContent: Statement;
  readonly #updateSummary: Statement;
  readonly #updateContent: Statement;
  readonly #listing = new Map<string, Statement<[object], Record<string, unknown>>>();

  constructor(db: Database, options: DraftsOptions = {}) {
    this.#db = db;
    this.#receipts = receiptsOf(db);
    this.#now = steadyClock(db, options.clock);
    this.#onUnreadable = options.onUnreadable ?? (() => {});
    this.#isThere = options.isThere ?? (() => true);
    this.#summary = db.prepare(`SELECT ${SUMMARY_COLUMNS} FROM drafts WHERE id = ?`);
    this.#content = db.prepare('SELECT content, pending, checksum FROM contents WHERE draft = ?');
    this.#insertSummary = db.prepare(
      `INSERT INTO drafts (${SUMMARY_COLUMNS}) VALUES (@id, @form, @year, @department, 1,
       @now, @now, NULL, NULL, NULL, @filled, @toFill, @errors, @warnings, @hints)`,
    );
    this.#insertContent = db.prepare(
      'INSERT INTO contents (draft, content, pending, checksum) VALUES (@id, @content, @pending, @checksum)',
    );
    this.#updateSummary = db.prepare(
      `UPDATE drafts SET form = @form, year = @year, department = @department,
       revision = @revision + 1, updated_at = @now, filled = @filled, to_fill = @toFill,
       errors = @errors, warnings = @warnings, hints = @hints
       WHERE id = @id AND revision = @revision`,
    );
    this.#updateContent = db.prepare(
      'UPDATE contents SET content = @content, pending = @pending, checksum = @checksum WHERE draft = @id',
    );
  }

  /**
   * Keeps a new draft, at revision 1.
   * @param id for one that has been known elsewhere; nobody here may have it
   */
  create(value: unknown, facts: DraftFacts | null = null, id: string = randomUUID()): OpenDraft {
    return this.#insert(id, valid(value), null, facts);
  }

  /** A page of the drafts, or of the recycle bin, with how many there are in all. */
  list(query: ListQuery): ListAnswer {
    return this.#reading(() => {
      const { where, values } = filterOf(query);
      const [count] = this.#all(`SELECT count(*) AS total FROM drafts WHERE ${where}`, values);
      const years = this.#all(
        `SELECT DISTINCT year FROM drafts WHERE ${presence(query)} ORDER BY year DESC`,
        {},
      );
      const rows =
        query.sort === 'department'
          ? this.#pageByDepartment(query)
          : this.#all(
              `SELECT ${SUMMARY_COLUMNS} FROM drafts WHERE ${where}
               ORDER BY ${orderOf(query)} LIMIT @limit OFFSET @offset`,
              { ...values, limit: query.limit, offset: query.offset },
            );
      return {
        items: rows.flatMap((row) => this.#readListed(row)),
        total: Number(count?.total),
        years: years.map((row) => Number(row.year)),
      };
    });
  }

  /** Lets the list say that these drafts cannot be read. */
  markDamaged(ids: readonly string[]): void {
    for (const id of ids) this.#damaged.add(id);
  }

  /** Whether there is such a draft, in the recycle bin too. */
  has(id: string): boolean {
    return guarded(() => this.#summary.get(id) !== undefined);
  }

  /** What the list shows of a draft, also where its content cannot be read. */
  summary(id: string): DraftSummary {
    const row = guarded(() => this.#summary.get(id));
    if (row === undefined) throw new StorageError('missing');
    try {
      return readSummary(row);
    } catch (error) {
      this.#onUnreadable(id, error);
      throw new StorageError('unreadable', error);
    }
  }

  /** @throws StorageError `unreadable` where the content is not a draft; it stays as it is */
  open(id: string): OpenDraft {
    return this.#reading(() => {
      const row = this.#summary.get(id);
      const content = this.#content.get(id);
      if (row === undefined) throw new StorageError('missing');
      try {
        if (!content) {
          reportDamage();
          throw new Error('no content');
        }
        const opened = { summary: readSummary(row), ...readContent(content) };
        this.#damaged.delete(id);
        return opened;
      } catch (error) {
        if (!(error instanceof NewerDraftError)) this.#damaged.add(id);
        this.#onUnreadable(id, error);
        // A draft of a newer program has a sentence of its own.
        throw new StorageError('unreadable', error, this.#sentenceOf(error));
      }
    });
  }

  /**
   * Keeps content, text being typed and facts in one transaction. On return they are on the disk.
   * @throws StorageError `stale` where the draft was saved since the revision it is based on
   */
  save(request: SaveRequest): SaveAnswer {
    const draft = valid(request.draft);
    const savedAt = this.#now();
    const { id, revision } = request;
    const content = { id, ...contentRow(draft, request.pending) };
    const summary = { ...summaryValues(draft, request.facts), id, revision, now: savedAt };
    this.#writing(() => {
      if (this.#updateSummary.run(summary).changes === 0) {
        throw new StorageError(this.#summary.get(id) === undefined ? 'missing' : 'stale');
      }
      if (this.#updateContent.run(content).changes === 0) this.#insertContent.run(content);
      this.#receipts.saved(receiptOf(content, summary, revision + 1));
    });
    return { revision: revision + 1, savedAt };
  }

  /** A copy with all that was typed, as a draft of its own that was never exported. */
  duplicate(id: string): OpenDraft {
    return this.#writing(() => {
      const { draft, pending, summary } = this.open(id);
      return this.#insert(randomUUID(), draft, pending, summary.facts);
    });
  }

  /** Puts a draft into the recycle bin; one that is there stays as it is. */
  remove(id: string): void {
    this.#change('UPDATE drafts SET deleted_at = coalesce(deleted_at, @now) WHERE id = @id', id);
  }

  /** Takes a draft out of the recycle bin. */
  restore(id: string): void {
    this.#change('UPDATE drafts SET deleted_at = NULL WHERE id = @id', id);
  }

  /** Deletes a draft for good; only one that is in the recycle bin. */
  purge(id: string): void {
    this.#receipts.forget(id);
    this.#change('DELETE FROM drafts WHERE id = @id AND deleted_at NOT NULL', id);
  }

  /** Remembers that a revision was written as a Word file. */
  markExported(id: string, revision: number): void {
    this.#change(
      'UPDATE drafts SET exported_at = @now, exported_revision = @revision WHERE id = @id',
      id,
      { revision },
    );
  }

  #insert(id: string, draft: Draft, pending: Pending | null, facts: DraftFacts | null): OpenDraft {
    const content = { id, ...contentRow(draft, pending) };
    return this.#writing(() => {
      const summary = { ...summaryValues(draft, facts), id, now: this.#now() };
      this.#insertSummary.run(summary);
      this.#insertContent.run(content);
      this.#receipts.saved(receiptOf(content, summary, 1));
      return { summary: readSummary(this.#summary.get(id)), draft, pending };
    });
  }

  #change(sql: string, id: string, values: Readonly<Record<string, unknown>> = {}): void {
    const run = () => this.#db.prepare(sql).run({ ...values, id, now: this.#now() });
    if (this.#writing(run).changes === 0) throw new StorageError('missing');
  }

  /** SQLite knows no order of Chinese names, so the names, each once, are sorted here. */
  #pageByDepartment(query: ListQuery): readonly unknown[] {
    const { where, values } = filterOf(query);
    const order = orderOf({ deleted: query.deleted });
    const sql = `SELECT id, department FROM drafts WHERE ${where} ORDER BY ${order}`;
    const groups = Map.groupBy(this.#all(sql, values), (row) => String(row.department));
    const names = [...groups.keys()].sort(byPinyin);
    const sorted = names.flatMap((name) => groups.get(name) ?? []);
    const page = sorted.slice(query.offset, query.offset + query.limit);
    return page.map((row) => this.#summary.get(String(row.id)));
  }

  /** The statements of the list are few, by filter and order: each is prepared once. */
  #all(sql: string, values: object): readonly Readonly<Record<string, unknown>>[] {
    const statement =
      this.#listing.get(sql) ?? this.#db.prepare<[object], Record<string, unknown>>(sql);
    this.#listing.set(sql, statement);
    return statement.all(values);
  }

  /** A row of which only the id can be read is shown too: there is a draft. */
  #readListed(row: unknown): DraftSummary[] {
    try {
      const summary = readSummary(row);
      return [this.#damaged.has(summary.id) ? { ...summary, damaged: true } : summary];
    } catch (error) {
      this.#onUnreadable(String((row as { id?: unknown }).id), error);
      const shown = damagedSummary(row);
      if (shown.length === 0) reportDamage();
      return shown;
    }
  }

  /** What DraftErrors say themselves; of a draft of a newer program, also which program that is. */
  #sentenceOf(error: unknown): string | undefined {
    if (error instanceof NewerDraftError)
      return new NewerDraftError(neededProgram(this.#db)).message;
    return error instanceof DraftError ? error.message : undefined;
  }

  /** All of it is read from one state of the database; a writer is not kept waiting. */
  #reading<T>(step: () => T): T {
    return guarded(() => this.#db.transaction(step).deferred());
  }

  /** Wholly or not at all, and on the disk when it returns. */
  #writing<T>(step: () => T): T {
    if (!this.#isThere()) throw new StorageError('away');
    return guarded(() => this.#receipts.write(step));
  }
}

interface SavedValues {
  readonly id: string;
  readonly now: string;
  readonly department: string;
  readonly year: number;
}

function receiptOf(
  { checksum }: { readonly checksum: string },
  { id, now, department, year }: SavedValues,
  revision: number,
): Receipt {
  return { id, revision, checksum, savedAt: now, department, year };
}

interface FilterValues {
  readonly year: number | null;
  readonly pattern: string | null;
}

function filterOf(query: ListQuery): { where: string; values: FilterValues } {
  const text = query.text?.trim().replace(/\s+/g, ' ') ?? '';
  const parts = [presence(query)];
  if (query.year !== undefined) parts.push('year = @year');
  if (text !== '') parts.push("department LIKE @pattern ESCAPE '\\'");
  return {
    where: parts.join(' AND '),
    values: { year: query.year ?? null, pattern: `%${text.replace(/[\\%_]/g, '\\$&')}%` },
  };
}

function presence(query: Pick<ListQuery, 'deleted'>): string {
  return query.deleted ? 'deleted_at IS NOT NULL' : 'deleted_at IS NULL';
}

/** Newest first; in the recycle bin what was thrown away last. */
function orderOf(query: Pick<ListQuery, 'deleted' | 'sort'>): string {
  const newest = query.deleted ? 'deleted_at DESC, id' : 'updated_at DESC, id';
  return query.sort === 'year' ? `year DESC, ${newest}` : newest;
}

function summaryValues(draft: Draft, facts: DraftFacts | null) {
  return {
    form: draft.form,
    year: draft.year,
    department: departmentOf(draft),
    ...factColumns(facts),
  };
}

/** What is not a draft is never kept. */
function valid(value: unknown): Draft {
  try {
    return parseDraft(value);
  } catch (error) {
    throw new StorageError('invalid', error);
  }
}
