/** What a terminal would obey, written out: text out of a file must not move the cursor or set a title. */

/** C0, DEL and C1; what turns the direction of writing; other ends of lines. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about.
const OBEYED = /[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** The same text with each such sign as `\u001b`, so that JSON stays the same JSON. */
export function visible(text: string): string {
  return text.replace(OBEYED, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The same of several lines. */
export function visibleLines(text: string): string {
  return text.split('\n').map(visible).join('\n');
}
