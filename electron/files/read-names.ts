/** A list of departments in a file: the first column of a table in Excel or Word, or lines of text. */
import { departmentNames, pastedNames } from '../../shared/batch/departments.ts';
import type { SourceTable } from '../../shared/word/source.ts';
import { ProblemError } from '../problem.ts';
import { readSourceBytes } from './read-form.ts';

/**
 * The names, in order, each once.
 * @throws ReadError, ProblemError with a Chinese sentence where the file cannot be read or names nobody
 */
export async function readNames(bytes: Uint8Array): Promise<readonly string[]> {
  const source = await readSourceBytes(bytes);
  const names =
    'cells' in source
      ? pastedNames([...source.cells, ...source.outside].join('\n'))
      : (namesInTables(source.tables) ?? pastedNames(commaSeparated(source.outside)));
  if (names.length > 0) return names;
  throw new ProblemError(
    'unreadable',
    '文件里没有找到部门名称，名单没有变化。请把部门名称放在第一列，一行一个；或者复制后直接粘贴到名单里。',
  );
}

function namesInTables(tables: readonly SourceTable[]): readonly string[] | undefined {
  return tables
    .map(({ rows }) => departmentNames(rows.map(({ cells }) => cells.map(({ text }) => text))))
    .find((names) => names.length > 0);
}

/** Lines of text may be a table as CSV. */
function commaSeparated(lines: readonly string[]): string {
  return lines.join('\n').replaceAll(',', '\t');
}
