/** Takes a .docx apart into a `SourceDocument`. */
import { readBody } from './body.ts';
import type { Leftover } from './report.ts';
import { ReadError, type SourceDocument } from './source.ts';
import { decodePart, unzipParts } from './unzip.ts';
import { walkXml } from './xml.ts';

const MAX_FILE_BYTES = 100 * 1024 * 1024;

/** Page numbers and the like: what headers and footers of any document say. */
const FURNITURE = /^[\s\d第共页/\-—·.|]*$/;

/** Other parts whose text a reader must not lose, by their place in the document. */
const SIDE_PARTS: readonly { pattern: RegExp; where: string; reason: string }[] = [
  { pattern: /^word\/header\d*\.xml$/, where: '页眉', reason: '页眉里的文字' },
  { pattern: /^word\/footer\d*\.xml$/, where: '页脚', reason: '页脚里的文字' },
  { pattern: /^word\/footnotes\.xml$/, where: '脚注', reason: '脚注' },
  { pattern: /^word\/endnotes\.xml$/, where: '尾注', reason: '尾注' },
  { pattern: /^word\/comments\.xml$/, where: '批注', reason: '批注' },
];

/**
 * Reads the bytes of a .docx (from Word, WPS, LibreOffice or any other program).
 * @throws ReadError with a Chinese sentence where it is none, or damaged, encrypted or far too big.
 */
export function readDocxSource(bytes: Uint8Array): SourceDocument {
  if (bytes.length > MAX_FILE_BYTES) {
    throw new ReadError('unreadable', '文件太大，不像一张表，没有读入。请确认选对了文件。');
  }
  refuseOtherKinds(bytes);
  const parts = unzipParts(
    bytes,
    (name) =>
      name === '_rels/.rels' ||
      name === 'xl/workbook.xml' ||
      /^word\/(?!media|embeddings|fonts|theme)[^/]*\.xml$/.test(name),
  );
  const main = mainPart(parts);
  const xml = parts.get(main);
  if (!xml) {
    const message = parts.has('xl/workbook.xml')
      ? '这是 Excel 表格，不是 Word 文档。请选择 .docx 文件；原文件没有被改动。'
      : '这不是 Word 文档，没有读入。请选择 .docx 文件；原文件没有被改动。';
    throw new ReadError('unreadable', message);
  }
  const styles = parts.get('word/styles.xml');
  const hidden = styles ? hiddenStyles(decodePart(styles)) : new Set<string>();
  const body = readBody(decodePart(xml), hidden);
  return { ...body, leftovers: [...body.leftovers, ...sideTexts(parts, hidden)] };
}

/** Tells by the first bytes what a file is that is no zip. */
function refuseOtherKinds(bytes: Uint8Array): void {
  if (bytes.length === 0) {
    throw new ReadError('unreadable', '文件是空的，没有内容可读。请确认选对了文件。');
  }
  const starts = (...magic: number[]) => magic.every((byte, i) => bytes[i] === byte);
  if (starts(0x50, 0x4b)) return;
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) {
    const message = holdsUtf16(bytes, 'EncryptedPackage')
      ? '文件设了打开密码，读不了。请在 Word 或 WPS 中去掉密码后再导入；原文件没有被改动。'
      : '这是旧格式（.doc）的文件。请用 Word 或 WPS 打开它，另存为 .docx 后再导入。';
    throw new ReadError('unreadable', message);
  }
  throw new ReadError(
    'unreadable',
    '这不是 Word 文档，没有读入。请选择 .docx 文件；原文件没有被改动。',
  );
}

/** Whether a compound file has an entry of that name (names stand in UTF-16 in its directory). */
function holdsUtf16(bytes: Uint8Array, name: string): boolean {
  const wanted = [...name].flatMap((letter) => [letter.charCodeAt(0), 0]);
  const first = wanted[0] ?? 0;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((byte, i) => bytes[at + i] === byte)) return true;
  }
  return false;
}

/** The name of the part that the package calls its document. */
function mainPart(parts: ReadonlyMap<string, Uint8Array>): string {
  const rels = parts.get('_rels/.rels');
  let target = 'word/document.xml';
  if (!rels) return target;
  walkXml(decodePart(rels), {
    open(name, attributes) {
      const type = attributes.Type ?? '';
      if (name.endsWith('Relationship') && type.endsWith('/officeDocument')) {
        target = (attributes.Target ?? target).replace(/^\//, '');
      }
    },
    close() {},
    text() {},
  });
  return target;
}

/** The ids of the styles whose text Word does not show. */
function hiddenStyles(xml: string): Set<string> {
  const hidden = new Set<string>();
  let style = '';
  walkXml(xml, {
    open(name, attributes) {
      if (name === 'w:style') style = attributes['w:styleId'] ?? '';
      if (name === 'w:vanish' && style !== '' && attributes['w:val'] !== '0') hidden.add(style);
    },
    close(name) {
      if (name === 'w:style') style = '';
    },
    text() {},
  });
  return hidden;
}

function sideTexts(
  parts: ReadonlyMap<string, Uint8Array>,
  hidden: ReadonlySet<string>,
): Leftover[] {
  return [...parts].flatMap(([name, bytes]) => {
    const side = SIDE_PARTS.find(({ pattern }) => pattern.test(name));
    if (!side) return [];
    const body = readBody(decodePart(bytes), hidden);
    const cells = body.tables.flatMap((table) => table.rows.flatMap((row) => row.cells));
    const texts = [...body.outside, ...cells.map((cell) => cell.text)]
      .map((text) => text.trim())
      .filter((text) => !FURNITURE.test(text));
    return texts.map((text) => ({ text, where: side.where, reason: side.reason }));
  });
}
