/** The files of a folder that may hold forms. */
import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join, relative, sep } from 'node:path';
import { byPinyin } from '../../shared/collate.ts';
import { ProblemError } from '../problem.ts';
import { FORM_EXTENSIONS } from './form-files.ts';

/** By the names that people give them; what a file really is, its content tells when it is read. */
const EXTENSIONS: ReadonlySet<string> = new Set([...FORM_EXTENSIONS, 'json']);

/** No office keeps more forms, or folders, in one folder. */
const MOST_FILES = 20_000;
const MOST_FOLDERS = 20_000;

/** A file to check, or a folder that could not be looked into. */
export interface FoundFile {
  readonly path: string;
  /** The path below the folder that was asked for, with `/`. */
  readonly file: string;
  /** A Chinese sentence where it cannot be looked into. */
  readonly problem?: string;
}

interface Options {
  /** Whether folders inside the folder are looked into too; true where left out. */
  readonly subfolders?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * A file itself, or all files of a folder that may hold forms, in the order of their names. Word's
 * lock files (`~$…`) and hidden files are passed over; links are not followed.
 * @throws ProblemError where there is no such file or folder, or it may not be read
 */
export async function formFilesIn(
  root: string,
  { subfolders = true, signal }: Options = {},
): Promise<readonly FoundFile[]> {
  if (!(await isFolder(root))) return [{ path: root, file: basename(root) }];
  const found: FoundFile[] = [];
  const folders = [root];
  for (const folder of folders) {
    signal?.throwIfAborted();
    const entries = await entriesOf(folder, root, found);
    for (const entry of entries.filter(isVisible)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && subfolders && folders.length < MOST_FOLDERS) folders.push(path);
      if (entry.isFile() && mayHoldForm(entry)) found.push({ path, file: nameBelow(root, path) });
    }
    if (found.length > MOST_FILES) return [...inOrder(found).slice(0, MOST_FILES), tooMany(root)];
  }
  return inOrder(found);
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw notFound(path, error);
  }
}

/** A folder inside that may not be read is named; the one that was asked for is reason to stop. */
async function entriesOf(folder: string, root: string, found: FoundFile[]): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (folder === root) throw notFound(root, error);
    const problem = '没有权限打开这个文件夹，里面的文件没有审核。';
    found.push({ path: folder, file: `${nameBelow(root, folder)}/`, problem });
    return [];
  }
}

function isVisible(entry: Dirent): boolean {
  return !/^[.~]/.test(entry.name);
}

function mayHoldForm(entry: Dirent): boolean {
  return EXTENSIONS.has(extname(entry.name).slice(1).toLowerCase());
}

function nameBelow(root: string, path: string): string {
  return relative(root, path).replaceAll(sep, '/');
}

function inOrder(found: readonly FoundFile[]): readonly FoundFile[] {
  return found.toSorted((a, b) => byPinyin(a.file, b.file));
}

function tooMany(root: string): FoundFile {
  const problem = `文件太多，只审核了其中 ${MOST_FILES} 个；其余的请分成几个文件夹分别审核。`;
  return { path: root, file: basename(root), problem };
}

function notFound(path: string, cause: unknown): ProblemError {
  const sentence = `找不到「${path}」，或没有权限读取；没有处理任何文件。`;
  return new ProblemError('not-found', sentence, { cause });
}
