import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { read, utils, type WorkBook, type WorkSheet, write } from '@e965/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hasTools } from '../fixtures/tools.ts';
import { seriousViolations } from './axe.ts';
import { type EditorPage, openDraft } from './editor-page.ts';
import { answerDialogs, callPage, launch, type Program } from './harness.ts';

let program: Program;
let folder: string;
let form: EditorPage;
let tables: string;

beforeAll(async () => {
  program = await launch();
  folder = await mkdtemp(join(tmpdir(), 'jixiao-excel-'));
  tables = join(folder, '科室填报.xlsx');
  form = await openDraft(program, 'example');
});
afterAll(async () => {
  await program.close();
  await rm(folder, { recursive: true });
});

async function choose(id: string): Promise<void> {
  await program.app.evaluate(
    ({ Menu }, id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.click(),
    id,
  );
}

async function workbook(path: string): Promise<WorkBook> {
  return read(await readFile(path), { cellFormula: true });
}

/** Where a text stands on a sheet. */
function find(sheet: WorkSheet, text: string): { r: number; c: number } {
  const at = Object.keys(sheet).find((ref) => sheet[ref].v === text);
  if (!at) throw new Error(`no ${text}`);
  return utils.decode_cell(at);
}

function put(sheet: WorkSheet, at: { r: number; c: number }, value: string | number): void {
  utils.sheet_add_aoa(sheet, [[value]], { origin: at });
}

async function readBack(path: string): Promise<void> {
  await answerDialogs(program.app, { open: path });
  await choose('read-back');
}

async function stored() {
  const { items } = await callPage(program.page, 'drafts.list', { offset: 0, limit: 1 });
  return await callPage(program.page, 'drafts.open', { id: items[0]?.id ?? '' });
}

test('the tables go out with a proposed name, each section a sheet, and are offered to be opened', async () => {
  const { page } = program;
  const asked = await answerDialogs(program.app, { save: tables });
  await page.getByRole('button', { name: 'ellipsis' }).click();
  await page.getByRole('menuitem', { name: '导出 Excel…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('科室填报.xlsx').waitFor();
  expect((await asked()).at(-1)?.defaultPath).toContain(
    '2024年度鄂州市信访局部门整体绩效目标表.xlsx',
  );
  expect(await dialog.getByRole('button', { name: '打开文件' }).isEnabled()).toBe(true);
  expect(await dialog.getByRole('button', { name: '打开所在文件夹' }).isEnabled()).toBe(true);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  // The menu entry that it was chosen from is gone: what is typed next is for the grid.
  const focused = () => page.evaluate(() => document.activeElement?.tagName);
  await expect.poll(focused).toBe('TEXTAREA');
  await form.type('7');
  await expect.poll(() => form.editor()).toEqual({ value: '7', open: true });
  await form.press('Escape');
  const { SheetNames } = await workbook(tables);
  expect(SheetNames).toEqual(['部门总体资金情况', '长期绩效指标', '年度绩效指标']);
});

test.runIf(hasTools('soffice'))(
  'LibreOffice shows every indicator of it, line by line',
  async () => {
    const { draft } = await stored();
    const everySheet =
      'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1';
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'office'))}`;
    const options = ['--headless', '--convert-to', everySheet, '--outdir', folder, tables];
    await promisify(execFile)('soffice', [profile, ...options], { timeout: 100_000 });
    const csv = await readFile(join(folder, '科室填报-年度绩效指标.csv'), 'utf8');
    const lines = csv.split('\n').map((line) => line.split(','));
    const indicators = (draft.rows.annual ?? []).filter((row) =>
      row.cells.level3?.match(/^[^，“]+$/),
    );
    expect(indicators.length).toBeGreaterThan(30);
    for (const { cells } of indicators) {
      const line = lines.find((one) => one[2] === cells.level3 && one[1] === cells.level2);
      const columns = ['level1', 'level2', 'level3', 'yearBeforeLast', 'previousYear', 'target'];
      expect(line?.slice(0, 6)).toEqual(columns.map((column) => cells[column] ?? ''));
    }
  },
);

test('read back as it went out, a file changes nothing', async () => {
  const { page } = program;
  await readBack(tables);
  const dialog = page.getByRole('dialog', { name: '文件里没有要改的内容' });
  await dialog.waitFor();
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
});

test('what a section has changed is listed, written in one step that can be undone, and what was there is a version', async () => {
  const { page } = program;
  const book = await workbook(tables);
  const annual = book.Sheets.年度绩效指标 ?? {};
  const funding = book.Sheets.部门总体资金情况 ?? {};
  const row = find(annual, '政府采购执行率').r;
  put(annual, { r: row, c: 5 }, '≥99%');
  const end = utils.decode_range(annual['!ref'] ?? '').e.r + 1;
  for (const [c, text] of [
    '满意度',
    '服务对象满意度',
    '来访群众满意率',
    '',
    '',
    '≥96%',
  ].entries()) {
    put(annual, { r: end, c }, text);
  }
  const fiscal = find(funding, '财政拨款').r;
  put(funding, { r: fiscal, c: 2 }, 600.5);
  const changed = join(folder, '科室填好.xlsx');
  await writeFile(changed, write(book, { type: 'buffer', bookType: 'xlsx' }));

  const before = await stored();
  await readBack(changed);
  const dialog = page.getByRole('dialog', { name: '从 Excel 读回' });
  await dialog.waitFor();
  const rows = await dialog.getByRole('row').allInnerTexts();
  expect(rows.slice(1).map((text) => text.split('\t').map((part) => part.trim()))).toEqual([
    ['收入构成·财政拨款·当年金额', '593.27', '600.5'],
    ['年度绩效指标「政府采购执行率」预期当年实现值', '≥98%', '≥99%'],
  ]);
  expect(await dialog.innerText()).toContain('年度绩效指标「来访群众满意率」');
  expect((await stored()).draft).toEqual(before.draft);
  expect(await seriousViolations(page, '.ant-modal')).toEqual([]);
  await dialog.getByRole('button', { name: '写入 3 处' }).click();
  await form.expectText('funding/income/fiscal/current', '600.5');
  // The sum was 593.27 in the file too: it is computed, not read.
  await form.expectText('funding/income/total/current', '600.5');
  await expect.poll(async () => (await stored()).draft.rows.annual?.length).toBe(41);
  const { draft, summary } = await stored();
  expect(draft.rows.annual?.at(-1)?.cells).toEqual({
    level1: '满意度',
    level2: '服务对象满意度',
    level3: '来访群众满意率',
    target: '≥96%',
  });
  const { versions } = await callPage(page, 'versions.list', { of: summary.id });
  const newest = await callPage(page, 'versions.open', { id: versions[0]?.id ?? '' });
  expect(newest.draft).toEqual(before.draft);

  await page.locator('textarea.floating-editor').focus();
  await page.keyboard.press('Control+z');
  await form.expectText('funding/income/fiscal/current', '593.27');
  await expect.poll(async () => (await stored()).draft.rows).toEqual(before.draft.rows);
});

test('a file that holds none of the tables gives a sentence, and a person may say no', async () => {
  const { page } = program;
  const before = (await stored()).draft;
  const bad = join(folder, '别的.xlsx');
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([['姓名', '工资']]), '别的');
  await writeFile(bad, write(book, { type: 'buffer', bookType: 'xlsx' }));
  await readBack(bad);
  const dialog = page.getByRole('dialog', { name: '没有读回' });
  await dialog.waitFor();
  expect(await dialog.innerText()).toContain('没有读入任何内容');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });

  await readBack(join(folder, '科室填好.xlsx'));
  await page.getByRole('button', { name: '不写入' }).click();
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  expect((await stored()).draft).toEqual(before);
});

test('一体化录入表 goes out with sign, number and unit apart; what needs a hand is named', async () => {
  const { page } = program;
  const path = join(folder, '录入.xlsx');
  const asked = await answerDialogs(program.app, { save: path });
  await choose('export-entry');
  await page.getByRole('button', { name: '继续导出' }).click();
  const dialog = page.getByRole('dialog', { name: '已导出一体化录入表' });
  await dialog.waitFor();
  expect((await asked()).at(-1)?.defaultPath).toContain('部门整体绩效目标表一体化录入表.xlsx');
  expect(await dialog.innerText()).toContain('年度绩效指标「常态化驻京专班」的预期当年实现值');
  await page.keyboard.press('Enter');
  const sheet = (await workbook(path)).Sheets.年度绩效指标 ?? {};
  const lines = utils.sheet_to_json<unknown[]>(sheet, { header: 1 });
  expect(lines[0]?.slice(0, 11)).toEqual([
    ...['一级指标', '二级指标', '指标名称', '计算符号', '指标值', '计量单位'],
    ...['前年指标值（2022年）', '上年指标值（2023年）', '指标值确定依据'],
    ...['指标内容', '评（扣）分标准'],
  ]);
  expect(lines.find((line) => line[2] === '政府采购执行率')?.slice(0, 9)).toEqual([
    ...['管理效率', '预算执行', '政府采购执行率', '≥', 98, '%', 99, 98, '预算支出标准'],
  ]);
});

test('the page has nothing to complain about', () => {
  expect(program.complaints).toEqual([]);
});
