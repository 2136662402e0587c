/** The Word document around the table: made by docx, then taken apart to be zipped the same way every day. */
import {
  AlignmentType,
  BorderStyle,
  Document,
  type FileChild,
  Footer,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableLayoutType,
  TextRun,
  WidthType,
} from 'docx';
import { strToU8, unzipSync, type Zippable, zipSync } from 'fflate';
import type { FormDefinition } from '../form/definition.ts';
import { CELL_MARGINS, DOCUMENT_RUN, FONTS, PAGE, PARAGRAPH_STYLES } from './write-look.ts';

const DOCUMENT_PART = 'word/document.xml';
const CREATOR = '绩效目标填报';

/** Every entry of the zip bears the first moment that a zip can name, in the local time zip uses. */
const FIXED_TIME = new Date(1980, 0, 1);

/** The document of a form without the rows of its table. */
interface Skeleton {
  readonly beforeRows: string;
  readonly afterRows: string;
  /** The other parts of the package, by path. */
  readonly parts: readonly (readonly [string, Uint8Array])[];
}

const skeletons = new WeakMap<FormDefinition, Promise<Skeleton>>();

/**
 * Puts the rows of a table (`w:tr` elements) into the document of a form.
 * @returns the .docx; the same rows give the same bytes at any time.
 */
export async function packDocument(definition: FormDefinition, rows: string): Promise<Uint8Array> {
  let made = skeletons.get(definition);
  if (!made) {
    made = makeSkeleton(definition);
    skeletons.set(definition, made);
  }
  const skeleton = await made;
  const document = strToU8(skeleton.beforeRows + rows + skeleton.afterRows);
  const files: Zippable = {};
  for (const [path, bytes] of skeleton.parts) {
    files[path] = path === DOCUMENT_PART ? document : bytes;
  }
  return zipParts(files);
}

/** The bytes of a document made with docx: the same for the same document at any time. */
export async function packPlainDocument(document: Document, title: string): Promise<Uint8Array> {
  return zipParts(await partsOf(document, title));
}

function zipParts(files: Zippable): Uint8Array {
  return zipSync(files, { mtime: FIXED_TIME, level: 6 });
}

async function partsOf(document: Document, title: string): Promise<Record<string, Uint8Array>> {
  const packed = await Packer.toArrayBuffer(document, undefined, [
    { path: 'docProps/core.xml', data: corePropertiesXml(title) },
    { path: 'word/fontTable.xml', data: fontTableXml() },
  ]);
  return unzipSync(new Uint8Array(packed));
}

async function makeSkeleton(definition: FormDefinition): Promise<Skeleton> {
  const files = await partsOf(emptyDocument(definition), definition.title);
  const document = new TextDecoder().decode(files[DOCUMENT_PART]);
  const end = document.indexOf('</w:tbl>');
  if (end < 0) throw new Error('docx has written no table');
  return {
    beforeRows: document.slice(0, end),
    afterRows: document.slice(end),
    parts: Object.entries(files),
  };
}

function emptyDocument(definition: FormDefinition): Document {
  return formDocument([
    new Paragraph({ style: 'FormTitle', text: definition.title }),
    new Paragraph({ style: 'FormNote', text: definition.note }),
    emptyTable(definition),
    new Paragraph({ style: 'FormEnd' }),
  ]);
}

/** A document that looks like the form: its page, its styles, its numbered footer. */
export function formDocument(children: readonly FileChild[]): Document {
  return new Document({
    styles: { default: { document: { run: DOCUMENT_RUN } }, paragraphStyles: PARAGRAPH_STYLES },
    sections: [
      {
        properties: { page: PAGE },
        footers: { default: new Footer({ children: [pageNumber()] }) },
        children: [...children],
      },
    ],
  });
}

/** 第 1 页  共 2 页, for the foot of a page. */
function pageNumber(): Paragraph {
  const children = ['第 ', PageNumber.CURRENT, ' 页  共 ', PageNumber.TOTAL_PAGES, ' 页'];
  return new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ children })] });
}

function emptyTable(definition: FormDefinition): Table {
  const border = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
  const { columns } = definition;
  return new Table({
    rows: [],
    columnWidths: columns,
    width: { size: columns.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    margins: { ...CELL_MARGINS, marginUnitType: WidthType.DXA },
    borders: {
      top: border,
      bottom: border,
      left: border,
      right: border,
      insideHorizontal: border,
      insideVertical: border,
    },
  });
}

/** Title and program; docx would add the time of day. */
function corePropertiesXml(title: string): string {
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"' +
    ' xmlns:dc="http://purl.org/dc/elements/1.1/">' +
    `<dc:title>${title}</dc:title><dc:creator>${CREATOR}</dc:creator></cp:coreProperties>`
  );
}

/** docx writes only fonts that it embeds; Word looks here for the one to take instead. */
function fontTableXml(): string {
  const fonts = FONTS.map(
    ({ name, instead }) =>
      `<w:font w:name="${name}"><w:altName w:val="${instead}"/><w:charset w:val="86"/>` +
      '<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>',
  );
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
    '<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">' +
    `${fonts.join('')}</w:fonts>`
  );
}
