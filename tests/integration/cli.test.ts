import { execFile } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { read as readWorkbook, utils } from '@e965/xlsx';
import { strToU8, zipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import type { CheckEntry } from '../../electron/cli/check.ts';
import { main } from '../../electron/cli.ts';
import { parseDraft } from '../../shared/draft/draft.ts';
import { rawZip } from '../faults/hostile/raw-zip.ts';
import { exampleDraft } from '../fixtures/example-draft.ts';
import { hasTools } from '../fixtures/tools.ts';
import { wellFilledDraft } from '../fixtures/well-filled-draft.ts';

const root = join(import.meta.dirname, '../..');
const form = join(root, 'tests/fixtures/form');
const example = join(form, 'ezhou-2024.docx');

const folder = mkdtempSync(join(tmpdir(), 'jixiao-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function at(name: string): string {
  return join(folder, name);
}

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function run(command: string, args: readonly string[], cwd = root): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(command, [...args], { cwd, maxBuffer: 1 << 26 }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}

/** Runs the command line in this process; the file is still read in a process of its own. */
async function cli(...args: string[]): Promise<Outcome> {
  const lines = { out: '', err: '' };
  const code = await main(args, {
    out: (line) => {
      lines.out += `${line}\n`;
    },
    error: (line) => {
      lines.err += `${line}\n`;
    },
  });
  return { code, ...lines };
}

function expectOneLine({ code, out, err }: Outcome): string {
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err.trim().split('\n')).toHaveLength(1);
  expect(err).not.toMatch(/\bat .*:\d+/);
  return err;
}

describe('import', () => {
  test('prints what was found in a Word file, and writes the draft', async () => {
    const { code, out } = await cli('import', example, '--out', at('draft.json'));
    expect(code).toBe(0);
    expect(out).toContain('年度绩效指标：40 行（其中空行 1 行）');
    expect(out).toContain('文件里的内容都已读入');
    const draft = parseDraft(JSON.parse(readFileSync(join(folder, 'draft.json'), 'utf8')));
    expect(draft.cells).toEqual(exampleDraft().cells);
  });

  test('refuses to replace a file unless it is told to, and leaves no half file behind', async () => {
    const target = join(folder, 'kept.json');
    writeFileSync(target, 'precious');
    expectOneLine(await cli('import', example, '--out', target));
    expect(readFileSync(target, 'utf8')).toBe('precious');
    expect((await cli('import', example, '--out', target, '--force')).code).toBe(0);
    expect(JSON.parse(readFileSync(target, 'utf8')).year).toBe(2024);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('a file that is missing, damaged, locked or something else gets one sentence', async () => {
    const files: Record<string, Uint8Array> = {
      'damaged.docx': readFileSync(example).subarray(0, 9_000),
      'letter.docx': zipSync({ 'word/document.xml': strToU8('<document/>') }),
      'rich.docx': strToU8('{\\rtf1 x}'),
      'broken.json': strToU8('{"schema":'),
      'strange.json': strToU8('{"schema":1,"form":"department-performance@1","year":"x"}'),
    };
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
    for (const name of [...Object.keys(files), 'nowhere.docx', '.']) {
      expect(expectOneLine(await cli('import', at(name)))).toMatch(/[。！]$/m);
    }
  });

  test('a file that unpacks to gigabytes ends in seconds, in a process of bounded memory', async () => {
    const bomb = rawZip([{ name: 'word/document.xml', data: new Uint8Array(100 << 20) }]);
    writeFileSync(join(folder, 'bomb.docx'), bomb);
    const started = Date.now();
    expectOneLine(await cli('import', at('bomb.docx')));
    expect(Date.now() - started).toBeLessThan(10_000);
  });
});

describe('export', () => {
  test.runIf(hasTools('python3'))(
    'a Word file written by other software comes out as the official table, cell by cell',
    async () => {
      expect((await cli('export', example, '--out', at('out.docx'))).code).toBe(0);
      const { out } = await run('python3', [
        join(root, 'tests/fixtures/docx-rows.py'),
        at('out.docx'),
        '--expect',
        join(form, 'ezhou-2024.rows.json'),
      ]);
      expect(out.trim()).toBe('0 differences in 99 rows');
    },
  );

  test('a draft file gives the same bytes as the Word file it was read from', async () => {
    await cli('import', example, '--out', at('again.json'));
    expect((await cli('export', at('again.json'), '--out', at('again.docx'))).code).toBe(0);
    expect((await cli('export', example, '--out', at('direct.docx'))).code).toBe(0);
    const [again, direct] = ['again.docx', 'direct.docx'].map((n) => readFileSync(join(folder, n)));
    expect(again?.equals(direct ?? Buffer.alloc(0))).toBe(true);
  });

  test('needs a target, and an existing folder for it', async () => {
    expect(expectOneLine(await cli('export', example))).toContain('--out');
    expectOneLine(await cli('export', example, '--out', at('no/such/folder/out.docx')));
  });
});

describe('demo', () => {
  test('goes the whole way on the bundled example and says where the results lie', async () => {
    const dir = join(folder, '演示 结果');
    const { code, out } = await cli('demo', '--dir', dir);
    expect(code).toBe(0);
    expect(out).toContain(dir);
    const files = readdirSync(dir);
    expect(files).toContain('2024年度鄂州市信访局部门整体绩效目标表.docx');
    expect(files.some((name) => name.endsWith('.sqlite'))).toBe(true);
  });

  test('a second run into the same folder replaces nothing without --force', async () => {
    const dir = join(folder, 'twice');
    mkdirSync(dir);
    expect((await cli('demo', '--dir', dir)).code).toBe(0);
    expectOneLineAtEnd(await cli('demo', '--dir', dir));
  });
});

function expectOneLineAtEnd({ code, err }: Outcome): void {
  expect(code).toBe(2);
  expect(err.trim().split('\n')).toHaveLength(1);
}

describe('what comes out of a file', () => {
  const text = readFileSync(join(form, 'ezhou-2024.txt'), 'utf8');
  const hostile = text
    .replace('鄂州市信访局', '鄂州市\u001b]0;title\u0007\u009b2J\u202e信访局')
    .replace(/^/, '\u001b[2J\u0008\u007f\r标题\n');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about.
  const obeyed = /[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/;

  test('is printed without anything that a terminal obeys, by every command', async () => {
    const path = at('甲\u001b[31m乙\n丙.txt');
    writeFileSync(path, hostile);
    const draft = at('hostile.json');
    const word = at('hostile\u009b.docx');
    const said = [];
    for (const args of [
      ['import', path, '--out', draft],
      ['export', path, '--out', word],
      ['check', path],
      ['check', draft, word],
      ['check', '--json', path],
      ['check', '--fix', path, '--out', at('fixed\u001b.json')],
      ['import', at('none\u001b.docx')],
      ['\u001b[2J'],
    ]) {
      const { out, err } = await cli(...args);
      expect(out + err, args.join(' ')).not.toBe('');
      expect(out + err, args.join(' ')).not.toMatch(obeyed);
      said.push(out);
    }
    expect(said[0]).toContain('\\u001b');
    expect(said[2]).toContain('甲\\u001b[31m乙\\u000a丙.txt\n');
  });

  test('is the same JSON, read again', async () => {
    const path = at('\u009b\u202e.txt');
    writeFileSync(path, hostile);
    const { out } = await cli('check', '--json', path);
    const entries: readonly CheckEntry[] = JSON.parse(out);
    expect(new Set(entries.map(({ file }) => file))).toEqual(new Set([path]));
  });
});

describe('wrong usage', () => {
  test('an unknown command or option, or too many files, is one line', async () => {
    expectOneLine(await cli('improt', example));
    expectOneLine(await cli('import', example, '--fast'));
    expectOneLine(await cli('import'));
    expectOneLine(await cli('import', example, example));
  });

  test('through npm and a process of its own, the exit code and standard error are the same', async () => {
    const npm = ['run', '--silent', 'cli', '--'];
    const help = await run('npm', [...npm, 'help'], root);
    expect(help).toMatchObject({ code: 0, out: expect.stringContaining('用法') });
    expectOneLine(await run('npm', [...npm, 'import', at('nowhere.docx')], root));
    const read = await run('npm', [...npm, 'import', example], root);
    expect(read).toMatchObject({ code: 0, out: expect.stringContaining('40 行'), err: '' });
  });
});

describe('check', () => {
  test('prints the findings of a file as the report that a colleague gets, and says by its exit code that there are errors', async () => {
    const { code, out } = await cli('check', example);
    expect(code).toBe(1);
    expect(out).toContain('各项相加 655.76，合计填的是 658.57，差额 2.81 万元');
  });

  test('gives a list of findings as JSON, of drafts, Word files, text and folders alike', async () => {
    const dir = join(folder, '全部');
    mkdirSync(join(dir, '下级'), { recursive: true });
    copyFileSync(example, join(dir, '甲.docx'));
    copyFileSync(join(form, 'ezhou-2024.doc'), join(dir, '下级', '乙.doc'));
    copyFileSync(join(form, 'ezhou-2024.txt'), join(dir, '丙.txt'));
    writeFileSync(join(dir, '丁.json'), JSON.stringify(exampleDraft()));
    writeFileSync(join(dir, '戊.docx'), 'broken');
    writeFileSync(join(dir, '~$甲.docx'), 'lock');
    writeFileSync(join(dir, '照片.png'), 'picture');
    const { code, out } = await cli('check', dir, '--json');
    expect(code).toBe(1);
    const entries = JSON.parse(out) as CheckEntry[];
    const byFile = Map.groupBy(entries, ({ file }) => basename(file));
    const said = (name: string) =>
      byFile
        .get(name)
        ?.map(({ rule, severity, message, fixable }) => [rule, severity, message, fixable]);
    expect([...byFile.keys()].sort()).toEqual([
      '丁.json',
      '丙.txt',
      '乙.doc',
      '戊.docx',
      '甲.docx',
    ]);
    expect(said('乙.doc')).toEqual(said('甲.docx'));
    expect(said('丙.txt')).toEqual(said('甲.docx'));
    expect(said('丁.json')).toEqual(said('甲.docx'));
    expect(entries.filter((entry) => entry.rule === 'unreadable')).toHaveLength(1);
    expect(entries.find((entry) => entry.rule === 'funding-sum')).toMatchObject({
      severity: 'error',
      fixable: true,
      address: expect.stringContaining('funding/income/total/previousYear'),
    });
  });

  test('--summary writes all of a folder as one workbook, with who on a list has reported, or as CSV', async () => {
    const dir = join(folder, '汇总');
    mkdirSync(dir);
    copyFileSync(example, join(dir, '甲.docx'));
    writeFileSync(join(dir, '乙.docx'), 'broken');
    writeFileSync(at('名单.txt'), '序号,单位\n1,鄂州市信访局\n2,鄂州市教育局\n');
    const target = at('汇总.xlsx');
    const args = ['check', dir, '--json', '--summary', target, '--list', at('名单.txt')];
    expect((await cli(...args)).code).toBe(1);
    const book = readWorkbook(readFileSync(target));
    const sheet = (name: string) =>
      utils.sheet_to_json<string[]>(book.Sheets[name] ?? {}, { header: 1, defval: '' });
    expect(sheet('审核汇总').map((row) => [row[0], row[5], row[8]])).toEqual([
      ['部门（单位）', '收入构成合计（万元）', '文件'],
      ['鄂州市信访局', 593.27, '甲.docx'],
      ['', '', '乙.docx'],
    ]);
    expect(sheet('应报已报').map((row) => row.slice(0, 2))).toContainEqual([
      '鄂州市教育局',
      '未报',
    ]);
    expectOneLineAtEnd(await cli(...args));
    await cli('check', dir, '--summary', at('汇总.csv'));
    expect(readFileSync(at('汇总.csv'), 'utf8')).toContain('鄂州市信访局,2024,');
  });

  test('a file that cannot be read is exit code 2 where it is the only one', async () => {
    writeFileSync(at('alone.docx'), 'broken');
    const { code, out, err } = await cli('check', at('alone.docx'), '--json');
    expect(code).toBe(2);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(out)).toMatchObject([{ rule: 'unreadable', severity: 'error' }]);
  });

  test('a well-filled form is exit code 0', async () => {
    writeFileSync(at('well.json'), JSON.stringify(wellFilledDraft()));
    expect(await cli('check', at('well.json'), '--json')).toMatchObject({ code: 0, out: '[]\n' });
  });

  test('--fix takes what 一键更正 takes, and leaves the file as it was', async () => {
    const before = readFileSync(example);
    const { code, out } = await cli('check', '--fix', example, '--out', at('fixed.json'));
    expect(code).toBe(0);
    expect(out).toContain('已更正');
    expect(readFileSync(example).equals(before)).toBe(true);
    const { out: rest } = await cli('check', at('fixed.json'), '--json');
    const rules = (JSON.parse(rest) as CheckEntry[])
      .filter((entry) => entry.severity === 'error')
      .map((entry) => entry.rule);
    expect(rules.sort()).toEqual(['funding-sum', 'funding-sum', 'year']);
  });
});
