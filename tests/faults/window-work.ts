/** What a clerk does in the window while the program is killed: each kind of work goes on until it fails. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TASKS } from '../../electron/files/tasks.ts';
import { type EditorPage, openDraft } from '../e2e/editor-page.ts';
import { answerDialogs, callPage } from '../e2e/harness.ts';
import { nthDraft } from './kept.ts';
import type { Chance } from './random.ts';
import type { Watched } from './watched.ts';

export interface WorkPlace {
  readonly program: Watched;
  readonly chance: Chance;
  /** The folder of exported files. */
  readonly exports: string;
  /** Files that the window has said to be written. */
  readonly written: string[];
  /** Backups that the program has said to be made. */
  readonly backups: string[];
}

/** Gets ready, and gives the work itself. */
type WindowWork = (place: WorkPlace) => Promise<() => Promise<void>>;

const CELLS = ['department', 'filler', 'phone', 'duties', 'tasks', 'longTermGoal', 'annualGoal'];
const WORDS = '统筹协调和指导督促检查全市信访工作，受理群众来信来访；';

export const WINDOW_WORKS = {
  async typing({ program, chance }) {
    const form = await openDraft(program, { year: 2027 });
    return async () => {
      for (const address of CELLS) {
        await form.click(address);
        for (let i = chance.whole(5, 60); i > 0; i--) {
          await form.type(WORDS[i % WORDS.length] ?? '局');
        }
        await form.press('Enter');
      }
    };
  },

  async paste({ program, chance }) {
    const form = await openDraft(program, { year: 2027 });
    return async () => {
      await pasteRows(program, form, 'longTerm/r1/level3', chance.whole(5, 40));
      await pasteRows(program, form, 'annual/r7/level3', chance.whole(5, 60));
      await pasteText(program, form, 'funding/income/fiscal/current', '1\t\t2\t3\r\n4\t\t5\t6');
      await pasteText(program, form, 'duties', WORDS.repeat(chance.whole(1, 300)));
      await pasteText(program, form, 'tasks', WORDS.repeat(chance.whole(1, 300)));
    };
  },

  /** Another form each time, so that no draft stands in for another. */
  async import({ program, chance, exports }) {
    return async () => {
      for (;;) {
        const n = chance.whole(1, 1_000_000);
        const file = join(exports, `来表${n}.docx`);
        const draft = nthDraft('import', n);
        writeFileSync(file, await TASKS.writeWord({ draft, publicVersion: false }));
        await answerDialogs(program.app, { open: file });
        await choose(program, 'import');
        await program.page.getByRole('button', { name: '确认导入' }).click();
        await program.page.getByRole('grid').waitFor();
      }
    };
  },

  async export({ program, exports, written }) {
    await openDraft(program, 'example');
    const save = join(exports, '目标表.docx');
    await answerDialogs(program.app, { save });
    return async () => {
      for (;;) {
        await choose(program, 'export-word');
        await program.page.getByRole('button', { name: '继续导出' }).click();
        await program.page.getByText('已导出', { exact: true }).waitFor();
        written.push(save);
        await program.page.getByRole('button', { name: '完成' }).click();
      }
    };
  },

  /** Backups, and the draft as a file for another PC. */
  async backup({ program, chance, exports, backups, written }) {
    const form = await openDraft(program, { year: 2027 });
    return async () => {
      for (let n = 1; ; n++) {
        await form.click('duties');
        await form.type(WORDS.slice(0, chance.whole(1, WORDS.length)));
        await form.press('Enter');
        const save = join(exports, `备份${n}.jxbak`);
        await answerDialogs(program.app, { save });
        const made = await callPage(program.page, 'backups.save');
        if (made) backups.push(made.path);
        const copy = join(exports, `草稿${n}.jxb`);
        await answerDialogs(program.app, { save: copy });
        const [draft] = (await callPage(program.page, 'drafts.list', { offset: 0, limit: 1 }))
          .items;
        if (draft && (await callPage(program.page, 'jxb.export', { id: draft.id }))) {
          written.push(copy);
        }
      }
    };
  },
} satisfies Record<string, WindowWork>;

export type WindowWorkName = keyof typeof WINDOW_WORKS;
export const WINDOW_WORK_NAMES = Object.keys(WINDOW_WORKS) as WindowWorkName[];

export async function choose({ app }: Pick<Watched, 'app'>, id: string): Promise<void> {
  await app.evaluate(({ Menu }, id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.click(), id);
}

async function pasteRows(program: Watched, form: EditorPage, at: string, count: number) {
  const rows = Array.from(
    { length: count },
    (_, i) => `指标${i + 1}\t≥${i}%\t计划标准\t绩效基本型`,
  );
  await pasteText(program, form, at, rows.join('\r\n'));
}

async function pasteText({ app }: Watched, form: EditorPage, at: string, text: string) {
  await app.evaluate((electron, text) => {
    (electron.clipboard as unknown as { write(what: { text: string }): void }).write({ text });
  }, text);
  await form.click(at);
  await form.press('Control+v');
}
