import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { fileToOpen } from '../../../electron/files/form-files.ts';

test.each([
  [['program'], undefined],
  [['program', '表.docx'], '表.docx'],
  [['program', '--switch=a.docx', '-x.docx', '/data/表.DOC', 'b.docx'], '/data/表.DOC'],
  [['electron', '/work/app', '../表.xlsx'], '../表.xlsx'],
  [['program', '市信访局.jxb'], '市信访局.jxb'],
  [['program', 'picture.png', 'no-extension'], undefined],
])('of the command line %j, the file to open is %s', (words, expected) => {
  expect(fileToOpen(words, '/folder')).toBe(expected && resolve('/folder', expected));
});
