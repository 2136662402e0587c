/** Reads the HTML that Excel, WPS, Word and browsers put on the clipboard. */
import { trimText } from '../../../shared/text.ts';
import { type SpanCell, spread, type TextGrid } from './clipboard.ts';

const BLOCKS = new Set(['P', 'DIV', 'LI', 'TR', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6']);
const UNSEEN = new Set(['STYLE', 'SCRIPT', 'TITLE', 'META', 'LINK', 'DEL']);

/** The texts of all tables in a piece of HTML, one below the other; undefined where there is none. */
export function gridOfHtml(html: string): TextGrid | undefined {
  const page = new DOMParser().parseFromString(withoutStyles(html), 'text/html');
  const tables = [...page.querySelectorAll('table')].filter(
    (table) => !table.parentElement?.closest('table'),
  );
  if (tables.length === 0) return undefined;
  const rows = tables.flatMap((table) => [...table.rows]);
  return spread(rows.map((row) => [...row.cells].map(spanCell)));
}

/** The page's policy forbids styles, even in a document that is never shown; hidden text is told by them. */
function withoutStyles(html: string): string {
  return html
    .replace(/<style[\s\S]*?<\/style>/gi, '')
    .replace(/<[^>]*>/g, (tag) => tag.replace(/\sstyle\s*=/gi, ' data-style='));
}

function spanCell(cell: HTMLTableCellElement): SpanCell {
  return { text: trimText(textOf(cell)), colSpan: cell.colSpan, rowSpan: cell.rowSpan };
}

/** What a person sees of an element: white space as HTML has it, paragraphs and breaks as lines. */
function textOf(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return (node.textContent ?? '').replace(/[ \t\r\n]+/g, ' ');
  if (!(node instanceof Element) || UNSEEN.has(node.tagName) || isHidden(node)) return '';
  if (node.tagName === 'BR') return '\n';
  const inner = [...node.childNodes].map(textOf).join('');
  return BLOCKS.has(node.tagName) ? `\n${inner.trim()}\n` : inner;
}

function isHidden(element: Element): boolean {
  return /display:\s*none|mso-hide:\s*all/.test(element.getAttribute('data-style') ?? '');
}
