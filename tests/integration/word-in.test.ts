/** Forms that another program has saved: LibreOffice writes other XML and other old files than Word. */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFormBytes } from '../../electron/files/read-form.ts';
import { hasTools } from '../fixtures/tools.ts';

const run = promisify(execFile);
const EXAMPLE = join(import.meta.dirname, '../fixtures/form/ezhou-2024.docx');
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jixiao-word-in-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** @returns the path of the file as LibreOffice saves it in another format */
async function savedAs(format: string, file: string): Promise<string> {
  const target = join(folder, 'saved');
  await mkdir(target, { recursive: true });
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
  await run('soffice', [profile, '--headless', '--convert-to', format, '--outdir', target, file]);
  return join(target, `form.${format.split(':')[0]}`);
}

async function read(path: string) {
  return await readFormBytes(await readFile(path), 2026);
}

describe.runIf(hasTools('soffice'))('the example, saved by LibreOffice', () => {
  test('as .docx, .doc and a web page, gives the draft that Word’s own file gives', async () => {
    const own = join(folder, 'form.docx');
    await copyFile(EXAMPLE, own);
    const { draft } = await read(own);
    // By way of its own format, so that nothing of Word's XML is left.
    const open = await savedAs('odt', own);
    for (const format of ['docx', 'doc', 'html']) {
      const saved = await read(await savedAs(format, open));
      expect([format, saved.draft.cells]).toEqual([format, draft.cells]);
      expect([format, saved.draft.rows]).toEqual([format, draft.rows]);
      expect(saved.report.leftovers).toEqual([]);
    }
  });
});
