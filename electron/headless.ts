/**
 * The command line inside the packaged program, `绩效目标填报.exe --headless check …`: no window, and
 * nothing shared with a program that is open. A Windows program has no console of its own to print
 * to, so `--result FILE` keeps what is printed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'electron';

const SWITCH = '--headless';
const RESULT = '--result';

/**
 * The words behind `--headless`; undefined where the window is wanted.
 * @param words the command line, the program itself first
 */
export function headlessWords(words: readonly string[]): readonly string[] | undefined {
  const at = words.indexOf(SWITCH);
  return at < 0 ? undefined : words.slice(at + 1);
}

/** Takes `--result FILE` out of the words. */
function resultFile(words: readonly string[]): {
  readonly words: readonly string[];
  readonly file: string | undefined;
} {
  const at = words.indexOf(RESULT);
  if (at < 0) return { words, file: undefined };
  return { words: [...words.slice(0, at), ...words.slice(at + 2)], file: words[at + 1] };
}

/** Runs a command and ends the program with its exit code. To be called before the app is ready. */
export async function runHeadless(app: App, all: readonly string[]): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'jixiao-headless-'));
  app.setPath('userData', scratch);
  app.setPath('sessionData', scratch);
  app.disableHardwareAcceleration();
  await app.whenReady();
  const { words, file } = resultFile(all);
  const lines: string[] = [];
  const print = (stream: NodeJS.WriteStream) => (line: string) => {
    lines.push(line);
    stream.write(`${line}\n`);
  };
  // Where there is no console, or nobody reads any more, the file and the exit code still tell.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  const { main } = await import('./cli.ts');
  let code = await main(words, { out: print(process.stdout), error: print(process.stderr) });
  if (file !== undefined && !(await keep(file, lines))) code = 2;
  process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
  app.exit(code);
}

/** Writes the lines for Windows' own editor to read: with a byte order mark. */
async function keep(file: string, lines: readonly string[]): Promise<boolean> {
  const { writeAtomic } = await import('./files/atomic.ts');
  const text = `\uFEFF${lines.join('\r\n')}\r\n`;
  try {
    await writeAtomic(file, new TextEncoder().encode(text), { force: true });
    return true;
  } catch {
    process.stderr.write(`结果写不进「${file}」；请换一个位置。\n`);
    return false;
  }
}
