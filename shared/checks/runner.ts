/** Runs the rules: all of them, or only what an edit can have changed. */
import type { Draft } from '../draft/draft.ts';
import type { FormDefinition } from '../form/definition.ts';
import type { CheckContext, Finding, Rule } from './check.ts';
import { inFormOrder } from './position.ts';
import { RULES } from './rules.ts';
import { CheckSetting, DraftView, newSlot, type RowView, type TableView, Views } from './view.ts';

export interface Runner {
  /** The findings of a draft, in the order of the form; those that still hold are the same objects. */
  run(draft: Draft): readonly Finding[];
}

/** Checks a draft. @returns what was found, in the order of the form. */
export function runChecks(
  definition: FormDefinition,
  draft: Draft,
  context: CheckContext = {},
): readonly Finding[] {
  return createRunner(definition, context).run(draft);
}

/**
 * A runner for a draft that is being edited: it asks a rule again only where what the rule may look
 * at is no longer the same object, and always gives what a full run gives.
 */
export function createRunner(
  definition: FormDefinition,
  context: CheckContext = {},
  rules: readonly Rule[] = RULES,
): Runner {
  const setting = new CheckSetting(definition, context);
  const own = rules.filter(
    ({ meta }) => meta.forms === 'all' || meta.forms.includes(definition.id),
  );
  let run = new Run(setting, own);
  let year: number | undefined;
  return {
    run(draft) {
      if (draft.year !== year) run = new Run(setting, own);
      year = draft.year;
      return run.findingsOf(draft);
    },
  };
}

/** What was found, as long as what it was made from is the same objects. */
class Kept {
  #from: readonly unknown[] | undefined;
  #findings: readonly Finding[] = [];

  get(from: readonly unknown[], find: () => readonly Finding[]): readonly Finding[] {
    const before = this.#from;
    if (before?.length !== from.length || from.some((one, i) => one !== before[i])) {
      this.#findings = find();
      this.#from = from;
    }
    return this.#findings;
  }
}

/** The findings of one year's drafts, kept by what they were made from. */
class Run {
  readonly #setting: CheckSetting;
  readonly #rules: readonly Rule[];
  readonly #rowRules: readonly Required<Pick<Rule, 'row'>>[];
  readonly #views: Views;
  readonly #kept = new Map<string, Kept>();

  constructor(setting: CheckSetting, rules: readonly Rule[]) {
    this.#setting = setting;
    this.#rules = rules;
    this.#rowRules = rules.flatMap(({ row }) => (row ? [{ row }] : []));
    this.#views = new Views(setting);
  }

  findingsOf(draft: Draft): readonly Finding[] {
    const view = new DraftView(this.#setting, draft);
    const tables = this.#views.tablesOf(draft);
    const found = this.#keptAs('fields', [draft.cells, draft.marks], () =>
      this.#rules.flatMap((rule) => rule.fields?.(view) ?? []),
    ).slice();
    for (const rule of this.#rules) {
      for (const table of rule.table ? tables : []) {
        const name = `${rule.meta.id} ${table.table.id}`;
        const find = () => rule.table?.(table, view) ?? [];
        found.push(...this.#keptAs(name, readBy(rule, [table]), find));
      }
      if (!rule.form) continue;
      const find = () => rule.form?.(tables, view) ?? [];
      found.push(...this.#keptAs(rule.meta.id, readBy(rule, tables), find));
    }
    const find = (row: RowView) => this.#rowFindings(row, view);
    for (const table of tables) {
      for (const row of table.rows) {
        for (const one of row.remember(ROW_FINDINGS, find)) found.push(one);
      }
    }
    return inFormOrder(this.#setting.definition, draft, found);
  }

  #keptAs(
    name: string,
    from: readonly unknown[],
    find: () => readonly Finding[],
  ): readonly Finding[] {
    let kept = this.#kept.get(name);
    if (!kept) {
      kept = new Kept();
      this.#kept.set(name, kept);
    }
    return kept.get(from, find);
  }

  #rowFindings(row: RowView, view: DraftView): readonly Finding[] {
    const found: Finding[] = [];
    for (const rule of this.#rowRules) for (const one of rule.row(row, view)) found.push(one);
    return found.length === 0 ? NOTHING : found;
  }
}

const NOTHING: readonly Finding[] = [];
const ROW_FINDINGS = newSlot();

/** What tells whether a rule over tables has to be asked again. */
function readBy(rule: Rule, tables: readonly TableView[]): readonly unknown[] {
  const { columns } = rule;
  return columns ? tables.flatMap((table) => columns.map((id) => table.column(id))) : tables;
}
