/** What a draft says is shown as text, wherever it is shown: never as markup, program or formula. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { read } from '@e965/xlsx';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Draft } from '../../shared/draft/draft.ts';
import { exampleDraft } from '../fixtures/example-draft.ts';
import { hasTools } from '../fixtures/tools.ts';
import { answerDialogs, callPage, launch, type Program } from './harness.ts';

const IMAGE = '<img src=x onerror="window.evil=1">';
const SCRIPT = '</td></table><script>window.evil=1</script>';
const STYLE = '<style>*{display:none}</style>{{7*7}}<%= 7*7 %>';
/** Shows as 「局txt.exe」 where the mark works beyond its own text. */
const REVERSED = '\u202eexe.txt\u202c局';
const FORMULA = "=cmd|'/k calc'!A0";
const FORMULAS = [
  FORMULA,
  '+1+cmd',
  '-2+3',
  '@SUM(1)',
  '\t=1+1',
  '=HYPERLINK("http://203.0.113.9")',
];

function hostileDraft(): Draft {
  const draft = exampleDraft();
  const annual = (draft.rows.annual ?? []).map((row, i) => {
    const name = [IMAGE, SCRIPT, REVERSED, ...FORMULAS][i];
    return name === undefined ? row : { ...row, cells: { ...row.cells, level3: name } };
  });
  const cells = {
    ...draft.cells,
    department: `${IMAGE}${REVERSED}`,
    filler: SCRIPT,
    duties: STYLE,
  };
  return { ...draft, cells, rows: { ...draft.rows, annual } };
}

let program: Program;
let folder: string;
let id: string;
const draft = hostileDraft();
beforeAll(async () => {
  program = await launch();
  folder = await mkdtemp(join(tmpdir(), 'jixiao-text-'));
  id = (await callPage(program.page, 'drafts.create', { draft: { ...draft } })).summary.id;
  await program.page.reload();
});
afterAll(async () => {
  await program.close();
  await rm(folder, { recursive: true });
});

const exportTo = async (name: string) => {
  const path = join(folder, name);
  await answerDialogs(program.app, { save: path });
  return path;
};

test('in the list, the title bar, the grid, the help, the finding bar and the checks', async () => {
  const { page } = program;
  const row = page.getByRole('rowheader').first().getByRole('button');
  expect(await row.textContent()).toContain(IMAGE);
  await row.click();
  const grid = page.getByRole('grid', { name: '部门整体绩效目标表' });
  await grid.waitFor();
  await expect.poll(() => page.title()).toContain(IMAGE);
  const shown = await grid.innerText();
  for (const text of [IMAGE, SCRIPT, STYLE, REVERSED, ...FORMULAS]) {
    expect(shown).toContain(text.trim());
  }
  await page.locator('[data-key="department"]').click();
  await page.keyboard.press('Control+f');
  await page.locator('.find-bar input').first().fill(SCRIPT);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: /审核/ }).click();
  await page.locator('.finding').first().waitFor();
});

test('a text that is written from right to left ends at the edge of its cell', async () => {
  const { page } = program;
  const order = await page.evaluate(() => {
    const cell = document.querySelector('[data-key="department"]');
    return cell && getComputedStyle(cell).unicodeBidi;
  });
  expect(['isolate', 'plaintext', 'isolate-override']).toContain(order);
});

test('in dialogs: history, printing, deleting', async () => {
  const { page, app } = program;
  const choose = (name: string) =>
    app.evaluate(
      ({ Menu }, name) => Menu.getApplicationMenu()?.getMenuItemById(name)?.click(),
      name,
    );
  await choose('print');
  await page.getByRole('img', { name: '第 1 页' }).waitFor();
  await page.keyboard.press('Escape');
  await callPage(page, 'versions.save', { of: id, name: IMAGE });
  await choose('versions');
  await page.getByText(IMAGE).first().waitFor();
  await page.reload();
  await page
    .getByRole('button', { name: /^删除：/ })
    .first()
    .click();
  await page.getByText('放入回收站').first().waitFor();
  await callPage(page, 'drafts.restore', { id });
});

test('in Word and the 审核结果: the same letters, no element, no field', async () => {
  const { page } = program;
  const word = await exportTo('表.docx');
  await callPage(page, 'export.word', { id, draft: { ...draft }, publicVersion: false });
  const report = await exportTo('审核结果.docx');
  await callPage(page, 'export.report', { id, draft: { ...draft } });
  for (const path of [word, report]) {
    const xml = strFromU8(unzipSync(await readFile(path))['word/document.xml'] ?? new Uint8Array());
    expect(xml).toContain('&lt;img src=x onerror=');
    expect(xml).not.toMatch(
      /<(?:img|script|style|w:instrText|w:fldSimple)\b[^>]*(?:src|window|cmd)/,
    );
  }
});

test.runIf(hasTools('pdftotext'))('on paper', async () => {
  const path = await exportTo('表.pdf');
  await callPage(program.page, 'export.pdf', { id, draft: { ...draft }, publicVersion: false });
  const text = execFileSync('pdftotext', [path, '-'], { encoding: 'utf8' }).replace(/\s/g, '');
  for (const one of [IMAGE, SCRIPT, STYLE, FORMULA]) expect(text).toContain(one.replace(/\s/g, ''));
});

test('in Excel: every text a text, no formula, no link', async () => {
  const { page } = program;
  for (const call of ['excel.export', 'excel.entry'] as const) {
    const path = await exportTo(`${call}.xlsx`);
    await callPage(page, call, { id, draft: { ...draft } });
    const bytes = await readFile(path);
    const book = read(bytes, { type: 'buffer', cellFormula: true, dense: true });
    const cells = book.SheetNames.flatMap((name) => {
      const data = book.Sheets[name]?.['!data'] as readonly (readonly {
        v?: unknown;
        t?: string;
        f?: string;
      }[])[];
      return (data ?? []).flat().filter(Boolean);
    });
    expect(cells.filter((cell) => cell.f !== undefined)).toEqual([]);
    expect(cells.find((cell) => cell.v === FORMULA)?.t, call).toBe('s');
    const parts = Object.values(unzipSync(bytes))
      .map((part) => strFromU8(part))
      .join('');
    expect(parts).not.toMatch(/<f[ >]|hyperlink/);
  }
});

test('none of it was run, and the page had nothing to complain about', async () => {
  expect(await program.page.evaluate(() => 'evil' in window)).toBe(false);
  expect(program.complaints).toEqual([]);
});
