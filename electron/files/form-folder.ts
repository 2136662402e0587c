/** The files of a folder that may hold forms. */
import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { ProblemError } from '../problem.ts';

/** By the names that people give them; what a file really is, its content tells when it is read. */
const EXTENSIONS = new Set([
  '.docx',
  '.doc',
  '.wps',
  '.xlsx',
  '.xls',
  '.et',
  '.html',
  '.htm',
  '.txt',
  '.json',
  '.jxb',
]);

/** No office keeps more forms in one folder. */
const MAX_FILES = 20_000;

/**
 * A file itself, or all files below a folder that may hold forms, in the order of their names.
 * Word's lock files (`~$…`) and hidden files are passed over.
 * @throws ProblemError where there is no such file or folder, or it may not be read
 */
export async function formFilesIn(path: string): Promise<readonly string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && !/^[.~]/.test(entry.name))
      .filter((entry) => EXTENSIONS.has(extname(entry.name).toLowerCase()))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort((a, b) => a.localeCompare(b, 'zh-CN'))
      .slice(0, MAX_FILES);
  } catch (error) {
    throw new ProblemError('not-found', `找不到「${path}」，或没有权限读取；没有处理任何文件。`, {
      cause: error,
    });
  }
}
