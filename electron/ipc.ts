/** Answers the window's calls: from the right sender, with valid arguments, never with a raw error. */
import type { WebContents } from 'electron';
import type { z } from 'zod';
import { type Answer, CALLS, type CallName, type CallResult } from '../shared/api.ts';
import { answerWith } from './gate.ts';
import { log } from './log.ts';
import { isPage } from './page.ts';
import { problemOf, refusal } from './problem.ts';

/** One function for every call of the contract; its arguments have been checked. */
export type Handlers = {
  readonly [N in CallName]: (
    args: z.output<(typeof CALLS)[N]['args']>,
  ) => Promise<CallResult<N>> | CallResult<N>;
};

export interface Answering {
  /** Those of now: what they work on may be opened anew. */
  readonly handlers: () => Handlers;
  /** Told why a call failed. @returns whether that is mended, so that it is worth another try */
  readonly mendedAfter: (error: unknown) => boolean;
  /** Gives the only page that is listened to, where it is open. */
  readonly sender: () => WebContents | undefined;
}

/** Starts answering. */
export function answerCalls(answering: Answering): void {
  answerWith(async (event, name, args): Promise<Answer<unknown>> => {
    if (!isPage(event.senderFrame, answering.sender())) {
      log.warn('call refused: not from the page');
      return { ok: false, problem: refusal() };
    }
    return answer(answering, name, args);
  });
}

async function answer(
  answering: Answering,
  name: unknown,
  args: unknown,
): Promise<Answer<unknown>> {
  if (!isCallName(name)) {
    log.warn('call refused: unknown name');
    return { ok: false, problem: refusal() };
  }
  const parsed = CALLS[name].args.safeParse(args);
  if (!parsed.success) {
    const where = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`);
    log.warn(`call refused: ${name}`, where.slice(0, 10));
    return { ok: false, problem: refusal() };
  }
  // The table of handlers pairs each name with its own arguments; TypeScript cannot follow that.
  const run = async () => (answering.handlers()[name] as (args: unknown) => unknown)(parsed.data);
  try {
    const value = await run().catch((error: unknown) => {
      if (!answering.mendedAfter(error)) throw error;
      return run();
    });
    return { ok: true, value };
  } catch (error) {
    const problem = problemOf(error);
    if (problem.code !== 'stale') log.error(`${name}: ${problem.code}`, causeOf(error));
    return { ok: false, problem };
  }
}

function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(CALLS, name);
}

/** What the log keeps of an error: the stack and the codes, never a value out of a draft. */
function causeOf(error: unknown): unknown {
  if (!(error instanceof Error)) return typeof error;
  return error.cause instanceof Error ? error.cause.stack : error.stack;
}
