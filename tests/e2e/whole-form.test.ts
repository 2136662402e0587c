import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readDocx } from '../../shared/word/read.ts';
import { hasTools } from '../fixtures/tools.ts';
import {
  FUNDING,
  INDICATORS,
  type Indicator,
  officialRows,
  SINGLE,
} from '../fixtures/typed-form.ts';
import { type EditorPage, editorPage } from './editor-page.ts';
import { answerDialogs, launch, type Program } from './harness.ts';
import { type InputMethod, inputMethod } from './input-method.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');
const YEAR = 2027;

let program: Program;
let folder: string;
let form: EditorPage;
let method: InputMethod;
beforeAll(async () => {
  program = await launch();
  form = editorPage(program);
  method = await inputMethod(program.page);
  folder = await mkdtemp(join(tmpdir(), 'jixiao-whole-'));
});
afterAll(async () => {
  await program.close();
  await rm(folder, { recursive: true });
});

/** Presses Tab until the focus is on a button. */
async function tabTo(button: string): Promise<void> {
  const focused = () => program.page.evaluate(() => document.activeElement?.textContent?.trim());
  for (let presses = 0; presses < 40; presses++) {
    if ((await focused()) === button) return;
    await form.press('Tab');
  }
  throw new Error(`no way by Tab to ${button}`);
}

/** Types the lines of a cell and goes on to the next. */
async function fill(text: string): Promise<void> {
  for (const [i, line] of text.split('\n').entries()) {
    if (i > 0) await form.press('Alt+Enter');
    await form.type(line);
  }
  await form.press('Tab');
}

/** Takes the entry of the open list under the cell that is `text`, by arrow keys alone. */
async function choose(text: string): Promise<void> {
  await form.press('Alt+ArrowDown');
  const options = program.page.getByRole('listbox').getByRole('option');
  const place = async () =>
    (await options.allTextContents()).findIndex((option) => option.startsWith(text));
  await expect
    .poll(place, { message: `${text} in the list`, timeout: 3000 })
    .toBeGreaterThanOrEqual(0);
  const at = await place();
  for (let i = 0; i <= at; i++) await form.press('ArrowDown');
  await form.press('Enter', 'Tab');
}

/** Takes a row out of the merged 二级指标 above it, by the menu of its own key. */
async function splitLevel2(text: string): Promise<void> {
  await form.press('Shift+F10');
  const inMenu = () =>
    program.page.evaluate(() => document.activeElement?.closest('[role="menu"]') !== null);
  await expect.poll(inMenu, { timeout: 3000 }).toBe(true);
  const focused = () => program.page.evaluate(() => document.activeElement?.textContent);
  for (let i = 0; i < 20; i++) {
    const before = await focused();
    await form.press('ArrowDown');
    await expect.poll(focused, { timeout: 2000, interval: 20 }).not.toBe(before);
    if ((await focused())?.includes('拆分：单独填写本行的二级指标')) break;
  }
  await form.press('Enter');
  await expect.poll(async () => (await form.editor()).open, { timeout: 3000 }).toBe(true);
  await expect
    .poll(() => program.page.evaluate(() => document.activeElement?.tagName))
    .toBe('TEXTAREA');
  await form.press('Control+a');
  await form.type(text);
  await form.press('Shift+Tab', 'Tab');
}

/** Leaves the cursor on the first cell after the row. */
async function fillIndicator(row: Indicator, above: Indicator | undefined): Promise<void> {
  if (row.level1 === above?.level1) {
    await form.press('Shift+Tab', 'Alt+Insert');
    if (row.level2 !== above.level2) await splitLevel2(row.level2);
  } else {
    await choose(row.level1);
    await choose(row.level2);
  }
  await fill(row.level3);
  for (const value of row.values) await fill(value);
  await choose(row.basis);
  await fill(row.category);
}

async function fillIndicators(rows: readonly Indicator[]): Promise<void> {
  for (const [i, row] of rows.entries()) await fillIndicator(row, rows[i - 1]);
}

test('a blank form is filled by keyboard alone, and the Word file holds what was typed', async () => {
  const { page } = program;
  await tabTo('新建空白表');
  await form.press('Enter');
  await page.locator('#new-year:focus').waitFor();
  await form.press('Control+a');
  await form.type(String(YEAR));
  await form.press('Enter');
  await page.getByRole('grid').waitFor({ timeout: 5000 });

  await form.expectActive('部门（单位）名称');
  await method.write('shixinfangju', SINGLE.department);
  await form.press('Tab');
  await fill(SINGLE.filler);
  await fill(SINGLE.phone);
  for (const { typed } of FUNDING) {
    for (const figure of typed) {
      if (figure === null) await form.press('Tab');
      else await fill(figure);
    }
  }
  await form.expectActive('部门职能概述');
  await fill(SINGLE.duties);
  await fill(SINGLE.tasks);
  await fill(SINGLE['longTermGoal/endYear']);
  await method.write('dao', SINGLE.longTermGoal);
  await form.press('Tab');
  await form.expectActive('长期绩效指标 第 1 行 一级指标');
  await fillIndicators(INDICATORS.longTerm);
  await form.expectActive('年度目标');
  await fill(SINGLE.annualGoal);
  await form.expectActive('年度绩效指标 第 1 行 一级指标');
  await fillIndicators(INDICATORS.annual);

  const path = join(folder, '表.docx');
  const asked = await answerDialogs(program.app, { save: path });
  await form.press('F6');
  await tabTo('导出 Word');
  await form.press('Enter');
  const findings = page.getByRole('button', { name: '继续导出' });
  const done = page.getByRole('dialog').getByText('表.docx');
  await findings.or(done).first().waitFor({ timeout: 5000 });
  if (await findings.isVisible()) await form.press('Enter');
  await page.getByRole('dialog').getByText('表.docx').waitFor({ timeout: 5000 });
  expect((await asked())[0]?.defaultPath).toContain(`${YEAR}年度${SINGLE.department}`);

  const { draft, report } = readDocx(await readFile(path), 1999);
  expect(draft.year).toBe(YEAR);
  expect(report.leftovers).toEqual([]);
  expect(draft.cells).toMatchObject(SINGLE);
  for (const [table, indicators] of Object.entries(INDICATORS)) {
    const read = draft.rows[table]?.map((row) => Object.values(row.cells));
    expect(read).toEqual(
      indicators.map(({ level1, level2, level3, values, basis, category }) => [
        level1,
        level2,
        level3,
        ...values,
        basis,
        category,
      ]),
    );
  }
  expect(program.complaints).toEqual([]);
});

test.runIf(hasTools('python3'))('and so finds a reader that shares nothing with us', async () => {
  const path = join(folder, '表.docx');
  await writeFile(join(folder, 'rows.json'), JSON.stringify(officialRows(YEAR)));
  const differences = spawnSync(
    'python3',
    ['docx-rows.py', path, '--expect', join(folder, 'rows.json')],
    { cwd: FIXTURES, encoding: 'utf8' },
  );
  expect(differences.stdout).toMatch(/^0 differences in \d+ rows\n$/);
});
