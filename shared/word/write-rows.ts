/** The rows of the one table as WordprocessingML, written as text: docx's objects cost too much. */
import type { Table, TableCell, TableRow } from '../table/lay-out.ts';
import {
  CELL_MARGINS,
  LINE_PITCH,
  PAGE_HEIGHT,
  type ParagraphStyle,
  STYLE_SIZES,
} from './write-look.ts';
import { runXml } from './write-text.ts';

/** The least height of a row, in twentieths of a point: 0.55 cm. */
const ROW_HEIGHT = 312;

/** Texts up to this length fit on a page in any column. */
const SURELY_SHORT = 40;

/** A cell that reaches down into rows below its own. */
interface OpenCell {
  readonly cell: TableCell;
  /** How it is written in the rows below. */
  readonly continued: string;
  readonly tall: boolean;
  /** How many of these rows are still to come. */
  rowsLeft: number;
}

/**
 * The rows (`w:tr`) of a table; the columns of the grid are the document's affair.
 * @throws Error where a row does not cover every grid column.
 */
export function rowsXml(table: Table): string {
  const open: (OpenCell | undefined)[] = table.columns.map(() => undefined);
  let xml = '';
  for (const row of table.rows) xml += rowXml(table, row, open);
  return xml;
}

/** @param open for each grid column the cell that reaches into it from above; kept up to date. */
function rowXml(table: Table, row: TableRow, open: (OpenCell | undefined)[]): string {
  let cells = '';
  let mayBreak = false;
  let next = 0;
  for (let column = 0; column < table.columns.length; ) {
    const above = open[column];
    const cell = above?.cell ?? row.cells[next++];
    if (cell?.column !== column) throw new Error(`row ${row.key} does not cover column ${column}`);
    const tall = above?.tall ?? isTall(table, cell);
    if (above) {
      cells += above.continued;
      if (--above.rowsLeft === 0) open[column] = undefined;
    } else {
      cells += cellXml(table, cell);
      if (cell.rowSpan > 1) open[column] = openCell(table, cell, tall);
    }
    mayBreak ||= tall;
    column += cell.colSpan;
  }
  const stays = mayBreak ? '' : '<w:cantSplit/>';
  return `<w:tr><w:trPr>${stays}<w:trHeight w:val="${ROW_HEIGHT}" w:hRule="atLeast"/></w:trPr>${cells}</w:tr>`;
}

function cellXml(table: Table, cell: TableCell): string {
  const merge = cell.rowSpan > 1 ? '<w:vMerge w:val="restart"/>' : '';
  return `<w:tc>${cellProperties(table, cell, merge)}${paragraphsXml(table, cell)}</w:tc>`;
}

function openCell(table: Table, cell: TableCell, tall: boolean): OpenCell {
  const continued = `<w:tc>${cellProperties(table, cell, '<w:vMerge/>')}<w:p/></w:tc>`;
  return { cell, continued, tall, rowsLeft: cell.rowSpan - 1 };
}

function cellProperties(table: Table, cell: TableCell, merge: string): string {
  const span = cell.colSpan > 1 ? `<w:gridSpan w:val="${cell.colSpan}"/>` : '';
  const align = outgrowsRows(table, cell) ? 'top' : 'center';
  return `<w:tcPr><w:tcW w:w="${cellWidth(table, cell)}" w:type="dxa"/>${span}${merge}<w:vAlign w:val="${align}"/></w:tcPr>`;
}

/** A long text is paragraphs, any other text one paragraph with line breaks. */
function paragraphsXml(table: Table, cell: TableCell): string {
  const style = styleOf(table, cell);
  if (style !== 'FormLongText') {
    return `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr>${runXml(cell.text)}</w:p>`;
  }
  const paragraphs = cell.text.split(/\r\n|\n|\r/).map((text) => {
    const indent = /^\s/.test(text) ? OWN_INDENT : '';
    return `<w:p><w:pPr><w:pStyle w:val="${style}"/>${indent}</w:pPr>${runXml(text)}</w:p>`;
  });
  return paragraphs.join('');
}

/** A paragraph that a person has indented by blanks gets no indent on top of them. */
const OWN_INDENT = '<w:ind w:firstLineChars="0" w:firstLine="0"/>';

function styleOf(table: Table, cell: TableCell): ParagraphStyle {
  if (cell.role !== 'input') return cell.role === 'heading' ? 'FormHeading' : 'FormLabel';
  if (cell.kind === 'longText') return 'FormLongText';
  const wide = cell.kind === 'text' && cell.colSpan * 2 > table.columns.length;
  return wide ? 'FormWideText' : 'FormCell';
}

/** Whether a text may be taller than a page: only then may its row be broken across pages. */
function isTall(table: Table, cell: TableCell): boolean {
  return cell.text.length > SURELY_SHORT && estimatedHeight(table, cell) > PAGE_HEIGHT;
}

/**
 * Whether a merged text may need more room than its rows have of themselves. LibreOffice cuts such a
 * text off where it stands in the middle and a page ends inside it, so it stands at the top.
 */
function outgrowsRows(table: Table, cell: TableCell): boolean {
  return cell.rowSpan > 1 && estimatedHeight(table, cell) > cell.rowSpan * ROW_HEIGHT;
}

/** How tall a cell will be, in twentieths of a point, if every character is a full-width one. */
function estimatedHeight(table: Table, cell: TableCell): number {
  const size = STYLE_SIZES[styleOf(table, cell)];
  const room = cellWidth(table, cell) - CELL_MARGINS.left - CELL_MARGINS.right;
  const perLine = Math.max(1, Math.floor(room / (size * 10)));
  const lines = cell.text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / perLine)), 0);
  return lines * size * LINE_PITCH + CELL_MARGINS.top + CELL_MARGINS.bottom;
}

/** In twentieths of a point. */
function cellWidth(table: Table, cell: TableCell): number {
  let width = 0;
  for (let i = 0; i < cell.colSpan; i++) width += table.columns[cell.column + i] ?? 0;
  return width;
}
