/** Takes out of a line for the log what may say who a person is. Free of Electron, for tests. */

/** Paths of files that people keep: their names hold departments and people. */
const DOCUMENT = /(?:[A-Za-z]:|~)?[\\/][^\n:*?"'<>|]*\.(?:docx?|wps|xlsx?|et|html?|txt|pdf)\b/gi;

/** Longer than any line number: telephone and identity numbers. */
const LONG_NUMBER = /(?<![\d.:-])\d{7,}(?![\d.])/g;

/** @param home the user's home folder, whose name is often a person's */
export function redact(line: string, home: string): string {
  const writings = [home, home.replaceAll('\\', '\\\\'), home.replaceAll('\\', '/')];
  return writings
    .filter((writing) => writing.length > 1)
    .reduce((text, writing) => text.replaceAll(writing, '~'), line)
    .replace(DOCUMENT, '…')
    .replace(/「[^」\n]*」/g, '「…」')
    .replace(LONG_NUMBER, '…');
}
