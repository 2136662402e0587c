/** 批量审核: what a finance bureau sees of each of many forms at once. */

import type { Finding } from '../checks/check.ts';
import { factsOf } from '../checks/facts.ts';
import type { Draft } from '../draft/draft.ts';
import { textAt } from '../draft/values.ts';
import type { Address, FormDefinition } from '../form/definition.ts';
import type { ImportReport } from '../word/report.ts';
import { type LongText, longTextsOf } from './shared-texts.ts';

/** A total of the form for 预算年度, as it is written there. */
export interface Total {
  /** 收入构成合计. */
  readonly name: string;
  readonly text: string;
}

/** One form that was read and checked. */
export interface FormSummary {
  /** `id@version` of its form. */
  readonly form: string;
  /** As the form says; '' where it does not. */
  readonly department: string;
  readonly year: number;
  /** Whether the file names the year, or it is only assumed. */
  readonly yearFound: boolean;
  readonly errors: number;
  readonly warnings: number;
  readonly hints: number;
  readonly totals: readonly Total[];
  /** How many pieces of the file were not understood. */
  readonly unread: number;
  /** What is compared between departments. */
  readonly texts: readonly LongText[];
}

/** One line of the table: a form of a file, or why a file or folder could not be read. */
export interface BatchRow {
  /** Counted from 0, in the order in which they were found. */
  readonly id: number;
  readonly path: string;
  /** The name to show: the path below the chosen folder. */
  readonly file: string;
  /** Which form of its file it is, counted from 0, and how many that file holds. */
  readonly nth: number;
  readonly of: number;
  readonly form: FormSummary | null;
  /** A Chinese sentence where there is no form. */
  readonly problem: string | null;
}

/** A line of the table that holds a form. */
export type FormRow = BatchRow & { readonly form: FormSummary };

/** The lines that hold forms. */
export function formRows(rows: readonly BatchRow[]): readonly FormRow[] {
  return rows.filter((row): row is FormRow => row.form !== null);
}

/**
 * Sums up a form.
 * @param report of its reading; undefined for a draft of our own, of which nothing is left unread
 */
export function summaryOf(
  definition: FormDefinition,
  draft: Draft,
  findings: readonly Finding[],
  report: ImportReport | undefined,
): FormSummary {
  const { errors, warnings, hints } = factsOf(definition, draft, findings);
  return {
    form: definition.key,
    department: textAt(definition, draft, definition.department).trim(),
    year: draft.year,
    yearFound: report?.yearFound ?? true,
    errors,
    warnings,
    hints,
    totals: totalAddresses(definition).map(({ address, name }) => ({
      name,
      text: textAt(definition, draft, address).trim(),
    })),
    unread: report?.leftovers.length ?? 0,
    texts: longTextsOf(definition, draft),
  };
}

/** The sums of 预算年度; the last part of their names, the year's, is left out. */
function totalAddresses(definition: FormDefinition): { address: Address; name: string }[] {
  return [...definition.fields.values()]
    .filter((field) => field.computed?.rule === 'sum' && field.year === 0)
    .map(({ address, name }) => ({ address, name: name.split('·').slice(0, -1).join('') }));
}

/** The names of all totals that some rows have, in the order in which they come. */
export function totalNames(rows: readonly BatchRow[]): readonly string[] {
  return [...new Set(formRows(rows).flatMap(({ form }) => form.totals.map(({ name }) => name)))];
}

/** The year that most forms are for; the later one where they are even, undefined without forms. */
export function commonYear(rows: readonly BatchRow[]): number | undefined {
  const byYear = Map.groupBy(formRows(rows), ({ form }) => form.year);
  return [...byYear].sort(([a, x], [b, y]) => y.length - x.length || b - a)[0]?.[0];
}
