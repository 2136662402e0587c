/** How the form looks on paper: page, fonts and the styles that its paragraphs have in Word. */
import { AlignmentType, type IParagraphStyleOptions } from 'docx';

/** A4 portrait and its margins, in twentieths of a point. */
export const PAGE = {
  size: { width: 11906, height: 16838 },
  margin: { top: 1134, bottom: 1134, left: 794, right: 794, header: 567, footer: 567 },
} as const;

/** What a page has for text, in twentieths of a point. */
export const TEXT_HEIGHT = PAGE.size.height - PAGE.margin.top - PAGE.margin.bottom;

/** Space at the left and right inside a cell, in twentieths of a point. */
export const TABLE_CELL_MARGIN = 57;

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
  FormCell: SIZES.小五,
  FormWideText: SIZES.五号,
  FormLongText: SIZES.五号,
} as const;

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
  {
    id: 'FormLabel',
    name: '表内标签',
    basedOn: 'Normal',
    run: { size: STYLE_SIZES.FormLabel },
    paragraph: { alignment: AlignmentType.CENTER },
  },
  {
    id: 'FormCell',
    name: '表内填写',
    basedOn: 'Normal',
    run: { size: STYLE_SIZES.FormCell },
    paragraph: { alignment: AlignmentType.CENTER },
  },
  {
    id: 'FormWideText',
    name: '表内宽格',
    basedOn: 'Normal',
    run: { size: STYLE_SIZES.FormWideText },
    paragraph: { alignment: AlignmentType.LEFT },
  },
  {
    id: 'FormLongText',
    name: '表内长文',
    basedOn: 'Normal',
    run: { font: font(LONG_TEXT_FONT), size: STYLE_SIZES.FormLongText },
    paragraph: {
      alignment: AlignmentType.BOTH,
      indent: { firstLineChars: 200, firstLine: STYLE_SIZES.FormLongText * 20 },
    },
  },
  {
    id: 'FormEnd',
    name: '表后',
    basedOn: 'Normal',
    run: { size: 2 },
    paragraph: { spacing: { line: 20, lineRule: 'exact' } },
  },
];
