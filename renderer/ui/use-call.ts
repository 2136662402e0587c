import { App } from 'antd';
import { useCallback } from 'react';
import type { CallArgs, CallName, CallResult } from '../../shared/api.ts';
import { ask } from './api.ts';

/** Long enough to read a sentence twice, in seconds. */
const READING_TIME = 10;

/** A call whose failure is told to the person; then, and only then, it gives undefined. */
export type CallOrTell = <N extends CallName>(
  name: N,
  ...args: undefined extends CallArgs<N> ? [] : [CallArgs<N>]
) => Promise<CallResult<N> | undefined>;

/** Gives the function that calls the main process and shows the problem's sentence where it fails. */
export function useCall(): CallOrTell {
  const { message } = App.useApp();
  return useCallback(
    async (name, ...args) => {
      const answer = await ask(name, ...args);
      if (answer.ok) return answer.value;
      if (answer.problem.code !== 'cancelled') {
        message.error(answer.problem.message, READING_TIME);
      }
      return undefined;
    },
    [message],
  );
}
