/** Every form this program knows. A new one, or next year's change to one, is one more line. */
import type { FormDefinition } from './definition.ts';
import { departmentPerformance } from './department-performance.ts';

export const FORMS: readonly FormDefinition[] = [departmentPerformance];

/** The form of new drafts. */
export const DEFAULT_FORM = departmentPerformance;

/** The definition that a draft names by `id@version`; undefined where this program is too old for it. */
export function formOf(key: string): FormDefinition | undefined {
  return FORMS.find((form) => form.key === key);
}
