/** What 批量审核 holds of many forms: a line for each, small enough to keep hundreds of them. */

/** A long text of a form, or all indicators of one of its tables. */
export interface LongText {
  /** 年度工作任务. */
  readonly name: string;
  readonly text: string;
  /** All rows of a table: compared as a whole, never in parts. */
  readonly whole?: true;
}

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

/** The names of all totals that some rows have, in the order in which they come. */
export function totalNames(rows: readonly BatchRow[]): readonly string[] {
  return [...new Set(formRows(rows).flatMap(({ form }) => form.totals.map(({ name }) => name)))];
}

/** The year that most forms are for; the later one where they are even, undefined without forms. */
export function commonYear(rows: readonly BatchRow[]): number | undefined {
  const byYear = Map.groupBy(formRows(rows), ({ form }) => form.year);
  return [...byYear].sort(([a, x], [b, y]) => y.length - x.length || b - a)[0]?.[0];
}
