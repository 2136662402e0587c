/** What a rule is, what it finds, and what it may look at. */
import type { Draft } from '../draft/draft.ts';
import type { Edit } from '../draft/edit.ts';
import type { Address, ColumnId } from '../form/definition.ts';
import type { DraftView, RowView, Surroundings, TableView } from './view.ts';

/** 错误: the receiving side sends it back; 警告: it may; 提示: worth a look. */
export type Severity = 'error' | 'warning' | 'hint';

/** How a clerk reads a severity. */
export const SEVERITY_NAMES: Readonly<Record<Severity, string>> = {
  error: '错误',
  warning: '警告',
  hint: '提示',
};

/** 更正: the one obvious remedy of a finding. It changes none but the cells of the finding. */
export interface Fix {
  /** What it will do, said before it is done: 把合计改为 655.76. */
  readonly description: string;
  readonly edit: Edit;
  /** Cannot be anything but right: taken by 一键更正. */
  readonly sure: boolean;
}

export interface Finding {
  /** The id of the rule. */
  readonly rule: string;
  readonly severity: Severity;
  /** The cells it speaks of, the one to go to first. */
  readonly addresses: readonly Address[];
  /** A sentence in Chinese, with the figures in it. */
  readonly message: string;
  /** Names this finding among all of a draft and stays the same through unrelated edits. */
  readonly key: string;
  readonly fix?: Fix;
}

/** What is known beside the draft itself. */
export interface CheckContext {
  /** Last year's draft of the same department. */
  readonly priorForm?: Draft;
  /** Names of the other departments that have drafts on this PC. */
  readonly otherDepartments?: readonly string[];
  /** Entries that a person has added to the form's dictionaries. */
  readonly extraEntries?: Readonly<Record<string, readonly string[]>>;
}

export interface RuleMeta {
  readonly id: string;
  readonly title: string;
  /** Every severity its findings can have. */
  readonly severities: readonly Severity[];
  /** Why it matters, for a clerk. */
  readonly why: string;
  /** Where the rule comes from. */
  readonly source: string;
  /** The ids of the forms it is for; 'all' where it asks nothing but the definition. */
  readonly forms: 'all' | readonly string[];
}

/**
 * One rule: pure functions from what they look at to findings. What a function is given is all it
 * may look at, and is how the runner knows when to ask it again:
 * - `fields`: the cells that stand once, their marks, and the year;
 * - `row`: one row that is not blank, and the year;
 * - `table`: the rows of one table, blank ones too, and the year;
 * - `form`: the rows of all tables, and the year.
 * A rule over tables that says which `columns` it reads is asked again only when one of these, or
 * the order of the rows, has changed; it then must not read any other (nor `RowView.shift`).
 * All may look at the definition and the context, which never change under a runner.
 */
export interface Rule {
  readonly meta: RuleMeta;
  /** The columns that `table` and `form` read; all of them where left out. */
  readonly columns?: readonly ColumnId[];
  readonly fields?: (view: DraftView) => readonly Finding[];
  readonly row?: (row: RowView, around: Surroundings) => readonly Finding[];
  readonly table?: (table: TableView, around: Surroundings) => readonly Finding[];
  readonly form?: (tables: readonly TableView[], around: Surroundings) => readonly Finding[];
}

/** The form for which rules are written that know its columns. */
export const DEPARTMENT_PERFORMANCE = ['department-performance'];

export const RECEIVING_SYSTEM = '预算管理一体化系统公开的校验要求（tests/fixtures/form/README.md）';
export const EXAMPLE = '公开示例表中的问题（tests/fixtures/form/README.md）';

interface Options {
  /** What tells it from the rule's other findings; the first address where left out. */
  readonly key?: string;
  readonly fix?: Fix | undefined;
}

/** A finding of a rule. */
export function finding(
  meta: RuleMeta,
  severity: Severity,
  addresses: readonly Address[],
  message: string,
  options: Options = {},
): Finding {
  const { fix } = options;
  const key = `${meta.id}:${options.key ?? addresses[0] ?? ''}`;
  return { rule: meta.id, severity, addresses, message, key, ...(fix && { fix }) };
}
