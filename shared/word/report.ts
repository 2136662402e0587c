/** What reading a file found, did not understand, and missed: nothing is dropped without being named. */
import type { Address } from '../form/definition.ts';

/** A piece of the file that was not taken into the draft. */
export interface Leftover {
  readonly text: string;
  /** Where it stood, in Chinese, for a person to find it: 「第 12 行第 3 格」. */
  readonly where: string;
  /** Why it was not taken over, in Chinese. */
  readonly reason: string;
}

export interface ImportReport {
  /** What was found, a Chinese phrase each: 「年度绩效指标：40 行」. */
  readonly found: readonly string[];
  readonly leftovers: readonly Leftover[];
  /** Names of the cells and sections that the form has and the file lacks. */
  readonly missing: readonly string[];
  /** What a person should know beside: assumptions made, hidden text left out. */
  readonly notes: readonly string[];
  /** Whether 预算年度 was read from the file (or assumed). */
  readonly yearFound: boolean;
  /** Computed cells for which the file says something else, kept as the file says. */
  readonly setByHand: readonly Address[];
}
