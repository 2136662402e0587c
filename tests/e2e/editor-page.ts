/** The editor as a person at the keyboard sees it. */
import { expect } from 'vitest';
import type { Draft } from '../../shared/draft/draft.ts';
import { callPage, type Program } from './harness.ts';

export interface EditorPage {
  /** Clicks the cell that stands for an address. */
  click(address: string): Promise<void>;
  /** Presses keys one after the other: `press('F2', 'Home')`. */
  press(...keys: string[]): Promise<void>;
  type(text: string): Promise<void>;
  /** The text that a cell shows. */
  text(address: string): Promise<string>;
  expectText(address: string, text: string): Promise<void>;
  /** The name of the active cell, as the status bar says it. */
  expectActive(name: string): Promise<void>;
  /** The keys of the cells that are selected. */
  selected(): Promise<string[]>;
  /** What the floating text area holds, and whether it can be seen. */
  editor(): Promise<{ value: string; open: boolean }>;
  expectEditor(editor: { value: string; open: boolean }): Promise<void>;
  /** Waits until these cells are the selected ones. */
  expectSelected(keys: readonly string[]): Promise<void>;
}

/** Opens a new form for a year, or the bundled example, from the list of drafts. */
export async function openDraft(
  program: Program,
  what: 'example' | { readonly year: number },
): Promise<EditorPage> {
  const { page } = program;
  return await openNew(program, () =>
    what === 'example'
      ? callPage(page, 'drafts.example')
      : callPage(page, 'drafts.create', { form: 'department-performance@1', year: what.year }),
  );
}

/** Likewise a draft that a test has made. */
export async function openGiven(program: Program, draft: Draft): Promise<EditorPage> {
  return await openNew(program, () =>
    callPage(program.page, 'drafts.create', { draft: { ...draft } }),
  );
}

async function openNew({ page }: Program, create: () => Promise<unknown>): Promise<EditorPage> {
  // A draft that is still open is saved first: the list shows the one saved last at the top.
  const back = page.getByRole('button', { name: '草稿列表' });
  if (await back.isVisible()) {
    await back.click();
    await page.getByRole('table').waitFor();
  }
  await create();
  await page.reload();
  await page.getByRole('rowheader').first().getByRole('button').click();
  await page.getByRole('grid', { name: '部门整体绩效目标表' }).waitFor();
  return editorPage({ page });
}

export function editorPage({ page }: Pick<Program, 'page'>): EditorPage {
  const cell = (address: string) => page.locator(`[data-key="${address}"]`);
  const form: EditorPage = {
    click: (address) => cell(address).click(),
    async press(...keys) {
      for (const key of keys) await page.keyboard.press(key);
    },
    type: (text) => page.keyboard.type(text),
    text: async (address) => (await cell(address).textContent()) ?? '',
    expectText: (address, text) =>
      expect.poll(() => cell(address).textContent(), { timeout: 3000 }).toBe(text),
    expectActive: (name) =>
      expect
        .poll(() => page.locator('.status-bar > span').first().textContent(), { timeout: 3000 })
        .toBe(name),
    selected: () =>
      page.$$eval('[aria-selected="true"][data-key]', (cells) =>
        cells.map((one) => one.getAttribute('data-key') ?? ''),
      ),
    editor: () =>
      page.$eval('textarea.floating-editor', (area) => ({
        value: (area as HTMLTextAreaElement).value,
        open: getComputedStyle(area).opacity === '1',
      })),
    expectEditor: (editor) => expect.poll(form.editor, { timeout: 3000 }).toEqual(editor),
    expectSelected: (keys) => expect.poll(form.selected, { timeout: 3000 }).toEqual(keys),
  };
  return form;
}
