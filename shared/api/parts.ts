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
/** Of a file. */
export const path = z.string().min(1).max(32_000);
/** Drafts are validated by their own form's schema (`parseDraft`) behind this. */
export const draft = z.looseObject({ schema: z.int(), form: z.string() });
export const count = z.int().min(0);
