/** A draft: what a person has typed into a form, and nothing that can be computed from it. */
import { z } from 'zod';
import {
  type Address,
  type ColumnId,
  type FormDefinition,
  ROW_ID,
  type RowId,
  type TableId,
  targetOf,
} from '../form/definition.ts';
import { formOf } from '../form/forms.ts';
import { DraftError, NewerDraftError } from './draft-error.ts';

/** Raised by one whenever the shape of `Draft` changes; older drafts are brought up when read. */
export const DRAFT_SCHEMA = 1;

/** The longest text one cell may hold, in UTF-16 units, and the most rows of one table. */
export const MAX_TEXT = 1_000_000;
export const MAX_ROWS = 20_000;

/** The longest name of a finding and the longest reason (出错说明) given for one. */
export const MAX_FINDING = 1000;
export const MAX_REASON = 10_000;

/** What is known of a cell beside its text. */
export interface Mark {
  /** A computed cell that a person has filled in by hand: its text counts, even where empty. */
  readonly set?: true | undefined;
  /** Taken over from last year's form, and not yet looked at (待核实). */
  readonly carried?: true | undefined;
  /** What stood here last year, offered in grey. */
  readonly proposal?: string | undefined;
}

export interface Row {
  readonly id: RowId;
  /** Empty texts are left out, so that equal rows are equal objects. */
  readonly cells: Readonly<Record<ColumnId, string>>;
}

export interface Draft {
  readonly schema: typeof DRAFT_SCHEMA;
  /** `id@version` of its form. */
  readonly form: string;
  /** 预算年度, e.g. 2024. */
  readonly year: number;
  /** The number of the next row id: edits stay pure and repeatable. */
  readonly nextRow: number;
  /** Fixed cells by address; empty texts are left out. */
  readonly cells: Readonly<Record<Address, string>>;
  readonly rows: Readonly<Record<TableId, readonly Row[]>>;
  readonly marks: Readonly<Record<Address, Mark>>;
  /** 出错说明 by finding: the reason a person gave for leaving it. */
  readonly reasons: Readonly<Record<string, string>>;
}

/** The years a form can be for; anything else is a slip of the pen. */
export const MIN_YEAR = 2000;
export const MAX_YEAR = 2100;

/** The zod schema of the drafts of one form: unknown addresses, columns and tables are refused. */
function draftSchema(definition: FormDefinition): z.ZodType<Draft> {
  const text = z.string().max(MAX_TEXT);
  const known = z.string().refine((address) => targetOf(definition, address) !== undefined);
  const rows = Object.fromEntries(
    [...definition.tables.values()].map((table) => {
      // Hundreds of texts: their lengths are checked in one pass, several times as fast as by zod.
      const text = z.exactOptional(z.string());
      const cells = Object.fromEntries(table.columns.map((column) => [column.id, text]));
      const row = z.strictObject({
        id: z.string().regex(ROW_ID),
        cells: z.strictObject(cells),
      });
      return [table.id, z.array(row).max(MAX_ROWS).refine(textsFit)];
    }),
  );
  const mark = z.strictObject({
    set: z.literal(true).optional(),
    carried: z.literal(true).optional(),
    proposal: text.optional(),
  });
  const schema = z
    .strictObject({
      schema: z.literal(DRAFT_SCHEMA),
      form: z.literal(definition.key),
      year: z.int().min(MIN_YEAR).max(MAX_YEAR),
      nextRow: z.int().min(1),
      cells: z.record(
        z.string().refine((address) => definition.fields.has(address)),
        text,
      ),
      rows: z.strictObject(rows),
      marks: z.record(known, mark),
      reasons: z.record(z.string().max(MAX_FINDING), z.string().max(MAX_REASON)),
    })
    .refine((draft) => rowIdsAreSound(draft.rows, draft.nextRow), {
      message: 'row ids repeat or reach beyond nextRow',
    });
  return schema as unknown as z.ZodType<Draft>;
}

function textsFit(
  rows: readonly { cells: Readonly<Record<string, string | undefined>> }[],
): boolean {
  for (const { cells } of rows) {
    for (const column in cells) if ((cells[column] ?? '').length > MAX_TEXT) return false;
  }
  return true;
}

function rowIdsAreSound(
  rows: Readonly<Record<string, readonly { id: string }[]>>,
  nextRow: number,
): boolean {
  const seen = new Set<string>();
  for (const table of Object.values(rows)) {
    for (const { id } of table) {
      if (seen.has(id) || Number(id.slice(1)) >= nextRow) return false;
      seen.add(id);
    }
  }
  return true;
}

const schemas = new WeakMap<FormDefinition, z.ZodType<Draft>>();
const headSchema = z.object({
  schema: z.int(),
  form: z.string(),
  /** The version of the program that wrote it: in files only, for programs that are too old for it. */
  program: z
    .string()
    .regex(/^\d{1,5}(\.\d{1,5}){2}$/)
    .optional()
    .catch(undefined),
});

/**
 * Reads a draft from anything (a file, a database, another process).
 * @throws DraftError with a Chinese sentence; the technical reason is its `cause`.
 */
export function parseDraft(
  value: unknown,
  definitionOf: (key: string) => FormDefinition | undefined = formOf,
): Draft {
  const head = headSchema.safeParse(value);
  if (!head.success) {
    throw new DraftError('这不是本程序保存的草稿，没有读入任何内容。', { cause: head.error });
  }
  const definition = definitionOf(head.data.form);
  if (head.data.schema > DRAFT_SCHEMA || !definition) {
    throw new NewerDraftError(head.data.program);
  }
  let schema = schemas.get(definition);
  if (!schema) {
    schema = draftSchema(definition);
    schemas.set(definition, schema);
  }
  const { program: _program, ...content } = value as Readonly<Record<string, unknown>>;
  const result = schema.safeParse(content);
  if (!result.success) {
    throw new DraftError('这份草稿的内容已损坏，不能打开；原文件没有被改动。', {
      cause: result.error,
    });
  }
  return result.data;
}

/** A blank draft of a form for one 预算年度, with the rows that a blank form has. */
export function blankDraft(definition: FormDefinition, year: number): Draft {
  let nextRow = 1;
  const rows: Record<TableId, Row[]> = {};
  for (const table of definition.tables.values()) {
    rows[table.id] = table.blankRows.map((cells) => ({ id: `r${nextRow++}`, cells }));
  }
  return {
    schema: DRAFT_SCHEMA,
    form: definition.key,
    year,
    nextRow,
    cells: {},
    rows,
    marks: {},
    reasons: {},
  };
}

/** The rows of a table, in the order of the form. */
export function rowsOf(draft: Draft, table: TableId): readonly Row[] {
  return draft.rows[table] ?? [];
}

/** Whether nothing stands in a row. */
export function isBlankRow(row: Row): boolean {
  return Object.values(row.cells).every((text) => text.trim() === '');
}
