/**
 * `check FILE… [--json]`: what the finance bureau would send back, for drafts, files of any kind that
 * import takes, and folders of them. `check --fix FILE --out DRAFT.json`: takes the sure corrections.
 */
import type { Finding, Severity } from '../../shared/checks/check.ts';
import { openFindings } from '../../shared/checks/facts.ts';
import { reportText } from '../../shared/checks/report.ts';
import { fixAll, runChecks } from '../../shared/checks/run.ts';
import type { Draft } from '../../shared/draft/draft.ts';
import type { FormDefinition } from '../../shared/form/definition.ts';
import { formFilesIn } from '../files/form-folder.ts';
import { problemOf } from '../problem.ts';
import {
  type Command,
  type Console,
  openAny,
  readArguments,
  UsageError,
  withReader,
  writeDraft,
} from './command.ts';

/** One line of `--json`. */
export interface CheckEntry {
  readonly file: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly address: string;
  readonly message: string;
  /** Whether there is a 更正 for it. */
  readonly fixable: boolean;
}

interface Checked {
  readonly file: string;
  readonly definition: FormDefinition;
  readonly draft: Draft;
  readonly findings: readonly Finding[];
}

interface Unreadable {
  readonly file: string;
  readonly sentence: string;
}

export const checkCommand: Command = async (args, console) => {
  const { values, positionals } = readArguments(
    args,
    {
      json: { type: 'boolean' },
      fix: { type: 'boolean' },
      out: { type: 'string' },
      force: { type: 'boolean' },
    },
    { min: 1, max: Number.POSITIVE_INFINITY },
  );
  if (values.fix) return fix(positionals, values.out, values.force ?? false, console);
  const files = (await Promise.all(positionals.map(formFilesIn))).flat();
  if (files.length === 0) throw new UsageError('文件夹里没有可以审核的文件。');
  return withReader(async (reader) => {
    const results: (Checked | Unreadable)[] = [];
    for (const file of files) {
      try {
        const { forms } = await openAny(file, reader);
        for (const { definition, draft } of forms) {
          results.push({ file, definition, draft, findings: runChecks(definition, draft) });
        }
      } catch (error) {
        results.push({ file, sentence: problemOf(error).message });
      }
    }
    if (values.json) console.out(JSON.stringify(results.flatMap(entriesOf), null, 1));
    else for (const result of results) console.out(textOf(result));
    return exitCode(results, console);
  });
};

function entriesOf(result: Checked | Unreadable): CheckEntry[] {
  const { file } = result;
  if ('sentence' in result) {
    const { sentence: message } = result;
    return [{ file, rule: 'unreadable', severity: 'error', address: '', message, fixable: false }];
  }
  return openFindings(result.draft, result.findings).map((finding) => ({
    file,
    rule: finding.rule,
    severity: finding.severity,
    address: finding.addresses[0] ?? '',
    message: finding.message,
    fixable: finding.fix !== undefined,
  }));
}

function textOf(result: Checked | Unreadable): string {
  if ('sentence' in result) return `${result.file}\n${result.sentence}\n`;
  return `${result.file}\n${reportText(result.definition, result.draft, result.findings)}`;
}

/** 2 where the only file cannot be read, 1 where there is an error, else 0. */
function exitCode(results: readonly (Checked | Unreadable)[], console: Console): number {
  const [only] = results;
  if (results.length === 1 && only && 'sentence' in only) {
    console.error(only.sentence);
    return 2;
  }
  return results.flatMap(entriesOf).some((entry) => entry.severity === 'error') ? 1 : 0;
}

async function fix(
  files: readonly string[],
  out: string | undefined,
  force: boolean,
  console: Console,
): Promise<number> {
  const [file, ...more] = files;
  if (!file || more.length > 0) throw new UsageError('一键更正一次只处理一个文件。');
  if (!out) throw new UsageError('没有写明更正后的草稿存到哪里：请加上 --out 草稿.json。');
  const { definition, draft } = await withReader((reader) => openAny(file, reader));
  const fixed = fixAll(definition, draft);
  await writeDraft(out, fixed.draft, force);
  for (const { finding, description } of fixed.done) {
    console.out(`${finding.message}\n    已更正：${description}`);
  }
  console.out(`共更正 ${fixed.done.length} 处，草稿已写入 ${out}`);
  return 0;
}
