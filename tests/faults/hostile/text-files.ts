/** Hostile and broken web pages, texts, and files that are something else than they are called. */
import { readFileSync } from 'node:fs';
import { strToU8 } from 'fflate';
import { departmentPerformance } from '../../../shared/form/department-performance.ts';
import { layOut } from '../../../shared/table/lay-out.ts';
import { exampleDraft } from '../../fixtures/example-draft.ts';
import { files, flipped, type HostileFile, heavy, truncated } from './hostile-file.ts';

const read = (path: string) => new Uint8Array(readFileSync(new URL(path, import.meta.url)));
const text = () => read('../../fixtures/form/ezhou-2024.txt');
const gbk = () => read('../../fixtures/ezhou-2024.gbk.txt');
const asText = () => new TextDecoder().decode(text());

/** The example's table as a web page. */
function page(change: (html: string) => string = (html) => html): Uint8Array {
  const rows = layOut(departmentPerformance, exampleDraft()).rows.map((row) => {
    const cells = row.cells.map(
      (cell) =>
        `<td rowspan="${cell.rowSpan}" colspan="${cell.colSpan}">${cell.text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replaceAll('\n', '<br>')}</td>`,
    );
    return `<tr>${cells.join('')}</tr>`;
  });
  return strToU8(change(`<html><body><table>${rows.join('')}</table></body></html>`));
}

const before = (markup: string) => page((html) => html.replace('<table>', `${markup}<table>`));
const table = (inner: string) => strToU8(`<table>${inner}</table>`);

const pages: HostileFile[] = [
  ...truncated('html', page, 15, 'either'),
  ...flipped('html', page, 15, 'either'),
  ...files('html with', 'draft', {
    scripts: () =>
      before('<script>while(true);</script><script src="http://203.0.113.9/x.js"></script>'),
    handlers: () => before('<img src=x onerror="alert(1)"><body onload=alert(1)>'),
    frames: () =>
      before(
        '<iframe src="http://203.0.113.9/"></iframe><object data="file:///etc/passwd"></object>',
      ),
    'a refresh': () => before('<meta http-equiv=refresh content="0;url=http://203.0.113.9/">'),
    'styles from the network': () =>
      before(
        '<style>@import url(http://203.0.113.9/x.css);</style><link rel=stylesheet href=http://203.0.113.9/>',
      ),
    'a base': () => before('<base href="http://203.0.113.9/">'),
    SVG: () =>
      before('<svg><script>alert(1)</script><foreignObject><p>x</p></foreignObject></svg>'),
    MathML: () =>
      before('<math><annotation-xml encoding="text/html"><p>x</p></annotation-xml></math>'),
    'a document type of entities': () =>
      before('<!DOCTYPE d [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/passwd">]>&c;'),
    'entities beyond Unicode': () => before('&#x110000;&#0;&#xD800;&nosuch;&amp'),
    'a template': () =>
      before('<template><table><tr><td>部门（单位）名称</td></tr></table></template>'),
    'conditional comments': () => before('<!--[if gte mso 9]><xml><o:x/></xml><![endif]-->'),
    'NUL in it': () => page((html) => html.replace('</table>', '&#0;</table>')),
    '10,000 tags not closed': () => before('<b><i><u>'.repeat(3_000)),
    'closing tags without opening ones': () => before('</td></tr></table></p></div>'.repeat(2_000)),
    'an attribute of a million letters': () => before(`<p title="${'x'.repeat(1_000_000)}">`),
  }),
  ...files('html with', 'either', {
    ...Object.fromEntries(
      ['99999999', '-3', '0', 'NaN', '1e99', '9'.repeat(400)].map((span) => [
        `spans of ${span.slice(0, 12)}`,
        () => page((html) => html.replace(/(row|col)span="\d+"/g, `$1span="${span}"`)),
      ]),
    ),
    'a comment that does not end': () => before('<!-- '),
    'a script that does not end': () => before('<script>'),
    'an attribute that does not end': () => before('<p title="'),
    '20,000 tables in each other': () => strToU8('<table><tr><td>'.repeat(20_000)),
    '50,000 paragraphs': () => before('<p>x'.repeat(50_000)),
    '50,000 empty paragraphs': () => before('<p> </p>'.repeat(50_000)),
    '200,000 letters and paragraphs': () => before(`${'x'.repeat(200_000)}${'<p>'.repeat(20_000)}`),
    'half of a letter at its end': () => new Uint8Array([...page(), 0xe5, 0x8d]),
  }),
  ...files('html with', 'sentence', {
    'cells that span 10,000 rows, a thousand wide': () =>
      table(`<tr>${'<td rowspan=10000>x</td>'.repeat(1000)}</tr>${'<tr></tr>'.repeat(12_000)}`),
    'only a table': () => table(''),
    'a table in a script': () => strToU8('<script><table><tr><td>部门</td></tr></table></script>'),
    'a web archive': () =>
      strToU8('MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<table>'),
  }),
  ...heavy('html with', 'either', {
    'a million cells': () => table(`<tr>${'<td>x'.repeat(100)}</tr>`.repeat(10_000)),
    'a million nested tags': () => strToU8(`<table>${'<div>'.repeat(1_000_000)}`),
    'two million paragraphs': () => before('<p>x'.repeat(2_000_000)),
    '30 MB of <': () => strToU8(`<table>${'<'.repeat(30_000_000)}`),
    'five million entities': () => before('&amp;'.repeat(5_000_000)),
  }),
];

const utf16 = (value: string, mark = '\ufeff') =>
  new Uint8Array(Buffer.from(`${mark}${value}`, 'utf16le'));
const swapped = (bytes: Uint8Array) => new Uint8Array(Buffer.from(bytes).swap16());
const noise = (seed: number) => {
  let state = seed;
  return Uint8Array.from({ length: 20_000 }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
};

const texts: HostileFile[] = [
  ...truncated('text', text, 12, 'either'),
  ...truncated('text in GBK', gbk, 12, 'either'),
  ...flipped('text', text, 10, 'either'),
  ...flipped('text in GBK', gbk, 15, 'either'),
  ...files('text', 'draft', {
    'UTF-8 with a mark': () => strToU8(`\ufeff${asText()}`),
    'UTF-16': () => utf16(asText()),
    'UTF-16, the other way round': () => swapped(utf16(asText())),
    'with lone surrogates': () => utf16(asText().replace('信访', '\ud800')),
    'with half a letter at its end': () => new Uint8Array([...utf16(asText()), 0x41]),
    'with a right-to-left mark': () => strToU8(asText().replace('鄂州市', '\u202e鄂州市')),
    'with formulas': () => strToU8(asText().replace('信访', "=cmd|'/k calc'!A0")),
    'with markup': () => strToU8(asText().replace('信访', '<img src=x onerror=alert(1)>')),
    'with control characters': () => strToU8(asText().replace('信访', '\u0001\u0007\u001b[31m')),
    'with lines of Windows and of old Macs': () =>
      strToU8(asText().replace(/\n/g, (_, at: number) => (at % 2 ? '\r\n' : '\r'))),
    'of a year that is none': () => strToU8(asText().replace(/202[0-9]年/g, '1998年')),
    'of the year 2099': () => strToU8(asText().replace(/202[0-9]年/g, '2099年')),
  }),
  ...files('text', 'sentence', {
    empty: () => new Uint8Array(),
    'one blank': () => strToU8(' '),
    'only a mark': () => new Uint8Array([0xff, 0xfe]),
    'a million tabs': () => strToU8('\t'.repeat(1_000_000)),
    '300,000 lines': () => strToU8('\n'.repeat(300_000)),
    '300,000 rows of two cells': () => strToU8('a\tb\n'.repeat(300_000)),
    'one line of five million letters': () => strToU8('长'.repeat(5_000_000)),
    'a quote that does not end': () => strToU8(`a\t"${'x\n'.repeat(1_000_000)}`),
    'quotes and quotes': () => strToU8(`a\t${'"'.repeat(1_000_000)}`),
    'quotes in odd places': () => strToU8('"x\t""y\t"""z\t'.repeat(50_000)),
    NUL: () => strToU8('部门\u0000'),
    'bytes that are no letters': () => new Uint8Array([0x81, 0x20, 0xff, 0xfe, 0x80]),
    'UTF-32': () => new Uint8Array([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0]),
    'UTF-16 without a mark': () => utf16(asText(), ''),
    ...Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`noise ${i}`, () => noise(i + 1)])),
  }),
  ...files('instead of a form', 'sentence', {
    'a picture': () => new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]),
    'a program of Windows': () => strToU8(`MZ${'\u0000'.repeat(100)}This program cannot be run`),
    'a program of Linux': () => new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]),
    'a script': () => strToU8('#!/bin/sh\nrm -rf /\n'),
    'a batch file': () => strToU8('@echo off\r\nformat c:\r\n'),
    'a shortcut': () => new Uint8Array([0x4c, 0, 0, 0, 1, 0x14, 2, 0]),
    'a PDF': () => strToU8('%PDF-1.7\n%\u00e2\u00e3'),
    RTF: () => strToU8('{\\rtf1 x}'),
    'a database': () => strToU8('SQLite format 3\u0000'),
    gzip: () => new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0]),
    '7-Zip': () => new Uint8Array([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4]),
    RAR: () => strToU8('Rar!\u001a\u0007\u0001\u0000'),
    OFD: () => strToU8('PK\u0003\u0004OFD.xml'),
    'XML of Excel 2003': () =>
      strToU8(
        '<?xml version="1.0"?><Workbook><Worksheet><Table><Row><Cell><Data>部门</Data></Cell></Row></Table></Worksheet></Workbook>',
      ),
    'XML with entities': () =>
      strToU8(
        '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d>&a;</d>',
      ),
    JSON: () => strToU8('{"schema":1}'),
    'JSON, deep': () => strToU8(`${'['.repeat(500_000)}`),
  }),
  ...heavy('text', 'sentence', {
    '60 MB of quotes': () => new Uint8Array(60_000_000).fill(0x22),
    '30 million letters in quotes': () => strToU8(`a\t"${'x'.repeat(30_000_000)}`),
    '60 MB of tabs': () => new Uint8Array(60_000_000).fill(9),
    '60 MB of line ends': () => new Uint8Array(60_000_000).fill(10),
    '60 MB of one letter in GBK': () => new Uint8Array(60_000_000).fill(0xb0),
  }),
];

export const textFiles: readonly HostileFile[] = [...pages, ...texts];
