/** The Excel files as other programs see them: Python's zip and XML, Microsoft's validator. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXCEL_TASKS } from '../../electron/files/excel-tasks.ts';
import { rowsOf } from '../../shared/draft/draft.ts';
import { applyEdit } from '../../shared/draft/edit.ts';
import { departmentPerformance as form } from '../../shared/form/department-performance.ts';
import { exampleDraft } from '../fixtures/example-draft.ts';
import { hasValidator, validateFile } from '../fixtures/ooxml-validator.ts';
import { hasTools } from '../fixtures/tools.ts';

const run = promisify(execFile);
const FORMULA = "=cmd|' /C calc'!A0";
const ID = '7b5c9f3e-1111-4222-8333-444455556666';
const plain = exampleDraft();
const second = rowsOf(plain, 'annual')[1]?.id ?? '';
const draft = applyEdit(form, plain, {
  type: 'set',
  cells: [[`annual/${second}/level3`, FORMULA]],
});

interface SheetSeen {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
  readonly formulas: number;
}

let folder = '';
let tables = '';
let entry = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jixiao-excel-out-'));
  [tables, entry] = [join(folder, 'tables.xlsx'), join(folder, 'entry.xlsx')];
  await writeFile(tables, EXCEL_TASKS.writeTables({ id: ID, draft }));
  await writeFile(entry, EXCEL_TASKS.writeEntry({ id: ID, draft }).bytes);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function seenByPython(path: string): Promise<readonly SheetSeen[]> {
  const script = join(import.meta.dirname, '../fixtures/xlsx-rows.py');
  const { stdout } = await run('python3', [script, path], {
    env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
    maxBuffer: 1e7,
  });
  return JSON.parse(stdout) as SheetSeen[];
}

test.runIf(hasTools('python3'))(
  'every indicator and figure stands in the file that goes to the sections, and nothing is a formula',
  async () => {
    const sheets = await seenByPython(tables);
    expect(sheets.map((sheet) => sheet.name)).toEqual([
      ...['部门总体资金情况', '长期绩效指标', '年度绩效指标'],
    ]);
    expect(sheets.every((sheet) => sheet.formulas === 0)).toBe(true);
    const [funding, , annual] = sheets;
    expect(funding?.rows[3]).toEqual([
      '收入构成',
      '财政拨款',
      '593.27',
      '100%',
      '589.23',
      '652.23',
    ]);
    const table = form.tables.get('annual');
    const expected = rowsOf(draft, 'annual').map((row) => [
      ...(table?.columns ?? []).map((column) => row.cells[column.id] ?? ''),
      `${ID}/${row.id}`,
    ]);
    expect(annual?.rows.slice(4)).toEqual(expected);
    expect(annual?.rows[5]?.[2]).toBe(FORMULA);
  },
);

test.runIf(hasTools('python3'))(
  'every indicator stands in 一体化录入表 with its groups, and nothing is a formula',
  async () => {
    const sheets = await seenByPython(entry);
    expect(sheets.map(({ name, rows }) => [name, rows.length])).toEqual([
      ['长期绩效指标', 40],
      ['年度绩效指标', 40],
    ]);
    expect(sheets.every((sheet) => sheet.formulas === 0)).toBe(true);
    expect(sheets[1]?.rows[2]?.slice(0, 6)).toEqual([
      ...['运行成本', '在职人员控制', FORMULA, '≤', '100', '%'],
    ]);
  },
);

test.runIf(hasValidator())("Microsoft's validator has nothing to say of either file", async () => {
  for (const path of [tables, entry]) {
    expect(await validateFile(path, { officeVersion: 'Office2019' })).toMatchObject({ errors: [] });
  }
});

test('a file that comes back is compared with the draft it came from, and a foreign one refused', async () => {
  const plan = await EXCEL_TASKS.readBack({ id: ID, draft, path: tables });
  expect(plan).toMatchObject({ fileName: 'tables.xlsx', changes: [], added: [], absent: [] });
  await expect(
    EXCEL_TASKS.readBack({ id: ID, draft, path: join(import.meta.dirname, '../../package.json') }),
  ).rejects.toMatchObject({ code: 'not-this-form' });
});
