/** Paper: the one table of a draft as a page that Chromium prints and turns into a PDF. */
import type { FormDefinition } from '../form/definition.ts';
import { CELL_MARGINS, LINE_PITCH, PAGE, STYLE_SIZES } from '../word/write-look.ts';
import type { Table, TableCell } from './lay-out.ts';

/** A document of its own: no script, no outside resource; every text of the draft is escaped. */
export function printHtml(definition: FormDefinition, table: Table): string {
  const columns = table.columns.map((width) => `<col style="width:${width / 20}pt">`);
  const rows = table.rows.map((row) => {
    const cells = row.cells.map((cell) => cellHtml(table, cell));
    return `<tr>${cells.join('')}</tr>`;
  });
  // Head and foot come again on every page: they draw the lines where the table is cut.
  const edge = `<tr><th colspan="${columns.length}"></th></tr>`;
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>${escapeHtml(definition.title)}</title>
<style>${STYLE}</style></head>
<body><h1>${escapeHtml(definition.title)}</h1><p class="note">${escapeHtml(definition.note)}</p>
<table><colgroup>${columns.join('')}</colgroup><thead>${edge}</thead><tfoot>${edge}</tfoot>
<tbody>${rows.join('\n')}</tbody></table>
</body></html>`;
}

function cellHtml(table: Table, cell: TableCell): string {
  const colSpan = cell.colSpan > 1 ? ` colspan="${cell.colSpan}"` : '';
  const rowSpan = cell.rowSpan > 1 ? ` rowspan="${cell.rowSpan}"` : '';
  const look = lookOf(table, cell);
  const content =
    look === 'long'
      ? cell.text.split('\n').map(paragraphHtml).join('')
      : escapeHtml(cell.text).replaceAll('\n', '<br>');
  return `<td class="${look}"${colSpan}${rowSpan}>${content}</td>`;
}

function lookOf(table: Table, cell: TableCell): 'plain' | 'wide' | 'long' {
  if (cell.role !== 'input') return 'plain';
  if (cell.kind === 'longText') return 'long';
  return cell.kind === 'text' && cell.colSpan * 2 > table.columns.length ? 'wide' : 'plain';
}

/** A paragraph that a person has indented by blanks gets no indent on top of them. */
function paragraphHtml(text: string): string {
  return `<p${/^\s/.test(text) ? ' class="flush"' : ''}>${escapeHtml(text)}</p>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const twips = (value: number) => `${value / 20}pt`;
const textStyle = (halfPoints: number) =>
  `font-size:${halfPoints / 2}pt;line-height:${twips(halfPoints * LINE_PITCH)}`;
const { margin } = PAGE;
const SONG = "'宋体',SimSun,'Noto Serif CJK SC',serif";
const FANG_SONG = "'仿宋','仿宋_GB2312',FangSong,'Noto Serif CJK SC',serif";
const TITLE = `'方正小标宋简体',${SONG}`;

const STYLE = `
@page{size:A4;margin:${[margin.top, margin.right, margin.bottom, margin.left].map(twips).join(' ')}}
body{margin:0;font-family:${SONG};color:#000;background:#fff}
h1{margin:0 0 6pt;text-align:center;font-family:${TITLE};font-size:22pt;line-height:1.4}
.note{margin:0 0 3pt;text-align:right;text-indent:0;${textStyle(STYLE_SIZES.FormWideText)}}
table{border-collapse:collapse;table-layout:fixed;margin:0 auto}
th{height:0;padding:0;border:0 solid #000}
thead th{border-bottom-width:.5pt}
tfoot th{border-top-width:.5pt}
td:not([rowspan]){break-inside:avoid}
td{border:.5pt solid #000;padding:${twips(CELL_MARGINS.top)} ${twips(CELL_MARGINS.left)};
height:15.6pt;box-sizing:border-box;text-align:center;vertical-align:middle;
white-space:pre-wrap;overflow-wrap:anywhere;${textStyle(STYLE_SIZES.FormCell)}}
.wide{text-align:left;padding:1pt 4pt;${textStyle(STYLE_SIZES.FormWideText)}}
.long{padding:1pt 4pt;font-family:${FANG_SONG};${textStyle(STYLE_SIZES.FormLongText)}}
.long p{margin:0;text-align:justify;text-indent:2em}
.long p.flush{text-indent:0}
`;
