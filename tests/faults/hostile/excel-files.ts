/** Hostile and broken workbooks: .xlsx by changing the parts of a good one, .xls by its records. */
import { utils, write } from '@e965/xlsx';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { readStreams } from '../../../electron/files/compound.ts';
import { departmentPerformance } from '../../../shared/form/department-performance.ts';
import { layOut } from '../../../shared/table/lay-out.ts';
import { exampleDraft } from '../../fixtures/example-draft.ts';
import { files, flipped, type HostileFile, heavy, truncated } from './hostile-file.ts';

const SHEET = 'xl/worksheets/sheet1.xml';
const STRINGS = 'xl/sharedStrings.xml';
const NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';

/** The example's table in Excel. */
export function exampleWorkbook(bookType: 'xlsx' | 'biff8' | 'xlsb'): Uint8Array {
  const sheet = utils.aoa_to_sheet([['部门整体绩效目标表']]);
  const merges = [];
  for (const [i, row] of layOut(departmentPerformance, exampleDraft()).rows.entries()) {
    for (const cell of row.cells) {
      const at = { r: i + 1, c: cell.column };
      utils.sheet_add_aoa(sheet, [[cell.text]], { origin: at });
      if (cell.rowSpan > 1 || cell.colSpan > 1)
        merges.push({ s: at, e: { r: at.r + cell.rowSpan - 1, c: at.c + cell.colSpan - 1 } });
    }
  }
  sheet['!merges'] = merges;
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, '绩效目标');
  return new Uint8Array(write(book, { type: 'array', bookType, bookSST: true, compression: true }));
}

const cached = new Map<string, Uint8Array>();
const book = (type: 'xlsx' | 'biff8' | 'xlsb') => {
  const known = cached.get(type) ?? exampleWorkbook(type);
  cached.set(type, known);
  return known;
};

/** The workbook with parts changed or added. */
function xlsx(change: Readonly<Record<string, (xml: string) => string>>): Uint8Array {
  const parts = unzipSync(book('xlsx'));
  for (const [name, edit] of Object.entries(change)) {
    const before = parts[name] ? strFromU8(parts[name]) : '';
    parts[name] = strToU8(edit(before));
  }
  return zipSync(parts, { level: 1 });
}

const cells = (xml: string, extra = '') =>
  xlsx({ [SHEET]: () => `<worksheet ${NS}><sheetData>${xml}</sheetData>${extra}</worksheet>` });
const dtd =
  '<!DOCTYPE d [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>';
const format = (code: string) =>
  xlsx({
    'xl/styles.xml': () =>
      `<styleSheet ${NS}><numFmts count="1"><numFmt numFmtId="164" formatCode="${code}"/></numFmts><cellXfs count="1"><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    [SHEET]: () =>
      `<worksheet ${NS}><sheetData><row r="1"><c r="A1" s="0"><v>45000.5</v></c></row></sheetData></worksheet>`,
  });
const one = (cell: string) => cells(`<row r="1">${cell}</row>`);
const link = (target: string) =>
  xlsx({
    'xl/externalLinks/externalLink1.xml': () => `<externalLink ${NS}/>`,
    'xl/externalLinks/_rels/externalLink1.xml.rels': () =>
      `<Relationships><Relationship Id="r1" Target="${target}" TargetMode="External"/></Relationships>`,
  });

const xlsxFiles: HostileFile[] = [
  ...truncated('xlsx', () => book('xlsx'), 15, 'sentence'),
  ...flipped('xlsx', () => book('xlsx'), 25, 'example'),
  ...files('xlsx with', 'draft', {
    'nothing wrong': () => book('xlsx'),
    'the format of Excel in binary': () => book('xlsb'),
    macros: () => xlsx({ 'xl/vbaProject.bin': () => 'evil' }),
    'a link to another file': () => link('file:///c:/evil.xls'),
    'a link to the network': () => link('http://203.0.113.9/x.xlsx'),
    connections: () =>
      xlsx({
        'xl/connections.xml': () =>
          '<connections><connection type="4"><webPr url="http://203.0.113.9/"/></connection></connections>',
      }),
    'names of paths in it': () =>
      xlsx({ '../../evil.xml': () => 'evil', 'xl/../../evil.xml': () => 'x' }),
    'a document type in the strings': () =>
      xlsx({ [STRINGS]: (xml) => xml.replace('<sst', `${dtd}<sst`) }),
    'a size that it does not have': () =>
      xlsx({
        [SHEET]: (xml) => xml.replace(/<dimension ref="[^"]*"/, '<dimension ref="A1:XFD1048576"'),
      }),
    'a negative size': () =>
      xlsx({ [SHEET]: (xml) => xml.replace(/<dimension ref="[^"]*"/, '<dimension ref="Z9:A1"') }),
    'no size': () => xlsx({ [SHEET]: (xml) => xml.replace(/<dimension ref="[^"]*"\/>/, '') }),
    'a drawing of the network': () =>
      xlsx({ 'xl/drawings/drawing1.xml': () => '<a href="http://203.0.113.9"/>' }),
  }),
  ...files('xlsx with', 'either', {
    'strings that are not there': () =>
      xlsx({ [SHEET]: (xml) => xml.replace(/<v>\d+<\/v>/g, '<v>999999999</v>') }),
    'strings of negative number': () =>
      xlsx({ [SHEET]: (xml) => xml.replace(/<v>\d+<\/v>/g, '<v>-1</v>') }),
    'no strings at all': () => xlsx({ [STRINGS]: () => `<sst ${NS}/>` }),
    'a count of strings that lies': () =>
      xlsx({ [STRINGS]: (xml) => xml.replace(/count="\d+"/g, 'count="4294967295"') }),
    'formulas of the command line': () =>
      xlsx({ [SHEET]: (xml) => xml.replace(/<v>/g, "<f>cmd|'/k calc'!A0</f><v>") }),
    'formulas of the network': () =>
      xlsx({
        [SHEET]: (xml) => xml.replace(/<v>/g, '<f>WEBSERVICE("http://203.0.113.9/")</f><v>'),
      }),
    'a merge of everything': () =>
      xlsx({
        [SHEET]: (xml) =>
          xml.replace(
            /<mergeCells.*<\/mergeCells>/,
            '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
          ),
      }),
    'merges that lie on each other': () =>
      xlsx({
        [SHEET]: (xml) =>
          xml.replace(
            /<mergeCells.*<\/mergeCells>/,
            `<mergeCells>${'<mergeCell ref="A1:I90"/><mergeCell ref="B2:C99"/>'.repeat(50)}</mergeCells>`,
          ),
      }),
    '100,000 merges': () =>
      xlsx({
        [SHEET]: (xml) =>
          xml.replace(
            /<mergeCells.*<\/mergeCells>/,
            `<mergeCells>${'<mergeCell ref="A1:I90"/>'.repeat(100_000)}</mergeCells>`,
          ),
      }),
    'merges of nonsense': () =>
      xlsx({ [SHEET]: (xml) => xml.replace(/<mergeCell ref="/g, '<mergeCell ref="-') }),
    'every sheet hidden': () =>
      xlsx({ 'xl/workbook.xml': (xml) => xml.replace('<sheet ', '<sheet state="veryHidden" ') }),
    'sheets that are not there': () =>
      xlsx({
        'xl/workbook.xml': (xml) =>
          xml.replace('</sheets>', '<sheet name="x" sheetId="9" r:id="rId99"/></sheets>'),
      }),
    'a sheet of a forbidden name': () =>
      xlsx({ 'xl/workbook.xml': (xml) => xml.replace(/name="[^"]*"/, 'name="../../[x]:*?"') }),
    'a sheet named like an object': () =>
      xlsx({
        'xl/workbook.xml': (xml) => xml.replace(/<sheet name="[^"]*"/, '<sheet name="__proto__"'),
      }),
    'relations that lead outside': () =>
      xlsx({
        'xl/_rels/workbook.xml.rels': (xml) =>
          xml.replace(/worksheets\/sheet1\.xml/, '../../../etc/passwd'),
      }),
    'relations that go in a circle': () =>
      xlsx({
        'xl/_rels/workbook.xml.rels': (xml) =>
          xml.replace(/worksheets\/sheet1\.xml/, 'workbook.xml'),
      }),
    'one text of two million letters': () =>
      one(`<c r="A1" t="inlineStr"><is><t>${'长'.repeat(2_000_000)}</t></is></c>`),
    '200,000 cells of a long text': () =>
      xlsx({
        [STRINGS]: () => `<sst ${NS}><si><t>${'长'.repeat(100_000)}</t></si></sst>`,
        [SHEET]: () =>
          `<worksheet ${NS}><sheetData>${Array.from({ length: 2_000 }, (_, r) => `<row r="${r + 1}">${'<c t="s"><v>0</v></c>'.repeat(20)}</row>`).join('')}</sheetData></worksheet>`,
      }),
    '500 sheets': () =>
      xlsx({
        'xl/workbook.xml': (xml) =>
          xml.replace(
            '</sheets>',
            `${Array.from({ length: 500 }, (_, i) => `<sheet name="s${i}" sheetId="${i + 2}" r:id="rId1"/>`).join('')}</sheets>`,
          ),
      }),
    ...Object.fromEntries(
      [
        'A0',
        'A-1',
        'ZZZZ99999',
        'XFD1048576',
        'A99999999999',
        '',
        '1',
        '__proto__',
        'A1:B2',
        '中1',
        'a'.repeat(5000),
      ].map((ref) => [`a cell at ${ref.slice(0, 20)}`, () => one(`<c r="${ref}"><v>1</v></c>`)]),
    ),
    ...Object.fromEntries(
      ['0', '-1', '1e9', 'NaN', '1048577', '99999999999999999999'].map((row) => [
        `a row ${row}`,
        () => cells(`<row r="${row}"><c><v>1</v></c></row>`),
      ]),
    ),
    ...Object.fromEntries(
      ['#REF!', '1e308', '-1e308', 'NaN', 'Infinity', '', '0x10', '９'].map((value) => [
        `a number ${value}`,
        () => one(`<c r="A1"><v>${value}</v></c>`),
      ]),
    ),
    ...Object.fromEntries(
      ['e', 'b', 'd', 'z', 's', 'str', 'inlineStr', 'nonsense'].map((type) => [
        `a cell of type ${type}`,
        () => one(`<c r="A1" t="${type}"><v>9</v></c>`),
      ]),
    ),
    ...Object.fromEntries(
      [
        `${'['.repeat(5_000)}`,
        `${'#,##0;'.repeat(2_000)}`,
        `${'0'.repeat(10_000)}`,
        'yyyy\\'.repeat(500),
        `[>${'9'.repeat(5_000)}]0`,
        `${'&quot;'.repeat(2_001)}`,
        `[${'h'.repeat(1000)}]`,
      ].map((code, i) => [`a format of nonsense ${i}`, () => format(code)]),
    ),
  }),
  ...files('xlsx with', 'sentence', {
    'no workbook': () => zipSync({ 'xl/x.xml': strToU8('x') }),
    'an empty workbook': () => xlsx({ 'xl/workbook.xml': () => '' }),
    'billion laughs in the sheet': () =>
      xlsx({
        [SHEET]: () =>
          `${dtd}<worksheet ${NS}><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>`,
      }),
    'nothing in its sheet': () => xlsx({ [SHEET]: () => '' }),
    '60 MB of zeros': () =>
      zipSync({ 'xl/workbook.xml': [new Uint8Array(70 * 1024 * 1024), { level: 1 }] }),
  }),
  ...heavy('xlsx with', 'either', {
    'a million cells': () =>
      cells(
        Array.from({ length: 20_000 }, () => `<row>${'<c><v>1</v></c>'.repeat(50)}</row>`).join(''),
      ),
    'a million rows': () => cells(Array.from({ length: 1_000_000 }, () => '<row/>').join('')),
    '20 MB of <': () => cells('<'.repeat(20_000_000)),
    '20 MB of <c': () => cells('<c '.repeat(7_000_000)),
    'a million strings': () =>
      xlsx({ [STRINGS]: () => `<sst ${NS}>${'<si><t>x</t></si>'.repeat(1_000_000)}</sst>` }),
    'strings that do not end': () =>
      xlsx({ [STRINGS]: () => `<sst ${NS}>${'<si><t>'.repeat(1_000_000)}` }),
    'a comment that does not end, often': () => cells('<!--'.repeat(1_000_000)),
  }),
];

/** The example's .xls, with the record of one kind changed. */
function xls(
  change: (record: { type: number; data: Uint8Array }) => Uint8Array | undefined,
): Uint8Array {
  const stream = readStreams(book('biff8')).get('Workbook')?.slice() ?? new Uint8Array();
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  for (let at = 0; at + 4 <= stream.length; ) {
    const [type, length] = [view.getUint16(at, true), view.getUint16(at + 2, true)];
    const data = stream.subarray(at + 4, at + 4 + length);
    const now = change({ type, data: data.slice() });
    if (now) data.set(now.subarray(0, length));
    at += 4 + length;
  }
  const whole = book('biff8').slice();
  const before = readStreams(book('biff8')).get('Workbook') ?? new Uint8Array();
  const at = Buffer.from(whole).indexOf(Buffer.from(before.subarray(0, 512)));
  whole.set(stream, at);
  return whole;
}

const filled = (type: number, byte: number) => () =>
  xls((record) => (record.type === type ? record.data.fill(byte) : undefined));
const RECORDS = {
  'size of the sheet': 0x200,
  strings: 0xfc,
  merges: 0xe5,
  'string cells': 0xfd,
  sheets: 0x85,
  formats: 0x41e,
  styles: 0xe0,
  rows: 0x208,
  index: 0x20b,
  beginning: 0x809,
  codepage: 0x42,
};

const xlsFiles: HostileFile[] = [
  ...truncated('xls', () => book('biff8'), 15, 'either'),
  ...flipped('xls', () => book('biff8'), 40, 'either'),
  ...Object.entries(RECORDS).flatMap(([name, type]) =>
    files('xls with', 'either', {
      [`${name} full of ones`]: filled(type, 0xff),
      [`${name} full of zeros`]: filled(type, 0),
    }),
  ),
];

export const excelFiles: readonly HostileFile[] = [...xlsxFiles, ...xlsFiles];
