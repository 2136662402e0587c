/** Why a draft cannot be read. Apart from the schema, so that telling errors apart loads no schema. */

/** A draft that cannot be read; `message` is a sentence in Chinese for the person. */
export class DraftError extends Error {
  override readonly name = 'DraftError';
}

/** What to do about what a newer program has written. @param needed its version, where it is known */
export function upgradeTo(needed: string | undefined): string {
  return needed === undefined ? '请先升级本程序' : `请先把本程序升级到 ${needed} 或更新的版本`;
}

/** A draft that this program is too old for. */
export class NewerDraftError extends DraftError {
  /** @param needed the version of the program that can read it, where it is known */
  constructor(needed?: string) {
    super(`这份草稿由更新版本的程序保存，${upgradeTo(needed)}再打开；草稿没有被改动。`);
  }
}
