/** Takes a .docx apart into a `SourceDocument`. */
import { readBody } from './body.ts';
import type { Leftover } from './report.ts';
import { ReadError, type SourceDocument } from './source.ts';
import { decodePart, unzipParts } from './unzip.ts';
import { walkXml } from './xml.ts';

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
 * @throws ReadError with a Chinese sentence where it is none, or damaged, or far too big.
 */
export function readDocxSource(bytes: Uint8Array): SourceDocument {
  const parts = unzipParts(
    bytes,
    (name) =>
      name === '_rels/.rels' || /^word\/(?!media|embeddings|fonts|theme)[^/]*\.xml$/.test(name),
  );
  const main = mainPart(parts);
  const xml = parts.get(main);
  if (!xml) {
    throw new ReadError(
      'unreadable',
      '这不是 Word 文档，没有读入。请选择 .docx 文件；原文件没有被改动。',
    );
  }
  const styles = parts.get('word/styles.xml');
  const hidden = styles ? hiddenStyles(decodePart(styles)) : new Set<string>();
  const body = readBody(decodePart(xml), hidden);
  return { ...body, leftovers: [...body.leftovers, ...sideTexts(parts, hidden)] };
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
