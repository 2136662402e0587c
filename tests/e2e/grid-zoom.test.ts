import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EditorPage, openDraft } from './editor-page.ts';
import { callPage, launch, type Program } from './harness.ts';

let program: Program;
let form: EditorPage;
beforeAll(async () => {
  program = await launch();
  await show(1366, 2);
  form = await openDraft(program, 'example');
});
afterAll(() => program.close());

/** A window of a width on the screen, with a zoom. */
async function show(width: number, zoom: number): Promise<void> {
  await program.app.evaluate(
    ({ BrowserWindow }, wide) =>
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 0, y: 0, width: wide, height: 768 }),
    width,
  );
  await callPage(program.page, 'settings.set', { zoom });
  await program.page.waitForFunction(
    (wide) => Math.abs(window.innerWidth - wide) < 4,
    width / zoom,
  );
  // The widths of the columns follow in the next frame.
  await program.page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
}

/** The buttons of an element that reach out of the window. */
const outOfSight = (selector: string) =>
  program.page.$$eval(`${selector} button`, (buttons) =>
    buttons.flatMap((one) => {
      const { left, right, width } = one.getBoundingClientRect();
      return width > 0 && (left < 0 || right > window.innerWidth) ? [one.textContent] : [];
    }),
  );

describe('at 200% on a small screen', () => {
  test('the form is filled as ever: the cell in hand stays in sight', async () => {
    expect(await program.page.evaluate(() => window.innerWidth)).toBeLessThan(700);
    await form.click('filler');
    await form.type('李四');
    await form.press('Tab');
    await form.expectText('filler', '李四');
    await form.press('Control+End');
    const inView = () =>
      program.page.evaluate(() => {
        const active = document.querySelector('[aria-selected="true"][data-key]');
        const box = active?.getBoundingClientRect();
        if (!box) return false;
        const middle = document.elementFromPoint(
          box.left + box.width / 2,
          box.top + box.height / 2,
        );
        return box.top >= 0 && box.bottom <= window.innerHeight && middle !== null;
      });
    await expect.poll(inView).toBe(true);
    const buttons = program.page.getByRole('button', { name: '导出 Word' });
    expect(await buttons.isVisible()).toBe(true);
  });

  test('no button of the list is out of the window, and the whole table fits', async () => {
    const { wide, room } = await program.page
      .locator('.scroller')
      .evaluate((one) => ({ wide: one.scrollWidth, room: one.clientWidth }));
    expect(wide).toBe(room);
    await program.page.getByRole('button', { name: '草稿列表' }).click();
    await program.page.getByRole('table').waitFor();
    expect(await outOfSight('.page')).toEqual([]);
    await program.page.getByRole('rowheader').first().getByRole('button').click();
    await program.page.getByRole('grid').waitFor();
  });

  test('the context menu ends inside the window', async () => {
    await program.page.locator('[data-key="annual/r60/target"]').click({ button: 'right' });
    const menu = program.page.getByRole('menu');
    await menu.waitFor();
    const box = await menu.boundingBox();
    const height = await program.page.evaluate(() => window.innerHeight);
    expect(box?.y).toBeGreaterThanOrEqual(0);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(height);
    await form.press('Escape');
    await menu.waitFor({ state: 'hidden' });
  });
});

describe.each([
  [1366, 2],
  [1366, 1.75],
  [900, 1.25],
])('in a window of %i pixels at %f', (width, zoom) => {
  beforeAll(() => show(width, zoom));

  test('every button above the table is inside the window', async () => {
    expect(await outOfSight('.editor-toolbar')).toEqual([]);
    const wordy = program.page.getByRole('button', { name: '导出 Word' });
    const box = await wordy.boundingBox();
    expect(box?.width).toBeGreaterThan(60);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(Math.floor(width / zoom));
  });
});

describe('at 150% with the panel beside it', () => {
  beforeAll(async () => {
    await show(1366, 1.5);
    const side = program.page.getByRole('button', { name: '说明和审核' });
    if ((await side.getAttribute('aria-pressed')) !== 'true') await side.click();
  });

  test('the labels at the left stay, and nothing scrolled away shows again left of them', async () => {
    const labels = await program.page.locator('.scroller').evaluate((scroller) => {
      const { left: edge, top: begin } = scroller.getBoundingClientRect();
      const first = scroller.querySelectorAll('.cell-label[aria-colindex="1"]');
      return [...first].map((one) => {
        scroller.scrollBy({ left: 9999, top: one.getBoundingClientRect().top - begin - 100 });
        const { left, top } = one.getBoundingClientRect();
        const seen = document.elementFromPoint(edge + 1, top + 10);
        return { text: one.textContent, away: left - edge, covers: seen === one };
      });
    });
    expect(labels.length).toBeGreaterThan(5);
    for (const { text, away, covers } of labels) {
      expect([text, Math.round(away), covers]).toEqual([text, 0, true]);
    }
  });

  test('a cell that is wider than the window shows its beginning', async () => {
    await program.page.locator('.scroller').evaluate((one) => one.scrollTo({ left: 0 }));
    await form.press('Control+Home');
    const cell = await program.page.locator('[data-key="department"]').boundingBox();
    const scroller = await program.page.locator('.scroller').boundingBox();
    expect(cell?.x).toBeGreaterThanOrEqual(scroller?.x ?? Number.NaN);
  });
});

test('the lines between the columns meet from the first section to the last, at every zoom and width', async () => {
  const apart: string[] = [];
  for (const zoom of [0.8, 1.1, 1.25, 1.75]) {
    for (const width of [1366, 1101]) {
      await show(width, zoom);
      const widest = await program.page.evaluate(() => {
        const edges = new Map<number, number[]>();
        for (const cell of document.querySelectorAll('.form-table .block .cell')) {
          const { right } = cell.getBoundingClientRect();
          const column = Number(cell.getAttribute('aria-colindex'));
          const after = column + Number(cell.getAttribute('aria-colspan') ?? 1);
          const places = edges.get(after) ?? [];
          places.push(right * window.devicePixelRatio);
          edges.set(after, places);
        }
        return Math.max(...[...edges.values()].map((all) => Math.max(...all) - Math.min(...all)));
      });
      // In pixels of the screen; the browser itself rounds merged cells to 64ths.
      if (widest > 0.15) apart.push(`${zoom} × ${width}: ${widest}`);
    }
  }
  expect(apart).toEqual([]);
});

test('no line between two sections falls between the pixels, at any zoom', async () => {
  const scroller = program.page.locator('.scroller');
  for (const zoom of [0.8, 0.9, 1.1, 1.25, 1.5, 1.75]) {
    await show(1366, zoom);
    await scroller.evaluate((one) => one.scrollTo(0, 450));
    // The picture is of the frame before until the next one has been painted.
    await expect.poll(linesMissing, { message: `at ${zoom}` }).toEqual([]);
  }
});

/** The ends of sections in sight at which the picture of the window has no line. */
async function linesMissing(): Promise<number[]> {
  const ends = await program.page.locator('.scroller').evaluate((one) => {
    const { top, bottom } = one.getBoundingClientRect();
    const sections = [...one.querySelectorAll('.section')];
    const boxes = sections.map((section) => section.getBoundingClientRect());
    const seen = boxes.filter((box) => box.bottom > top + 100 && box.bottom < bottom - 10);
    const { devicePixelRatio } = window;
    return seen.map((box) => ({
      x: Math.round((box.left + 20) * devicePixelRatio),
      y: Math.round(box.bottom * devicePixelRatio),
    }));
  });
  expect(ends.length).toBeGreaterThan(1);
  const darkest = await program.app.evaluate(async ({ BrowserWindow }, places) => {
    const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage();
    const width = image?.getSize().width ?? 0;
    const pixels = image?.toBitmap();
    const at = (x: number, y: number) => pixels?.[(y * width + x) * 4] ?? 255;
    return places.map(({ x, y }) => Math.min(...[-2, -1, 0, 1].map((by) => at(x, y + by))));
  }, ends);
  return darkest.flatMap((blue, i) => (blue > 120 ? [i] : []));
}

test('nothing was complained about on the console', () => {
  expect(program.complaints).toEqual([]);
});
