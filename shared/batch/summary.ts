/** Sums up one form for 批量审核. */
import type { Finding } from '../checks/check.ts';
import { factsOf } from '../checks/facts.ts';
import type { Draft } from '../draft/draft.ts';
import { textAt } from '../draft/values.ts';
import type { Address, FormDefinition } from '../form/definition.ts';
import type { ImportReport } from '../word/report.ts';
import type { FormSummary } from './rows.ts';
import { longTextsOf } from './shared-texts.ts';

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
