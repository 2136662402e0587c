/** The body of a Word document as tables of texts: merges resolved, changes accepted, hidden text named. */

import {
  type Container,
  cellText,
  edgesOf,
  newContainer,
  type OpenCell,
  type OpenRow,
  type OpenTable,
  placeRow,
} from './open-table.ts';
import type { Leftover } from './report.ts';
import type { SourceTable } from './source.ts';
import { type Attributes, walkXml, type XmlHandler } from './xml.ts';

export interface Body {
  readonly tables: readonly SourceTable[];
  readonly outside: readonly string[];
  readonly leftovers: readonly Leftover[];
  readonly notes: readonly string[];
}

interface Run {
  hidden: boolean;
}

/** Old properties of tracked changes, alternatives for old programs, phonetic guides: not content. */
const SKIPPED = new Set([
  'mc:Fallback',
  'w:rt',
  'w:instrText',
  'w:delInstrText',
  'w:tblGridChange',
  'w:tblPrChange',
  'w:tblPrExChange',
  'w:trPrChange',
  'w:tcPrChange',
  'w:pPrChange',
  'w:rPrChange',
  'w:sectPrChange',
]);

/** What the Symbol font shows for its codes, as far as forms use them. */
const SYMBOLS: ReadonlyMap<number, string> = new Map([
  [0xa3, '≤'],
  [0xb3, '≥'],
  [0xb1, '±'],
  [0xb4, '×'],
  [0xb9, '≠'],
  [0xbb, '≈'],
  [0xb0, '°'],
  [0xb7, '•'],
  [0x2d, '－'],
  [0x3c, '<'],
  [0x3d, '='],
  [0x3e, '>'],
  [0x25, '%'],
]);

const MAX_SPAN = 1_000;

/**
 * Reads `word/document.xml` (or a part built like it: footnotes, comments, headers).
 * @param hiddenStyles the ids of styles whose text is hidden
 * @throws ReadError where the XML is damaged
 */
export function readBody(xml: string, hiddenStyles: ReadonlySet<string>): Body {
  const reader = new BodyReader(hiddenStyles);
  walkXml(xml, reader);
  return reader.result();
}

class BodyReader implements XmlHandler {
  private readonly hiddenStyles: ReadonlySet<string>;
  private readonly tables: SourceTable[] = [];
  private readonly openTables: OpenTable[] = [];
  private readonly body = newContainer();
  private readonly containers: Container[] = [this.body];
  private readonly leftovers: Leftover[] = [];
  private readonly path: string[] = [];
  private tableCount = 0;
  private skipping = 0;
  private deleting = 0;
  private placeholder = 0;
  /** For each open content control: whether it shows its placeholder. */
  private readonly controls: boolean[] = [];
  private run: Run | undefined;
  private paragraphHidden = false;
  private capturing = false;
  private aside = { reason: '', text: '' };
  private pictures = 0;
  private numbered = 0;

  constructor(hiddenStyles: ReadonlySet<string>) {
    this.hiddenStyles = hiddenStyles;
  }

  result(): Body {
    this.flushAside();
    const notes: string[] = [];
    if (this.pictures > 0)
      notes.push(`文件里有 ${this.pictures} 个图片或图形，图片中的内容没有读入。`);
    if (this.numbered > 0) {
      notes.push(`有 ${this.numbered} 段用了 Word 的自动编号，编号没有读入，请核对后补上。`);
    }
    const outside = this.body.lines.filter((line) => line.trim() !== '');
    return { tables: this.tables, outside, leftovers: this.leftovers, notes };
  }

  open(name: string, attributes: Attributes): void {
    const parent = this.path.at(-1) ?? '';
    this.path.push(name);
    if (this.skipping > 0 || SKIPPED.has(name)) {
      this.skipping += 1;
      return;
    }
    switch (name) {
      case 'w:t':
      case 'm:t':
      case 'w:delText':
        this.capturing = true;
        return;
      case 'w:r':
        this.run = { hidden: this.paragraphHidden };
        return;
      case 'w:p':
        this.paragraphHidden = false;
        return;
      case 'w:tbl':
        this.tableCount += 1;
        this.openTables.push({ name: this.tableName(), widths: [], rows: [] });
        return;
      case 'w:tr':
        this.table?.rows.push({ cells: [], before: 0, deleted: false });
        return;
      case 'w:tc':
        this.openCell();
        return;
      case 'w:txbxContent':
        this.containers.push(newContainer());
        return;
      case 'w:sdt':
        this.controls.push(false);
        return;
      case 'w:moveFrom':
        this.deleting += 1;
        return;
      case 'w:del':
        this.openDeletion(parent);
        return;
      default:
        this.property(name, parent, attributes);
    }
  }

  close(name: string): void {
    this.path.pop();
    if (this.skipping > 0) {
      this.skipping -= 1;
      return;
    }
    switch (name) {
      case 'w:t':
      case 'm:t':
      case 'w:delText':
        this.capturing = false;
        return;
      case 'w:r':
        this.run = undefined;
        return;
      case 'w:p':
        this.closeParagraph();
        return;
      case 'w:tc':
        this.closeCell();
        return;
      case 'w:tbl':
        this.closeTable();
        return;
      case 'w:txbxContent':
        this.closeTextBox();
        return;
      case 'w:sdt':
        if (this.controls.pop()) this.placeholder -= 1;
        return;
      case 'w:moveFrom':
        this.deleting -= 1;
        return;
      case 'w:del':
        this.closeDeletion();
        return;
      default:
    }
  }

  text(text: string): void {
    if (this.capturing && this.skipping === 0) this.emit(text);
  }

  private property(name: string, parent: string, attributes: Attributes): void {
    const value = attributes['w:val'];
    const cell = this.cell;
    switch (name) {
      case 'w:tab':
        if (parent === 'w:r') this.emit('\t');
        return;
      case 'w:br':
        if (attributes['w:type'] !== 'page' && attributes['w:type'] !== 'column') this.emit('\n');
        return;
      case 'w:cr':
        this.emit('\n');
        return;
      case 'w:noBreakHyphen':
        this.emit('-');
        return;
      case 'w:sym':
        this.emit(symbolOf(attributes['w:char']));
        return;
      case 'w:vanish':
        if (this.run && isOn(value)) this.run.hidden = true;
        return;
      case 'w:rStyle':
        if (this.run && this.hiddenStyles.has(value ?? '')) this.run.hidden = true;
        return;
      case 'w:pStyle':
        this.paragraphHidden = this.hiddenStyles.has(value ?? '');
        return;
      case 'w:numId':
        if (cell && value !== '0') this.numbered += 1;
        return;
      case 'w:gridSpan':
        if (cell) cell.span = Math.min(Math.max(Number(value) || 1, 1), MAX_SPAN);
        return;
      case 'w:vMerge':
        if (cell) cell.merge = value === 'restart' ? 'restart' : 'continue';
        return;
      case 'w:hMerge':
        if (cell) cell.joinsLeft = value !== 'restart';
        return;
      case 'w:cellDel':
        if (cell) cell.deleted = true;
        return;
      case 'w:gridBefore':
        if (this.row) this.row.before = Math.min(Math.max(Number(value) || 0, 0), MAX_SPAN);
        return;
      case 'w:gridCol':
        this.table?.widths.push(Math.max(Number(attributes['w:w']) || 0, 0));
        return;
      case 'w:showingPlcHdr':
        if (this.controls.length > 0 && isOn(value)) {
          this.controls[this.controls.length - 1] = true;
          this.placeholder += 1;
        }
        return;
      case 'w:drawing':
      case 'w:pict':
      case 'w:object':
        this.pictures += 1;
        return;
      default:
    }
  }

  private get table(): OpenTable | undefined {
    return this.openTables.at(-1);
  }

  private get row(): OpenRow | undefined {
    return this.table?.rows.at(-1);
  }

  /** The cell whose properties or paragraphs are being read. */
  private get cell(): OpenCell | undefined {
    const container = this.containers.at(-1);
    return container && 'span' in container ? (container as OpenCell) : undefined;
  }

  private tableName(): string {
    if (this.openTables.length > 0) return `表格中的小表（第 ${this.tableCount} 个表）`;
    return this.tableCount === 1 ? '' : `第 ${this.tableCount} 个表`;
  }

  private openCell(): void {
    const cell: OpenCell = {
      ...newContainer(),
      span: 1,
      merge: 'none',
      joinsLeft: false,
      deleted: false,
    };
    this.row?.cells.push(cell);
    this.containers.push(cell);
  }

  /** A deletion that is not around text: of a paragraph mark, or of a whole row. */
  private openDeletion(parent: string): void {
    const container = this.containers.at(-1);
    if (parent === 'w:rPr' && this.path.at(-3) === 'w:pPr') {
      if (container) container.joins = true;
    } else if (parent === 'w:trPr') {
      if (this.row) this.row.deleted = true;
    }
    this.deleting += 1;
  }

  private closeDeletion(): void {
    this.deleting -= 1;
  }

  private emit(text: string): void {
    const reason = this.reasonAside();
    if (reason !== this.aside.reason) this.flushAside();
    if (reason === '') {
      const container = this.containers.at(-1);
      if (container) container.current += text;
    } else {
      this.aside = { reason, text: this.aside.text + text };
    }
  }

  /** Why text at this point is not content; '' where it is. */
  private reasonAside(): string {
    if (this.deleting > 0) return '修订中已删除的文字';
    if (this.run?.hidden) return '隐藏文字';
    if (this.placeholder > 0) return '内容控件里的提示文字';
    return '';
  }

  private flushAside(): void {
    const { reason, text } = this.aside;
    this.aside = { reason: '', text: '' };
    if (text.trim() !== '') this.leftovers.push({ text: text.trim(), where: this.where(), reason });
  }

  private where(): string {
    const { table, row } = this;
    if (!table || !row) return '表外';
    return `${table.name}第 ${table.rows.length} 行第 ${Math.max(row.cells.length, 1)} 格`;
  }

  private closeParagraph(): void {
    this.flushAside();
    this.paragraphHidden = false;
    const container = this.containers.at(-1);
    if (!container) return;
    if (container.joins) {
      container.joins = false;
      return;
    }
    container.lines.push(container.current);
    container.current = '';
  }

  private closeCell(): void {
    const cell = this.containers.pop();
    if (cell && cell.current !== '') cell.lines.push(cell.current);
  }

  private closeTextBox(): void {
    const box = this.containers.pop();
    const text = box?.lines.join('\n').trim();
    if (text) this.leftovers.push({ text, where: this.where(), reason: '文本框里的文字' });
  }

  private closeTable(): void {
    const open = this.openTables.pop();
    if (!open) return;
    const edge = edgesOf(open);
    const rows = open.rows.flatMap((row, i) => {
      if (!row.deleted) return [placeRow(row, edge)];
      const text = row.cells.map(cellText).filter(Boolean).join(' ');
      const where = `${open.name}第 ${i + 1} 行`;
      if (text) this.leftovers.push({ text, where, reason: '修订中已删除的行' });
      return [];
    });
    this.tables.push({ rows, name: open.name });
  }
}

function isOn(value: string | undefined): boolean {
  return value !== '0' && value !== 'false' && value !== 'off';
}

function symbolOf(code: string | undefined): string {
  const number = Number.parseInt(code ?? '', 16);
  return SYMBOLS.get(number >= 0xf000 ? number - 0xf000 : number) ?? '\ufffd';
}
