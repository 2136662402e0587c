/** The only way out of the page: the main process, through `window.api`. */
import type { Answer, Api, CallArgs, CallName, CallResult } from '../../shared/api.ts';

declare global {
  interface Window {
    readonly api: Api;
  }
}

const UNREACHABLE =
  '程序内部没有响应，刚才的操作没有完成；已保存的内容没有丢失。请再试一次，仍不行时请重新启动程序。';

/** Calls the main process. Never throws: a call that cannot be made is a problem like any other. */
export async function ask<N extends CallName>(
  name: N,
  ...args: undefined extends CallArgs<N> ? [] : [CallArgs<N>]
): Promise<Answer<CallResult<N>>> {
  try {
    return await window.api.call(name, ...args);
  } catch {
    return { ok: false, problem: { code: 'unexpected', message: UNREACHABLE } };
  }
}

/** Puts the details of a fault in the page into the log. A fault while doing so is let go. */
export function logError(error: unknown): void {
  const text = error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error);
  void ask('app.logError', { message: text.slice(0, 20_000) });
}
