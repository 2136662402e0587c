import { describe, expect, test } from 'vitest';
import type { Draft } from '../../../shared/draft/draft.ts';
import { rowsOf } from '../../../shared/draft/draft.ts';
import { readDocx } from '../../../shared/word/read.ts';
import {
  exampleBytes,
  mapRows,
  paragraph,
  plainTable,
  textOfCell,
  variant,
  withText,
} from '../../fixtures/docx-variant.ts';
import { exampleDraft } from '../../fixtures/example-draft.ts';

const YEAR_UNKNOWN = 2099;

function read(bytes: Uint8Array) {
  return readDocx(bytes, YEAR_UNKNOWN);
}

/** What a draft says, without its row ids: those depend on the order of reading. */
function contentOf(draft: Draft) {
  const rows = Object.fromEntries(
    Object.keys(draft.rows).map((table) => [table, rowsOf(draft, table).map((row) => row.cells)]),
  );
  return { year: draft.year, cells: draft.cells, rows, marks: draft.marks };
}

const example = contentOf(exampleDraft());

/** Expects a changed file to give the example's draft, but for what `changed` says of it. */
function expectExample(bytes: Uint8Array) {
  const { draft, report } = read(bytes);
  expect(contentOf(draft)).toEqual(example);
  return report;
}

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

describe('the published example', () => {
  test('comes in with every text, every amount and 39 + 40 indicator rows, one of them empty', () => {
    const report = expectExample(exampleBytes());
    expect(report.leftovers).toEqual([]);
    expect(report.missing).toEqual([]);
    expect(report.notes).toEqual([]);
    expect(report.yearFound).toBe(true);
    expect(report.found).toContain('长期绩效指标：39 行');
    expect(report.found).toContain('年度绩效指标：40 行（其中空行 1 行）');
  });

  test('keeps computed figures computed where they agree, and marks the two wrong totals as set', () => {
    const { draft, report } = read(exampleBytes());
    expect(Object.keys(draft.marks).sort()).toEqual([
      'funding/expenditure/total/previousYear',
      'funding/income/total/previousYear',
    ]);
    expect([...report.setByHand].sort()).toEqual(Object.keys(draft.marks).sort());
    expect(draft.cells['funding/income/total/current']).toBeUndefined();
  });
});

describe('what other programs do to a table', () => {
  test('a cell left out by gridBefore does not shift the row', () => {
    const left = (index: number) => index >= 16 && index < 55;
    expectExample(
      variant((xml) =>
        mapRows(
          xml,
          (cells, i) => (left(i) ? cells.slice(1) : cells),
          (i) => (left(i) ? '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' : ''),
        ),
      ),
    );
  });

  test('another prefix and the strict namespace are the same XML', () => {
    const xml = (text: string) =>
      text
        .replace(/<(\/?)w:/g, '<$1q:')
        .replace(/ w:(\w+=)/g, ' q:$1')
        .replace(/xmlns:w="[^"]+"/, 'xmlns:q="http://purl.oclc.org/ooxml/wordprocessingml/main"');
    expectExample(variant(xml));
  });

  test('repeated instead of merged 一级 and 二级指标 read the same', () => {
    const above = new Map<number, string>();
    expectExample(
      variant((xml) =>
        mapRows(xml, (cells, i) => {
          if (i < 16 || i === 96) return cells;
          return cells.map((cell, c) => {
            if (c !== 1 && c !== 2) return cell;
            if (!cell.includes('<w:vMerge/>')) above.set(c, textOfCell(cell));
            const text = cell.includes('<w:vMerge/>') ? (above.get(c) ?? '') : textOfCell(cell);
            return i > 58 || i < 55 ? withText(cell, text).replace(/<w:vMerge[^>]*>/, '') : cell;
          });
        }),
      ),
    );
  });

  test('empty instead of merged cells take the text above, and the report says so', () => {
    const report = expectExample(
      variant((xml) =>
        mapRows(xml, (cells, i) =>
          i < 16 || i === 55 || (i >= 56 && i <= 58)
            ? cells
            : cells.map((cell, c) =>
                c === 1 || c === 2 ? cell.replace(/<w:vMerge[^>]*>/, '') : cell,
              ),
        ),
      ),
    );
    expect(report.notes.join()).toContain('按上一行的内容读入');
  });

  test('收入构成 repeated in every row instead of merged reads the same', () => {
    expectExample(
      variant((xml) =>
        mapRows(xml, (cells, i) =>
          i >= 4 && i < 12
            ? cells.map((cell, c) =>
                c === 1
                  ? withText(cell, i < 8 ? '收入构成' : '支出构成').replace(/<w:vMerge[^>]*>/, '')
                  : cell,
              )
            : cells,
        ),
      ),
    );
  });

  test('a stray empty cell in a heading, and empty cells at the end of rows, change nothing', () => {
    const empty = '<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="100"/></w:tcPr><w:p/></w:tc>';
    expectExample(
      variant((xml) =>
        mapRows(xml, (cells, i) => {
          if (i === 56) {
            const narrow = (cells[4] ?? '').replace('w:gridSpan w:val="3"', 'w:gridSpan w:val="2"');
            return [...cells.slice(0, 4), empty, narrow, ...cells.slice(5)];
          }
          return i > 60 ? [...cells, empty] : cells;
        }),
      ),
    );
  });

  test('figures stand under their headings, in whatever order the columns are', () => {
    const swap = (cells: string[], a: number, b: number) =>
      cells.map((cell, i) => (i === a ? (cells[b] ?? '') : i === b ? (cells[a] ?? '') : cell));
    expectExample(
      variant((xml) =>
        mapRows(xml, (cells, i) => {
          if (i === 3) return swap(cells, 4, 5);
          return i >= 4 && i < 12 ? swap(cells, 5, 6) : cells;
        }),
      ),
    );
  });

  test('content controls around a cell and around a text are looked through', () => {
    expectExample(
      variant((xml) =>
        xml
          .replace(
            '<w:t>鄂州市信访局</w:t>',
            '<w:t>鄂州市</w:t></w:r><w:sdt><w:sdtContent><w:r><w:t>信访局</w:t></w:r></w:sdtContent></w:sdt><w:r>',
          )
          .replace(
            /<w:tc>(?:(?!<w:tc>).)*?02760830727.*?<\/w:tc>/s,
            (cell) => `<w:sdt><w:sdtPr/><w:sdtContent>${cell}</w:sdtContent></w:sdt>`,
          ),
      ),
    );
  });
});

describe('what people write differently', () => {
  test('labels with white space of all kinds and half-width punctuation are still known', () => {
    expectExample(
      variant((xml) =>
        xml
          .replace('>部门（单位）<', '>  部门(单位)　<')
          .replace('>填报人<', '>填 报　人：<')
          .replace('>总体资金情况<', '>总体 资金情况<')
          .replace('>年度目标：<', '>三、年度目标<')
          .replaceAll('>指标值确定依据<', '>指标值\u00a0确定依据<'),
      ),
    );
  });

  test('the end year of the long-term goal is read out of its label', () => {
    for (const label of ['（截止2026年）', '(截止 ２０２６ 年)', '（截止2026 年度）']) {
      const { draft } = read(variant((xml) => xml.replace('（截止 年）', label)));
      expect(draft.cells['longTermGoal/endYear']).toBe('2026');
    }
  });

  test('预算年度 comes from the year columns', () => {
    const { draft } = read(
      variant((xml) => xml.replaceAll('>2023', '>2021').replaceAll('>2022', '>2020')),
    );
    expect(draft.year).toBe(2022);
    expect(contentOf(draft)).toEqual({ ...example, year: 2022 });
  });

  test('a file that names no year gets the assumed one, and says so', () => {
    const { draft, report } = read(
      variant((xml) => xml.replaceAll(/>2022 ?年</g, '>前年<').replaceAll(/>2023 ?年</g, '>上年<')),
    );
    expect(draft.year).toBe(YEAR_UNKNOWN);
    expect(report.yearFound).toBe(false);
    expect(report.notes.join()).toContain(`预算年度暂按 ${YEAR_UNKNOWN} 年`);
    expect(contentOf(draft)).toEqual({ ...example, year: YEAR_UNKNOWN });
  });

  test('tables of two different years are read column by column, and the report says so', () => {
    const { draft, report } = read(
      variant((xml) => xml.replace('>2022 年<', '>2019年<').replace('>2023 年<', '>2020年<')),
    );
    expect(contentOf(draft)).toEqual(example);
    expect(report.notes.join()).toContain('年度绩效指标的年份按 2021 年预算填写');
  });

  test('a unit other than 万元 is pointed out, and no figure is converted', () => {
    const report = expectExample(variant((xml) => xml.replace('单位：万元', '单位：元')));
    expect(report.notes.join()).toContain('单位：元');
  });
});

describe('what is not part of the form', () => {
  test('a cover page, other tables and remarks around the table are named, not read', () => {
    const report = expectExample(
      variant((xml) =>
        xml
          .replace(
            '<w:body>',
            `<w:body>${paragraph('附件1')}${plainTable([
              ['序号', '材料'],
              ['1', '佐证'],
            ])}`,
          )
          .replace('<w:sectPr', `${paragraph('注：本表一式两份')}<w:sectPr`),
      ),
    );
    expect(report.leftovers.map((one) => one.text)).toEqual([
      '序号 | 材料\n1 | 佐证',
      '附件1',
      '注：本表一式两份',
    ]);
  });

  test('tracked changes are read as if accepted, and what was deleted is named', () => {
    const report = expectExample(
      variant((xml) =>
        xml
          .replace(
            '<w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:t>罗意</w:t></w:r>',
            '<w:del w:id="1"><w:r><w:delText>王五</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>罗意</w:t></w:r></w:ins>',
          )
          .replace(
            '<w:t>593.27</w:t></w:r>',
            '<w:t>593.27</w:t></w:r><w:moveFrom w:id="3"><w:r><w:t>旧数</w:t></w:r></w:moveFrom>',
          ),
      ),
    );
    expect(report.leftovers.map((one) => [one.text, one.reason])).toEqual([
      ['王五', '修订中已删除的文字'],
      ['旧数', '修订中已删除的文字'],
    ]);
  });

  test('a row whose deletion is tracked is left out and named', () => {
    const report = expectExample(
      variant((xml) => {
        const rows = xml.match(/<w:tr>.*?<\/w:tr>/gs) ?? [];
        const twice = rows[42]?.replace('<w:tr>', '<w:tr><w:trPr><w:del w:id="9"/></w:trPr>') ?? '';
        return xml.replace(rows[42] ?? '', `${twice}${rows[42]}`);
      }),
    );
    expect(report.leftovers.map((one) => one.reason)).toEqual(['修订中已删除的行']);
  });

  test('hidden text is left out and named, also where a style hides it', () => {
    const styles = `<w:styles ${W}><w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>`;
    const report = expectExample(
      variant(
        (xml) =>
          xml
            .replace(
              '<w:t>罗意</w:t></w:r>',
              '<w:t>罗意</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>内部</w:t></w:r>',
            )
            .replace(
              '<w:t>02760830727</w:t></w:r>',
              '<w:t>02760830727</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Secret"/></w:rPr><w:t>保密</w:t></w:r>',
            ),
        { 'word/styles.xml': styles },
      ),
    );
    expect(report.leftovers.map((one) => [one.text, one.reason])).toEqual([
      ['内部', '隐藏文字'],
      ['保密', '隐藏文字'],
    ]);
  });

  test('text boxes, nested tables, comments, footnotes and headers are named, not read', () => {
    const note = (tag: string, text: string) => `<w:${tag} ${W}>${paragraph(text)}</w:${tag}>`;
    const report = expectExample(
      variant(
        (xml) =>
          xml
            .replace(
              '<w:t>罗意</w:t></w:r>',
              `<w:t>罗意</w:t></w:r><w:r><w:pict><w:txbxContent>${paragraph('框里的话')}</w:txbxContent></w:pict></w:r>`,
            )
            .replace(
              '<w:t>02760830727</w:t></w:r></w:p>',
              `<w:t>02760830727</w:t></w:r></w:p>${plainTable([['小', '表']])}<w:p/>`,
            ),
        {
          'word/comments.xml': note('comments', '请核实'),
          'word/footnotes.xml': note('footnotes', '数据来源'),
          'word/header1.xml': note('hdr', '内部资料'),
          'word/footer1.xml': note('ftr', '第 1 页 共 2 页'),
        },
      ),
    );
    expect(report.leftovers.map((one) => one.text).sort()).toEqual(
      ['框里的话', '小 | 表', '请核实', '数据来源', '内部资料'].sort(),
    );
    expect(report.notes.join()).toContain('1 个图片或图形');
  });

  test('a text in an unknown column and under an unknown label is named with its place', () => {
    const { draft, report } = read(
      variant((xml) =>
        mapRows(xml, (cells, i) => {
          const extra = (text: string) => `<w:tc><w:tcPr/>${paragraph(text)}</w:tc>`;
          if (i === 15) return [...cells, extra('备注')];
          if (i === 16) return [...cells, extra('新增指标')];
          return i === 12 ? [withText(cells[0] ?? '', '单位愿景'), cells[1] ?? ''] : cells;
        }),
      ),
    );
    const texts = report.leftovers.map((one) => one.text);
    expect(texts).toEqual(
      expect.arrayContaining(['备注', '新增指标', '单位愿景', exampleDraft().cells.duties]),
    );
    expect(report.missing).toEqual(['部门职能概述']);
    expect(report.leftovers.find((one) => one.text === '新增指标')?.where).toBe('第 17 行第 8 格');
    expect(draft.cells.duties).toBeUndefined();
  });

  test('two forms in one file are both read, each with its own report', () => {
    const bytes = variant((xml) => {
      const table = /<w:tbl>.*<\/w:tbl>/s.exec(xml)?.[0] ?? '';
      const second = table.replace('鄂州市信访局', '鄂州市档案馆');
      return xml.replace('<w:sectPr', `${paragraph('另一张')}${second}<w:sectPr`);
    });
    const report = expectExample(bytes);
    expect(report.notes).toEqual(['文件里共有 2 张「部门整体绩效目标表」，这是第一张。']);
    expect(report.leftovers.map((one) => one.text)).toEqual(['另一张']);
    const [second, ...more] = read(bytes).others;
    expect(more).toEqual([]);
    expect(contentOf(second?.draft ?? exampleDraft())).toEqual({
      ...example,
      cells: { ...example.cells, department: '鄂州市档案馆' },
    });
    expect(second?.report.leftovers).toEqual([]);
  });
});

describe('parts of the form', () => {
  test('the form split into one table a section reads the same', () => {
    const starts = new Set([2, 12, 13, 14, 15, 55, 56]);
    expectExample(
      variant((xml) => {
        let index = -1;
        const grid = /<w:tblGrid>.*?<\/w:tblGrid>/s.exec(xml)?.[0] ?? '';
        return xml.replace(/<w:tr>/g, (tr) => {
          index += 1;
          return starts.has(index) ? `</w:tbl><w:p/><w:tbl>${grid}${tr}` : tr;
        });
      }),
    );
  });

  test('sections and rows that the file lacks are named as missing', () => {
    const { report } = read(
      variant((xml) => mapRows(xml, (cells, i) => (i >= 55 || i === 5 ? [] : cells))),
    );
    expect(report.missing).toEqual([
      '收入构成·财政专户管理资金·当年金额',
      '收入构成·财政专户管理资金·占比',
      '收入构成·财政专户管理资金·前年金额',
      '收入构成·财政专户管理资金·上年金额',
      '年度目标',
      '年度绩效指标',
    ]);
  });
});
