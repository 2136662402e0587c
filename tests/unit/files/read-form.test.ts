import { readFileSync } from 'node:fs';
import { CFB, utils, write } from '@e965/xlsx';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readFormBytes } from '../../../electron/files/read-form.ts';
import { type Draft, rowsOf } from '../../../shared/draft/draft.ts';
import { departmentPerformance as form } from '../../../shared/form/department-performance.ts';
import { layOut, type Table } from '../../../shared/table/lay-out.ts';
import { ReadError } from '../../../shared/word/source.ts';
import { exampleBytes } from '../../fixtures/docx-variant.ts';
import { exampleDraft } from '../../fixtures/example-draft.ts';

function fixture(name: string): Uint8Array {
  return readFileSync(new URL(`../../fixtures/form/${name}`, import.meta.url));
}

function contentOf(draft: Draft) {
  const rows = Object.keys(draft.rows).map((table) => rowsOf(draft, table).map((row) => row.cells));
  return { year: draft.year, cells: draft.cells, marks: draft.marks, rows };
}

const example = contentOf(exampleDraft());

async function expectExample(bytes: Uint8Array) {
  const { draft, report } = await readFormBytes(bytes, 2099);
  expect(contentOf(draft)).toEqual(example);
  return report;
}

async function failureOf(bytes: Uint8Array): Promise<string> {
  const error = await readFormBytes(bytes, 2099).catch((failure: unknown) => failure);
  expect(error).toBeInstanceOf(ReadError);
  return error instanceof ReadError ? error.message : '';
}

/** The example's table as a web page has it. */
function htmlOf(table: Table): string {
  const asHtml = (text: string) =>
    text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replaceAll('\n', '<br>');
  const rows = table.rows.map((row) => {
    const cells = row.cells.map(
      (cell) =>
        `<td rowspan="${cell.rowSpan}" colspan=${cell.colSpan} class=x><p>${asHtml(cell.text)}</p>\n </td>`,
    );
    return `<tr>\n${cells.join('\n')}</tr>`;
  });
  return `<html><head><title>部门</title><style>td{color:red}</style></head><body><h1>部门整体绩效目标表</h1><p>单位：万元</p><table>${rows.join('')}</table></body></html>`;
}

/** The example's table as somebody has kept it in Excel, below a title row. */
function excelOf(table: Table, bookType: 'xlsx' | 'biff8'): Uint8Array {
  const sheet = utils.aoa_to_sheet([['部门整体绩效目标表'], ['单位：万元']]);
  const merges = [{ s: { r: 0, c: 0 }, e: { r: 0, c: 8 } }];
  for (const [i, row] of table.rows.entries()) {
    for (const cell of row.cells) {
      const at = { r: i + 2, c: cell.column };
      const number = cell.kind === 'amount' && cell.text !== '' ? Number(cell.text) : cell.text;
      utils.sheet_add_aoa(sheet, [[number]], { origin: at });
      if (cell.rowSpan > 1 || cell.colSpan > 1) {
        merges.push({ s: at, e: { r: at.r + cell.rowSpan - 1, c: at.c + cell.colSpan - 1 } });
      }
    }
  }
  sheet['!merges'] = merges;
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([['填表说明']]), '说明');
  utils.book_append_sheet(book, sheet, '绩效目标');
  return new Uint8Array(write(book, { type: 'array', bookType }));
}

describe('the example in every file that an office may have kept it in', () => {
  test('Word (.docx)', async () => {
    expect((await expectExample(exampleBytes())).notes).toEqual([]);
  });

  test('old Word and WPS (.doc): the same draft, and what such a file cannot hold is named', async () => {
    const report = await expectExample(fixture('ezhou-2024.doc'));
    expect(report.leftovers).toEqual([]);
    expect(report.notes.join()).toContain('旧格式');
  });

  test('text copied out of a web page: the same draft, the stray bookmark named', async () => {
    const report = await expectExample(fixture('ezhou-2024.txt'));
    expect(report.leftovers.map((one) => one.text)).toEqual(['[bookmark: _GoBack]']);
  });

  test('text in the code page of Chinese Windows, and in UTF-16', async () => {
    const text = fixture('ezhou-2024.txt');
    const utf16 = Buffer.from(`\ufeff${Buffer.from(text).toString('utf8')}`, 'utf16le');
    await expectExample(utf16);
    const gbk = readFileSync(new URL('../../fixtures/ezhou-2024.gbk.txt', import.meta.url));
    await expectExample(gbk);
  });

  test('a web page with spans', async () => {
    const report = await expectExample(strToU8(htmlOf(layOut(form, exampleDraft()))));
    expect(report.leftovers).toEqual([]);
  });

  test('Excel, new and old, with other sheets before it', async () => {
    for (const bookType of ['xlsx', 'biff8'] as const) {
      const report = await expectExample(excelOf(layOut(form, exampleDraft()), bookType));
      expect(report.leftovers.map((one) => one.text)).toEqual(['填表说明']);
    }
  });
});

describe('what a file is is told by its content', () => {
  test('empty and foreign files each give a sentence', async () => {
    expect(await failureOf(new Uint8Array())).toContain('文件是空的');
    expect(await failureOf(strToU8('{\\rtf1 x}'))).toContain('RTF');
    expect(await failureOf(strToU8('%PDF-1.7'))).toContain('PDF');
    expect(await failureOf(new Uint8Array([1, 0, 2, 0, 255]))).toContain('不认识这种文件');
    expect(await failureOf(strToU8('只是一段文字'))).toContain('没有找到「部门整体绩效目标表」');
    expect(await failureOf(zipSync({ 'a.txt': strToU8('x') }))).toContain('不是 Word 文档');
  });

  test('a Word file with a password is told from a damaged old one', async () => {
    const compound = (stream: string, fill = 0) => {
      const container = CFB.utils.cfb_new();
      CFB.utils.cfb_add(container, stream, Buffer.alloc(5000, fill));
      return new Uint8Array(CFB.write(container, { type: 'buffer' }) as Buffer);
    };
    expect(await failureOf(compound('EncryptedPackage'))).toContain('密码');
    expect(await failureOf(compound('WordDocument'))).toContain('另存为 .docx');
    expect(await failureOf(compound('Workbook', 7))).toContain('另存为 .xlsx');
    expect(await failureOf(compound('Other'))).toContain('不认识这种文件');
  });

  test('hidden parts of a web page are named, and its scripts are nothing', async () => {
    const html = htmlOf(layOut(form, exampleDraft())).replace(
      '<table>',
      '<script>alert(1)</script><p style="display:none">内部</p><table>',
    );
    const report = await expectExample(strToU8(html));
    expect(report.leftovers.map((one) => [one.text, one.reason])).toEqual([['内部', '隐藏文字']]);
  });
});
