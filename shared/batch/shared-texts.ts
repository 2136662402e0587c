/** Texts that several departments share word for word: somebody has copied, or nobody has thought. */
import { type Draft, isBlankRow, rowsOf } from '../draft/draft.ts';
import { textAt } from '../draft/values.ts';
import type { FormDefinition, RowTable } from '../form/definition.ts';
import { bare } from '../text.ts';
import { nameKey } from './departments.ts';
import { type BatchRow, type FormRow, formRows, type LongText } from './rows.ts';

/** A text that stands in the forms of at least two departments. */
export interface SharedText {
  readonly text: string;
  /** The names of the fields in which it stands. */
  readonly names: readonly string[];
  /** The forms in which it stands, one for each department. */
  readonly rows: readonly FormRow[];
}

/** Shorter texts may well be the same; counted without white space. */
const SHORTEST = 20;
/** Fewer indicators may well be the same. */
const FEWEST_ROWS = 3;
/** What is kept of one text, in characters: real ones are far shorter. */
const LONGEST = 20_000;

/**
 * The texts of a form that two departments would not write alike by chance: its long texts, and the
 * indicators of a table all together (the name of a single one says nothing).
 */
export function longTextsOf(definition: FormDefinition, draft: Draft): readonly LongText[] {
  const fields = [...definition.fields.values()]
    .filter(({ kind }) => kind === 'longText')
    .map(({ address, name }) => ({ name, text: textAt(definition, draft, address) }));
  const tables = definition.sections.flatMap(({ name, table }) => {
    const text = table && tableText(table, draft);
    return text ? [{ name: `${name}（全部）`, text, whole: true as const }] : [];
  });
  return [...fields, ...tables].map((one) => ({ ...one, text: one.text.slice(0, LONGEST) }));
}

/** The rows of a table, a line each; '' where they are too few to be compared. */
function tableText(table: RowTable, draft: Draft): string {
  const rows = rowsOf(draft, table.id).filter((row) => !isBlankRow(row));
  if (rows.length < FEWEST_ROWS) return '';
  const lineOf = (cells: Readonly<Record<string, string>>) =>
    table.columns.map(({ id }) => (cells[id] ?? '').replace(/\s+/g, ' ').trim()).join(' ');
  return rows.map(({ cells }) => lineOf(cells)).join('\n');
}

/** A text, or a paragraph of one, on its way to its like. */
interface Piece {
  readonly row: FormRow;
  readonly name: string;
  readonly text: string;
  readonly isPart: boolean;
}

/**
 * Finds the texts that different departments share, white space and a department's own name put
 * aside: whole texts, and paragraphs of texts that differ otherwise. The most widely shared first.
 */
export function sharedTexts(rows: readonly BatchRow[]): readonly SharedText[] {
  const pieces = formRows(rows).flatMap(piecesOf);
  const groups = [...Map.groupBy(pieces, keyOf).values()].filter(
    (some) => new Set(some.map(departmentOf)).size > 1,
  );
  const named = new Set(groups.flatMap((some) => some.filter((one) => !one.isPart).map(placeOf)));
  return groups
    .filter((some) => !some.every((piece) => piece.isPart && named.has(placeOf(piece))))
    .map(sharedText)
    .sort((a, b) => b.rows.length - a.rows.length || b.text.length - a.text.length);
}

function piecesOf(row: FormRow): readonly Piece[] {
  return row.form.texts.flatMap(({ name, text, whole }) => {
    const paragraphs = whole ? [] : text.split('\n').filter((one) => one.trim() !== '');
    const parts = paragraphs.length > 1 ? paragraphs : [];
    return [
      { row, name, text: text.trim(), isPart: false },
      ...parts.map((part) => ({ row, name, text: part.trim(), isPart: true })),
    ].filter((piece) => bare(piece.text).length >= SHORTEST);
  });
}

function keyOf({ text, row }: Piece): string {
  const own = bare(row.form.department);
  const key = bare(text);
  return own.length < 2 ? key : key.replaceAll(own, '\u0000');
}

/** Who filled it; a form without a name stands for itself. */
function departmentOf({ row }: Piece): string {
  return nameKey(row.form.department) || `#${row.id}`;
}

function placeOf({ row, name }: Piece): string {
  return `${row.id} ${name}`;
}

function sharedText(pieces: readonly Piece[]): SharedText {
  const first = new Map(pieces.toReversed().map((piece) => [departmentOf(piece), piece.row]));
  return {
    text: pieces[0]?.text ?? '',
    names: [...new Set(pieces.map(({ name }) => name))],
    rows: [...first.values()].sort((a, b) => a.id - b.id),
  };
}
