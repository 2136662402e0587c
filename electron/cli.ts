/** The command line: the same services without a window. */

import { type Command, type Console, runCommand } from './cli/command.ts';
import { visibleLines } from './cli/visible.ts';

/** Loaded when asked for: a command does not wait for the libraries of the others. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  import: async () => (await import('./cli/import.ts')).importCommand,
  export: async () => (await import('./cli/export.ts')).exportCommand,
  check: async () => (await import('./cli/check.ts')).checkCommand,
  demo: async () => (await import('./cli/demo.ts')).demoCommand,
};

const USAGE = `用法：npm run --silent cli -- 命令 参数
  import 文件 [--out 草稿.json] [--force]     读入一份 Word 表，打印读入报告
  export 文件 --out 输出.docx [--force]      把草稿（.json）或 Word 表写成官方格式的 Word 表
  check 文件或文件夹… [--json]               审核
    [--summary 汇总.xlsx] [--list 名单.xlsx]  另存汇总表（.xlsx 或 .csv），对照应报部门的名单
  check --fix 文件 --out 草稿.json [--force] 一键更正，另存为草稿
  demo [--dir 文件夹]                        用内置的示例走一遍全程
退出码：0 已完成；1 审核发现错误；2 用法不对、文件读不了、不是这张表，或目标文件已存在`;

/**
 * Runs the command line. What it says may quote a file: `terminal` gets nothing that it would obey.
 * @param args without the program's own name
 * @returns the exit code
 */
export async function main(args: readonly string[], terminal: Console): Promise<number> {
  const console: Console = {
    out: (line) => terminal.out(visibleLines(line)),
    error: (line) => terminal.error(visibleLines(line)),
  };
  const [name = '', ...rest] = args;
  if (name === '' || name === 'help' || name === '--help') {
    console.out(USAGE);
    return name === '' ? 2 : 0;
  }
  const command = COMMANDS[name];
  if (!command) {
    console.error(`没有「${name}」这个命令；可用的命令：${Object.keys(COMMANDS).join('、')}。`);
    return 2;
  }
  return runCommand(async () => (await command())(rest, console), console);
}

if (import.meta.main) {
  // Whoever reads our output (head, a pager) may stop reading: that is no fault.
  process.stdout.on('error', () => {});
  const console: Console = {
    out: (line) => process.stdout.write(`${line}\n`),
    error: (line) => process.stderr.write(`${line}\n`),
  };
  // No `await` here: the packaged program holds this file as CommonJS.
  main(process.argv.slice(2), console).then((code) => {
    process.exitCode = code;
  });
}
