/**
 * From a key to the next painted frame: in our table, in react-data-grid and in a plain text field,
 * all three in turns in the same window, with real keys.
 */
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import type { CDPSession, Page } from 'playwright-core';
import { build } from 'vite';
import { NONCE_PLACEHOLDER, ORIGIN, PAGE_URL } from '../../electron/policy.ts';
import { applyEdit } from '../../shared/draft/edit.ts';
import { departmentPerformance as form } from '../../shared/form/department-performance.ts';
import { callPage, launch, type Program } from '../e2e/harness.ts';
import { exampleWithIndicators } from '../fixtures/example-draft.ts';
import { inWindow, median } from './harness.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** Beside the built page, for the program to serve it like its own; gone when the bench is over. */
const RIVAL = join(ROOT, 'out/renderer/rival');
const SIZES = [39, 1000];
const ROUNDS = 5;
/** Cells filled in a round, letters in each, and arrows behind them. */
const CELLS = 10;
const LETTERS = 'abcd';
const ARROWS = 20;

/** One frame of a usual screen, in milliseconds. */
const FRAME = 16.7;

/** What a key does: a letter, Enter that takes it in and goes on, an arrow. */
type Kind = 'letter' | 'enter' | 'arrow';
type Times = Record<Kind, number[]>;

const KINDS: Readonly<Record<Kind, string>> = {
  letter: '打一个字',
  enter: '回车，存下这一格',
  arrow: '方向键',
};

export function bench(): Promise<string[]> {
  return inWindow(import.meta.filename, measure);
}

async function measure(): Promise<string[]> {
  await build({
    configFile: false,
    root: join(ROOT, 'tests/fixtures/rival-grid'),
    base: './',
    logLevel: 'error',
    plugins: [react()],
    html: { cspNonce: NONCE_PLACEHOLDER },
    build: {
      outDir: RIVAL,
      emptyOutDir: true,
      rolldownOptions: { input: join(ROOT, 'tests/fixtures/rival-grid/rival.html') },
    },
  });
  const program = await launch();
  try {
    for (const count of SIZES) await keepADraft(program, count);
    return await inTurns(program);
  } finally {
    await program.close();
    await rm(RIVAL, { recursive: true, force: true });
  }
}

/** A draft whose department is the number of its indicators. */
async function keepADraft({ page }: Program, count: number): Promise<void> {
  const draft = applyEdit(form, exampleWithIndicators(count), {
    type: 'set',
    cells: [[form.department, departmentOf(count)]],
  });
  await callPage(page, 'drafts.create', { draft: { ...draft } });
}

function departmentOf(count: number): string {
  return `${count}条指标`;
}

/** A page with a cell that takes keys. */
interface Side {
  readonly open: (page: Page, count: number) => Promise<void>;
  /** A plain field has no cells to go to. */
  readonly hasCells: boolean;
}

const SIDES = {
  ours: {
    hasCells: true,
    async open(page, count) {
      await page.goto(PAGE_URL);
      await page.getByRole('button', { name: departmentOf(count), exact: true }).click();
      const cell = page.locator('[data-key^="annual/"][data-key$="/target"]');
      await cell.nth(Math.floor(count / 2)).click();
    },
  },
  rdg: {
    hasCells: true,
    async open(page, count) {
      // As many rows as both of our tables have together.
      await page.goto(`${ORIGIN}/rival/rival.html?rows=${2 * count}`);
      await page.getByRole('gridcell', { name: '指标值', exact: false }).first().waitFor();
      await page.locator('[role="row"][aria-rowindex="6"] [role="gridcell"]').nth(5).click();
    },
  },
  plain: {
    hasCells: false,
    async open(page) {
      await page.goto(`${ORIGIN}/rival/rival.html`);
      await page.getByRole('textbox').click();
    },
  },
} satisfies Record<string, Side>;

type SideName = keyof typeof SIDES;

async function inTurns({ page }: Program): Promise<string[]> {
  const keys = await page.context().newCDPSession(page);
  const lines: string[] = [];
  for (const count of SIZES) {
    const times: Record<SideName, Times> = { ours: none(), rdg: none(), plain: none() };
    for (let round = -1; round < ROUNDS; round++) {
      for (const name of Object.keys(SIDES) as SideName[]) {
        const side: Side = SIDES[name];
        await side.open(page, count);
        await watch(page);
        // The first round fills the caches.
        await typeRound(page, keys, side, round < 0 ? none() : times[name]);
      }
    }
    lines.push(...linesOf(count, times));
  }
  return lines;
}

function none(): Times {
  return { letter: [], enter: [], arrow: [] };
}

/** From here on the page notes for each key when the frame behind it had been painted. */
async function watch(page: Page): Promise<void> {
  await page.waitForTimeout(600);
  await page.evaluate(() => {
    const state = window as unknown as { painted: Promise<number> };
    window.addEventListener(
      'keydown',
      ({ timeStamp }) => {
        state.painted = new Promise((tell) =>
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => tell(performance.now() - timeStamp);
            port2.postMessage(null);
          }),
        );
      },
      { capture: true },
    );
  });
}

async function typeRound(page: Page, keys: CDPSession, side: Side, times: Times): Promise<void> {
  for (let cell = 0; cell < CELLS; cell++) {
    for (const letter of LETTERS) times.letter.push(await press(page, keys, letter));
    if (side.hasCells) times.enter.push(await press(page, keys, 'Enter'));
  }
  if (!side.hasCells) return;
  for (let i = 0; i < ARROWS; i++) {
    times.arrow.push(await press(page, keys, i % 4 < 2 ? 'ArrowUp' : 'ArrowDown'));
  }
}

const CODES: Readonly<Record<string, number>> = { Enter: 13, ArrowUp: 38, ArrowDown: 40 };

/** Presses a key and gives the time to the frame behind it, in milliseconds. */
async function press(page: Page, keys: CDPSession, key: string): Promise<number> {
  const code = CODES[key];
  const text = code === undefined ? key : key === 'Enter' ? '\r' : undefined;
  const event = {
    key,
    code: code === undefined ? `Key${key.toUpperCase()}` : key,
    windowsVirtualKeyCode: code ?? key.toUpperCase().charCodeAt(0),
  };
  await keys.send('Input.dispatchKeyEvent', { type: 'keyDown', ...event, ...(text && { text }) });
  await keys.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
  const painted = await page.evaluate(
    () => (window as unknown as { painted: Promise<number> }).painted,
  );
  // As fast as people type at most, and never in step with the frames.
  await page.waitForTimeout(40 + Math.random() * 40);
  return painted;
}

function linesOf(count: number, times: Record<SideName, Times>): string[] {
  const plain = times.plain.letter;
  const lines = (Object.keys(KINDS) as Kind[]).map((kind) => {
    const ours = times.ours[kind];
    const rdg = times.rdg[kind];
    return (
      `${count.toLocaleString('en')} 条指标，${KINDS[kind]}（中位数 / 95%，毫秒）：本程序 ${both(ours)}，` +
      `react-data-grid ${both(rdg)}（为其 ${ratios(ours, rdg)} 倍），普通输入框 ${both(plain)}（为其 ${ratios(ours, plain)} 倍）`
    );
  });
  const aim = Math.max(FRAME, percentile95(plain));
  const missed = (Object.keys(KINDS) as Kind[]).filter(
    (kind) => percentile95(times.ours[kind]) > aim,
  );
  const verdict =
    missed.length === 0
      ? '都达到'
      : `没有达到的是：${missed.map((kind) => KINDS[kind]).join('；')}`;
  return [
    ...lines,
    `${count.toLocaleString('en')} 条指标，每一种键 95% ≤ ${aim.toFixed(1)} 毫秒：${verdict}`,
  ];
}

function both(values: readonly number[]): string {
  return `${median(values).toFixed(1)} / ${percentile95(values).toFixed(1)}`;
}

function ratios(a: readonly number[], b: readonly number[]): string {
  const [middle, high] = [median(a) / median(b), percentile95(a) / percentile95(b)];
  return `${middle.toFixed(2)} / ${high.toFixed(2)}`;
}

/** The value that 95 of 100 do not exceed. */
function percentile95(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN;
}

if (import.meta.main) process.stdout.write(JSON.stringify(await measure()));
