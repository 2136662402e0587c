/** A zip written by hand, so that it can say anything of itself. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface RawEntry {
  readonly name: string | Uint8Array;
  readonly data: Uint8Array;
  readonly method?: number;
  /** The bytes as they stand in the file; by default the data, deflated where `method` is 8. */
  readonly packed?: Uint8Array;
  readonly flags?: number;
  readonly crc?: number;
  /** What the list says of the unpacked size. */
  readonly size?: number;
  /** What the list says of the packed size. */
  readonly packedSize?: number;
  /** The list points to the local header of this entry instead of its own. */
  readonly at?: number;
  /** The name in the local header, where another than in the list. */
  readonly localName?: string;
}

export interface RawOptions {
  readonly before?: Uint8Array;
  readonly comment?: Uint8Array;
  /** What the end record says of the number of entries and where the list begins. */
  readonly count?: number;
  readonly start?: number;
  readonly zip64?: boolean;
}

function numbers(...parts: readonly (readonly [bytes: number, value: number])[]): Uint8Array {
  const out: number[] = [];
  for (const [bytes, value] of parts) {
    for (let i = 0; i < bytes; i++) out.push(Math.floor(value / 256 ** i) % 256);
  }
  return Uint8Array.from(out);
}

const textOf = (name: string | Uint8Array) =>
  typeof name === 'string' ? new TextEncoder().encode(name) : name;

/** The bytes of a zip. */
export function rawZip(entries: readonly RawEntry[], options: RawOptions = {}): Uint8Array {
  const { before = new Uint8Array(), comment = new Uint8Array() } = options;
  const parts: Uint8Array[] = [before];
  let at = before.length;
  const push = (...more: readonly Uint8Array[]) => {
    for (const one of more) {
      parts.push(one);
      at += one.length;
    }
  };
  const starts: number[] = [];
  const packs = entries.map((one) => {
    const method = one.method ?? 8;
    return one.packed ?? (method === 8 ? deflateRawSync(one.data, { level: 1 }) : one.data);
  });
  for (const [i, one] of entries.entries()) {
    starts.push(at);
    const name = textOf(one.localName ?? one.name);
    const packed = packs[i] ?? new Uint8Array();
    push(numbers([4, 0x04034b50], ...facts(one, packed), [2, name.length], [2, 0]), name, packed);
  }
  const start = options.start ?? at;
  const listAt = at;
  for (const [i, one] of entries.entries()) {
    const name = textOf(one.name);
    const local = starts[one.at ?? i] ?? 0;
    push(
      numbers(
        [4, 0x02014b50],
        [2, 20],
        ...facts(one, packs[i] ?? new Uint8Array()),
        [2, name.length],
        [2, 0],
        [2, 0],
        [2, 0],
        [2, 0],
        [4, 0],
        [4, local],
      ),
      name,
    );
  }
  const count = options.count ?? entries.length;
  const listSize = at - listAt;
  if (options.zip64) {
    const end64 = at;
    push(
      numbers(
        [4, 0x06064b50],
        [8, 44],
        [2, 45],
        [2, 45],
        [4, 0],
        [4, 0],
        [8, count],
        [8, count],
        [8, listSize],
        [8, start],
      ),
    );
    push(numbers([4, 0x07064b50], [4, 0], [8, end64], [4, 1]));
    push(
      numbers(
        [4, 0x06054b50],
        [2, 0],
        [2, 0],
        [2, 0xffff],
        [2, 0xffff],
        [4, 0xffffffff],
        [4, 0xffffffff],
        [2, comment.length],
      ),
      comment,
    );
  } else {
    push(
      numbers(
        [4, 0x06054b50],
        [2, 0],
        [2, 0],
        [2, count],
        [2, count],
        [4, listSize],
        [4, start],
        [2, comment.length],
      ),
      comment,
    );
  }
  return new Uint8Array(Buffer.concat(parts));
}

function facts(one: RawEntry, packed: Uint8Array): readonly (readonly [number, number])[] {
  return [
    [2, 20],
    [2, one.flags ?? 0x800],
    [2, one.method ?? 8],
    [4, 0],
    [4, one.crc ?? crc32(one.data)],
    [4, one.packedSize ?? packed.length],
    [4, one.size ?? one.data.length],
  ];
}
