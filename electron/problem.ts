/** Turns what went wrong into a sentence for the person. */
import type { Problem } from '../shared/api.ts';
import { DraftError } from '../shared/draft/draft-error.ts';
import { ReadError } from '../shared/word/source.ts';

/** An error whose message is a Chinese sentence for the person; the technical reason is its `cause`. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: Problem['code'];

  constructor(code: Problem['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** What to tell the person. An error that nobody foresaw gives a sentence without its details. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return { code: error.code, message: error.message };
  if (error instanceof ReadError) return { code: error.code, message: error.message };
  if (error instanceof DraftError) return { code: 'unreadable', message: error.message };
  return {
    code: 'unexpected',
    message:
      '程序遇到意外情况，这一步没有完成；已保存的内容没有丢失。请再试一次，仍不行请重启本程序。',
  };
}

/** A call that the program's own window would never make. */
export function refusal(): Problem {
  return { code: 'invalid', message: '这项请求不符合要求，没有执行；已保存的内容没有变化。' };
}
