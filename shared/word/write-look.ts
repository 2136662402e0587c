/** How the form looks on paper: page, fonts and the styles that its paragraphs have in Word. */
import { AlignmentType, type IParagraphStyleOptions } from 'docx';

/** A4 portrait and its margins, in twentieths of a point. */
export const PAGE = {
  size: { width: 11906, height: 16838 },
  margin: { top: 1134, bottom: 1134, left: 794, right: 794, header: 567, footer: 567 },
} as const;

/** What a page has for text, in twentieths of a point. */
export const PAGE_HEIGHT = PAGE.size.height - PAGE.margin.top - PAGE.margin.bottom;

/** Space inside a cell, in twentieths of a point. */
export const CELL_MARGINS = { left: 28, right: 28, top: 20, bottom: 20 } as const;

const TITLE_FONT = '方正小标宋简体';
const BODY_FONT = '宋体';
const LONG_TEXT_FONT = '仿宋';

/** The fonts by name, each with the one to show where a PC does not have it. */
export const FONTS: readonly { readonly name: string; readonly instead: string }[] = [
  { name: TITLE_FONT, instead: '宋体' },
  { name: BODY_FONT, instead: 'SimSun' },
  { name: LONG_TEXT_FONT, instead: '仿宋_GB2312' },
];

/** Font sizes in half points, by the names that Word has for them in Chinese. */
const SIZES = { 二号: 44, 五号: 21, 小五: 18 } as const;

/** The styles of the paragraphs inside the table, with the size of their text in half points. */
export const STYLE_SIZES = {
  FormLabel: SIZES.小五,
  FormHeading: SIZES.小五,
  FormCell: SIZES.小五,
  FormWideText: SIZES.五号,
  FormLongText: SIZES.五号,
} as const;

/** The least distance of two lines, in twentieths of a point for each half point of text size. */
export const LINE_PITCH = 14;

export type ParagraphStyle = keyof typeof STYLE_SIZES;

/** A font for every script, so that digits and letters do not fall out of the line. */
function font(name: string) {
  return { ascii: name, hAnsi: name, eastAsia: name, cs: name };
}

export const DOCUMENT_RUN = {
  font: font(BODY_FONT),
  size: SIZES.小五,
  language: { value: 'en-US', eastAsia: 'zh-CN' },
} as const;

/** Texts that begin at the left edge keep a little more distance from it. */
const SIDES = { left: 60, right: 60 } as const;

/** A style for the cells: its lines stand at the same distance whatever font a PC takes. */
function tableStyle(
  id: ParagraphStyle,
  name: string,
  paragraph: IParagraphStyleOptions['paragraph'],
  fontName = BODY_FONT,
): IParagraphStyleOptions {
  const size = STYLE_SIZES[id];
  return {
    id,
    name,
    basedOn: 'Normal',
    run: { font: font(fontName), size },
    paragraph: { ...paragraph, spacing: { line: size * LINE_PITCH, lineRule: 'atLeast' } },
  };
}

export const PARAGRAPH_STYLES: readonly IParagraphStyleOptions[] = [
  {
    id: 'FormTitle',
    name: '表名',
    basedOn: 'Normal',
    run: { font: font(TITLE_FONT), size: SIZES.二号, bold: true },
    paragraph: { alignment: AlignmentType.CENTER, outlineLevel: 0, spacing: { after: 120 } },
  },
  {
    id: 'FormNote',
    name: '表名下的说明',
    basedOn: 'Normal',
    run: { size: SIZES.五号 },
    paragraph: { alignment: AlignmentType.RIGHT, keepNext: true, spacing: { after: 60 } },
  },
  tableStyle('FormLabel', '表内标签', { alignment: AlignmentType.CENTER }),
  tableStyle('FormHeading', '表内栏目', { alignment: AlignmentType.CENTER, keepNext: true }),
  tableStyle('FormCell', '表内填写', { alignment: AlignmentType.CENTER }),
  tableStyle('FormWideText', '表内宽格', { alignment: AlignmentType.LEFT, indent: SIDES }),
  tableStyle(
    'FormLongText',
    '表内长文',
    {
      alignment: AlignmentType.BOTH,
      indent: { ...SIDES, firstLineChars: 200, firstLine: STYLE_SIZES.FormLongText * 20 },
    },
    LONG_TEXT_FONT,
  ),
  {
    id: 'FormEnd',
    name: '表后',
    basedOn: 'Normal',
    run: { size: 2 },
    paragraph: { spacing: { line: 20, lineRule: 'exact' } },
  },
];
