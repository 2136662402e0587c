/** The failing disk as a program gets it: `failing-disk.c`, compiled here, and told what to do while it runs. */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';

const CALLS = { open: 1, write: 2, sync: 4, truncate: 8, name: 16 } as const;
export type DiskCall = keyof typeof CALLS;
export const ALL_CALLS = Object.keys(CALLS) as DiskCall[];

const { EIO, ENOSPC, EACCES, EROFS, EPERM } = constants.errno;
export const DISK_ERRORS = { EIO, ENOSPC, EACCES, EROFS, EPERM };

export interface Trouble {
  readonly calls: readonly DiskCall[];
  /** What the calls fail with; not at all where it is left out. */
  readonly error?: keyof typeof DISK_ERRORS;
  /** How likely each call is to fail, 0 … 1; always where left out. */
  readonly chance?: number;
  /** How long each call takes, in milliseconds. */
  readonly waitMs?: number;
  /** A failing write, or the last one, leaves its first half on the disk. */
  readonly half?: boolean;
  /** The program is killed when this many of the calls have been made. */
  readonly killAt?: number;
  readonly seed?: number;
}

/** Where the counts stand in the control file: after six numbers. */
const SEEN = 6;

export class FailingDisk {
  readonly #folder = mkdtempSync(join(tmpdir(), 'jixiao-disk-'));
  readonly #control = join(this.#folder, 'control');
  readonly #file: number;
  /** What the program to be troubled gets beside its own environment. */
  readonly env: Readonly<Record<string, string>>;

  /**
   * @param path the part of a path by which the files to be troubled are known
   * @throws Error where there is no C compiler
   */
  constructor(path: string) {
    const library = join(this.#folder, 'failing-disk.so');
    const source = join(import.meta.dirname, 'failing-disk.c');
    const { status, stderr } = spawnSync(
      'gcc',
      ['-shared', '-fPIC', '-O2', '-o', library, source, '-ldl'],
      { encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`gcc: ${stderr}`);
    this.#file = openSync(this.#control, 'w+');
    this.env = { LD_PRELOAD: library, FAULTS_CONTROL: this.#control, FAULTS_PATH: path };
    this.heal();
  }

  /** From now on the disk is troubled so. */
  trouble({ calls, error, chance = 1, waitMs = 0, half, killAt = 0, seed = 1 }: Trouble): void {
    const mask = calls.reduce((sum, call) => sum | CALLS[call], 0);
    const errno = error ? DISK_ERRORS[error] : 0;
    const numbers = [mask, errno, chance * 65536, waitMs * 1000, half ? 1 : 0, killAt, 0, 0, seed];
    writeSync(this.#file, new Uint8Array(Uint32Array.from(numbers).buffer), 0, null, 0);
  }

  /** From now on the disk works. */
  heal(): void {
    this.trouble({ calls: [] });
  }

  /** How many calls were looked at since the last trouble began, and how many failed. */
  counts(): { readonly seen: number; readonly failed: number } {
    const bytes = readFileSync(this.#control);
    return { seen: bytes.readUInt32LE(SEEN * 4), failed: bytes.readUInt32LE(SEEN * 4 + 4) };
  }

  remove(): void {
    closeSync(this.#file);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Whether there can be a failing disk here. */
export function canFail(): boolean {
  return process.platform === 'linux' && spawnSync('gcc', ['--version']).error === undefined;
}
