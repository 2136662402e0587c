/**
 * The file of the receipts: places of one length, each with a checksum, so that one is written over in
 * one go without looking at the others, and half a receipt counts for nothing.
 */
import { closeSync, constants, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { crc32 } from 'node:zlib';
import { z } from 'zod';

/** Beside the database, with this at the end of its name. */
export const RECEIPTS = '-receipts';

/** A save of a draft that has been acknowledged. */
const receipt = z.object({
  id: z.uuid(),
  revision: z.int(),
  /** Of its content, as the database keeps it. */
  checksum: z.string(),
  savedAt: z.string(),
  department: z.string(),
  year: z.int(),
});
export type Receipt = z.output<typeof receipt>;

/** How often anything else was changed. */
const counter = z.object({ changes: z.int() });

/** The first place is the counter's, each other one a draft's. */
export const PLACES = 256;
const COUNTER = 0;
const LENGTH = 512;
/** Of the checksum in front of the JSON, in hexadecimal. */
const SUM_LENGTH = 8;
/** A place holds that much of a name, whatever else is in it. */
const NAME_LENGTH = 60;

export interface Acknowledged {
  /** The last save of each draft, as far as it is known; the newest first. */
  readonly saves: readonly Receipt[];
  readonly changes: number;
}

/** What has been acknowledged of a database, as far as it can be read. */
export function readReceipts(database: string): Acknowledged {
  const read = readPlaces(database);
  const saves = read.flatMap((value) => receipt.safeParse(value).data ?? []);
  const count = counter.safeParse(read[COUNTER]).data;
  return {
    saves: saves.sort((a, b) => (a.savedAt < b.savedAt ? 1 : -1)),
    changes: count?.changes ?? 0,
  };
}

/** Which draft's receipt stands in which place; the one that was written longest ago first. */
export function placesOf(database: string): Map<string, number> {
  const read = readPlaces(database).flatMap((value, place) => {
    const save = receipt.safeParse(value).data;
    return save ? [{ ...save, place }] : [];
  });
  read.sort((a, b) => (a.savedAt < b.savedAt ? -1 : 1));
  return new Map(read.map(({ id, place }) => [id, place]));
}

/** What is to be put into the file: a receipt or nothing into a place, a count where it stands. */
export interface Due {
  readonly places: readonly (readonly [place: number, receipt: Receipt | undefined])[];
  readonly changes?: number | undefined;
}

/** Does what can be done: nothing depends on it. */
export function writeReceipts(database: string, { places, changes }: Due): void {
  const texts = places.map(([place, one]) => [place, one ? textOf(one) : ''] as const);
  if (changes !== undefined) texts.push([COUNTER, JSON.stringify({ changes })]);
  // A database in memory, or one that is open by its number, has no file beside it.
  if (texts.length === 0 || !isAbsolute(database)) return;
  try {
    const handle = openSync(database + RECEIPTS, constants.O_RDWR | constants.O_CREAT, 0o600);
    try {
      for (const [place, text] of texts)
        writeSync(handle, asPlace(text), 0, LENGTH, place * LENGTH);
    } finally {
      closeSync(handle);
    }
  } catch {
    // Less will be noticed; what matters is in the database.
  }
}

/** To be called where the database is, or will be, another one, and the person knows it. */
export function removeReceipts(database: string): void {
  try {
    rmSync(database + RECEIPTS, { force: true });
  } catch {
    // Then the next start finds them, and says that something is missing.
  }
}

function textOf(one: Receipt): string {
  return JSON.stringify({ ...one, department: one.department.slice(0, NAME_LENGTH) });
}

function asPlace(text: string): Buffer {
  const place = Buffer.alloc(LENGTH, ' ');
  if (text !== '') place.write(sumOf(text) + text);
  place.write('\n', LENGTH - 1);
  return place;
}

function sumOf(text: string): string {
  return crc32(text).toString(16).padStart(SUM_LENGTH, '0');
}

/** What stands in each place; undefined where there is nothing whole. */
function readPlaces(database: string): unknown[] {
  try {
    const bytes = readFileSync(database + RECEIPTS);
    const count = Math.min(PLACES, Math.floor(bytes.length / LENGTH));
    return Array.from({ length: count }, (_, place) => {
      const whole = bytes.toString('utf8', place * LENGTH, (place + 1) * LENGTH).trimEnd();
      const text = whole.slice(SUM_LENGTH);
      return text !== '' && whole.startsWith(sumOf(text)) ? JSON.parse(text) : undefined;
    });
  } catch {
    return [];
  }
}
