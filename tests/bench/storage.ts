/**
 * The storage with 10,000 drafts, beside bare statements that move the same bytes, with nothing
 * validated. They make and parse the JSON too: a text alone is no draft that could be shown.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { openDatabase } from '../../electron/storage/database.ts';
import { Drafts } from '../../electron/storage/drafts.ts';
import { exampleDraft } from '../fixtures/example-draft.ts';
import { type BenchLine, comparePair } from './harness.ts';

const DRAFTS = 10_000;
const RUNS = 300;
const FACTS = { filled: 500, toFill: 600, errors: 3, warnings: 2, hints: 1 };
const BARE = '裸 better-sqlite3 语句';

/** Fills a database with drafts of the example's size; gives the id of one in the middle. */
function fill(db: Database, drafts: Drafts): string {
  const example = exampleDraft();
  const ids = db.transaction(() =>
    Array.from({ length: DRAFTS }, (_, i) => {
      const cells = { ...example.cells, department: `第${i % 300}局` };
      return drafts.create({ ...example, year: 2020 + (i % 6), cells }).summary.id;
    }),
  )();
  return ids[DRAFTS / 2] ?? '';
}

export async function bench(): Promise<BenchLine[]> {
  const folder = mkdtempSync(join(tmpdir(), 'jixiao-bench-'));
  const db = openDatabase(join(folder, 'drafts.db'));
  try {
    const drafts = new Drafts(db);
    const id = fill(db, drafts);
    return [
      await comparePair({ name: '草稿列表一页 50 份（共 10,000 份）', ...listing(db, drafts) }),
      await comparePair({ name: '打开一份草稿（39+40 条指标）', ...opening(db, drafts, id) }),
      await comparePair({ name: '保存一份草稿（39+40 条指标）', ...saving(db, drafts, id) }),
    ];
  } finally {
    db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function listing(db: Database, drafts: Drafts) {
  const total = db.prepare('SELECT count(*) FROM drafts WHERE deleted_at IS NULL').pluck();
  const years = db
    .prepare('SELECT DISTINCT year FROM drafts WHERE deleted_at IS NULL ORDER BY year DESC')
    .pluck();
  const page = db.prepare(
    'SELECT * FROM drafts WHERE deleted_at IS NULL ORDER BY updated_at DESC, id LIMIT 50 OFFSET 50',
  );
  return {
    ours: () => drafts.list({ offset: 50, limit: 50 }),
    theirs: () => [total.get(), years.all(), page.all()],
    theirsName: BARE,
    runs: RUNS,
  };
}

function opening(db: Database, drafts: Drafts, id: string) {
  const summary = db.prepare('SELECT * FROM drafts WHERE id = ?');
  const content = db.prepare<[string], { content: string }>(
    'SELECT content, pending FROM contents WHERE draft = ?',
  );
  return {
    ours: () => drafts.open(id),
    theirs: () => [summary.get(id), JSON.parse(content.get(id)?.content ?? '')],
    theirsName: `${BARE}与 JSON.parse`,
    runs: RUNS,
  };
}

/** Every save changes the long text at the front: SQLite leaves pages alone that stay the same. */
function saving(db: Database, drafts: Drafts, id: string) {
  const { draft, summary } = drafts.open(id);
  const versions = ['一', '二'].map((mark) => {
    const cells = { ...draft.cells, duties: `${mark}${draft.cells.duties ?? ''}` };
    return { ...draft, cells };
  });
  let { revision } = summary;
  const setSummary = db.prepare(
    `UPDATE drafts SET form = ?, year = ?, department = ?, revision = ?, updated_at = ?,
     filled = 500, to_fill = 600, errors = 3, warnings = 2, hints = 1 WHERE id = ? AND revision = ?`,
  );
  const setContent = db.prepare('UPDATE contents SET content = ?, pending = NULL WHERE draft = ?');
  const { form, year, department } = summary;
  const bare = db.transaction(() => {
    const now = new Date().toISOString();
    setSummary.run(form, year, department, revision + 1, now, id, revision);
    setContent.run(JSON.stringify(versions[revision % 2]), id);
  });
  return {
    ours: () => {
      const version = versions[revision % 2];
      const request = { id, revision, draft: version, pending: null, facts: FACTS };
      ({ revision } = drafts.save(request));
    },
    theirs: () => {
      bare.immediate();
      revision += 1;
    },
    theirsName: `${BARE}与 JSON.stringify`,
    runs: RUNS,
  };
}
