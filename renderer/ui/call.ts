import type { CallArgs, CallName, CallResult } from '../../shared/api.ts';
import { ask } from './api.ts';
import { message } from './tell.ts';

/** Long enough to read a sentence twice, in seconds. */
export const READING_TIME = 10;

/**
 * Calls the main process, and tells the person where that fails.
 * @returns undefined where it failed, and only then
 */
export async function call<N extends CallName>(
  name: N,
  ...args: undefined extends CallArgs<N> ? [] : [CallArgs<N>]
): Promise<CallResult<N> | undefined> {
  const answer = await ask(name, ...args);
  if (answer.ok) return answer.value;
  if (answer.problem.code !== 'cancelled') message.error(answer.problem.message, READING_TIME);
  return undefined;
}
