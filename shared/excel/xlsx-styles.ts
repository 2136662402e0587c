/** The looks of cells as Excel's style sheet. */
import type { Look } from './workbook.ts';

interface LookParts {
  readonly font: number;
  readonly fill: number;
  readonly border: number;
  readonly horizontal: 'center' | 'left';
}

const FONTS = [
  '<font><sz val="11"/><name val="宋体"/><family val="3"/><charset val="134"/></font>',
  '<font><b/><sz val="11"/><name val="宋体"/><family val="3"/><charset val="134"/></font>',
  '<font><b/><sz val="14"/><name val="宋体"/><family val="3"/><charset val="134"/></font>',
  '<font><sz val="11"/><color rgb="FF4A5A6A"/><name val="宋体"/><family val="3"/><charset val="134"/></font>',
];

const FILL_COLOURS = ['FFEDF0F4', 'FFF6F6F1', 'FFFFF2CC'];
const FILLS = [
  // Excel expects these two in front of every list.
  '<fill><patternFill patternType="none"/></fill>',
  '<fill><patternFill patternType="gray125"/></fill>',
  ...FILL_COLOURS.map(
    (colour) =>
      `<fill><patternFill patternType="solid"><fgColor rgb="${colour}"/><bgColor indexed="64"/></patternFill></fill>`,
  ),
];

const EDGES = ['left', 'right', 'top', 'bottom'].map(
  (side) => `<${side} style="thin"><color rgb="FF808080"/></${side}>`,
);
const BORDERS = [
  '<border><left/><right/><top/><bottom/><diagonal/></border>',
  `<border>${EDGES.join('')}<diagonal/></border>`,
];

const LOOKS: Readonly<Record<Look, LookParts>> = {
  title: { font: 2, fill: 0, border: 0, horizontal: 'center' },
  heading: { font: 1, fill: 2, border: 1, horizontal: 'center' },
  label: { font: 0, fill: 2, border: 1, horizontal: 'center' },
  middle: { font: 0, fill: 0, border: 1, horizontal: 'center' },
  left: { font: 0, fill: 0, border: 1, horizontal: 'left' },
  computed: { font: 3, fill: 3, border: 1, horizontal: 'center' },
  marked: { font: 0, fill: 4, border: 1, horizontal: 'center' },
  plain: { font: 0, fill: 0, border: 0, horizontal: 'left' },
};

/** Formats that every program knows by number; others get numbers of their own. */
const KNOWN_FORMATS: Readonly<Record<string, number>> = {
  General: 0,
  '0': 1,
  '0.00': 2,
  '#,##0': 3,
  '#,##0.00': 4,
  '@': 49,
};
const FIRST_OWN_FORMAT = 164;

/** Gathers the looks that a workbook uses, and writes them down. */
export class Styles {
  readonly #cells = new Map<string, number>();
  readonly #xfs: string[] = ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'];
  readonly #formats = new Map<string, number>();

  /** The number that a cell refers to its look by. @param format `@` for text */
  indexOf(look: Look, format: string): number {
    const key = `${look} ${format}`;
    let index = this.#cells.get(key);
    if (index === undefined) {
      const { font, fill, border, horizontal } = LOOKS[look];
      index = this.#xfs.length;
      this.#cells.set(key, index);
      this.#xfs.push(
        `<xf numFmtId="${this.#formatId(format)}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="${horizontal}" vertical="center" wrapText="1"/></xf>`,
      );
    }
    return index;
  }

  #formatId(format: string): number {
    const known = KNOWN_FORMATS[format] ?? this.#formats.get(format);
    if (known !== undefined) return known;
    const own = FIRST_OWN_FORMAT + this.#formats.size;
    this.#formats.set(format, own);
    return own;
  }

  /** The part `xl/styles.xml`, once every cell is written. */
  xml(): string {
    const formats = [...this.#formats].map(
      ([code, id]) => `<numFmt numFmtId="${id}" formatCode="${code}"/>`,
    );
    return [
      '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
      formats.length > 0 ? list('numFmts', formats) : '',
      list('fonts', FONTS),
      list('fills', FILLS),
      list('borders', BORDERS),
      '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
      list('cellXfs', this.#xfs),
      '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
      '</styleSheet>',
    ].join('');
  }
}

function list(name: string, items: readonly string[]): string {
  return `<${name} count="${items.length}">${items.join('')}</${name}>`;
}
