/** 一键更正: takes every correction that cannot be anything but right, as one edit. */
import type { Draft } from '../draft/draft.ts';
import { applyEdit, type Edit } from '../draft/edit.ts';
import type { Address, FormDefinition } from '../form/definition.ts';
import type { CheckContext, Finding, Fix } from './check.ts';
import { createRunner, type Runner } from './runner.ts';

export interface Correction {
  /** What was done, as the finding's 更正 describes it. */
  readonly description: string;
  readonly finding: Finding;
}

export interface Corrected {
  readonly draft: Draft;
  /** Everything that was done, as one step. */
  readonly edit: Edit;
  readonly done: readonly Correction[];
}

type Fixable = Finding & { readonly fix: Fix };

/** A correction can make another one possible; more rounds than these would be going in circles. */
const MAX_ROUNDS = 10;

/**
 * Applies the sure corrections of a draft until there are none left. A correction after which the
 * draft would have a finding that it had not before is left to the person.
 */
export function fixAll(
  definition: FormDefinition,
  draft: Draft,
  context: CheckContext = {},
): Corrected {
  const fixing = new Fixing(definition, draft, createRunner(definition, context));
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const fixes = fixing.nextFixes();
    if (fixes.length === 0) break;
    fixing.take(fixes);
  }
  const edits = fixing.done.map(({ fix }) => fix.edit);
  const done = fixing.done.map((finding) => ({ description: finding.fix.description, finding }));
  return { draft: fixing.draft, edit: { type: 'all', edits }, done };
}

class Fixing {
  draft: Draft;
  readonly done: Fixable[] = [];
  readonly #definition: FormDefinition;
  readonly #runner: Runner;
  readonly #tried = new Set<string>();

  constructor(definition: FormDefinition, draft: Draft, runner: Runner) {
    this.#definition = definition;
    this.#runner = runner;
    this.draft = draft;
  }

  /** Sure corrections that have not been tried yet and do not touch the same cells. */
  nextFixes(): readonly Fixable[] {
    const touched = new Set<Address>();
    return this.#runner.run(this.draft).filter((finding): finding is Fixable => {
      if (!finding.fix?.sure || this.#tried.has(finding.key)) return false;
      if (finding.addresses.some((address) => touched.has(address))) return false;
      for (const address of finding.addresses) touched.add(address);
      return true;
    });
  }

  /** Takes corrections together; where they cause a finding, half by half to single out which. */
  take(fixes: readonly Fixable[]): void {
    const next = applyEdit(this.#definition, this.draft, {
      type: 'all',
      edits: fixes.map(({ fix }) => fix.edit),
    });
    const [first] = fixes;
    if (this.#causesNothing(next)) {
      this.draft = next;
      this.done.push(...fixes);
      for (const { key } of fixes) this.#tried.add(key);
    } else if (fixes.length === 1 && first) {
      this.#tried.add(first.key);
    } else {
      const middle = Math.ceil(fixes.length / 2);
      this.take(fixes.slice(0, middle));
      this.take(fixes.slice(middle));
    }
  }

  #causesNothing(next: Draft): boolean {
    const before = new Set(this.#runner.run(this.draft).map(nameOf));
    return this.#runner.run(next).every((finding) => before.has(nameOf(finding)));
  }
}

/** A finding that has become worse is another one. */
function nameOf(finding: Finding): string {
  return `${finding.severity} ${finding.key}`;
}
