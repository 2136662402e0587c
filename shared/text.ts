/** Small helpers for Chinese text: what is white space, what two writings of a label have in common. */

/**
 * The text as a draft keeps it: line ends of every kind become `\n`, and control characters that
 * neither Word nor a screen can show are dropped. Nothing a person can see is changed.
 */
export function cleanText(text: string): string {
  return (
    text
      .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is to be dropped
      .replace(/[\u0000-\u0008\u000e-\u001f\u007f]/g, '')
  );
}

/** The text without any white space: how labels and dictionary entries are compared. */
export function bare(text: string): string {
  return text.replace(/[\s\u200b\ufeff]+/g, '');
}

/** A text as imported: white space around it and at the start of each paragraph dropped. */
export function trimText(text: string): string {
  return cleanText(text)
    .replace(/^[\s\u200b\ufeff]+|[\s\u200b\ufeff]+$/g, '')
    .replace(/\n[^\S\n]+/g, '\n');
}

/** Full-width digits, letters and signs as half-width ones, compatibility forms resolved. */
export function halfWidth(text: string): string {
  return text.normalize('NFKC');
}

/** How long the receiving system counts a text: two for each Chinese character, one for the rest. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += (character.codePointAt(0) ?? 0) > 0xff ? 2 : 1;
  return width;
}
