/** A file that somebody means ill with, or that is broken. */

export interface HostileFile {
  readonly name: string;
  /** Made when asked for: a few are large. Gives the same bytes each time. */
  readonly bytes: () => Uint8Array;
  /**
   * What must come of it: `draft`, `sentence`, or either. `example`: a sentence, or else exactly
   * the draft of the published example, for a damage must never be read as another content.
   */
  readonly outcome: 'draft' | 'sentence' | 'either' | 'example';
  /** Takes long or much memory: only in the whole run, in a process with limits. */
  readonly heavy?: true;
}

type Outcome = HostileFile['outcome'];

/** Files of one kind; each entry is a name and what makes the bytes. */
export function files(
  kind: string,
  outcome: Outcome,
  makers: Readonly<Record<string, () => Uint8Array>>,
): HostileFile[] {
  return Object.entries(makers).map(([name, bytes]) => ({
    name: `${kind}: ${name}`,
    bytes,
    outcome,
  }));
}

/** The same, for the whole run only. */
export function heavy(
  kind: string,
  outcome: Outcome,
  makers: Readonly<Record<string, () => Uint8Array>>,
): HostileFile[] {
  return files(kind, outcome, makers).map((file) => ({ ...file, heavy: true }));
}

/** A file cut off at evenly spread places. */
export function truncated(
  kind: string,
  whole: () => Uint8Array,
  places: number,
  outcome: Outcome,
): HostileFile[] {
  return Array.from({ length: places }, (_, i) => ({
    name: `${kind}: cut off at ${i + 1}/${places + 1}`,
    bytes: () => {
      const bytes = whole();
      return bytes.slice(0, Math.floor((bytes.length * (i + 1)) / (places + 1)));
    },
    outcome,
  }));
}

/** A file with a few bytes changed, at places that follow from the round. */
export function flipped(
  kind: string,
  whole: () => Uint8Array,
  rounds: number,
  outcome: Outcome,
): HostileFile[] {
  return Array.from({ length: rounds }, (_, round) => ({
    name: `${kind}: bytes flipped, round ${round}`,
    bytes: () => {
      const bytes = whole().slice();
      let seed = round * 7919 + 17;
      for (let i = 0; i < 1 + (round % 4); i++) {
        seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
        const at = seed % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ (1 << ((seed >>> 28) % 8));
      }
      return bytes;
    },
    outcome,
  }));
}
