/** What came of the faults: counted, and printed as one table. */

export interface Settings {
  readonly seed: number;
  /** How many rounds of a fault, where it has `full` of them: as many, or fewer in a short run. */
  readonly rounds: (full: number) => number;
}

/** One line of the table: a fault, how often it was inflicted, and what was lost by it. */
export class Tally {
  readonly fault: string;
  rounds = 0;
  /** How many acknowledged things (saves, exported files, backups) were looked for afterwards. */
  looked = 0;
  /** Each a sentence with the round: what had been acknowledged and was not there, or not whole. */
  readonly losses: string[] = [];
  note: string;

  constructor(fault: string, note = '') {
    this.fault = fault;
    this.note = note;
  }

  /** Counts one round and says so where somebody watches. */
  round(looked: number, losses: readonly string[]): void {
    this.rounds += 1;
    this.looked += looked;
    for (const loss of losses) this.losses.push(`round ${this.rounds}: ${loss}`);
    if (process.stderr.isTTY) process.stderr.write(`\r${this.fault}: ${this.rounds}  `);
    for (const loss of losses) console.error(`LOSS ${this.fault}, round ${this.rounds}: ${loss}`);
  }
}

/** The table as Markdown, the way it stands in the README. */
export function tableOf(tallies: readonly Tally[]): string {
  const lines = tallies.map(
    ({ fault, rounds, looked, losses, note }) =>
      `| ${[fault, rounds, looked, losses.length, note].join(' | ')} |`,
  );
  const sum = (of: (tally: Tally) => number) => tallies.reduce((all, one) => all + of(one), 0);
  const all = [sum((t) => t.rounds), sum((t) => t.looked), sum((t) => t.losses.length)];
  return [
    '| fault | rounds | acknowledged, looked for | losses | |',
    '|---|---|---|---|---|',
    ...lines,
    `| **all** | ${all.join(' | ')} | |`,
  ].join('\n');
}
