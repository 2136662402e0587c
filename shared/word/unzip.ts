/** Takes apart the zip of an Office file, with limits: nothing outside can make it grow. */
import { unzipSync } from 'fflate';
import { ReadError } from './source.ts';
import { crc32, type ZipEntry, zipEntries } from './zip-directory.ts';

/** No form comes near these: the example's parts are 0.2 MB. */
const MAX_PART_BYTES = 64 * 1024 * 1024;
const MAX_TOTAL_BYTES = 96 * 1024 * 1024;
const MAX_ENTRIES = 5_000;

/**
 * Unpacks the parts that `wanted` names.
 * @throws ReadError where the zip is damaged, locked with a password, or a wanted part unpacks to
 * more than a form can hold.
 */
export function unzipParts(
  bytes: Uint8Array,
  wanted: (name: string) => boolean,
): ReadonlyMap<string, Uint8Array> {
  let total = 0;
  return guarded(() => {
    const listed = wantedEntries(bytes, wanted);
    const parts = unzipSync(bytes, {
      // fflate unpacks into a buffer of the declared size and fails where the data is longer:
      // so bounding the declared sizes bounds the memory.
      filter: ({ name, originalSize }) => {
        if (!listed.has(name)) return false;
        total += originalSize;
        if (originalSize > MAX_PART_BYTES || total > MAX_TOTAL_BYTES) throw tooBig();
        return true;
      },
    });
    for (const [name, { crc }] of listed) {
      const part = parts[name];
      if (!part || crc32(part) !== crc) throw new Error('a part is not what it was');
    }
    return new Map(Object.entries(parts));
  });
}

/** The names of what a zip holds, without unpacking any of it. @throws ReadError where it is damaged */
export function zipNames(bytes: Uint8Array): readonly string[] {
  return guarded(() => entriesOf(bytes).map((entry) => entry.name));
}

/** What is to be unpacked, by name. A name that stands twice is two files for two programs: no. */
function wantedEntries(
  bytes: Uint8Array,
  wanted: (name: string) => boolean,
): ReadonlyMap<string, ZipEntry> {
  const entries = entriesOf(bytes).filter((entry) => wanted(entry.name));
  if (entries.some((entry) => entry.encrypted)) throw locked();
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  if (byName.size < entries.length) throw new Error('a name stands twice');
  return byName;
}

function entriesOf(bytes: Uint8Array): readonly ZipEntry[] {
  return zipEntries(bytes, MAX_ENTRIES);
}

function guarded<T>(step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (error instanceof ReadError) throw error;
    throw new ReadError(
      'unreadable',
      '文件已损坏，打不开。请用 Word 或 WPS 打开它，另存为 .docx 后再导入；原文件没有被改动。',
      { cause: error },
    );
  }
}

/** For files, and for what is in them, of a size that no form has. */
export function tooBig(): ReadError {
  return new ReadError(
    'unreadable',
    '文件展开后大得不像一张表，没有读入。请确认选对了文件；原文件没有被改动。',
  );
}

/** For files that ask for a password. */
export function locked(): ReadError {
  return new ReadError(
    'unreadable',
    '文件设了打开密码，读不了。请在 Word、Excel 或 WPS 中去掉密码后再导入；原文件没有被改动。',
  );
}

/** A part as text: UTF-8, or UTF-16 where it says so by its first bytes. */
export function decodePart(bytes: Uint8Array): string {
  const [a, b] = bytes;
  const encoding =
    a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
