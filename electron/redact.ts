/** Takes out of a line for the log what may say who a person is. Free of Electron, for tests. */

/** Paths of files that people keep: their names hold departments and people. */
const DOCUMENT =
  /(?:[A-Za-z]:|~)?[\\/][^\n:*?"'<>|]*\.(?:docx?|rtf|wps|xlsx?|et|csv|html?|txt|pdf|jxb|jxbak)\b/gi;

/** Longer than any line number: telephone and identity numbers. */
const LONG_NUMBER = /(?<![\d.:-])\d{7,}(?![\d.])/g;

/** With the area before it. */
const TELEPHONE = /(?<!\d)0\d{2,3}[- ]\d{7,8}(?!\d)/g;

/**
 * Names, departments, what was typed: all of it is Chinese, and what a log is for is not. The
 * program's own sentences go with it; the code and the place of the error tell which it was.
 */
const CHINESE = /[^\0-\x7f]+(?:[ 0-9,.:;()/%-]*[^\0-\x7f]+)*/g;

/** @param home the user's home folder, whose name is often a person's */
export function redact(line: string, home: string): string {
  const writings = [home, home.replaceAll('\\', '\\\\'), home.replaceAll('\\', '/')];
  return writings
    .filter((writing) => writing.length > 1)
    .reduce((text, writing) => text.replaceAll(writing, '~'), line)
    .replace(DOCUMENT, '…')
    .replace(TELEPHONE, '…')
    .replace(LONG_NUMBER, '…')
    .replace(CHINESE, '…');
}
