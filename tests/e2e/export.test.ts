import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenDraft } from '../../shared/api.ts';
import { exampleDraft } from '../fixtures/example-draft.ts';
import { hasTools, isThere } from '../fixtures/tools.ts';
import { answerDialogs, callPage, chooseForm, launch, type Program } from './harness.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');
const NAME = '2024年度鄂州市信访局部门整体绩效目标表';
const draft = { ...exampleDraft() };

let program: Program;
let folder: string;
let opened: OpenDraft;
beforeAll(async () => {
  program = await launch();
  folder = await mkdtemp(join(tmpdir(), 'jixiao-export-'));
  opened = await callPage(program.page, 'drafts.create', { draft });
});
afterAll(async () => {
  await program.close();
  await rm(folder, { recursive: true });
});

const request = (publicVersion = false) => ({ id: opened.summary.id, draft, publicVersion });

/** The texts of a PDF as a person sees them, without white space; one entry a page. */
function pagesOf(pdf: string): string[] {
  const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' });
  return text
    .split('\f')
    .map((page) => page.replace(/\s/g, ''))
    .filter((page) => page !== '');
}

describe('导出 Word', () => {
  test.runIf(hasTools('python3'))(
    'proposes a name and writes the official table, cell by cell',
    async () => {
      const path = join(folder, '表.docx');
      const asked = await answerDialogs(program.app, { save: path });
      expect(await callPage(program.page, 'export.word', request())).toEqual({ path });
      const [dialog] = await asked();
      expect(dialog?.defaultPath?.endsWith(`${NAME}.docx`)).toBe(true);
      const differences = spawnSync(
        'python3',
        ['docx-rows.py', path, '--expect', 'form/ezhou-2024.rows.json'],
        { cwd: FIXTURES, encoding: 'utf8' },
      );
      expect(differences.stdout).toBe('0 differences in 99 rows\n');
      expect(await readdir(folder)).toEqual(['表.docx']);
    },
  );

  test('remembers the folder, and that the draft was exported', async () => {
    const asked = await answerDialogs(program.app, { save: null });
    expect(await callPage(program.page, 'export.word', request())).toBeNull();
    expect((await asked())[0]?.defaultPath).toBe(join(folder, `${NAME}.docx`));
    const { items } = await callPage(program.page, 'drafts.list', { offset: 0, limit: 10 });
    expect(items[0]).toMatchObject({ exportedRevision: 1, exportedAt: expect.any(String) });
  });

  test('gives a name without extension its extension, and then replaces nothing', async () => {
    await writeFile(join(folder, '旧.docx'), '旧');
    await answerDialogs(program.app, { save: join(folder, '旧') });
    await expect(callPage(program.page, 'export.word', request())).rejects.toThrow(
      /已有同名文件「旧.docx」，没有覆盖它/,
    );
    expect(await readFile(join(folder, '旧.docx'), 'utf8')).toBe('旧');
  });

  test.runIf(hasTools('python3'))('公开版 lacks the name and the telephone number', async () => {
    const path = join(folder, '公开.docx');
    const asked = await answerDialogs(program.app, { save: path });
    await callPage(program.page, 'export.word', request(true));
    expect((await asked())[0]?.defaultPath).toContain(`${NAME}（公开版）.docx`);
    const rows = execFileSync('python3', [join(FIXTURES, 'docx-rows.py'), path], {
      encoding: 'utf8',
    });
    expect(rows).toContain('鄂州市信访局');
    for (const address of ['filler', 'phone']) {
      expect(draft.cells[address]).toBeTruthy();
      expect(rows).not.toContain(draft.cells[address]);
    }
  });

  test.runIf(canLock())('tries again when another program holds the file', async () => {
    const path = join(folder, '占用.docx');
    await writeFile(path, '旧');
    execFileSync('chattr', ['+i', path]);
    try {
      const asked = await answerDialogs(program.app, { save: path, buttons: [0, 2] });
      expect(await callPage(program.page, 'export.word', request())).toBeNull();
      const questions = (await asked()).filter(({ kind }) => kind === 'message');
      expect(questions).toHaveLength(2);
      expect(questions[0]).toMatchObject({
        detail: expect.stringMatching(/「占用.docx」正在 Word、WPS 或别的程序中打开.*没有变化/),
        buttons: ['重试', '换一个位置', '取消'],
      });
      expect(await readFile(path, 'utf8')).toBe('旧');
    } finally {
      execFileSync('chattr', ['-i', path]);
    }
  });

  test('shows what went wrong where the folder is gone', async () => {
    await answerDialogs(program.app, { save: join(folder, '没有', '表.docx') });
    await expect(callPage(program.page, 'export.word', request())).rejects.toThrow(
      /disk: .*文件夹不存在；请换一个位置保存/,
    );
  });
});

describe('paper', () => {
  test.runIf(hasTools('pdftotext'))('导出 PDF writes the table on A4 pages', async () => {
    const path = join(folder, '表.pdf');
    const asked = await answerDialogs(program.app, { save: path });
    await callPage(program.page, 'export.pdf', request());
    expect((await asked())[0]?.defaultPath).toContain(`${NAME}.pdf`);
    const info = execFileSync('pdfinfo', [path], { encoding: 'utf8' });
    expect(info).toMatch(/Page size:\s+59[45]\.\d+ x 84[12]\.\d* pts \(A4\)/);
    const pages = pagesOf(path);
    expect(pages.length).toBeGreaterThan(2);
    expect(pages[0]).toContain('部门整体绩效目标表单位：万元');
    expect(pages.join('')).toContain('65.72%');
    expect(pages.join('')).toContain(draft.cells.phone);
  });

  test.runIf(hasTools('pdftotext'))('the preview is those pages', async () => {
    const url = await program.page.evaluate(async ({ draft, publicVersion }) => {
      const answer = await window.api.call('export.preview', { draft, publicVersion });
      if (!answer.ok || !answer.value) throw new Error('no preview');
      const reader = new FileReader();
      const read = new Promise((done) => reader.addEventListener('load', done));
      reader.readAsDataURL(new Blob([new Uint8Array(answer.value.pdf)]));
      await read;
      return String(reader.result);
    }, request(true));
    const path = join(folder, '预览.pdf');
    await writeFile(path, Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
    const pages = pagesOf(path);
    expect(pages.length).toBe(pagesOf(join(folder, '表.pdf')).length);
    expect(pages.join('')).not.toContain(draft.cells.phone);
  });

  test('打印 says so where there is no printer', async () => {
    await expect(
      callPage(program.page, 'export.print', { draft, publicVersion: false }),
    ).rejects.toThrow(/没有打印：找不到可用的打印机.*草稿没有变化/);
  });
});

describe('导入', () => {
  test('reads the file that a person chooses, in another process', async () => {
    const path = join(FIXTURES, 'form/ezhou-2024.docx');
    await answerDialogs(program.app, { open: path });
    const chosen = await callPage(program.page, 'import.choose');
    expect(chosen).toEqual({ paths: [path] });
    const answer = await callPage(program.page, 'import.read', { path });
    expect(answer.fileName).toBe('ezhou-2024.docx');
    expect(answer.draft.cells.department).toBe('鄂州市信访局');
    const kinds = await program.app.evaluate(({ app }) =>
      app.getAppMetrics().map((process) => process.name ?? process.type),
    );
    expect(kinds).toContain('jixiao-worker');
  });

  test('of a file that is none gives a sentence, and the next file is read', async () => {
    const path = join(folder, '乱.docx');
    await writeFile(path, 'PK\u0003\u0004 no zip');
    await chooseForm(program, path);
    await expect(callPage(program.page, 'import.read', { path })).rejects.toThrow(
      /^(?!unexpected).*[，。]/,
    );
    const gone = join(folder, '没有.docx');
    await chooseForm(program, gone);
    await expect(callPage(program.page, 'import.read', { path: gone })).rejects.toThrow(
      /not-found: 找不到这份文件/,
    );
    const good = join(FIXTURES, 'form/ezhou-2024.docx');
    await chooseForm(program, good);
    expect((await callPage(program.page, 'import.read', { path: good })).report.found).not.toEqual(
      [],
    );
  });
});

describe('the bundled example', () => {
  test('opens without the name and the number of a person, and only once', async () => {
    const first = await callPage(program.page, 'drafts.example');
    expect(first.draft.cells).toMatchObject({ department: '鄂州市信访局' });
    expect(first.draft.cells.filler ?? '').toBe('');
    expect(first.draft.cells.phone ?? '').toBe('');
    const second = await callPage(program.page, 'drafts.example');
    expect(second.summary.id).toBe(first.summary.id);
  });
});

/** Whether this machine can make a file that even its owner cannot replace. */
function canLock(): boolean {
  const probe = spawnSync('bash', ['-c', 'f=$(mktemp) && chattr +i $f && chattr -i $f && rm $f']);
  return isThere(probe.status === 0, 'chattr +i');
}
