/** The Word file as other programs see it: Python's zip and XML, Microsoft's validator, LibreOffice. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blankDraft, type Draft, rowsOf } from '../../shared/draft/draft.ts';
import { applyEdit } from '../../shared/draft/edit.ts';
import { departmentPerformance as form } from '../../shared/form/department-performance.ts';
import { layOut } from '../../shared/table/lay-out.ts';
import { bare } from '../../shared/text.ts';
import { readDocx } from '../../shared/word/read.ts';
import { writeDocx } from '../../shared/word/write.ts';
import { exampleBytes } from '../fixtures/docx-variant.ts';
import { exampleDraft, exampleWithIndicators } from '../fixtures/example-draft.ts';
import { hasValidator, validateFile } from '../fixtures/ooxml-validator.ts';
import { hasTools } from '../fixtures/tools.ts';

const run = promisify(execFile);
const fixtures = join(import.meta.dirname, '..', 'fixtures');
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jixiao-word-out-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, draft: Draft): Promise<string> {
  const path = join(folder, `${name}.docx`);
  await writeFile(path, await writeDocx(form, layOut(form, draft)));
  return path;
}

function edited(draft: Draft, cells: readonly (readonly [string, string])[]): Draft {
  return applyEdit(form, draft, { type: 'set', cells });
}

/** Numbered pieces: one that is missing on paper can be told. */
function pieces(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `【${String(i + 1).padStart(5, '0')}】绩效`);
}

test.runIf(hasTools('python3'))(
  'the example read from its Word file comes out equal to the official table, mistakes included',
  async () => {
    const path = await write('example-read', readDocx(exampleBytes(), 2026).draft);
    const expected = join(fixtures, 'form', 'ezhou-2024.rows.json');
    const { stdout } = await run('python3', [
      join(fixtures, 'docx-rows.py'),
      path,
      '--expect',
      expected,
    ]);
    expect(stdout.trim()).toBe('0 differences in 99 rows');
  },
);

test('the same draft gives the same bytes, whatever the day, the time zone and chance', async () => {
  const hashOn = async (day: string, zone: string, chance: number) => {
    const world = `
      const RealDate = Date;
      globalThis.Date = class extends RealDate {
        constructor(...args) { super(...(args.length ? args : ['${day}'])); }
        static now() { return new RealDate('${day}').getTime(); }
      };
      Math.random = () => ${chance};`;
    const { stdout } = await run(
      process.execPath,
      [
        '--import',
        `data:text/javascript,${encodeURIComponent(world)}`,
        join(fixtures, 'print-export-hash.ts'),
      ],
      { env: { ...process.env, TZ: zone } },
    );
    return stdout.trim().split(' ');
  };
  const [today, tomorrow] = await Promise.all([
    hashOn('2026-03-01T01:02:03.000Z', 'Asia/Shanghai', 0.1),
    hashOn('2031-12-31T20:59:58.000Z', 'America/New_York', 0.9),
  ]);
  expect(today?.[0]).toBe('2026-03-01T01:02:03.000Z');
  expect(tomorrow?.[0]).toBe('2031-12-31T20:59:58.000Z');
  expect(tomorrow?.[1]).toBe(today?.[1]);
  const table = layOut(form, exampleDraft());
  expect(await writeDocx(form, table)).toEqual(await writeDocx(form, table));
});

test.runIf(hasValidator())(
  'no Office version that the offices use finds a fault in the file',
  async () => {
    const odd = edited(exampleDraft(), [
      ['department', '😀<甲>&"乙"\t丙\n丁\ud800'],
      ['duties', '　　自己缩进\n\n第三段'],
      ['tasks', '任务'.repeat(50_000)],
      ['longTermGoal/endYear', '2026'],
    ]);
    const files = [await write('odd', odd), await write('blank', blankDraft(form, 2026))];
    const versions = ['Office2013', 'Office2016', 'Office2019', 'Microsoft365'] as const;
    const results = await Promise.all(
      files.flatMap((file) =>
        versions.map((officeVersion) => validateFile(file, { officeVersion })),
      ),
    );
    expect(results.flatMap((result) => result.errors)).toEqual([]);
    expect(results.every((result) => result.ok)).toBe(true);
  },
);

describe.runIf(hasTools('soffice', 'pdftotext'))('printed by LibreOffice', () => {
  const LONG = pieces(1500);
  const NARROW = pieces(40);
  const example = exampleDraft();
  const firstRow = rowsOf(example, 'longTerm')[0]?.id ?? '';
  const drafts: Readonly<Record<string, Draft>> = {
    example,
    many: exampleWithIndicators(200),
    long: edited(example, [
      ['duties', LONG.join('')],
      [`longTerm/${firstRow}/level3`, NARROW.join('')],
    ]),
    merged: edited(
      example,
      rowsOf(example, 'longTerm').map((row, i) => {
        const group = Math.floor(i / 3);
        return [
          `longTerm/${row.id}/level2`,
          `第${group}组${NARROW.slice(0, 12).join('')}第${group}末`,
        ];
      }),
    ),
  };
  const printed = new Map<string, string>();

  beforeAll(async () => {
    const paths = await Promise.all(Object.entries(drafts).map(([n, d]) => write(n, d)));
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
    const options = ['--headless', '--convert-to', 'pdf', '--outdir', folder];
    await run('soffice', [profile, ...options, ...paths], { timeout: 120_000 });
    for (const name of Object.keys(drafts)) {
      const { stdout } = await run('pdftotext', ['-raw', join(folder, `${name}.pdf`), '-']);
      printed.set(name, bare(stdout).replace(/第\d+页共\d+页/g, ''));
    }
  }, 120_000);

  test.each(['example', 'many'])('%s: every cell stands on paper', (name) => {
    const draft = drafts[name] ?? example;
    const texts = layOut(form, draft).rows.flatMap((row) => row.cells.map((c) => bare(c.text)));
    expect(texts.filter((text) => !printed.get(name)?.includes(text))).toEqual([]);
  });

  test('texts that fill pages, in wide and in narrow cells, lose nothing', () => {
    const paper = printed.get('long');
    expect(LONG.filter((piece) => !paper?.includes(piece))).toEqual([]);
  });

  test('a merged text taller than its rows loses nothing where a page ends', () => {
    const cells = layOut(form, drafts.merged ?? example).rows.flatMap((row) => row.cells);
    const ends = cells.flatMap((cell) => /第\d+末/.exec(cell.text) ?? []);
    expect(printed.get('merged')?.match(/第\d+末/g)).toEqual(ends);
  });

  test('pages are A4 and numbered to the last', async () => {
    const pdf = join(folder, 'many.pdf');
    const { stdout: facts } = await run('pdfinfo', [pdf]);
    expect(facts).toMatch(/Page size:\s+595\.\d+ x 84[12]\.\d+ pts \(A4\)/);
    const pages = /Pages:\s+(\d+)/.exec(facts)?.[1] ?? '';
    const { stdout: last } = await run('pdftotext', ['-f', pages, '-l', pages, pdf, '-']);
    expect(bare(last)).toContain(`第${pages}页共${pages}页`);
  });
});
