/** Runs the rules: all of them, or only what an edit can have changed. */
import type { Draft } from '../draft/draft.ts';
import type { FormDefinition, TableId } from '../form/definition.ts';
import type { CheckContext, Finding, Rule } from './check.ts';
import { inFormOrder } from './position.ts';
import { RULES } from './rules.ts';
import { CheckSetting, DraftView, type RowView, type TableView, Views } from './view.ts';

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

/** What was found for one object, as long as that object is the same. */
class Kept {
  #of: readonly unknown[] = [];
  #findings: readonly Finding[] = [];

  get(of: readonly unknown[], find: () => readonly Finding[]): readonly Finding[] {
    if (of.length !== this.#of.length || of.some((one, i) => one !== this.#of[i])) {
      this.#findings = find();
      this.#of = of;
    }
    return this.#findings;
  }
}

/** The findings of one year's drafts, kept by what they were made from. */
class Run {
  readonly #setting: CheckSetting;
  readonly #rules: readonly Rule[];
  readonly #views: Views;
  readonly #fields = new Kept();
  readonly #form = new Kept();
  readonly #tables = new Map<TableId, Kept>();
  readonly #rows = new WeakMap<RowView, readonly Finding[]>();

  constructor(setting: CheckSetting, rules: readonly Rule[]) {
    this.#setting = setting;
    this.#rules = rules;
    this.#views = new Views(setting);
  }

  findingsOf(draft: Draft): readonly Finding[] {
    const view = new DraftView(this.#setting, draft);
    const tables = this.#views.tablesOf(draft);
    const fields = this.#fields.get([draft.cells, draft.marks], () =>
      this.#rules.flatMap((rule) => rule.fields?.(view) ?? []),
    );
    const form = this.#form.get(tables, () =>
      this.#rules.flatMap((rule) => rule.form?.(tables, view) ?? []),
    );
    const perTable = tables.flatMap((table) => this.#tableFindings(table, view));
    return inFormOrder(this.#setting.definition, draft, [...fields, ...perTable, ...form]);
  }

  #tableFindings(table: TableView, view: DraftView): readonly Finding[] {
    const id = table.table.id;
    const kept = this.#tables.get(id) ?? new Kept();
    this.#tables.set(id, kept);
    return kept.get([table], () => [
      ...this.#rules.flatMap((rule) => rule.table?.(table, view) ?? []),
      ...table.rows.flatMap((row) => this.#rowFindings(row, view)),
    ]);
  }

  #rowFindings(row: RowView, view: DraftView): readonly Finding[] {
    let findings = this.#rows.get(row);
    if (!findings) {
      findings = this.#rules.flatMap((rule) => rule.row?.(row, view) ?? []);
      this.#rows.set(row, findings);
    }
    return findings;
  }
}
