import { strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readDocx } from '../../../shared/word/read.ts';
import { ReadError } from '../../../shared/word/source.ts';
import { rawZip } from '../../faults/hostile/raw-zip.ts';
import { exampleBytes, paragraph, plainTable, variant } from '../../fixtures/docx-variant.ts';

function failureOf(bytes: Uint8Array): ReadError {
  try {
    readDocx(bytes, 2026);
  } catch (error) {
    if (error instanceof ReadError) return error;
    throw error;
  }
  throw new Error('was read');
}

const DOCUMENT = 'word/document.xml';

function docx(xml: string): Uint8Array {
  return zipSync({ [DOCUMENT]: strToU8(xml) });
}

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

test('a Word file that does not hold the form is told apart from a broken one', () => {
  const body = plainTable([
    ['姓名', '电话'],
    ['张三', '123'],
  ]);
  const failure = failureOf(docx(`<w:document ${W}><w:body>${body}</w:body></w:document>`));
  expect(failure.code).toBe('not-this-form');
  expect(failure.message).toContain('没有找到「部门整体绩效目标表」');
});

test('another form that shares the words of its indicators is not taken for this one', () => {
  const body = plainTable([
    ['项目名称', '某项目', '', '', '', ''],
    ['一级指标', '二级指标', '三级指标', '指标值', '指标值确定依据', '指标分类'],
    ['产出指标', '数量指标', '培训人次', '≥100人次', '计划标准', '绩效基本型'],
  ]);
  const failure = failureOf(docx(`<w:document ${W}><w:body>${body}</w:body></w:document>`));
  expect(failure.code).toBe('not-this-form');
});

test('another form behind this one is named, and does not flow into its indicators', () => {
  const other = plainTable([
    ['项目名称', '某项目', '', '', '', ''],
    ['一级指标', '二级指标', '三级指标', '指标值', '指标值确定依据', '指标分类'],
    ['产出指标', '数量指标', '培训人次', '≥100人次', '计划标准', '绩效基本型'],
  ]);
  const { draft, report } = readDocx(
    variant((xml) => xml.replace('<w:sectPr', `${paragraph('')}${other}<w:sectPr`)),
    2026,
  );
  expect(draft.rows.annual).toHaveLength(40);
  expect(report.leftovers.map((one) => one.reason)).toEqual(['不属于本表的表格']);
});

test('a cut off and a scrambled file each give a sentence', () => {
  const whole = exampleBytes();
  const scrambled = whole.slice();
  for (let i = 200; i < scrambled.length; i += 7) scrambled[i] = 0x5a;
  expect(failureOf(whole.slice(0, 9_000)).message).toContain('文件已损坏');
  expect(failureOf(scrambled).message).toMatch(/文件已损坏|文件内容已损坏|不是 Word 文档/);
});

test('a file that unpacks to gigabytes is refused without unpacking it', () => {
  const bomb = rawZip([{ name: DOCUMENT, data: new Uint8Array(70 * 1024 * 1024) }]);
  const before = process.memoryUsage().arrayBuffers;
  expect(failureOf(bomb).message).toContain('展开后大得不像一张表');
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50 * 1024 * 1024);
});

test('a file that lies about its unpacked size does not get more memory than it declares', () => {
  const honest = zipSync({ [DOCUMENT]: new Uint8Array(8 * 1024 * 1024) });
  const lie = honest.slice();
  const view = new DataView(lie.buffer);
  const directory = view.getUint32(lie.length - 22 + 16, true);
  view.setUint32(directory + 24, 10, true);
  expect(failureOf(lie).code).toBe('unreadable');
});

test('a file of a few bytes that declares gigabytes is refused before it is given any memory', () => {
  const small = rawZip([{ name: DOCUMENT, data: new Uint8Array(10), size: 0xffff_fff0 }]);
  const before = process.memoryUsage().arrayBuffers;
  expect(failureOf(small).message).toContain('展开后大得不像一张表');
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1024 * 1024);
});

test('a document type with entities is refused, and no entity is expanded', () => {
  const entities = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>';
  const failure = failureOf(docx(`${entities}<w:document ${W}><w:body>&b;</w:body></w:document>`));
  expect(failure.message).toContain('已损坏');
});

test('elements nested without end are refused', () => {
  const deep = `<w:document ${W}>${'<w:sdt>'.repeat(100_000)}`;
  expect(failureOf(docx(deep)).message).toContain('已损坏');
});

test('a table of absurd spans and a million cells is refused or read within bounds', () => {
  const cell = `<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>${paragraph('x')}</w:tc>`;
  const rows = `<w:tr>${cell.repeat(50)}</w:tr>`.repeat(400);
  const bytes = docx(`<w:document ${W}><w:body><w:tbl>${rows}</w:tbl></w:body></w:document>`);
  expect(failureOf(bytes).code).toBe('not-this-form');
});

test('a main part under another name is found by the package relations', () => {
  const files = unzipSync(exampleBytes());
  const main = files[DOCUMENT] ?? new Uint8Array();
  delete files[DOCUMENT];
  const rels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="/word/document2.xml"/></Relationships>`;
  const bytes = zipSync({ ...files, 'word/document2.xml': main, '_rels/.rels': strToU8(rels) });
  expect(readDocx(bytes, 2026).draft.rows.annual).toHaveLength(40);
});
