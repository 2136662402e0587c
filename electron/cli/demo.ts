/** `demo [--dir DIR] [--force]`: the whole way on the bundled example, told in plain words. */
import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { layOut } from '../../shared/table/lay-out.ts';
import { writeDocx } from '../../shared/word/write.ts';
import { writeAtomic, writeProblem } from '../files/atomic.ts';
import { exportFileName } from '../files/file-name.ts';
import { ProblemError } from '../problem.ts';
import { openDatabase } from '../storage/database.ts';
import { Drafts } from '../storage/drafts.ts';
import {
  type Command,
  type Console,
  type OpenedForm,
  openAny,
  readArguments,
  withReader,
} from './command.ts';
import { reportLines } from './import.ts';

const EXAMPLE = join(import.meta.dirname, '../../shared/form/example.docx');
const DATABASE = 'drafts.sqlite';

export const demoCommand: Command = async (args, console) => {
  const { values } = readArguments(
    args,
    { dir: { type: 'string' }, force: { type: 'boolean' } },
    { min: 0, max: 0 },
  );
  const dir = prepareFolder(values.dir);
  const { read, again } = await withReader(async (reader) => {
    const read = await openAny(EXAMPLE, reader);
    console.out(
      '一、读入内置的示例：鄂州市信访局 2024 年度部门整体绩效目标表（Word 文件，已隐去填报人）。',
    );
    if (read.report) for (const line of reportLines(read.report)) console.out(`    ${line}`);
    const kept = keepDraft(join(dir, DATABASE), read, console);
    const target = join(dir, exportFileName(kept.definition, kept.draft, 'docx', false));
    const bytes = await writeDocx(kept.definition, layOut(kept.definition, kept.draft));
    await writeAtomic(target, bytes, { force: values.force ?? false });
    console.out(`三、按官方表的样子写成 Word 文件：${target}`);
    return { read, again: await openAny(target, reader) };
  });
  if (JSON.stringify(again.draft) !== JSON.stringify(read.draft)) {
    throw new ProblemError(
      'unexpected',
      '写出的 Word 文件读回来与草稿不一致，请把它报告给开发者。',
    );
  }
  console.out('四、把写出的 Word 文件再读一遍：与草稿逐格一致。');
  console.out(`结果都在 ${dir}`);
  return 0;
};

/** The folder for the results: the given one, made where it is not there, or a new temporary one. */
function prepareFolder(dir: string | undefined): string {
  if (dir === undefined) return mkdtempSync(join(tmpdir(), 'jixiao-demo-'));
  const folder = resolve(dir);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw writeProblem(error, folder);
  }
  return folder;
}

/** Keeps what was read in the folder's database, and reads it back from there. */
function keepDraft(file: string, read: OpenedForm, console: Console): OpenedForm {
  const isNew = !existsSync(file);
  const database = openDatabase(file);
  try {
    const drafts = new Drafts(database);
    const { id } = drafts.create(read.draft).summary;
    console.out(`二、存为草稿${isNew ? '（新建的 SQLite 数据库）' : ''}：${file}`);
    return { definition: read.definition, draft: drafts.open(id).draft };
  } finally {
    database.close();
  }
}
