/** Data folders as the program leaves them, each removed after its test; and drafts in them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, expect } from 'vitest';
import { applyEdit, setText } from '../../shared/draft/edit.ts';
import { departmentPerformance as form } from '../../shared/form/department-performance.ts';
import { exampleDraft } from '../fixtures/example-draft.ts';
import { callPage, launch } from './harness.ts';

const FACTS = { filled: 1, toFill: 2, errors: 0, warnings: 0, hints: 0 };

const folders: string[] = [];
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jixiao-e2e-'));
  folders.push(folder);
  return folder;
}
afterEach(() => {
  for (const folder of folders.splice(0)) {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});

export async function addDraft(page: Page, department: string): Promise<string> {
  const draft = applyEdit(form, exampleDraft(), setText(['department'], department));
  return (await callPage(page, 'drafts.create', { draft: { ...draft } })).summary.id;
}

export async function changeDraft(page: Page, id: string, duties: string): Promise<void> {
  const { summary, draft } = await callPage(page, 'drafts.open', { id });
  const changed = JSON.stringify({ ...draft, cells: { ...draft.cells, duties } });
  const { revision } = summary;
  const request = { id, revision, draft: changed, pending: null, facts: FACTS };
  await callPage(page, 'drafts.save', request);
}

/** The departments in the list. */
export const names = (page: Page) => page.locator('table.drafts tbody th').allInnerTexts();

/** A data folder with drafts and a backup of some day before, as the program leaves it. */
export async function usedFolder(...departments: readonly string[]): Promise<string> {
  const dataFolder = newFolder();
  const program = await launch({ dataFolder });
  for (const department of departments) await addDraft(program.page, department);
  const backups = () => callPage(program.page, 'backups.list');
  await expect.poll(async () => (await backups()).backups.length, { timeout: 30_000 }).toBe(1);
  await program.close();
  return dataFolder;
}
