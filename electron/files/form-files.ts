/** Which files hold forms, and which of them a command line names. */
import { extname, resolve } from 'node:path';

/** What a form can be read from; the reader itself goes by the content, not by the name. */
export const FORM_EXTENSIONS: readonly string[] = [
  ...['docx', 'doc', 'wps'],
  ...['xlsx', 'xls', 'et'],
  ...['htm', 'html', 'txt'],
  // A draft of this program with its versions.
  'jxb',
];

/**
 * The file to open that a command line names; undefined where it names none.
 * @param words the command line, the program itself first
 * @param folder what relative names start from
 */
export function fileToOpen(words: readonly string[], folder: string): string | undefined {
  const file = words.slice(1).find((word) => !word.startsWith('-') && isFormFile(word));
  return file && resolve(folder, file);
}

function isFormFile(path: string): boolean {
  return FORM_EXTENSIONS.includes(extname(path).slice(1).toLowerCase());
}
