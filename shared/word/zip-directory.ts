/** The list of contents at the end of a zip: what the unzipper does not tell of it. */
import { strFromU8 } from 'fflate';

export interface ZipEntry {
  readonly name: string;
  readonly encrypted: boolean;
  /** CRC-32 of the unpacked bytes. */
  readonly crc: number;
}

const END = 0x06054b50;
const END_LENGTH = 22;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const LOCATOR_64_LENGTH = 20;
const ENTRY = 0x02014b50;
const ENTRY_LENGTH = 46;
/** A comment may follow the end record. */
const MAX_COMMENT = 0xffff;

/**
 * The entries of a zip, in the order of its list.
 * @param most more entries than this are an error
 * @throws Error where there is no list, or it is damaged
 */
export function zipEntries(bytes: Uint8Array, most: number): readonly ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { count, start } = listOf(view);
  if (count > most) throw new RangeError('too many entries');
  const entries: ZipEntry[] = [];
  let at = start;
  for (let i = 0; i < count; i++) {
    if (view.getUint32(at, true) !== ENTRY) throw new RangeError('no entry where one should be');
    const flags = view.getUint16(at + 8, true);
    const nameLength = view.getUint16(at + 28, true);
    const further = view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    const name = bytes.subarray(at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameLength);
    entries.push({
      name: strFromU8(name, (flags & 0x800) === 0),
      encrypted: (flags & 1) !== 0,
      crc: view.getUint32(at + 16, true),
    });
    at += ENTRY_LENGTH + nameLength + further;
  }
  return entries;
}

/** Where the list begins, and how many entries it has. */
function listOf(view: DataView): { count: number; start: number } {
  const first = Math.max(0, view.byteLength - END_LENGTH - MAX_COMMENT);
  for (let at = view.byteLength - END_LENGTH; at >= first; at--) {
    if (view.getUint32(at, true) !== END) continue;
    const locator = at - LOCATOR_64_LENGTH;
    if (locator >= 0 && view.getUint32(locator, true) === LOCATOR_64) return list64(view, locator);
    return { count: view.getUint16(at + 8, true), start: view.getUint32(at + 16, true) };
  }
  throw new RangeError('no end record');
}

function list64(view: DataView, locator: number): { count: number; start: number } {
  const at = Number(view.getBigUint64(locator + 8, true));
  if (view.getUint32(at, true) !== END_64) throw new RangeError('no end record of a large zip');
  return {
    count: Number(view.getBigUint64(at + 32, true)),
    start: Number(view.getBigUint64(at + 48, true)),
  };
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/** CRC-32 as zip files use it. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (TABLE[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}
