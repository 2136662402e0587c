/** Tables in HTML: saved web pages, and what Word, WPS and Excel put on the clipboard. */
import { Parser } from 'htmlparser2';
import type { Leftover } from './report.ts';
import type { SourceDocument, SourceTable } from './source.ts';
import { type SpannedCell, spannedTable } from './spans.ts';
import { tooBig } from './unzip.ts';

/** Elements whose content nobody sees. */
const UNSEEN = new Set(['script', 'style', 'head', 'title', 'template', 'noscript', 'xml']);
/** Elements that begin on a line of their own. */
const BLOCKS = new Set(['p', 'div', 'li', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'pre']);
const HIDDEN = /display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden/i;

/** Elements in each other: the parser takes the longer for each, the deeper it is. */
const MAX_DEPTH = 10_000;

interface OpenCell {
  readonly flow: Flow;
  readonly rowSpan: number;
  readonly colSpan: number;
}

interface OpenTable {
  readonly rows: OpenCell[][];
  cell: OpenCell | undefined;
}

/** Text as it grows. It is never looked through from its beginning: a page may have a million lines. */
class Flow {
  text = '';
  /** Whether something stands on the last line. */
  lineOpen = false;

  add(text: string): void {
    this.text += text;
    let last = text.length - 1;
    while (last >= 0 && text[last] === ' ') last -= 1;
    if (last >= 0) this.lineOpen = /\S/.test(text[last] ?? '');
  }
}

/**
 * Reads every table of a page; tables inside cells stand on their own.
 * @throws ReadError where it nests or spans beyond any page
 */
export function readHtml(html: string): SourceDocument {
  const reader = new HtmlReader();
  const parser = new Parser({
    onopentag: (name, attributes) => reader.open(name, attributes),
    onclosetag: (name) => reader.close(name),
    ontext: (text) => reader.text(text),
  });
  parser.end(html);
  return reader.result();
}

class HtmlReader {
  private readonly tables: SourceTable[] = [];
  private readonly openTables: OpenTable[] = [];
  private readonly leftovers: Leftover[] = [];
  private readonly outside = new Flow();
  private hidden = '';
  /** How many unseen, and how many hidden elements are open. */
  private unseen = 0;
  private readonly hiding: boolean[] = [];
  private hidingCount = 0;

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.hiding.length > MAX_DEPTH) throw tooBig();
    if (UNSEEN.has(name)) this.unseen += 1;
    const hides = HIDDEN.test(attributes.style ?? '') || 'hidden' in attributes;
    this.hiding.push(hides);
    if (hides) this.hidingCount += 1;
    if (name === 'table') this.openTables.push({ rows: [], cell: undefined });
    else if (name === 'tr') this.table?.rows.push([]);
    else if (name === 'td' || name === 'th') this.openCell(attributes);
    else if (name === 'br' || BLOCKS.has(name)) this.breakLine(name === 'br');
  }

  close(name: string): void {
    if (UNSEEN.has(name)) this.unseen -= 1;
    if (this.hiding.pop()) {
      this.hidingCount -= 1;
      this.nameHidden();
    }
    if (name === 'td' || name === 'th') {
      if (this.table) this.table.cell = undefined;
    } else if (name === 'table') this.closeTable();
    else if (BLOCKS.has(name)) this.breakLine(false);
  }

  text(text: string): void {
    if (this.unseen > 0) return;
    const shown = text.replace(/[ \t\r\n\f]+/g, ' ');
    if (this.hidingCount > 0) this.hidden += shown;
    else this.flow?.add(shown);
  }

  result(): SourceDocument {
    while (this.openTables.length > 0) this.closeTable();
    const outside = this.outside.text.split('\n').filter((line) => line.trim() !== '');
    return { tables: this.tables, outside, leftovers: this.leftovers, notes: [] };
  }

  private get table(): OpenTable | undefined {
    return this.openTables.at(-1);
  }

  private openCell(attributes: Readonly<Record<string, string>>): void {
    const table = this.table;
    if (!table) return;
    if (table.rows.length === 0) table.rows.push([]);
    const cell = {
      flow: new Flow(),
      rowSpan: spanOf(attributes.rowspan),
      colSpan: spanOf(attributes.colspan),
    };
    table.rows.at(-1)?.push(cell);
    table.cell = cell;
  }

  /** Where text at this point belongs; nowhere between the cells of a table. */
  private get flow(): Flow | undefined {
    return this.table ? this.table.cell?.flow : this.outside;
  }

  /** A line break; a block begins a line only where something stands before it. */
  private breakLine(always: boolean): void {
    if (this.unseen > 0 || this.hidingCount > 0) return;
    const { flow } = this;
    if (always || flow?.lineOpen) flow?.add('\n');
  }

  private nameHidden(): void {
    const text = this.hidden.trim();
    if (this.hidingCount > 0 || text === '') return;
    this.hidden = '';
    this.leftovers.push({ text, where: '正文', reason: '隐藏文字' });
  }

  private closeTable(): void {
    const open = this.openTables.pop();
    if (!open) return;
    const number = this.tables.length + 1;
    const name = number === 1 ? '' : `第 ${number} 个表`;
    const rows: SpannedCell[][] = open.rows.map((row) =>
      row.map(({ flow, ...spans }) => ({ ...spans, text: flow.text.trim() })),
    );
    this.tables.push(spannedTable(rows, name));
  }
}

function spanOf(value: string | undefined): number {
  const span = Number.parseInt(value ?? '1', 10);
  return Number.isFinite(span) && span > 0 ? Math.min(span, 10_000) : 1;
}
