import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { exampleWithIndicators } from '../fixtures/example-draft.ts';
import { type EditorPage, openGiven } from './editor-page.ts';
import { launch, type Program } from './harness.ts';

/** So many that merged cells stand beside the tables of their rows. */
const COUNT = 400;

let program: Program;
let form: EditorPage;
beforeAll(async () => {
  program = await launch();
});
afterAll(() => program.close());
beforeEach(async () => {
  form = await openGiven(program, exampleWithIndicators(COUNT));
});

const cell = (address: string) => program.page.locator(`[data-key="${address}"]`);
const scrolled = () => program.page.locator('.scroller').evaluate((one) => one.scrollTop);
const rowsOf = (address: string) => cell(address).getAttribute('aria-rowspan');
const box = (selector: string) => program.page.locator(selector).boundingBox();

/** The largest merged 一级指标 of the annual table, and the name of a row in its middle. */
async function largest(): Promise<{ key: string; rows: number; middle: string }> {
  return await program.page.evaluate(() => {
    const cells = [...document.querySelectorAll('.beside .beside-row > .cell')].filter((one) =>
      one.getAttribute('data-key')?.startsWith('annual/'),
    );
    const rowsOf = (one: Element) => Number(one.getAttribute('aria-rowspan'));
    const [first] = cells.sort((a, b) => rowsOf(b) - rowsOf(a));
    const names = first?.closest('.beside')?.querySelectorAll('[data-key$="/level3"]') ?? [];
    const middle = names[Math.floor(names.length / 2)]?.getAttribute('data-key') ?? '';
    const key = first?.getAttribute('data-key') ?? '';
    return { key, rows: first ? rowsOf(first) : 0, middle };
  });
}

/** Goes to it from a row in its middle, so that neither its top nor its bottom is in sight. */
async function goToLargest() {
  const merged = await largest();
  await cell(merged.middle).scrollIntoViewIfNeeded();
  await form.click(merged.middle);
  await form.press('ArrowLeft', 'ArrowLeft');
  return merged;
}

describe('a merged cell over more rows than the window shows', () => {
  test('is filled in where it is in sight: the window stays, and the list opens beside the text', async () => {
    const { key, rows } = await goToLargest();
    expect(rows).toBeGreaterThan(100);
    const before = await scrolled();
    await form.type('社会');
    expect(await scrolled()).toBe(before);
    const [text, list, window] = await Promise.all([
      box('textarea.floating-editor'),
      box('.suggestions'),
      box('.scroller'),
    ]);
    const end = (one: typeof text) => (one?.y ?? 0) + (one?.height ?? 0);
    expect(text?.y).toBeGreaterThanOrEqual(window?.y ?? Number.NaN);
    expect(end(text)).toBeLessThanOrEqual(end(window) + 1);
    const middle = (text?.y ?? 0) + (text?.height ?? 0) / 2;
    expect(Math.abs((list?.y ?? 0) - middle)).toBeLessThan(80);
    await form.press('Enter');
    await form.expectText(key, '社会效应');
    expect(await rowsOf(key)).toBe(String(rows));
    await form.press('Control+z');
    await form.expectText(key, '管理效率');
    expect(await rowsOf(key)).toBe(String(rows));
  });

  test('that is emptied leaves all its rows selected, to be filled again in one go', async () => {
    const { key, rows } = await goToLargest();
    const before = await scrolled();
    await form.press('Delete');
    await form.expectText(key, '');
    expect(await scrolled()).toBe(before);
    expect((await form.selected()).length).toBe(rows);
    await form.type('社会效应');
    await form.press('Control+Enter');
    await form.expectText(key, '社会效应');
    await expect.poll(() => rowsOf(key)).toBe(String(rows));
  });
});

describe('the window', () => {
  test('stays while everything is selected or much is pasted, and goes to the cell when one types', async () => {
    const { middle } = await largest();
    await cell(middle).scrollIntoViewIfNeeded();
    await form.click(middle);
    const before = await scrolled();
    await form.press('Control+a');
    await expect.poll(async () => (await form.selected()).length).toBeGreaterThan(COUNT * 5);
    expect(await scrolled()).toBe(before);
    await form.press('Control+c', 'Control+v');
    expect(await scrolled()).toBe(before);
    await form.type('x');
    await expect.poll(scrolled).toBeLessThan(before - 1000);
    await form.press('Escape');
  });

  test('goes back to a change that is undone, though its cell was left selected', async () => {
    const { middle } = await largest();
    await cell(middle).scrollIntoViewIfNeeded();
    await form.click(middle);
    await form.type('改');
    await form.press('Control+Enter');
    const before = await scrolled();
    await program.page.locator('.scroller').evaluate((one) => one.scrollTo(0, 0));
    await form.press('Control+z');
    await expect.poll(scrolled).toBeGreaterThan(before - 1000);
  });
});

describe('dragging to the edge of the window', () => {
  /** Where a pointer is held just inside the lower edge of the table's window. */
  async function edge(): Promise<{ x: number; y: number }> {
    const window = await box('.scroller');
    return {
      x: (window?.x ?? 0) + (window?.width ?? 0) / 2,
      y: (window?.y ?? 0) + (window?.height ?? 0) - 6,
    };
  }

  test('goes on selecting as long as it is held there, and stops when it is let go', async () => {
    const { middle } = await largest();
    await cell(middle).scrollIntoViewIfNeeded();
    await cell(middle).hover();
    const before = await scrolled();
    await program.page.mouse.down();
    const { x, y } = await edge();
    await program.page.mouse.move(x, y, { steps: 3 });
    await expect.poll(scrolled).toBeGreaterThan(before + 500);
    await expect.poll(async () => (await form.selected()).length).toBeGreaterThan(10);
    await program.page.mouse.up();
    const after = await scrolled();
    await program.page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    expect(await scrolled()).toBe(after);
  });

  test('carries a row further than the window shows', async () => {
    const rows = () =>
      program.page.$$eval('[data-key^="annual/"][data-key$="/level3"]', (all) =>
        all.map((one) => one.getAttribute('data-key')),
      );
    const { middle } = await largest();
    const at = (await rows()).indexOf(middle);
    await cell(middle).scrollIntoViewIfNeeded();
    await form.click(middle);
    const before = await scrolled();
    await program.page.locator('.row-handle').hover();
    await program.page.mouse.down();
    const { x, y } = await edge();
    await program.page.mouse.move(x, y, { steps: 3 });
    await expect.poll(scrolled).toBeGreaterThan(before + 1000);
    await program.page.locator('.drop-line').waitFor();
    await program.page.mouse.up();
    await expect.poll(async () => (await rows()).indexOf(middle)).toBeGreaterThan(at + 10);
    await form.press('Control+z');
    await expect.poll(async () => (await rows()).indexOf(middle)).toBe(at);
  });
});

describe('审核 with thousands of findings', () => {
  test('lists some of each section, and more when asked', async () => {
    const { page } = program;
    await page.getByRole('tab', { name: /^审核/ }).click();
    const annual = page.locator('.findings-panel section', { hasText: '年度绩效指标' }).last();
    const more = annual.getByRole('button', { name: /^显示更多（还有 \d+ 处）$/ });
    await more.waitFor();
    expect(await annual.locator('.finding').count()).toBe(50);
    const left = Number(/\d+/.exec((await more.textContent()) ?? '')?.[0]);
    await more.click();
    await expect.poll(() => annual.locator('.finding').count()).toBe(Math.min(100, 50 + left));
  });
});

test('nothing was complained about on the console', () => {
  expect(program.complaints).toEqual([]);
});
