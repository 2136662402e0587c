import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDraft } from './editor-page.ts';
import {
  APP_FOLDER,
  answerDialogs,
  callPage,
  chooseForm,
  launch,
  type Program,
} from './harness.ts';

/** Nobody is called so: what of these stands in a log has come out of a draft or a file's name. */
const NAME = '欧阳紫萱';
const PHONE = '18907119876';
const DEPARTMENT = '鄂西不存在局';
const MARKED = [NAME, PHONE, DEPARTMENT, '紫萱', '不存在局'];
/** The same person without a Chinese sign, as programs of other makers say it. */
const LATIN = "tel:18907119876, 189-0711-9876, ouyang@ezhou.gov.cn, open '/media/ouyang/a b.json'";
const FORMS = join(APP_FOLDER, 'tests/fixtures/form');

let program: Program;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jixiao-private-'));
  program = await launch({ dataFolder: join(folder, 'data') });
});
afterAll(async () => {
  await program.close();
  await rm(folder, { recursive: true, force: true });
});

/** Every file of the logs folder as one text. */
async function logs(): Promise<string> {
  const logFolder = join(folder, 'data', 'logs');
  const names = await readdir(logFolder);
  return (await Promise.all(names.map((name) => readFile(join(logFolder, name), 'utf8')))).join('');
}

/** A call that fails. @returns whether it has */
async function fails(
  ...[name, args]: Parameters<typeof callPage> extends [unknown, ...infer R] ? R : never
) {
  return await callPage(program.page, name, args).then(
    () => false,
    () => true,
  );
}

async function importFails(path: string): Promise<boolean> {
  await chooseForm(program, path);
  return await fails('import.read', { path });
}

test('a form with marked names, and every failure that can be provoked with it', async () => {
  const { page, app } = program;
  const form = await openDraft(program, { year: 2026 });
  for (const [address, text] of [
    ['department', DEPARTMENT],
    ['filler', NAME],
    ['phone', PHONE],
  ]) {
    await form.click(address ?? '');
    await form.type(text ?? '');
    await form.press('Enter');
  }
  const first = async () => (await callPage(page, 'drafts.list', { offset: 0, limit: 1 })).items[0];
  await expect.poll(async () => (await first())?.department).toBe(DEPARTMENT);
  const id = (await first())?.id ?? '';
  const { draft: opened, summary } = await callPage(page, 'drafts.open', { id });
  const draft = { ...opened };
  const request = { id, draft, publicVersion: false };

  const outcomes: Record<string, boolean> = {};
  const inFolder = join(folder, `${DEPARTMENT} ${NAME}`);
  await mkdir(inFolder);
  for (const [what, bytes] of [
    ['damaged', (await readFile(join(FORMS, 'ezhou-2024.docx'))).subarray(0, 9000)],
    ['foreign', Buffer.from(`${NAME} ${PHONE}`)],
    ['not text', Buffer.from(`\0${NAME}`)],
    ['old and damaged', (await readFile(join(FORMS, 'ezhou-2024.doc'))).subarray(0, 9000)],
  ] as const) {
    const path = join(inFolder, `${NAME}${PHONE}.docx`);
    await writeFile(path, bytes);
    outcomes[`import ${what}`] = await importFails(path);
  }
  outcomes['import nothing'] = await importFails(join(inFolder, `${NAME}.docx`));
  outcomes['import a folder'] = await importFails(inFolder);
  outcomes['import unchosen'] = await fails('import.read', { path: join(inFolder, PHONE) });

  const exportTo = async (path: string) => {
    await answerDialogs(app, { save: path, buttons: [2] });
    return await fails('export.word', request);
  };
  outcomes['export nowhere'] = await exportTo(join(folder, 'no', NAME, `${DEPARTMENT}.docx`));
  const taken = join(inFolder, `${NAME}表.docx`);
  await mkdir(taken);
  outcomes['export over a folder'] = await exportTo(taken);
  outcomes['open another file'] = await fails('export.openFile', { path: join(inFolder, NAME) });

  const facts = { filled: 0, toFill: 0, errors: 0, warnings: 0, hints: 0 };
  const save = { id, draft: JSON.stringify(draft), pending: null, facts };
  outcomes['save the old'] = await fails('drafts.save', { ...save, revision: 0 });
  const strange = { ...draft, cells: { ...draft.cells, [`${NAME}/x`]: PHONE } };
  outcomes['save the invalid'] = await fails('drafts.save', {
    ...save,
    revision: summary.revision,
    draft: JSON.stringify(strange),
  });
  outcomes['create the invalid'] = await fails('drafts.create', { draft: strange });
  await page.evaluate(
    ([name, phone]) =>
      (window.api.call as (...all: unknown[]) => unknown)('drafts.open', {
        id: name,
        [phone ?? '']: 1,
      }),
    [NAME, PHONE],
  );
  outcomes['an unknown call'] = await fails(NAME as 'app.info');
  expect(Object.entries(outcomes).filter(([, failed]) => !failed)).toEqual([]);

  // A fault of the page whose message quotes what it stumbled over.
  await page.evaluate((texts) => {
    setTimeout(() => {
      throw new Error(`cannot read 「${texts[0]}」 of ${texts[1]}`);
    });
    void Promise.reject(new TypeError(`「${texts[2]}」 is not a function`));
  }, MARKED);
  await page.evaluate((text) => {
    setTimeout(() => {
      throw new Error(`cannot: ${text}`);
    });
  }, LATIN);
  await expect.poll(logs).toContain('in the page:');
  await expect.poll(logs).toContain('cannot:');
});

test('a damaged draft in the database', async () => {
  const { page } = program;
  const { items } = await callPage(page, 'drafts.list', { offset: 0, limit: 1 });
  await program.close();
  const database = join(folder, 'data', 'drafts.sqlite');
  const script = `const d = new (require('better-sqlite3'))(${JSON.stringify(database)}); d.exec("UPDATE contents SET content = replace(content, '${NAME}', '${NAME}\\"x')"); d.close();`;
  const { status, stderr } = spawnSync(process.execPath, ['-e', script], {
    cwd: APP_FOLDER,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  program = await launch({ dataFolder: join(folder, 'data') });
  await answerDialogs(program.app, { buttons: [0] });
  await callPage(program.page, 'drafts.open', { id: items[0]?.id ?? '' }).catch(() => {});
  await expect.poll(logs).toContain('unreadable');
});

test('the log tells what went wrong, and of nobody', async () => {
  const text = await logs();
  expect(text).toContain('import.read: unreadable');
  expect(text).toContain('export.word: disk');
  expect(text.length).toBeGreaterThan(2000);
  expect(text).toContain('cannot: tel:…');
  const latin = ['189-0711', 'ouyang', 'ezhou.gov', 'a b.json'];
  expect([...MARKED, ...latin].filter((mark) => text.includes(mark))).toEqual([]);
});
