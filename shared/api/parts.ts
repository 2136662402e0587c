/** What the parts of the contract (`shared/api.ts`) are made of. */
import { z } from 'zod';
import { MAX_YEAR, MIN_YEAR } from '../draft/draft.ts';

export interface Call<A extends z.ZodType, R> {
  readonly args: A;
  /** Only a type: calls answer with `Answer<R>`. */
  readonly result?: R;
}

/** A call: the schema of its arguments and, as a type, its answer. */
export function call<R>() {
  return <A extends z.ZodType>(args: A): Call<A, R> => ({ args });
}

export const none = z.undefined();
export const id = z.uuid();
export const year = z.int().min(MIN_YEAR).max(MAX_YEAR);
/** Of a file or folder: one that an answer, an event or `Api.pathOf` has given to the page before. */
export const path = z.string().min(1).max(32_000);
/** Drafts are validated by their own form's schema (`parseDraft`) behind this. */
export const draft = z.looseObject({ schema: z.int(), form: z.string() });
export const count = z.int().min(0);

/** Far more than any draft takes, in characters. */
const MAX_JSON = 64 * 1024 * 1024;

/**
 * A draft as JSON: a text crosses into the main process at once, while an object is copied piece by
 * piece in the page (12 ms at 2 × 1,000 indicators, in the middle of typing).
 */
export const draftJson = z
  .string()
  .max(MAX_JSON)
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'not JSON' });
      return z.NEVER;
    }
  })
  .pipe(draft);
