/** The rows of the one table as WordprocessingML, written as text: docx's objects cost too much. */
import type { Table, TableCell, TableRow } from '../table/lay-out.ts';
import { type ParagraphStyle, STYLE_SIZES, TABLE_CELL_MARGIN, TEXT_HEIGHT } from './write-look.ts';
import { runXml } from './write-text.ts';

/** The least height of a row, in twentieths of a point: 0.6 cm. */
const ROW_HEIGHT = 340;
/** Height of a line of text in parts of its font size, estimated on the safe side. */
const LINE_HEIGHT = 1.5;

/** The rows (`w:tr`) of a table; the columns of the grid are the document's affair. */
export function rowsXml(table: Table): string {
  const width = table.columns.length;
  /** For each grid column, the cell of an earlier row that reaches down, and how far. */
  const open = new Array<{ readonly cell: TableCell; left: number } | undefined>(width);
  let xml = '';
  for (const row of table.rows) {
    xml += `<w:tr><w:trPr>${rowBreaks(table, row)}<w:trHeight w:val="${ROW_HEIGHT}" w:hRule="atLeast"/></w:trPr>`;
    let next = 0;
    for (let column = 0; column < width; ) {
      const above = open[column];
      const cell = above?.cell ?? row.cells[next++];
      if (!cell) throw new Error(`row ${row.key} does not cover column ${column}`);
      xml += above ? continuedCellXml(table, cell) : cellXml(table, cell);
      if (!above) open[column] = cell.rowSpan > 1 ? { cell, left: cell.rowSpan - 1 } : undefined;
      else if (--above.left === 0) open[column] = undefined;
      column += cell.colSpan;
    }
    xml += '</w:tr>';
  }
  return xml;
}

/** A row stays on one page, unless it is taller than any page. */
function rowBreaks(table: Table, row: TableRow): string {
  const tall = row.cells.some(
    (cell) => cell.rowSpan === 1 && estimatedHeight(table, cell) > TEXT_HEIGHT,
  );
  return tall ? '' : '<w:cantSplit/>';
}

/** How tall a text will be in its cell, in twentieths of a point, if every character is a full one. */
function estimatedHeight(table: Table, cell: TableCell): number {
  const size = STYLE_SIZES[styleOf(table, cell)] * 10;
  const perLine = Math.max(1, Math.floor((cellWidth(table, cell) - 2 * TABLE_CELL_MARGIN) / size));
  if (cell.text.length < perLine) return size * LINE_HEIGHT;
  const lines = cell.text
    .split('\n')
    .reduce((sum, line) => sum + 1 + Math.floor((line.length + 2) / perLine), 0);
  return lines * size * LINE_HEIGHT;
}

function cellXml(table: Table, cell: TableCell): string {
  const merge = cell.rowSpan > 1 ? '<w:vMerge w:val="restart"/>' : '';
  return `<w:tc>${cellProperties(table, cell, merge)}${paragraphsXml(table, cell)}</w:tc>`;
}

function continuedCellXml(table: Table, cell: TableCell): string {
  return `<w:tc>${cellProperties(table, cell, '<w:vMerge/>')}<w:p/></w:tc>`;
}

function cellProperties(table: Table, cell: TableCell, merge: string): string {
  const span = cell.colSpan > 1 ? `<w:gridSpan w:val="${cell.colSpan}"/>` : '';
  const width = cellWidth(table, cell);
  return `<w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${span}${merge}<w:vAlign w:val="center"/></w:tcPr>`;
}

function cellWidth(table: Table, cell: TableCell): number {
  let width = 0;
  for (let i = 0; i < cell.colSpan; i++) width += table.columns[cell.column + i] ?? 0;
  return width;
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
const OWN_INDENT = '<w:ind w:firstLine="0" w:firstLineChars="0"/>';

function styleOf(table: Table, cell: TableCell): ParagraphStyle {
  if (cell.role !== 'input') return 'FormLabel';
  if (cell.kind === 'longText') return 'FormLongText';
  const wide = cell.kind === 'text' && cell.colSpan * 2 > table.columns.length;
  return wide ? 'FormWideText' : 'FormCell';
}
