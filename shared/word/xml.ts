/** Reads the XML of Office parts: known namespaces by short names, no document types, no depth without end. */
import { SaxesParser } from 'saxes';
import { ReadError } from './source.ts';

/** Word itself nests about thirty deep in the worst real files. */
const MAX_DEPTH = 400;

/** Namespaces, transitional and strict, by the prefix that this program calls them. */
const NAMESPACES: ReadonlyMap<string, string> = new Map([
  ['http://schemas.openxmlformats.org/wordprocessingml/2006/main', 'w'],
  ['http://purl.oclc.org/ooxml/wordprocessingml/main', 'w'],
  ['http://schemas.openxmlformats.org/officeDocument/2006/math', 'm'],
  ['http://purl.oclc.org/ooxml/officeDocument/math', 'm'],
  ['http://schemas.openxmlformats.org/markup-compatibility/2006', 'mc'],
]);

export type Attributes = Readonly<Record<string, string>>;

export interface XmlHandler {
  /** `name` is like `w:p`, whatever prefix the file uses; attributes likewise. */
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  text(text: string): void;
}

/**
 * Walks through a part.
 * @throws ReadError where it is not well-formed, declares a document type or nests too deep.
 */
export function walkXml(xml: string, handler: XmlHandler): void {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const prefixes = new Map<string, string>();
  const names = new Map<string, string>();
  let depth = 0;
  const canonical = (name: string): string => {
    const known = names.get(name);
    if (known !== undefined) return known;
    const colon = name.indexOf(':');
    const prefix = colon < 0 ? '' : name.slice(0, colon);
    const mapped = prefixes.get(prefix) ?? (prefix === '' ? undefined : prefix);
    const result = mapped === undefined ? name : `${mapped}:${name.slice(colon + 1)}`;
    names.set(name, result);
    return result;
  };
  const declare = (attributes: Attributes) => {
    for (const [name, uri] of Object.entries(attributes)) {
      if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
      const ours = NAMESPACES.get(uri);
      const prefix = name.slice('xmlns:'.length);
      if (ours === undefined || prefixes.get(prefix) === ours) continue;
      prefixes.set(prefix, ours);
      names.clear();
    }
  };
  parser.on('doctype', () => {
    throw malformed();
  });
  parser.on('error', (error) => {
    throw malformed(error);
  });
  parser.on('opentag', (tag) => {
    depth += 1;
    if (depth > MAX_DEPTH) throw malformed();
    declare(tag.attributes);
    handler.open(canonical(tag.name), renamed(tag.attributes, canonical));
  });
  parser.on('closetag', (tag) => {
    depth -= 1;
    handler.close(canonical(tag.name));
  });
  parser.on('text', (text) => handler.text(text));
  parser.on('cdata', (text) => handler.text(text));
  parser.write(xml).close();
}

function renamed(attributes: Attributes, canonical: (name: string) => string): Attributes {
  const result: Record<string, string> = {};
  for (const name in attributes) {
    const value = attributes[name];
    if (value !== undefined) result[name.includes(':') ? canonical(name) : name] = value;
  }
  return result;
}

function malformed(cause?: unknown): ReadError {
  return new ReadError(
    'unreadable',
    '文件内容已损坏，读不出来。请用 Word 或 WPS 打开它，另存为 .docx 后再导入；原文件没有被改动。',
    { cause },
  );
}
