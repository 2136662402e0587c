/** `import FILE [--out DRAFT.json] [--force]`: reads a form and says what was found in it. */
import type { ImportReport } from '../../shared/word/report.ts';
import { type Command, openAny, readArguments, withReader, writeDraft } from './command.ts';

export const importCommand: Command = async (args, console) => {
  const { values, positionals } = readArguments(
    args,
    { out: { type: 'string' }, force: { type: 'boolean' } },
    { min: 1, max: 1 },
  );
  const opened = await withReader((reader) => openAny(positionals[0] ?? '', reader));
  if (values.out) await writeDraft(values.out, opened.draft, values.force ?? false);
  if (opened.report) for (const line of reportLines(opened.report)) console.out(line);
  else console.out('这是本程序保存的草稿，内容完整。');
  if (values.out) console.out(`草稿已写入 ${values.out}`);
  return 0;
};

/** The report of an import, a line each. */
export function reportLines(report: ImportReport): string[] {
  const lines = ['读入的内容：', ...report.found.map((line) => `  ${line}`)];
  if (report.setByHand.length > 0) {
    lines.push(`  有 ${report.setByHand.length} 个合计或占比与自动计算的不同，按原表保留`);
  }
  if (report.notes.length > 0) lines.push('请注意：', ...report.notes.map((line) => `  ${line}`));
  if (report.missing.length > 0) {
    lines.push('表中有、文件里没有的：', ...report.missing.map((line) => `  ${line}`));
  }
  if (report.leftovers.length > 0) {
    lines.push('没有读入的内容：');
    for (const { where, reason, text } of report.leftovers) {
      lines.push(`  ${where}（${reason}）：${text.replace(/\s*\n\s*/g, ' / ')}`);
    }
  } else lines.push('文件里的内容都已读入。');
  return lines;
}
