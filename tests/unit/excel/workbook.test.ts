import { read, utils } from '@e965/xlsx';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { numberContent, type WorkbookSheet } from '../../../shared/excel/workbook.ts';
import { writeXlsx } from '../../../shared/excel/write-xlsx.ts';

function sheetOf(texts: readonly string[], name = '表'): WorkbookSheet {
  const rows = texts.map((content) => [{ column: 0, content, look: 'left' as const }]);
  return { name, widths: [20], frozen: 0, rows };
}

function xmlOf(bytes: Uint8Array, part: string): string {
  return strFromU8(unzipSync(bytes)[part] ?? new Uint8Array());
}

const DANGEROUS = [
  "=cmd|' /C calc'!A0",
  '+1+cmd',
  '-2+3',
  '@SUM(1)',
  '\t=1+1',
  '=HYPERLINK("http://x","y")',
  '_x0041_',
  '<b>&amp;</b>',
  ' 前后空格 ',
  '第一行\n第二行',
];

test('a text is a text whatever it begins with, in a cell that stays text when it is edited', () => {
  const bytes = writeXlsx([sheetOf(DANGEROUS)]);
  expect(xmlOf(bytes, 'xl/worksheets/sheet1.xml')).not.toMatch(/<f[ >]/);
  const sheet = read(bytes, { cellFormula: true, cellNF: true }).Sheets.表 ?? {};
  for (const [r, text] of DANGEROUS.entries()) {
    const cell = sheet[utils.encode_cell({ r, c: 0 })];
    expect(cell).toMatchObject({ t: 's', v: text, z: '@' });
    expect(cell.f).toBeUndefined();
  }
});

test('what XML cannot hold is seen in its place; a text longer than Excel takes is cut', () => {
  const bytes = writeXlsx([sheetOf(['a\u0001b', 'x'.repeat(40_000)])]);
  const sheet = read(bytes).Sheets.表 ?? {};
  expect(sheet.A1.v).toBe('a\ufffdb');
  expect(sheet.A2.v).toHaveLength(32_767);
});

test('names of sheets are those that Excel takes, each once', () => {
  const names = ['收入/支出', '收入/支出', '[x]:*?', '很长'.repeat(20)];
  const { SheetNames } = read(writeXlsx(names.map((name) => sheetOf(['a'], name))));
  expect(new Set(SheetNames).size).toBe(4);
  for (const name of SheetNames) {
    expect(name).not.toMatch(/[[\]:*?/\\]/);
    expect(name.length).toBeLessThanOrEqual(31);
  }
});

test('columns beyond Z, merged cells and numbers stand where they should', () => {
  const rows = [
    [
      { column: 0, content: '合', look: 'heading' as const, colSpan: 2, rowSpan: 2 },
      { column: 27, content: { value: 593.5, format: '#,##0.00' }, look: 'middle' as const },
    ],
    [{ column: 701, content: '末', look: 'middle' as const }],
  ];
  const sheet = read(writeXlsx([{ name: '表', widths: [], frozen: 1, rows }])).Sheets.表 ?? {};
  expect(sheet['!merges']).toEqual([{ s: { r: 0, c: 0 }, e: { r: 1, c: 1 } }]);
  expect(sheet.AB1).toMatchObject({ t: 'n', v: 593.5, w: '593.50' });
  expect(sheet.ZZ2.v).toBe('末');
});

test('the same content gives the same bytes', () => {
  expect(writeXlsx([sheetOf(['甲'])])).toEqual(writeXlsx([sheetOf(['甲'])]));
});

test('only what Excel shows exactly as it was typed becomes a number', () => {
  for (const [text, format] of [
    ['593.27', 'General'],
    ['-3', 'General'],
    ['0', 'General'],
    ['593.270', '0.000'],
    ['1,234.50', '#,##0.00'],
    ['12,345', '#,##0'],
  ] as const) {
    expect(numberContent(text)).toMatchObject({ format });
  }
  for (const text of [
    '',
    '007',
    '１２',
    '+5',
    '1,23',
    '12.',
    '1e5',
    '-0',
    '65%',
    '无',
    '1234567890123456',
  ]) {
    expect(numberContent(text)).toBeUndefined();
  }
});
