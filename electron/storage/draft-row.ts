/** A draft as a row of the database, and back. */
import { hash } from 'node:crypto';
import { z } from 'zod';
import type { DraftFacts, DraftSummary, Pending } from '../../shared/api.ts';
import { type Draft, MAX_TEXT, parseDraft } from '../../shared/draft/draft.ts';
import { formOf } from '../../shared/form/forms.ts';

export const SUMMARY_COLUMNS =
  'id, form, year, department, revision, created_at, updated_at, deleted_at, ' +
  'exported_at, exported_revision, filled, to_fill, errors, warnings, hints';

const count = z.int().min(0);
const time = z.string().min(1);

const summaryRow = z.strictObject({
  id: z.uuid(),
  form: z.string(),
  year: z.int(),
  department: z.string(),
  revision: z.int().min(1),
  created_at: time,
  updated_at: time,
  deleted_at: time.nullable(),
  exported_at: time.nullable(),
  exported_revision: count.nullable(),
  filled: count.nullable(),
  to_fill: count.nullable(),
  errors: count.nullable(),
  warnings: count.nullable(),
  hints: count.nullable(),
});

type SummaryRow = z.output<typeof summaryRow>;

const pendingSchema = z.strictObject({
  addresses: z.array(z.string()),
  text: z.string().max(MAX_TEXT),
});

/** The longest name the list keeps of a department. */
const DEPARTMENT_LENGTH = 200;

/**
 * Reads the summary of a draft from its row.
 * @throws z.ZodError where the row is not one
 */
export function readSummary(row: unknown): DraftSummary {
  const read = summaryRow.parse(row);
  return {
    id: read.id,
    form: read.form,
    year: read.year,
    department: read.department,
    revision: read.revision,
    createdAt: read.created_at,
    updatedAt: read.updated_at,
    deletedAt: read.deleted_at,
    exportedAt: read.exported_at,
    exportedRevision: read.exported_revision,
    facts: readFacts(read),
  };
}

/** What can be said of a draft whose row is damaged; nothing where not even its id can be read. */
export function damagedSummary(row: unknown): DraftSummary[] {
  const read = summaryRow.pick({ id: true }).loose().safeParse(row);
  if (!read.success) return [];
  const { id, year, department, deleted_at: deletedAt } = read.data;
  return [
    {
      id,
      form: '',
      year: typeof year === 'number' ? year : 0,
      department: typeof department === 'string' ? department : '',
      revision: 1,
      createdAt: '',
      updatedAt: '',
      deletedAt: typeof deletedAt === 'string' ? deletedAt : null,
      exportedAt: null,
      exportedRevision: null,
      facts: null,
      damaged: true,
    },
  ];
}

function readFacts({ filled, to_fill: toFill, errors, warnings, hints }: SummaryRow) {
  if (filled === null || toFill === null) return null;
  if (errors === null || warnings === null || hints === null) return null;
  return { filled, toFill, errors, warnings, hints };
}

/** The values of the five columns of facts. */
export function factColumns(facts: DraftFacts | null) {
  return {
    filled: facts?.filled ?? null,
    toFill: facts?.toFill ?? null,
    errors: facts?.errors ?? null,
    warnings: facts?.warnings ?? null,
    hints: facts?.hints ?? null,
  };
}

/** The department as the list shows and searches it: one line of bounded length. */
export function departmentOf(draft: Draft): string {
  const address = formOf(draft.form)?.department;
  const text = address === undefined ? '' : (draft.cells[address] ?? '');
  return text.trim().replace(/\s+/g, ' ').slice(0, DEPARTMENT_LENGTH);
}

/**
 * Reads JSON of the database. The parser's own message would quote the content, and a log must not
 * hold a name or a telephone number.
 */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('not JSON');
  }
}

/** A draft's content as the database keeps it: JSON, with a checksum over all of it. */
export interface ContentRow {
  readonly content: string;
  readonly pending: string | null;
  /** SHA-256 in hexadecimal. NULL is damage: the step that brought checksums has filled them in. */
  readonly checksum: string | null;
}

export function contentRow(
  draft: Draft,
  pending: Pending | null,
): ContentRow & { readonly checksum: string } {
  const row = { content: JSON.stringify(draft), pending: pending && JSON.stringify(pending) };
  return { ...row, checksum: checksumOf(row) };
}

/** JSON holds no NUL, so content and pending text cannot be confounded. */
export function checksumOf({ content, pending }: Omit<ContentRow, 'checksum'>): string {
  return hash('sha256', pending === null ? content : `${content}\0${pending}`);
}

/** A content from before there were checksums, as one that has its own: readable is all it can be. */
export function unproved(row: Omit<ContentRow, 'checksum'>): ContentRow {
  return { ...row, checksum: checksumOf(row) };
}

/** @throws Error or DraftError where it is not, byte for byte, what was saved */
export function readContent(row: ContentRow): { draft: Draft; pending: Pending | null } {
  if (row.checksum !== checksumOf(row)) throw new Error('bytes differ');
  return { draft: parseDraft(readJson(row.content)), pending: readPending(row.pending) };
}

/** The draft of a content; undefined where that cannot be read, or is of a newer program. */
export function tryContent(row: ContentRow): Draft | undefined {
  try {
    return readContent(row).draft;
  } catch {
    return undefined;
  }
}

/** @throws z.ZodError or Error where the text is no pending edit */
function readPending(text: string | null): Pending | null {
  return text === null ? null : pendingSchema.parse(readJson(text));
}
