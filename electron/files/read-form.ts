/** Reads a form out of any file that a clerk may have kept it in; the content tells which kind it is. */
import { isJxb, readJxb } from '../../shared/draft/jxb.ts';
import { checkSize, MAX_CHARACTERS } from '../../shared/word/bounds.ts';
import { readDocxSource } from '../../shared/word/docx.ts';
import { readHtml } from '../../shared/word/html.ts';
import { readPlainText } from '../../shared/word/plain-text.ts';
import { readSource } from '../../shared/word/read.ts';
import type { ReadFile } from '../../shared/word/read-form.ts';
import { ReadError, type Source } from '../../shared/word/source.ts';
import { locked, tooBig, zipNames } from '../../shared/word/unzip.ts';
import { readStreams } from './compound.ts';
import { readDoc } from './read-doc.ts';
import { plainWorkbook, readExcel, readOldWorkbook } from './read-excel.ts';

/**
 * Reads the form in the bytes of a file.
 * @param assumedYear 预算年度 for a file that names no year
 * @throws ReadError with a Chinese sentence where the file cannot be read or does not hold the form
 */
export async function readFormBytes(bytes: Uint8Array, assumedYear: number): Promise<ReadFile> {
  if (startsWith(bytes, ZIP) && isJxb(zipNames(bytes))) return readJxbForm(bytes);
  return readSource(await readSourceBytes(bytes), assumedYear);
}

/** A draft of this program: nothing in it has to be understood. */
function readJxbForm(bytes: Uint8Array): ReadFile {
  const jxb = readJxb(bytes);
  const found = [`草稿文件：${jxb.versions.length} 个历史版本`];
  const nothing = { leftovers: [], missing: [], notes: [], setByHand: [] };
  return { draft: jxb.draft, report: { found, ...nothing, yearFound: true }, others: [], jxb };
}

/**
 * Takes a file apart into grids of texts, whatever they say.
 * @throws ReadError with a Chinese sentence where the file cannot be read
 */
export async function readSourceBytes(bytes: Uint8Array): Promise<Source> {
  const source = await takeApart(bytes);
  checkSize(source);
  return source;
}

async function takeApart(bytes: Uint8Array): Promise<Source> {
  if (bytes.length === 0) {
    throw new ReadError('unreadable', '文件是空的，没有内容可读。请确认选对了文件。');
  }
  if (startsWith(bytes, ZIP)) {
    const names = zipNames(bytes);
    return names.some((name) => name.startsWith('xl/'))
      ? readExcel(plainWorkbook(bytes))
      : readDocxSource(bytes);
  }
  if (startsWith(bytes, COMPOUND)) return readCompound(bytes);
  return readText(bytes);
}

/** Whether the bytes are a zip or a compound file: Word, Excel, WPS, not text. */
export function isPacked(bytes: Uint8Array): boolean {
  return startsWith(bytes, ZIP) || startsWith(bytes, COMPOUND);
}

const ZIP = [0x50, 0x4b];
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}

/** The compound files of Office 97 to 2003, told apart by the names of their streams. */
async function readCompound(bytes: Uint8Array): Promise<Source> {
  const streams = streamsOf(bytes);
  if (streams.has('EncryptedPackage')) throw locked();
  if (streams.has('WordDocument')) return readDoc(streams);
  const workbook = streams.get('Workbook') ?? streams.get('Book');
  if (workbook) return readOldWorkbook(workbook);
  throw new ReadError(
    'unreadable',
    '不认识这种文件。请用 Word 或 WPS 打开它，另存为 .docx 后再导入；原文件没有被改动。',
  );
}

function streamsOf(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  try {
    return readStreams(bytes);
  } catch (error) {
    throw new ReadError(
      'unreadable',
      '这份旧格式的文件已损坏，打不开。请用 Word、Excel 或 WPS 打开它，另存为 .docx 或 .xlsx 后再导入；原文件没有被改动。',
      { cause: error },
    );
  }
}

const OTHER_TEXTS: readonly { pattern: RegExp; name: string }[] = [
  { pattern: /^\s*\{\\rtf/, name: 'RTF 格式' },
  { pattern: /^\s*%PDF/, name: 'PDF 文件' },
  { pattern: /^\s*(?:MIME-Version|From:|Content-Type):/i, name: '单个网页文件（.mht）' },
];

function readText(bytes: Uint8Array): Source {
  const text = decodeText(bytes);
  const other = OTHER_TEXTS.find(({ pattern }) => pattern.test(text.slice(0, 1000)));
  if (other) {
    const sentence = `这是${other.name}，不能直接读入。请用 Word 或 WPS 打开它，另存为 .docx 后再导入；原文件没有被改动。`;
    throw new ReadError('unreadable', sentence);
  }
  if (/<table[\s>]/i.test(text)) return readHtml(text);
  if (text.length > MAX_CHARACTERS) throw tooBig();
  return readPlainText(text);
}

/**
 * Text in UTF-8, UTF-16 with its mark, or else in the Chinese code page that Windows calls ANSI.
 * @throws ReadError with a Chinese sentence where the bytes are no text
 */
export function decodeText(bytes: Uint8Array): string {
  if (startsWith(bytes, [0xff, 0xfe])) return new TextDecoder('utf-16le').decode(bytes);
  if (startsWith(bytes, [0xfe, 0xff])) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes.includes(0)) throw notText();
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not this encoding: the next one may fit.
    }
  }
  throw notText();
}

function notText(): ReadError {
  return new ReadError(
    'unreadable',
    '不认识这种文件，没有读入。可以导入的有：Word（.docx、.doc）、WPS 文字、Excel、网页和文本；原文件没有被改动。',
  );
}
