/** The part of the contract about 清除本机数据. */
import { z } from 'zod';
import { call } from './parts.ts';

export const CLEARING_CALLS = {
  /**
   * Removes everything that the program keeps on this PC and starts it as new, after asking twice: the
   * person has typed the word, and says yes in a dialog of the system; nothing happens on a no.
   */
  'app.clearAll': call<null>()(z.strictObject({ typed: z.literal('清除') })),
} as const;
