/** Counts for lists and for the navigation by section: how much is filled, how much is open. */
import type { DraftFacts } from '../api.ts';
import { type Draft, isBlankRow, type Row, rowsOf } from '../draft/draft.ts';
import type { FormDefinition, RowTable, Section } from '../form/definition.ts';
import type { Finding, Severity } from './check.ts';
import { isRequired } from './rules/required.ts';

export interface Filling {
  readonly filled: number;
  readonly toFill: number;
}

export interface Completeness extends Filling {
  /** By the id of the section. */
  readonly bySection: Readonly<Record<string, Filling>>;
}

/**
 * How many of the cells to be filled are filled. Cells that the form computes or fills in itself,
 * and the past years of an indicator, are not counted; a table without rows counts as one to fill.
 */
export function completeness(definition: FormDefinition, draft: Draft): Completeness {
  const sections = definition.sections.map(
    (section) => [section.id, sectionFilling(section, draft)] as const,
  );
  return {
    ...sumOf(sections.map(([, filling]) => filling)),
    bySection: Object.fromEntries(sections),
  };
}

/** What the list of drafts shows; findings with a 出错说明 are put aside and do not count. */
export function factsOf(
  definition: FormDefinition,
  draft: Draft,
  findings: readonly Finding[],
): DraftFacts {
  const { filled, toFill } = completeness(definition, draft);
  const open = openFindings(draft, findings);
  const count = (severity: Severity) => open.filter((one) => one.severity === severity).length;
  return {
    filled,
    toFill,
    errors: count('error'),
    warnings: count('warning'),
    hints: count('hint'),
  };
}

/** The findings for which nobody has given a 出错说明. */
export function openFindings(
  { reasons }: Pick<Draft, 'reasons'>,
  findings: readonly Finding[],
): readonly Finding[] {
  return findings.filter(({ key }) => !reasons[key]?.trim());
}

function sectionFilling(section: Section, draft: Draft): Filling {
  const fields = section.rows
    .flat()
    .flatMap(({ field }) => (field && field.computed === undefined ? [field] : []));
  const filled = fields.filter(({ address }) => draft.cells[address]?.trim()).length;
  const own = { filled, toFill: fields.length };
  return section.table ? sumOf([own, tableFilling(section.table, draft)]) : own;
}

/** Rows stay the same object as long as nothing in them changes. */
const known = new WeakMap<readonly Row[], Filling>();

function tableFilling(table: RowTable, draft: Draft): Filling {
  const rows = rowsOf(draft, table.id);
  let filling = known.get(rows);
  if (!filling) {
    filling = countRows(table, rows);
    known.set(rows, filling);
  }
  return filling;
}

function countRows(table: RowTable, all: readonly Row[]): Filling {
  const given = (id: string) => table.blankRows.some((row) => row[id] !== undefined);
  const columns = table.columns.filter((column) => isRequired(column) && !given(column.id));
  const rows = all.filter((row) => !isBlankRow(row));
  let filled = 0;
  for (const row of rows) for (const { id } of columns) if (row.cells[id]?.trim()) filled += 1;
  return { filled, toFill: columns.length * Math.max(rows.length, 1) };
}

function sumOf(fillings: readonly Filling[]): Filling {
  return {
    filled: fillings.reduce((sum, one) => sum + one.filled, 0),
    toFill: fillings.reduce((sum, one) => sum + one.toFill, 0),
  };
}
