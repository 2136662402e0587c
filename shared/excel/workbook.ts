/** A workbook before it becomes a file: sheets of cells with a look each. */
import { xmlText } from '../word/write-text.ts';

/** How a cell looks; what the looks are made of stands in `xlsx-styles.ts`. */
export type Look =
  | 'title'
  | 'heading'
  | 'label'
  | 'middle'
  | 'left'
  | 'computed'
  | 'marked'
  | 'plain';

/** A number and how Excel shows it. */
export interface NumberContent {
  readonly value: number;
  /** A number format: `General`, `0.00`, `#,##0.0`. */
  readonly format: string;
}

export interface WorkbookCell {
  /** The column it begins in, counted from 0. */
  readonly column: number;
  readonly content: string | NumberContent;
  readonly look: Look;
  readonly colSpan?: number;
  readonly rowSpan?: number;
}

export interface WorkbookSheet {
  readonly name: string;
  /** How wide the columns are, in characters. */
  readonly widths: readonly number[];
  /** Columns that nobody needs to see, counted from 0. */
  readonly hidden?: readonly number[];
  /** How many rows at the top stay in sight, and are printed on every page. */
  readonly frozen: number;
  readonly rows: readonly (readonly WorkbookCell[])[];
}

/** The longest text that Excel keeps in a cell. */
const LONGEST = 32_767;

/** A text as Excel can hold it. */
export function excelText(text: string): string {
  return xmlText(text.slice(0, LONGEST));
}

const PLAIN_NUMBER = /^-?(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d+))?$/;
/** Excel keeps no more digits of a number. */
const MOST_DIGITS = 15;

/**
 * A text as a number that Excel shows exactly as the text is written, thousands separators and
 * trailing zeros included; undefined where there is none. So what is exported and read back is the
 * same text, while a person can go on counting with it.
 */
export function numberContent(text: string): NumberContent | undefined {
  const match = PLAIN_NUMBER.exec(text);
  const digits = text.replace(/\D/g, '');
  if (!match || digits.length > MOST_DIGITS) return undefined;
  const value = Number(text.replaceAll(',', ''));
  if (String(value) === text) return { value, format: 'General' };
  if (value === 0 && text.startsWith('-')) return undefined;
  const whole = text.includes(',') ? '#,##0' : '0';
  const decimals = match[1];
  return { value, format: decimals ? `${whole}.${'0'.repeat(decimals.length)}` : whole };
}
