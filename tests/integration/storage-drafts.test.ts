import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../electron/storage/database.ts';
import { checksumOf } from '../../electron/storage/draft-row.ts';
import { Drafts } from '../../electron/storage/drafts.ts';
import { SettingsStore } from '../../electron/storage/settings.ts';
import { recordUse } from '../../electron/storage/used-by.ts';
import type { DraftFacts } from '../../shared/api.ts';
import { blankDraft, type Draft } from '../../shared/draft/draft.ts';
import { departmentPerformance as form } from '../../shared/form/department-performance.ts';
import { temporaryFolder } from '../fixtures/data-folder.ts';
import { exampleDraft } from '../fixtures/example-draft.ts';
import { reasonOf } from '../fixtures/refusal.ts';

const FACTS: DraftFacts = { filled: 500, toFill: 600, errors: 3, warnings: 2, hints: 1 };
const PAGE = { offset: 0, limit: 50 };
const NOBODY = '00000000-0000-4000-8000-000000000000';

function draftOf(department: string, year = 2024): Draft {
  return { ...blankDraft(form, year), cells: { department } };
}

/** A database in a folder of its own, and drafts whose clock moves on a minute with every look. */
function setUp() {
  const file = join(temporaryFolder(), 'drafts.db');
  const db = openDatabase(file);
  onTestFinished(() => void db.close());
  const unreadable: [string, unknown][] = [];
  let minutes = 0;
  const clock = () => new Date(Date.UTC(2024, 0, 1, 0, minutes++));
  const drafts = new Drafts(db, {
    clock,
    onUnreadable: (id, cause) => unreadable.push([id, cause]),
  });
  const names = (query: Partial<Parameters<Drafts['list']>[0]> = {}) =>
    drafts.list({ ...PAGE, ...query }).items.map((item) => item.department);
  return { file, db, drafts, unreadable, names };
}

/** Puts a content in that was saved as it is. */
function setContent(db: Database, id: string, content: string): void {
  const checksum = checksumOf({ content, pending: null });
  const sql = 'UPDATE contents SET content = ?, pending = NULL, checksum = ? WHERE draft = ?';
  db.prepare(sql).run(content, checksum, id);
}

function contentOf(db: Database, id: string): unknown {
  return db.prepare('SELECT content FROM contents WHERE draft = ?').pluck().get(id);
}

describe('a draft', () => {
  it('is read back as it was created, also by the next start', () => {
    const { file, db, drafts } = setUp();
    const created = drafts.create(exampleDraft());
    expect(created.summary).toMatchObject({ department: '鄂州市信访局', year: 2024, revision: 1 });
    db.close();
    const again = openDatabase(file);
    onTestFinished(() => void again.close());
    expect(new Drafts(again).open(created.summary.id)).toEqual({
      ...created,
      draft: exampleDraft(),
    });
  });

  it('is saved with its text being typed and its facts', () => {
    const { drafts } = setUp();
    const { summary, draft } = drafts.create(exampleDraft());
    const next = {
      ...draft,
      year: 2025,
      cells: { ...draft.cells, department: ' 鄂州市\n信访局 ' },
    };
    const pending = { addresses: ['annual/r1/level1', 'annual/r2/level1'], text: '履职效' };
    const answer = drafts.save({ id: summary.id, revision: 1, draft: next, pending, facts: FACTS });
    const opened = drafts.open(summary.id);
    expect(opened).toMatchObject({ draft: next, pending });
    expect(opened.summary).toEqual({
      ...summary,
      year: 2025,
      department: '鄂州市 信访局',
      revision: 2,
      updatedAt: answer.savedAt,
      facts: FACTS,
    });
    drafts.save({ id: summary.id, revision: 2, draft: next, pending: null, facts: FACTS });
    expect(drafts.open(summary.id).pending).toBeNull();
  });

  it('keeps every character: quotes, markup, emoji, halves of a pair, zero', () => {
    const { drafts } = setUp();
    const text = '\'"\\%_ <b>&\u{1f600}\ud800 \u0000 ;DROP TABLE drafts; \u202e';
    const draft = { ...draftOf('局'), cells: { department: '局', tasks: text } };
    expect(drafts.open(drafts.create(draft).summary.id).draft.cells.tasks).toBe(text);
  });

  it('that was saved elsewhere since is not overwritten', () => {
    const { drafts } = setUp();
    const { id } = drafts.create(draftOf('甲局')).summary;
    const save = (revision: number, department: string) =>
      drafts.save({ id, revision, draft: draftOf(department), pending: null, facts: FACTS });
    expect(save(1, '乙局').revision).toBe(2);
    expect(reasonOf(() => save(1, '丙局'))).toBe('stale');
    expect(reasonOf(() => save(3, '丁局'))).toBe('stale');
    expect(drafts.open(id).summary).toMatchObject({ department: '乙局', revision: 2 });
    expect(drafts.open(id).draft.cells.department).toBe('乙局');
  });

  it('that is none is not kept', () => {
    const { db, drafts } = setUp();
    const { summary, draft } = drafts.create(exampleDraft());
    const before = contentOf(db, summary.id);
    const wrong = { ...draft, cells: { 'no/such/cell': 'x' } };
    const request = { id: summary.id, revision: 1, draft: wrong, pending: null, facts: FACTS };
    expect(reasonOf(() => drafts.save(request))).toBe('invalid');
    expect(reasonOf(() => drafts.create(wrong))).toBe('invalid');
    expect(contentOf(db, summary.id)).toBe(before);
    expect(drafts.list(PAGE).total).toBe(1);
  });

  it('is duplicated with all that was typed, but was never exported', () => {
    const { drafts } = setUp();
    const { summary, draft } = drafts.create(exampleDraft());
    const pending = { addresses: ['tasks'], text: '未完' };
    drafts.save({ id: summary.id, revision: 1, draft, pending, facts: FACTS });
    drafts.markExported(summary.id, 2);
    const copy = drafts.duplicate(summary.id);
    expect(copy.summary.id).not.toBe(summary.id);
    const { summary: kept, ...content } = drafts.open(copy.summary.id);
    expect(content).toEqual({ draft, pending });
    expect(kept).toMatchObject({ revision: 1, facts: FACTS, exportedAt: null });
    expect(drafts.list(PAGE).total).toBe(2);
  });

  it('remembers which revision was exported', () => {
    const { drafts } = setUp();
    const { summary, draft } = drafts.create(exampleDraft());
    const { id } = summary;
    drafts.save({ id, revision: 1, draft, pending: null, facts: FACTS });
    drafts.markExported(id, 1);
    const { exportedRevision, exportedAt, revision } = drafts.open(id).summary;
    expect({ exportedRevision, revision }).toEqual({ exportedRevision: 1, revision: 2 });
    expect(exportedAt).toMatch(/^2024-01-01T00:\d\d:00.000Z$/);
  });

  it('goes to the recycle bin, comes back, and is gone only when it is purged', () => {
    const { db, drafts, names } = setUp();
    const { id } = drafts.create(draftOf('甲局')).summary;
    drafts.create(draftOf('乙局'));
    expect(reasonOf(() => drafts.purge(id))).toBe('missing');
    drafts.remove(id);
    expect([names(), names({ deleted: true })]).toEqual([['乙局'], ['甲局']]);
    drafts.restore(id);
    expect([names(), names({ deleted: true })]).toEqual([['乙局', '甲局'], []]);
    drafts.restore(id);
    drafts.remove(id);
    drafts.remove(id);
    drafts.purge(id);
    expect([names(), names({ deleted: true })]).toEqual([['乙局'], []]);
    expect(contentOf(db, id)).toBeUndefined();
  });

  it('that has no room left is not saved, said so, and stays as it was', () => {
    const { db, drafts } = setUp();
    const { summary, draft } = drafts.create(exampleDraft());
    db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true })}`);
    const large = { ...draft, cells: { ...draft.cells, tasks: '长'.repeat(100_000) } };
    const request = { id: summary.id, revision: 1, draft: large, pending: null, facts: FACTS };
    expect(reasonOf(() => drafts.save(request))).toBe('full');
    expect(drafts.open(summary.id)).toMatchObject({ draft, summary: { revision: 1 } });
    db.pragma('max_page_count = 1000000');
    expect(drafts.save(request).revision).toBe(2);
  });

  it('that is not there is said to be missing, whatever is asked', () => {
    const { drafts } = setUp();
    const request = { revision: 1, draft: draftOf('甲局'), pending: null, facts: FACTS };
    const steps = [
      () => drafts.open(NOBODY),
      () => drafts.save({ ...request, id: NOBODY }),
      () => drafts.duplicate(NOBODY),
      () => drafts.remove(NOBODY),
      () => drafts.restore(NOBODY),
      () => drafts.purge(NOBODY),
      () => drafts.markExported(NOBODY, 1),
    ];
    expect(steps.map(reasonOf)).toEqual(steps.map(() => 'missing'));
  });
});

describe('a row that cannot be read', () => {
  it.each([
    ['is cut off', '{"schema":1,"form":"department-performance@1","cells":{"filler":"张三'],
    ['has a cell the form has not', JSON.stringify({ ...draftOf('局'), cells: { x: '张三' } })],
    ['is of a newer form', JSON.stringify({ ...draftOf('局'), form: 'department-performance@9' })],
  ])('because it %s is reported and kept', (_, content) => {
    const { db, drafts, unreadable } = setUp();
    const { id } = drafts.create(draftOf('甲局')).summary;
    setContent(db, id, content);
    expect(reasonOf(() => drafts.open(id))).toBe('unreadable');
    expect(reasonOf(() => drafts.duplicate(id))).toBe('unreadable');
    expect(unreadable.map(([row]) => row)).toEqual([id, id]);
    expect(String(unreadable[0]?.[1])).not.toContain('张三');
    expect(contentOf(db, id)).toBe(content);
    expect(drafts.list(PAGE).total).toBe(1);
  });

  it.each(['content', 'pending'])('because a byte of its %s has flipped is not taken', (column) => {
    const { db, drafts, unreadable } = setUp();
    const { id } = drafts.create(draftOf('甲局')).summary;
    const pending = { addresses: ['tasks'], text: '任务甲局' };
    drafts.save({ id, revision: 1, draft: draftOf('甲局'), pending, facts: FACTS });
    db.prepare(`UPDATE contents SET ${column} = replace(${column}, '甲', '乙')`).run();
    expect(reasonOf(() => drafts.open(id))).toBe('unreadable');
    expect(reasonOf(() => drafts.duplicate(id))).toBe('unreadable');
    expect(unreadable.map(([row]) => row)).toEqual([id, id]);
  });

  it('because its checksum is gone is not taken', () => {
    const { db, drafts } = setUp();
    const { id } = drafts.create(draftOf('甲局')).summary;
    db.prepare('UPDATE contents SET checksum = NULL').run();
    expect(reasonOf(() => drafts.open(id))).toBe('unreadable');
  });

  it('in the list is shown as damaged, reported and kept', () => {
    const { db, drafts, unreadable, names } = setUp();
    const { id } = drafts.create(draftOf('甲局')).summary;
    drafts.create(draftOf('乙局'));
    db.prepare(
      'UPDATE drafts SET filled = -1, to_fill = 0, errors = 0, warnings = 0, hints = 0 WHERE id = ?',
    ).run(id);
    expect(names()).toEqual(['乙局', '甲局']);
    expect(unreadable.map(([row]) => row)).toEqual([id]);
    expect(drafts.list(PAGE).items.map((one) => one.damaged)).toEqual([undefined, true]);
  });
});

describe('a draft of a newer program', () => {
  it('is refused with the advice to upgrade', () => {
    const { db, drafts } = setUp();
    const { id } = drafts.create(draftOf('甲局')).summary;
    const newer = JSON.stringify({ ...draftOf('甲局'), schema: 99 });
    setContent(db, id, newer);
    expect(() => drafts.open(id)).toThrow('请先升级本程序');
    recordUse(db, '2.10.0');
    recordUse(db, '2.9.1');
    expect(() => drafts.open(id)).toThrow('请先把本程序升级到 2.10.0 或更新的版本再打开');
  });
});

describe('the list', () => {
  it('has the last changed draft first', () => {
    const { drafts, names } = setUp();
    const { id } = drafts.create(draftOf('甲局')).summary;
    drafts.create(draftOf('乙局'));
    expect(names()).toEqual(['乙局', '甲局']);
    drafts.save({ id, revision: 1, draft: draftOf('甲局'), pending: null, facts: FACTS });
    expect(names()).toEqual(['甲局', '乙局']);
  });

  it('sorts departments by pinyin and years downwards, the newest first among equals', () => {
    const { drafts } = setUp();
    for (const [name, year] of [
      ['信访局', 2023],
      ['财政局', 2024],
      ['教育局', 2025],
      ['财政局', 2022],
    ] as const) {
      drafts.create(draftOf(name, year));
    }
    const list = (sort: 'department' | 'year', offset = 0) =>
      drafts.list({ sort, offset, limit: 3 }).items.map((item) => `${item.department}${item.year}`);
    expect(list('department')).toEqual(['财政局2022', '财政局2024', '教育局2025']);
    expect(list('department', 3)).toEqual(['信访局2023']);
    expect(list('year')).toEqual(['教育局2025', '财政局2024', '信访局2023']);
    expect(list('year', 3)).toEqual(['财政局2022']);
  });

  it('is filtered by year and by text, and names every year there is', () => {
    const { drafts, names } = setUp();
    drafts.create(draftOf('市信访局', 2023));
    drafts.create(draftOf('市信访局', 2024));
    const { id } = drafts.create(draftOf('市教育局', 2025)).summary;
    drafts.remove(id);
    drafts.create(draftOf('市财政局', 2024));
    expect(names({ year: 2024 })).toEqual(['市财政局', '市信访局']);
    expect(names({ year: 2024, text: ' 信访 ' })).toEqual(['市信访局']);
    expect(names({ text: '没有' })).toEqual([]);
    expect(drafts.list({ ...PAGE, text: '信访', limit: 1 })).toMatchObject({
      total: 2,
      years: [2024, 2023],
    });
    expect(drafts.list({ ...PAGE, deleted: true }).years).toEqual([2025]);
  });

  it.each([
    ['%', '100%局'],
    ['_', '一_局'],
    ['\\', '反\\局'],
    ["'", "引'局"],
  ])('takes %s in a search for what it is', (text, found) => {
    const { drafts, names } = setUp();
    for (const name of ['甲局', '100%局', '一_局', '反\\局', "引'局"]) drafts.create(draftOf(name));
    expect(names({ text })).toEqual([found]);
  });

  it('of 10,000 drafts gives any page in well under a second, each draft once', () => {
    const { db, drafts } = setUp();
    const content = draftOf('局');
    db.transaction(() => {
      for (let i = 0; i < 10_000; i++) {
        drafts.create({
          ...content,
          year: 2020 + (i % 6),
          cells: { department: `第${i % 300}局` },
        });
      }
    })();
    const seen = new Set<string>();
    const start = performance.now();
    const pages = [0, 5000, 9950].flatMap((offset) =>
      (['updated', 'department', 'year'] as const).map((sort) =>
        drafts.list({ sort, offset, limit: 50 }),
      ),
    );
    const each = (performance.now() - start) / pages.length;
    expect(pages.every((page) => page.total === 10_000 && page.items.length === 50)).toBe(true);
    for (let offset = 0; offset < 10_000; offset += 500) {
      for (const { id } of drafts.list({ offset, limit: 500 }).items) seen.add(id);
    }
    expect(seen.size).toBe(10_000);
    expect(each).toBeLessThan(200);
  });
});

describe('settings', () => {
  it('are the defaults first, and what was set after the next start', () => {
    const { file, db } = setUp();
    const settings = new SettingsStore(db);
    expect(settings.get()).toEqual({
      zoom: 1,
      exportFolder: null,
      welcomeDone: false,
      entries: {},
      expected: [],
    });
    const entries = { category: ['绩效提升型'] };
    settings.set({ zoom: 1.5, entries });
    settings.set({ welcomeDone: true, zoom: undefined });
    settings.set({ exportFolder: '/home/li/文档' });
    const place = { bounds: { x: -8, y: 0, width: 1366, height: 728 }, maximized: true };
    settings.setWindowPlace(place);
    db.close();
    const again = openDatabase(file);
    onTestFinished(() => void again.close());
    const kept = new SettingsStore(again);
    const exportFolder = '/home/li/文档';
    expect(kept.get()).toEqual({
      zoom: 1.5,
      exportFolder,
      welcomeDone: true,
      entries,
      expected: [],
    });
    expect(kept.windowPlace()).toEqual(place);
  });

  it('that cannot be read are reported, kept, and replaced by their default', () => {
    const { db } = setUp();
    const reported: string[] = [];
    const settings = new SettingsStore(db, (key) => reported.push(key));
    settings.set({ welcomeDone: true });
    db.prepare(
      "INSERT INTO settings VALUES ('zoom', '17'), ('entries', '{'), ('windowPlace', '[]')",
    ).run();
    expect(settings.get()).toEqual({
      zoom: 1,
      exportFolder: null,
      welcomeDone: true,
      entries: {},
      expected: [],
    });
    expect(settings.windowPlace()).toBeUndefined();
    expect(reported).toEqual(['zoom', 'entries']);
    const keys = db.prepare('SELECT key FROM settings ORDER BY key').pluck().all();
    expect(keys).toEqual(['changes', 'entries', 'usedBy', 'welcomeDone', 'windowPlace', 'zoom']);
  });
});
