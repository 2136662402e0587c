import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { blankDraft, type Draft } from '../../../shared/draft/draft.ts';
import { applyEdit } from '../../../shared/draft/edit.ts';
import type { FormDefinition } from '../../../shared/form/definition.ts';
import { departmentPerformance as form } from '../../../shared/form/department-performance.ts';
import { layOut, type Table } from '../../../shared/table/lay-out.ts';
import { writeDocx } from '../../../shared/word/write.ts';
import { arbitraryDraft } from '../../fixtures/arbitraries.ts';
import { exampleDraft } from '../../fixtures/example-draft.ts';
import { secondForm } from '../../fixtures/second-form.ts';

async function partOf(bytes: Uint8Array, path: string): Promise<string> {
  const part = unzipSync(bytes)[path];
  if (!part) throw new Error(`no ${path}`);
  return strFromU8(part);
}

async function documentOf(definition: FormDefinition, table: Table): Promise<string> {
  return partOf(await writeDocx(definition, table), 'word/document.xml');
}

/** The document of a blank form with one long text. */
async function withDuties(text: string): Promise<string> {
  const blank = layOut(form, blankDraft(form, 2024));
  const rows = blank.rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell) => (cell.key === 'duties' ? { ...cell, text } : cell)),
  }));
  return documentOf(form, { ...blank, rows });
}

function edited(cells: readonly (readonly [string, string])[]): Draft {
  return applyEdit(form, exampleDraft(), { type: 'set', cells });
}

interface WrittenCell {
  span: number;
  merge: '' | 'restart' | 'continue';
  text: string;
}

/** The rows of the table as they stand in the XML; throws where that is not well-formed. */
function rowsOf(xml: string): WrittenCell[][] {
  const rows: WrittenCell[][] = [];
  let inText = false;
  const cell = () => rows.at(-1)?.at(-1);
  const parser = new SaxesParser({ xmlns: false, fragment: false });
  parser.on('opentag', ({ name, attributes }) => {
    const current = cell();
    if (name === 'w:tr') rows.push([]);
    else if (name === 'w:tc') rows.at(-1)?.push({ span: 1, merge: '', text: '' });
    else if (name === 'w:gridSpan' && current) current.span = Number(attributes['w:val']);
    else if (name === 'w:vMerge' && current) {
      current.merge = attributes['w:val'] === 'restart' ? 'restart' : 'continue';
    } else if (name === 'w:t') inText = true;
  });
  parser.on('text', (text) => {
    const current = cell();
    if (inText && current) current.text += text;
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'w:t') inText = false;
  });
  parser.write(xml).close();
  return rows;
}

/** Where a continued cell does not stand under a cell of the same place and width. */
function brokenMerges(rows: readonly (readonly WrittenCell[])[]): string[] {
  let above = new Map<number, WrittenCell>();
  return rows.flatMap((row, i) => {
    const here = new Map<number, WrittenCell>();
    let column = 0;
    for (const cell of row) {
      here.set(column, cell);
      column += cell.span;
    }
    const broken = [...here].filter(([at, cell]) => {
      const upper = above.get(at);
      return cell.merge === 'continue' && !(upper?.merge && upper.span === cell.span);
    });
    above = here;
    return broken.map(([at]) => `row ${i} column ${at}`);
  });
}

test.each([
  ['the official form', form],
  ['a form of another shape', secondForm],
])(
  'any draft of %s gives well-formed rows that cover the grid, merges included',
  async (_, one) => {
    await fc.assert(
      fc.asyncProperty(arbitraryDraft(one), async (draft) => {
        const table = layOut(one, draft);
        const rows = rowsOf(await documentOf(one, table));
        expect(rows.length).toBe(table.rows.length);
        for (const row of rows) {
          expect(row.reduce((sum, cell) => sum + cell.span, 0)).toBe(table.columns.length);
        }
        expect(brokenMerges(rows)).toEqual([]);
        const written = rows.map((row) => row.filter((cell) => cell.merge !== 'continue').length);
        expect(written).toEqual(table.rows.map((row) => row.cells.length));
      }),
      { numRuns: 25 },
    );
  },
);

test('what XML forbids becomes a visible replacement character, and nothing else is lost', async () => {
  const xml = await withDuties('甲\u0000乙\u0007丙\u000b丁\ud800戊\ufffe己\uffff庚');
  expect(xml).toContain('>甲\ufffd乙\ufffd丙\ufffd丁\ufffd戊\ufffd己\ufffd庚<');
});

test('emoji, signs of XML and blanks at both ends stay as typed', async () => {
  const xml = await withDuties('a<b> & "c"  😀👨‍👩‍👧 ');
  expect(xml).toContain('<w:t xml:space="preserve">a&lt;b&gt; &amp; "c"  😀👨‍👩‍👧 </w:t>');
});

test('a long text is a paragraph a line, each indented by two characters', async () => {
  const [first, second] = ['第一段\t有制表符', '第二段'];
  const xml = await withDuties(`${first}\n\n${second}`);
  const properties = '<w:pPr><w:pStyle w:val="FormLongText"/></w:pPr>';
  expect(xml).toContain(
    `<w:p>${properties}<w:r><w:t xml:space="preserve">第一段</w:t><w:tab/>` +
      `<w:t xml:space="preserve">有制表符</w:t></w:r></w:p><w:p>${properties}</w:p>` +
      `<w:p>${properties}<w:r><w:t xml:space="preserve">第二段</w:t></w:r></w:p>`,
  );
  const styles = await partOf(
    await writeDocx(form, layOut(form, exampleDraft())),
    'word/styles.xml',
  );
  const [, style] = /<w:style [^>]*w:styleId="FormLongText">(.*?)<\/w:style>/.exec(styles) ?? [];
  expect(style).toMatch(/<w:ind [^>]*w:firstLineChars="200"/);
});

test('a paragraph indented by hand is not indented twice', async () => {
  const xml = await withDuties('　　自己缩进');
  expect(xml).toContain(
    '<w:pStyle w:val="FormLongText"/><w:ind w:firstLineChars="0" w:firstLine="0"/></w:pPr>' +
      '<w:r><w:t xml:space="preserve">　　自己缩进</w:t>',
  );
});

test('a line break in a label or a value is a line break in Word', async () => {
  const xml = await documentOf(form, layOut(form, edited([['filler', '张三\n李四']])));
  expect(xml).toContain('张三</w:t><w:br/><w:t xml:space="preserve">李四');
  expect(xml).toContain('部门（单位）</w:t><w:br/><w:t xml:space="preserve">名称');
});

test('a row stays on one page, but for a text taller than a page', async () => {
  const rowWith = (xml: string, text: string) =>
    xml.split('<w:tr>').find((row) => row.includes(text)) ?? '';
  const usual = await documentOf(
    form,
    layOut(form, edited([['tasks', `任务${'甲'.repeat(1500)}`]])),
  );
  expect(usual.match(/<w:cantSplit\/>/g)?.length).toBe(usual.match(/<w:tr>/g)?.length);
  const tall = await documentOf(
    form,
    layOut(form, edited([['tasks', `任务${'甲'.repeat(3000)}`]])),
  );
  expect(rowWith(tall, '任务甲')).not.toContain('<w:cantSplit/>');
  expect(rowWith(tall, '填报人')).toContain('<w:cantSplit/>');
});

test('a text of 100,000 characters is written whole', async () => {
  const text = '绩效目标，'.repeat(20_000);
  expect(await withDuties(text)).toContain(text);
});

test('fonts that a PC may not have name the one to take instead', async () => {
  const bytes = await writeDocx(form, layOut(form, exampleDraft()));
  const fonts = await partOf(bytes, 'word/fontTable.xml');
  expect(fonts).toContain('<w:font w:name="方正小标宋简体"><w:altName w:val="宋体"/>');
  const styles = await partOf(bytes, 'word/styles.xml');
  const named = [...styles.matchAll(/w:eastAsia="([^"]+)" w:hAnsi="([^"]+)"/g)];
  const listed = [...fonts.matchAll(/w:font w:name="([^"]+)"/g)].map(([, name]) => name);
  const used = named.map(([, name]) => name).filter((name) => name !== 'zh-CN');
  expect(new Set(used)).toEqual(new Set(listed));
});

test('title, note, page and page number are those of the form', async () => {
  const bytes = await writeDocx(form, layOut(form, exampleDraft()));
  const xml = await partOf(bytes, 'word/document.xml');
  expect(xml).toMatch(
    /<w:pStyle w:val="FormTitle"\/>.*部门整体绩效目标表.*FormNote.*单位：万元.*<w:tbl>/,
  );
  expect(xml).toMatch(/<w:pgSz w:w="11906" w:h="16838"/);
  expect(xml).toMatch(/<w:pgMar w:top="1134" w:right="794" w:bottom="1134" w:left="794"/);
  expect(await partOf(bytes, 'word/footer1.xml')).toMatch(/PAGE.*NUMPAGES/);
});
