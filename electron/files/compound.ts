/**
 * The container of Office 97 to 2003 files ([MS-CFB]): a small file system with pointers, which a
 * hostile file sends in circles. Taken apart here with a limit for every step, so that no library
 * ever follows a pointer of the file.
 */

const MAGIC = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const ENTRY_BYTES = 128;
const STREAM = 2;
const ROOT = 5;
/** Sector numbers from here on are no sectors but signs: end, free, … */
const FIRST_SIGN = 0xfffffffa;
const LISTED_IN_HEADER = 109;

interface Entry {
  readonly name: string;
  readonly type: number;
  readonly start: number;
  readonly size: number;
}

/**
 * The streams by their names; where a name stands twice (in folders), the first.
 * @throws Error where the container is damaged: a pointer leads out of the file or in a circle
 */
export function readStreams(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  return new Compound(bytes).streams();
}

class Compound {
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private readonly sectorBytes: number;
  private readonly shortBytes: number;
  private readonly shortBelow: number;
  private readonly sectors: number;
  private readonly next: Uint32Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (MAGIC.some((byte, i) => bytes[i] !== byte)) throw new Error('no compound file');
    const [shift, shortShift] = [this.view.getUint16(30, true), this.view.getUint16(32, true)];
    if ((shift !== 9 && shift !== 12) || shortShift !== 6) throw new Error('sectors of no size');
    this.sectorBytes = 1 << shift;
    this.shortBytes = 1 << shortShift;
    this.shortBelow = this.view.getUint32(56, true);
    this.sectors = Math.ceil((bytes.length - this.sectorBytes) / this.sectorBytes);
    this.next = this.allocation();
  }

  streams(): ReadonlyMap<string, Uint8Array> {
    const entries = entriesOf(this.follow(this.view.getUint32(48, true), this.next));
    const root = entries.find((entry) => entry.type === ROOT);
    if (!root) throw new Error('no root');
    const shortStream = root.size === 0 ? new Uint8Array() : this.follow(root.start, this.next);
    const shortNext = numbersOf(this.follow(this.view.getUint32(60, true), this.next));
    const streams = new Map<string, Uint8Array>();
    let total = 0;
    for (const { name, type, start, size } of entries) {
      if (type !== STREAM || streams.has(name)) continue;
      total += size;
      if (total > this.bytes.length) throw new Error('streams larger than the file');
      streams.set(
        name,
        size < this.shortBelow
          ? chain(shortStream, this.shortBytes, start, shortNext, size)
          : this.follow(start, this.next, size),
      );
    }
    return streams;
  }

  /** For each sector the one that follows it, from the sectors that the header and its list name. */
  private allocation(): Uint32Array {
    const listed: number[] = [];
    for (let i = 0; i < LISTED_IN_HEADER; i++) listed.push(this.view.getUint32(76 + 4 * i, true));
    let list = this.view.getUint32(68, true);
    for (let read = 0; list < FIRST_SIGN; read++) {
      if (read > this.sectors) throw new Error('a circle in the list of sectors');
      const numbers = numbersOf(this.sector(list));
      list = numbers.at(-1) ?? FIRST_SIGN;
      for (const number of numbers.subarray(0, -1)) listed.push(number);
    }
    const used = listed.filter((sector) => sector < FIRST_SIGN);
    if (used.length > this.sectors) throw new Error('more lists than sectors');
    return numbersOf(joined(used.map((sector) => this.sector(sector))));
  }

  private sector(number: number): Uint8Array {
    if (number >= this.sectors) throw new Error('a sector outside of the file');
    const from = (number + 1) * this.sectorBytes;
    const sector = new Uint8Array(this.sectorBytes);
    sector.set(this.bytes.subarray(from, from + this.sectorBytes));
    return sector;
  }

  private follow(start: number, next: Uint32Array, size?: number): Uint8Array {
    // The first sector of the file is its header.
    return chain(this.bytes.subarray(this.sectorBytes), this.sectorBytes, start, next, size);
  }
}

/** The bytes of a chain of sectors; cut to `size` where that is known. */
function chain(
  from: Uint8Array,
  sectorBytes: number,
  start: number,
  next: Uint32Array,
  size?: number,
): Uint8Array {
  const sectors: Uint8Array[] = [];
  // Without a size a chain may be as long as the file; one longer is a circle.
  const most = size === undefined ? from.length / sectorBytes + 2 : Math.ceil(size / sectorBytes);
  for (let at = start; at < FIRST_SIGN && sectors.length < most; at = next[at] ?? FIRST_SIGN) {
    if (at * sectorBytes >= from.length) throw new Error('a chain leads out of the file');
    sectors.push(from.subarray(at * sectorBytes, (at + 1) * sectorBytes));
  }
  if (size === undefined && sectors.length * sectorBytes > from.length + sectorBytes) {
    throw new Error('a chain in a circle');
  }
  const bytes = joined(sectors);
  if (size !== undefined && bytes.length < size) throw new Error('a stream is cut off');
  return bytes.subarray(0, size);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function numbersOf(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: bytes.length >> 2 }, (_, i) => view.getUint32(4 * i, true));
}

function entriesOf(directory: Uint8Array): readonly Entry[] {
  const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength);
  return Array.from({ length: Math.floor(directory.length / ENTRY_BYTES) }, (_, i) => {
    const at = i * ENTRY_BYTES;
    const nameBytes = Math.min(Math.max(view.getUint16(at + 64, true) - 2, 0), 62);
    return {
      name: new TextDecoder('utf-16le').decode(directory.subarray(at, at + nameBytes)),
      type: view.getUint8(at + 66),
      start: view.getUint32(at + 116, true),
      size: view.getUint32(at + 120, true),
    };
  });
}
