/**
 * A write-ahead log, checked frame by frame (https://sqlite.org/fileformat2.html#walformat). SQLite
 * reads up to the first frame whose checksum is wrong and drops the rest without a word: right after
 * a power cut, but a byte that flipped in the middle would cost every later save.
 */

const HEADER = 32;
const FRAME_HEADER = 24;

/** The newest image of each page, by its number. */
export type LogFrames = ReadonlyMap<number, Buffer>;

export interface CheckedLog {
  /** What SQLite would take from the log. */
  readonly committed: LogFrames;
  /** Pages of whole transactions behind the first broken frame. */
  readonly beyond: LogFrames;
  /** Whether there is a transaction behind a broken frame, or there has been one. */
  readonly torn: boolean;
}

interface Frame {
  readonly page: number;
  readonly commit: boolean;
  readonly salt: string;
  readonly checksum: Sum;
  /** The first bytes of the header and the whole page: what the checksum is over. */
  readonly head: Buffer;
  readonly image: Buffer;
}

type Sum = readonly [number, number];

/**
 * @param bytes the whole log; may be empty
 * @param index what SQLite's processes shared about it last; may be empty
 */
export function checkLog(bytes: Buffer, index: Buffer, pageSize: number): CheckedLog {
  const frames = framesOf(bytes, pageSize);
  const published = publishedFrames(index);
  const [first] = frames;
  if (!first) {
    const torn = bytes.length > 0 && published !== undefined && published.frames > 0;
    return { committed: new Map(), beyond: new Map(), torn };
  }
  const sound = bytes.readUInt32BE(8) === pageSize && isSound(bytes);
  // With the header gone, the frames tell by their own salt that they belong together.
  const salt = sound ? bytes.subarray(16, 24).toString('hex') : commonSalt(frames);
  const intact = sound ? intactFrames(bytes, frames, salt) : 0;
  const end = lastCommit(frames.slice(0, intact)) + 1;
  const later = frames.slice(intact).filter((frame) => frame.salt === salt);
  const rest = later.slice(0, lastCommit(later) + 1);
  return {
    committed: newest(frames.slice(0, end)),
    beyond: newest([...frames.slice(end, intact), ...rest]),
    torn: rest.length > 0 || isShort(published, end, sound, salt),
  };
}

/**
 * Whether more frames were committed than can be read. The index may be older than the log, after a
 * power cut, but never newer: it is written once a commit is on the disk.
 */
function isShort(index: Published | undefined, end: number, sound: boolean, salt: string): boolean {
  if (index === undefined || index.frames <= end) return false;
  return !sound || index.salt === salt;
}

interface Published {
  readonly frames: number;
  readonly salt: string;
}

/** The two copies of the index's header, each with a checksum at its end, in this machine's order. */
const INDEX = { header: 48, frames: 16, salt: 32, checksum: 40 };

/** @returns undefined where the index is not there, or not whole */
function publishedFrames(index: Buffer): Published | undefined {
  const header = index.subarray(0, INDEX.header);
  if (!header.equals(index.subarray(INDEX.header, 2 * INDEX.header))) return undefined;
  if (header.length < INDEX.header) return undefined;
  const [one, two] = sum([0, 0], header.subarray(0, INDEX.checksum), false);
  const { checksum } = INDEX;
  if (one !== header.readUInt32LE(checksum) || two !== header.readUInt32LE(checksum + 4)) {
    return undefined;
  }
  const salt = header.subarray(INDEX.salt, INDEX.salt + 8).toString('hex');
  return { frames: header.readUInt32LE(INDEX.frames), salt };
}

/** Cuts the bytes into frames; what is left over at the end is half of one. */
function framesOf(bytes: Buffer, pageSize: number): readonly Frame[] {
  const size = FRAME_HEADER + pageSize;
  const count = Math.max(0, Math.floor((bytes.length - HEADER) / size));
  return Array.from({ length: count }, (_, i) => {
    const frame = bytes.subarray(HEADER + i * size, HEADER + (i + 1) * size);
    return {
      page: frame.readUInt32BE(0),
      commit: frame.readUInt32BE(4) !== 0,
      salt: frame.subarray(8, 16).toString('hex'),
      checksum: [frame.readUInt32BE(16), frame.readUInt32BE(20)],
      head: frame.subarray(0, 8),
      image: frame.subarray(FRAME_HEADER),
    };
  });
}

function isBigEndian(bytes: Buffer): boolean {
  return (bytes.readUInt32BE(0) & 1) === 1;
}

function isSound(bytes: Buffer): boolean {
  if ((bytes.readUInt32BE(0) & ~1) >>> 0 !== 0x377f0682) return false;
  const [one, two] = sum([0, 0], bytes.subarray(0, 24), isBigEndian(bytes));
  return one === bytes.readUInt32BE(24) && two === bytes.readUInt32BE(28);
}

/** How many frames from the first on are as they were written. */
function intactFrames(bytes: Buffer, frames: readonly Frame[], salt: string): number {
  const bigEndian = isBigEndian(bytes);
  let before: Sum = [bytes.readUInt32BE(24), bytes.readUInt32BE(28)];
  for (const [i, frame] of frames.entries()) {
    const now = sum(sum(before, frame.head, bigEndian), frame.image, bigEndian);
    if (frame.salt !== salt || frame.page === 0) return i;
    if (now[0] !== frame.checksum[0] || now[1] !== frame.checksum[1]) return i;
    before = now;
  }
  return frames.length;
}

/** SQLite's running sum over pairs of 32-bit words. */
function sum([before, after]: Sum, bytes: Buffer, bigEndian: boolean): Sum {
  let one = before;
  let two = after;
  for (let i = 0; i + 8 <= bytes.length; i += 8) {
    one = (one + (bigEndian ? bytes.readUInt32BE(i) : bytes.readUInt32LE(i)) + two) >>> 0;
    two = (two + (bigEndian ? bytes.readUInt32BE(i + 4) : bytes.readUInt32LE(i + 4)) + one) >>> 0;
  }
  return [one, two];
}

function commonSalt(frames: readonly Frame[]): string {
  const salts = frames.slice(0, 3).map((frame) => frame.salt);
  return salts.find((salt, i) => salts.indexOf(salt) !== i) ?? salts[0] ?? '';
}

function lastCommit(frames: readonly Frame[]): number {
  return frames.findLastIndex((frame) => frame.commit);
}

function newest(frames: readonly Frame[]): LogFrames {
  return new Map(frames.map((frame) => [frame.page, frame.image]));
}
