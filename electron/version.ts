/** The program's version, from the one place where it stands. */
import info from '../package.json' with { type: 'json' };

export const VERSION: string = info.version;

/** Whether a version is of a later program than another; both as in `1.2.3`. */
export function isLater(version: string, than: string): boolean {
  const [mine, theirs] = [version, than].map((one) => one.split(/[.-]/).map(Number));
  for (let i = 0; i < 3; i++) {
    const difference = (mine?.[i] ?? 0) - (theirs?.[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
