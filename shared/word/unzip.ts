/** Takes apart the zip of an Office file, with limits: nothing outside can make it grow. */
import { unzipSync } from 'fflate';
import { ReadError } from './source.ts';

/** No form comes near these: the example's parts are 0.2 MB. */
const MAX_PART_BYTES = 64 * 1024 * 1024;
const MAX_TOTAL_BYTES = 96 * 1024 * 1024;
const MAX_ENTRIES = 5_000;

/**
 * Unpacks the parts that `wanted` names.
 * @throws ReadError where the zip is damaged, or a wanted part unpacks to more than a form can hold.
 */
export function unzipParts(
  bytes: Uint8Array,
  wanted: (name: string) => boolean,
): ReadonlyMap<string, Uint8Array> {
  let total = 0;
  let entries = 0;
  return guarded(() => {
    const parts = unzipSync(bytes, {
      // fflate unpacks into a buffer of the declared size and fails where the data is longer:
      // so bounding the declared sizes bounds the memory.
      filter: ({ name, originalSize }) => {
        entries += 1;
        if (entries > MAX_ENTRIES) throw tooBig();
        if (!wanted(name)) return false;
        total += originalSize;
        if (originalSize > MAX_PART_BYTES || total > MAX_TOTAL_BYTES) throw tooBig();
        return true;
      },
    });
    return new Map(Object.entries(parts));
  });
}

/**
 * The names of what a zip holds, without unpacking any of it.
 * @throws ReadError where the zip is damaged, or would unpack to more than a form can hold
 */
export function zipNames(bytes: Uint8Array): readonly string[] {
  const names: string[] = [];
  let total = 0;
  guarded(() =>
    unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        names.push(name);
        total += originalSize;
        if (names.length > MAX_ENTRIES || total > MAX_TOTAL_BYTES) throw tooBig();
        return false;
      },
    }),
  );
  return names;
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

function tooBig(): ReadError {
  return new ReadError(
    'unreadable',
    '文件展开后大得不像一张表，没有读入。请确认选对了文件；原文件没有被改动。',
  );
}

/** A part as text: UTF-8, or UTF-16 where it says so by its first bytes. */
export function decodePart(bytes: Uint8Array): string {
  const [a, b] = bytes;
  const encoding =
    a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
