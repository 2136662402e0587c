/**
 * Writes a workbook as .xlsx. Our own, because the library that reads Excel files here writes no
 * looks at all: no borders, no wrapped lines, no headings that stay. A text is always written as a
 * text, in a cell that stays text when it is edited; there is no way to write a formula.
 */
import { strToU8, type Zippable, zipSync } from 'fflate';
import { textWidth } from '../text.ts';
import { escapeXml } from '../word/write-text.ts';
import { excelText, type WorkbookCell, type WorkbookSheet } from './workbook.ts';
import { Styles } from './xlsx-styles.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** Excel shows no higher row, in points. */
const HIGHEST = 409;
/** The same content always gives the same bytes. */
const NO_TIME = new Date(1980, 0, 1);

/** The bytes of an .xlsx. */
export function writeXlsx(sheets: readonly WorkbookSheet[]): Uint8Array {
  const styles = new Styles();
  const names = sheetNames(sheets);
  const parts: Record<string, string> = {};
  for (const [i, sheet] of sheets.entries()) {
    parts[`xl/worksheets/sheet${i + 1}.xml`] = sheetXml(sheet, styles);
  }
  parts['xl/styles.xml'] = styles.xml();
  parts['xl/workbook.xml'] = workbookXml(sheets, names);
  parts['xl/_rels/workbook.xml.rels'] = relationships([
    ...sheets.map((_, i) => ['worksheet', `worksheets/sheet${i + 1}.xml`] as const),
    ['styles', 'styles.xml'],
  ]);
  parts['_rels/.rels'] = relationships([['officeDocument', 'xl/workbook.xml']]);
  const files: Zippable = { '[Content_Types].xml': strToU8(HEAD + contentTypes(sheets.length)) };
  for (const [name, xml] of Object.entries(parts)) files[name] = strToU8(HEAD + xml);
  return zipSync(files, { level: 6, mtime: NO_TIME });
}

/** Names that Excel takes: short, each once, without the signs it forbids. */
function sheetNames(sheets: readonly WorkbookSheet[]): string[] {
  const taken = new Set<string>();
  return sheets.map(({ name }) => {
    const clean = name.replace(/[[\]:*?/\\']/g, ' ').trim() || '表';
    let free = clean.slice(0, 31);
    for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${clean.slice(0, 27)}（${n}）`;
    taken.add(free.toLowerCase());
    return free;
  });
}

function sheetXml(sheet: WorkbookSheet, styles: Styles): string {
  const { rows, widths, frozen } = sheet;
  const hidden = new Set(sheet.hidden);
  const cols = widths.map(
    (width, i) =>
      `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"${hidden.has(i) ? ' hidden="1"' : ''}/>`,
  );
  const merges: string[] = [];
  const placed = rows.map(() => new Map<number, string>());
  for (const [r, cells] of rows.entries()) {
    for (const cell of cells) placeCell(placed, merges, styles, r, cell);
  }
  const lines = placed.map((cells, r) => {
    const inOrder = [...cells].sort((a, b) => a[0] - b[0]).map(([, xml]) => xml);
    const height = rowHeight(rows[r] ?? [], widths, hidden);
    return `<row r="${r + 1}" ht="${height}">${inOrder.join('')}</row>`;
  });
  const pane =
    frozen > 0
      ? `<pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/>`
      : '';
  return [
    `<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`,
    `<sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>`,
    '<sheetFormatPr defaultRowHeight="18"/>',
    `<cols>${cols.join('')}</cols><sheetData>${lines.join('')}</sheetData>`,
    merges.length > 0 ? `<mergeCells count="${merges.length}">${merges.join('')}</mergeCells>` : '',
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>',
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>',
    '</worksheet>',
  ].join('');
}

/** Of a line of text, and of the room around all lines, in points. */
const LINE_HEIGHT = 15;
const ROW_PADDING = 5;

/**
 * How high a row has to be for its texts, in points. Only a first guess, not `customHeight`: a
 * program fits the row anew once somebody types in it.
 */
function rowHeight(
  cells: readonly WorkbookCell[],
  widths: readonly number[],
  hidden: ReadonlySet<number>,
): number {
  const lines = cells.map(({ column, content, colSpan = 1, rowSpan = 1 }) => {
    if (typeof content !== 'string' || rowSpan > 1 || hidden.has(column)) return 1;
    const width = widths.slice(column, column + colSpan).reduce((sum, one) => sum + one, 0);
    const wrapped = content.split('\n').map((line) => Math.ceil(textWidth(line) / (width - 1)));
    return wrapped.reduce((sum, count) => sum + Math.max(1, count), 0);
  });
  return Math.min(Math.max(1, ...lines) * LINE_HEIGHT + ROW_PADDING, HIGHEST);
}

/** Writes a cell and, where it is merged, the empty ones that it covers: they carry its border. */
function placeCell(
  placed: readonly Map<number, string>[],
  merges: string[],
  styles: Styles,
  row: number,
  cell: WorkbookCell,
): void {
  const { column, content, look, colSpan = 1, rowSpan = 1 } = cell;
  const style = styles.indexOf(look, typeof content === 'string' ? '@' : content.format);
  for (let r = row; r < row + rowSpan; r++) {
    for (let c = column; c < column + colSpan; c++) {
      placed[r]?.set(c, `<c r="${reference(r, c)}" s="${style}"/>`);
    }
  }
  placed[row]?.set(column, cellXml(reference(row, column), style, content));
  if (colSpan > 1 || rowSpan > 1) {
    const last = reference(row + rowSpan - 1, column + colSpan - 1);
    merges.push(`<mergeCell ref="${reference(row, column)}:${last}"/>`);
  }
}

function cellXml(at: string, style: number, content: WorkbookCell['content']): string {
  if (typeof content !== 'string') return `<c r="${at}" s="${style}"><v>${content.value}</v></c>`;
  if (content === '') return `<c r="${at}" s="${style}"/>`;
  // What looks like one of Excel's own escapes (_x000D_) has to be escaped itself.
  const text = excelText(content).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
}

/** `A1` for row 0 and column 0. */
function reference(row: number, column: number): string {
  let letters = '';
  for (let left = column; left >= 0; left = Math.floor(left / 26) - 1) {
    letters = String.fromCharCode(65 + (left % 26)) + letters;
  }
  return `${letters}${row + 1}`;
}

function workbookXml(sheets: readonly WorkbookSheet[], names: readonly string[]): string {
  const quoted = names.map((name) => escapeXml(name).replaceAll('"', '&quot;'));
  const entries = quoted.map(
    (name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`,
  );
  const titles = sheets.flatMap(({ frozen }, i) =>
    frozen > 0
      ? [
          `<definedName name="_xlnm.Print_Titles" localSheetId="${i}">'${quoted[i]}'!$1:$${frozen}</definedName>`,
        ]
      : [],
  );
  const defined = titles.length > 0 ? `<definedNames>${titles.join('')}</definedNames>` : '';
  return `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${entries.join('')}</sheets>${defined}</workbook>`;
}

function relationships(targets: readonly (readonly [type: string, target: string])[]): string {
  const entries = targets.map(
    ([type, target], i) =>
      `<Relationship Id="rId${i + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${entries.join('')}</Relationships>`;
}

function contentTypes(sheets: number): string {
  const override = (part: string, kind: string) =>
    `<Override PartName="/xl/${part}" ContentType="${TYPES}.${kind}+xml"/>`;
  const parts = Array.from({ length: sheets }, (_, i) =>
    override(`worksheets/sheet${i + 1}.xml`, 'worksheet'),
  );
  return [
    `<Types xmlns="${PACKAGE}/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    override('workbook.xml', 'sheet.main'),
    ...parts,
    override('styles.xml', 'styles'),
    '</Types>',
  ].join('');
}
