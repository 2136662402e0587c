/**
 * The paths that the page may name. It gets each from the main process, or from the person who drops a
 * file on the window: what else it names is not looked at, be it a file of somebody else's or, on
 * Windows, another computer that would be told who asks.
 */
import { ProblemError, refusal } from '../problem.ts';

export class KnownPaths {
  readonly #paths = new Set<string>();

  /** From now on the page may name these. */
  add(paths: readonly string[]): void {
    for (const path of paths) this.#paths.add(path);
  }

  /** @throws ProblemError for a path that the page was never given */
  mustBeKnown(path: string): void {
    if (this.#paths.has(path)) return;
    const { code, message } = refusal();
    throw new ProblemError(code, message);
  }
}
