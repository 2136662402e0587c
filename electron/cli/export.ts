/** `export FILE --out OUT.docx [--force]`: writes a draft, or any file that import takes, as the form. */
import { layOut } from '../../shared/table/lay-out.ts';
import { writeDocx } from '../../shared/word/write.ts';
import { writeAtomic } from '../files/atomic.ts';
import { type Command, openAny, readArguments, UsageError, withReader } from './command.ts';
import { reportLines } from './import.ts';

export const exportCommand: Command = async (args, console) => {
  const { values, positionals } = readArguments(
    args,
    { out: { type: 'string' }, force: { type: 'boolean' } },
    { min: 1, max: 1 },
  );
  if (!values.out) throw new UsageError('没有写明输出到哪里：请加上 --out 输出.docx。');
  const { definition, draft, report } = await withReader((reader) =>
    openAny(positionals[0] ?? '', reader),
  );
  const bytes = await writeDocx(definition, layOut(definition, draft));
  await writeAtomic(values.out, bytes, { force: values.force ?? false });
  if (report) for (const line of reportLines(report)) console.out(line);
  console.out(`Word 表已写入 ${values.out}`);
  return 0;
};
