import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type EditorPage, openDraft } from './editor-page.ts';
import { launch, type Program } from './harness.ts';

let program: Program;
let form: EditorPage;
beforeAll(async () => {
  program = await launch();
});
afterAll(() => program.close());
beforeEach(async () => {
  form = await openDraft(program, { year: 2027 });
});

/** Electron's clipboard: here its types are hidden by the page's own of the same name. */
interface SystemClipboard {
  write(content: { text?: string; html?: string }): void;
  readText(): string;
  readHTML(): string;
}

const putOnClipboard = (content: { text?: string; html?: string }) =>
  program.app.evaluate((electron, what) => {
    (electron.clipboard as unknown as SystemClipboard).write(what);
  }, content);
const clipboard = () =>
  program.app.evaluate((electron) => {
    const board = electron.clipboard as unknown as SystemClipboard;
    return { text: board.readText(), html: board.readHTML() };
  });
const cell = (address: string) => program.page.locator(`[data-key="${address}"]`);

const expectSpan = (address: string, rows: number) =>
  expect.poll(() => cell(address).getAttribute('rowspan')).toBe(String(rows));
/** The names of a table's indicators, from the top. */
const names = (table: 'longTerm' | 'annual') =>
  program.page.locator(`[data-key^="${table}/"][data-key$="/level3"]`).allTextContents();

const FISCAL = 'funding/income/fiscal';

describe('copying', () => {
  test('gives tab-separated text and a table with its spans, and cutting empties the cells', async () => {
    await form.click(`${FISCAL}/yearBeforeLast`);
    await form.type('1.5');
    await form.press('Tab');
    await form.type('带"引号"');
    await form.press('Enter');
    await form.click(`${FISCAL}/yearBeforeLast`);
    await form.press('Shift+ArrowRight', 'Control+c');
    await expect.poll(async () => (await clipboard()).text).toBe('1.5\t"带""引号"""');
    expect((await clipboard()).html).toContain('<table');
    await form.press('Control+x');
    await form.expectText(`${FISCAL}/yearBeforeLast`, '');
    await form.press('ArrowDown', 'ArrowDown', 'Control+v');
    await form.expectText('funding/income/own/previousYear', '带"引号"');
    await form.press('Control+z', 'Control+z');
    await form.expectText(`${FISCAL}/yearBeforeLast`, '1.5');
  });

  test('of a merged cell keeps its rows together when it is pasted', async () => {
    await form.click('longTerm/r1/level2');
    await form.type('公用经费控制');
    await form.press('Tab');
    await form.type('甲');
    await form.press('Enter');
    await form.click('longTerm/r1/level3');
    await form.press('Alt+Insert');
    await expectSpan('longTerm/r1/level1', 2);
    await form.click('longTerm/r1/level1');
    await form.press('Control+c');
    await expect.poll(async () => (await clipboard()).text).toContain('运行成本');
    await form.click('annual/r7/level1');
    await form.press('Control+v');
    await program.page.getByRole('button', { name: '继续粘贴' }).click();
    await expectSpan('annual/r7/level1', 2);
    await form.expectText('annual/r7/level1', '运行成本');
  });
});

describe('pasting', () => {
  test('takes tab-separated text from Excel, as one step of undo', async () => {
    await putOnClipboard({ text: '1\t20%\t2\t3\r\n4\t\t5\t6\r\n' });
    await form.click(`${FISCAL}/current`);
    await form.press('Control+v');
    await form.expectText(`${FISCAL}/previousYear`, '3');
    await form.expectText('funding/income/special/yearBeforeLast', '5');
    await form.press('Control+z');
    await form.expectText(`${FISCAL}/previousYear`, '');
  });

  test('adds indicator rows as needed', async () => {
    const rows = Array.from({ length: 9 }, (_, i) => `指标${i + 1}\t≥${i}%\t计划标准\t绩效基本型`);
    await putOnClipboard({ text: rows.join('\r\n') });
    await form.click('longTerm/r1/level3');
    await form.press('Control+v');
    await expect.poll(() => names('longTerm')).toEqual(rows.map((row) => row.split('\t')[0]));
    await form.press('Control+z');
    await form.expectText('longTerm/r1/level3', '');
    await expect.poll(() => cell('longTerm/r13/level3').count()).toBe(0);
  });

  test('asks before it overwrites beyond the selection', async () => {
    await form.click('funding/income/special/current');
    await form.type('99');
    await form.press('Enter');
    await putOnClipboard({ text: '1\r\n2' });
    await form.click(`${FISCAL}/current`);
    await form.press('Control+v');
    const question = program.page.getByRole('dialog');
    await question.getByText('有 1 个已填的单元格会被替换').waitFor();
    await question.getByRole('button', { name: '不粘贴' }).click();
    await form.expectText(`${FISCAL}/current`, '');
    await form.press('Control+v');
    await question.getByRole('button', { name: '继续粘贴' }).click();
    await form.expectText('funding/income/special/current', '2');
  });

  test('takes a whole indicator table of last year from Word, headings and merged cells and all', async () => {
    await putOnClipboard({ html: annualTableOfExample(), text: 'ignored' });
    await form.click('annual/r7/level1');
    await form.press('Control+v');
    await program.page.getByRole('button', { name: '继续粘贴' }).click();
    await expect.poll(async () => (await names('annual')).length).toBe(40);
    expect((await names('annual')).slice(0, 2)).toEqual(['公用经费控制率', '在职人员控制率']);
    await form.expectText('annual/r7/level1', '运行成本');
    await expectSpan('annual/r7/level1', 5);
    await form.expectText('annual/r7/category', '绩效基本型');
  });

  test('of plain paragraphs into a long text keeps them in that one cell', async () => {
    await putOnClipboard({ text: '第一段\r\n第二段' });
    await form.click('duties');
    await form.press('Control+v');
    await form.expectText('duties', '第一段\n第二段');
  });

  test('inside a text that is being edited is the text area’s own business', async () => {
    await putOnClipboard({ text: '信访' });
    await form.type('市局');
    await form.press('ArrowLeft');
    await form.press('ArrowUp');
    await form.press('F2', 'Home', 'Control+v', 'Enter');
    await form.expectText('department', '信访市局');
  });
});

/** The annual table of the example as Word puts them on the clipboard: spans, paragraphs, its own tags. */
function annualTableOfExample(): string {
  const file = new URL('../fixtures/form/ezhou-2024.rows.json', import.meta.url);
  const rows = (JSON.parse(readFileSync(file, 'utf8')) as string[][]).slice(56);
  const paragraph = (text: string) =>
    `<p class=MsoNormal><span lang=ZH-CN>${text}<o:p></o:p></span></p>`;
  const heading = `
    <tr><td rowspan="${rows.length}">${paragraph('年度绩效指标')}</td>
      <td rowspan=3>${paragraph('一级<br>指标')}</td><td rowspan=3>${paragraph('二级指标')}</td>
      <td rowspan=3>${paragraph('三级指标')}</td><td colspan=3>${paragraph('指标值')}</td>
      <td rowspan=3>${paragraph('指标值确定依据')}</td><td rowspan=3>${paragraph('指标分类')}</td></tr>
    <tr><td colspan=2>${paragraph('近两年指标值')}</td><td rowspan=2>${paragraph('预期当年实现值')}</td></tr>
    <tr><td>${paragraph('2022年')}</td><td>${paragraph('2023年')}</td></tr>`;
  const body = rows.slice(3).map((row) => row.slice(1));
  const data = body.map((row, r) => {
    const tds = row.map((text, c) => {
      const merges = c < 2;
      const continues = merges && text === '' && row.some((one) => one !== '');
      if (continues) return '';
      const below = body
        .slice(r + 1)
        .findIndex((next) => next[c] !== '' || next.every((one) => one === ''));
      const span = merges ? 1 + (below === -1 ? body.length - r - 1 : below) : 1;
      return `<td rowspan=${span}>${paragraph(text.replaceAll('\n', '<br>'))}</td>`;
    });
    return `<tr>${tds.join('')}</tr>`;
  });
  return `<html><body><!--StartFragment--><table class=MsoTableGrid>${heading}${data.join('')}</table></body></html>`;
}

test('nothing was complained about on the console', () => {
  expect(program.complaints).toEqual([]);
});
