/** Old Word files (.doc, .wps): word-extractor takes them apart, the form's definition cuts the rows. */
import { CFB } from '@e965/xlsx';
import WordExtractor from 'word-extractor';
import type { Leftover } from '../../shared/word/report.ts';
import { type FlatSource, ReadError } from '../../shared/word/source.ts';
import { locked, tooBig } from '../../shared/word/unzip.ts';

/** How word-extractor writes the end of a row where a paragraph follows it. */
const ROW_END = /\t\n/g;

/** The streams that hold text and where it stands; which table counts, the document itself says. */
const TABLES = ['0Table', '1Table'];
/** Bit of the document's flags: the second table counts. Bit: its text is encrypted. */
const SECOND_TABLE = 0x0200;
const ENCRYPTED = 0x0100;
/** Where the document says where in the table its list of pieces begins. */
const PIECES_AT = 0x01a2;

/**
 * The cells of an old Word file.
 * @param streams of its container
 * @throws ReadError with a sentence where it cannot be taken apart
 */
export async function readDoc(streams: ReadonlyMap<string, Uint8Array>): Promise<FlatSource> {
  try {
    checkPieces(streams);
    const file = await new WordExtractor().extract(repacked(streams));
    // Without the filter: it would rewrite quotes and dashes.
    const body = file.getBody({ filterUnicode: false });
    const aside: Leftover[] = [
      { where: '脚注', reason: '脚注', text: file.getFootnotes({ filterUnicode: false }) },
      { where: '尾注', reason: '尾注', text: file.getEndnotes({ filterUnicode: false }) },
      {
        where: '页眉页脚',
        reason: '页眉页脚里的文字',
        text: file.getHeaders({ filterUnicode: false }),
      },
      { where: '批注', reason: '批注', text: file.getAnnotations({ filterUnicode: false }) },
      {
        where: '文本框',
        reason: '文本框里的文字',
        text: file.getTextboxes({ filterUnicode: false }),
      },
    ];
    return {
      outside: [],
      cells: body.replace(ROW_END, '\t\t').split('\t'),
      leftovers: aside
        .map((one) => ({ ...one, text: one.text.trim() }))
        .filter((one) => one.text !== ''),
      notes: ['旧格式（.doc）文件里的隐藏文字和修订记录无法辨认，请核对一遍。'],
    };
  } catch (error) {
    if (error instanceof ReadError) throw error;
    throw new ReadError(
      'unreadable',
      '这份旧格式的文件读不出来。请用 Word 或 WPS 打开它，另存为 .docx 后再导入；原文件没有被改动。',
      { cause: error },
    );
  }
}

/** A container made anew: what a hostile one does with its pointers never reaches the library. */
function repacked(streams: ReadonlyMap<string, Uint8Array>): Buffer {
  const container = CFB.utils.cfb_new();
  for (const name of ['WordDocument', ...TABLES]) {
    const stream = streams.get(name);
    if (stream) CFB.utils.cfb_add(container, name, Buffer.from(stream));
  }
  return Buffer.from(CFB.write(container, { type: 'buffer' }) as Uint8Array);
}

/**
 * The text of such a file is a list of pieces of it. A hostile list names the same piece over and
 * over, and a small file becomes gigabytes.
 * @throws ReadError where the pieces are longer than the file; RangeError where there is no list
 */
function checkPieces(streams: ReadonlyMap<string, Uint8Array>): void {
  const document = viewOf(streams.get('WordDocument'));
  const flags = document.getUint16(10, true);
  if (flags & ENCRYPTED) throw locked();
  const table = viewOf(streams.get(flags & SECOND_TABLE ? '1Table' : '0Table'));
  let at = document.getUint32(PIECES_AT, true);
  while (table.getUint8(at) === 1) at += 3 + table.getUint16(at + 1, true);
  const pieces = (table.getUint32(at + 1, true) - 4) / 12;
  if (!Number.isInteger(pieces) || pieces * 12 > table.byteLength) throw new RangeError('no list');
  let length = 0;
  for (let i = 0; i < pieces; i++) {
    const [from, to] = [at + 5 + 4 * i, at + 9 + 4 * i];
    length += Math.abs(table.getUint32(to, true) - table.getUint32(from, true));
    if (length > document.byteLength) throw tooBig();
  }
}

function viewOf(stream: Uint8Array = new Uint8Array()): DataView {
  return new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
}
