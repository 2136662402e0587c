/** How much of each section is filled. Pure. */
import { type Draft, rowsOf } from '../../../shared/draft/draft.ts';
import { textAt } from '../../../shared/draft/values.ts';
import type { FormDefinition, Section } from '../../../shared/form/definition.ts';

export interface Progress {
  readonly filled: number;
  readonly toFill: number;
}

/**
 * The cells of a section that a person has to fill: every field that is not computed, and of each
 * row every column but past years' figures, which a new indicator does not have.
 */
export function progressOf(definition: FormDefinition, draft: Draft, section: Section): Progress {
  const fields = section.rows.flat().flatMap((cell) => cell.field ?? []);
  const texts = fields
    .filter((field) => !field.computed)
    .map((field) => textAt(definition, draft, field.address));
  const columns = section.table?.columns.filter((column) => (column.year ?? 0) === 0) ?? [];
  for (const row of section.table ? rowsOf(draft, section.table.id) : []) {
    texts.push(...columns.map((column) => row.cells[column.id] ?? ''));
  }
  return { filled: texts.filter((text) => text.trim() !== '').length, toFill: texts.length };
}

/** The progress of the whole form. */
export function totalProgress(definition: FormDefinition, draft: Draft): Progress {
  const all = definition.sections.map((section) => progressOf(definition, draft, section));
  return {
    filled: all.reduce((sum, one) => sum + one.filled, 0),
    toFill: all.reduce((sum, one) => sum + one.toFill, 0),
  };
}
