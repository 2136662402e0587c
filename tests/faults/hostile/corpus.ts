/** Every hostile or broken file, of every kind that can be imported. */
import { docFiles } from './compound-files.ts';
import { jxbFiles } from './draft-files.ts';
import { excelFiles } from './excel-files.ts';
import type { HostileFile } from './hostile-file.ts';
import { textFiles } from './text-files.ts';
import { wordFiles } from './word-files.ts';

export const CORPUS: readonly HostileFile[] = [
  ...wordFiles,
  ...excelFiles,
  ...docFiles,
  ...jxbFiles,
  ...textFiles,
];
