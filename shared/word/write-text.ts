/** Text inside WordprocessingML. */

/**
 * What XML 1.0 forbids in a document, beside tab and line ends, which become elements.
 * Lone surrogates are seen to by `toWellFormed`.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is to be replaced
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
/** Texts without any of these, nearly all, are written as they are. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same, and what has to be escaped
const SPECIAL = /[\u0000-\u001f&<>\ud800-\udfff\ufffe\uffff]/;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * A text as the content of one run: tabs become `w:tab`, line ends `w:br`. What XML forbids becomes
 * U+FFFD, so that nothing vanishes unseen. An empty text gives no run at all.
 */
export function runXml(text: string): string {
  if (text === '') return '';
  if (!SPECIAL.test(text)) return `<w:r>${textXml(text)}</w:r>`;
  const parts = escapeXml(text)
    .split(/(\t|\r\n|\n|\r)/)
    .map((part) => {
      if (part === '') return '';
      if (part === '\t') return '<w:tab/>';
      return /^[\r\n]/.test(part) ? '<w:br/>' : textXml(part);
    });
  return `<w:r>${parts.join('')}</w:r>`;
}

/** A text as XML may hold it: what it forbids becomes U+FFFD. */
export function xmlText(text: string): string {
  return text.toWellFormed().replace(FORBIDDEN, '\ufffd');
}

/** A text as it is written between tags. */
export function escapeXml(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return xmlText(text).replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign);
}

function textXml(escaped: string): string {
  return `<w:t xml:space="preserve">${escaped}</w:t>`;
}
