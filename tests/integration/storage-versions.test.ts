import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../electron/storage/database.ts';
import { Drafts } from '../../electron/storage/drafts.ts';
import { Versions } from '../../electron/storage/versions.ts';
import type { Draft } from '../../shared/draft/draft.ts';
import { temporaryFolder } from '../fixtures/data-folder.ts';
import { exampleDraft } from '../fixtures/example-draft.ts';
import { reasonOf } from '../fixtures/refusal.ts';
import { FACTS } from '../fixtures/schemas/content.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NOBODY = '00000000-0000-4000-8000-000000000000';

/** One draft in a database of its own, and a clock that the test sets. */
function setUp() {
  const db = openDatabase(join(temporaryFolder(), 'drafts.db'));
  onTestFinished(() => void db.close());
  const time = { now: new Date(2026, 10, 24, 9, 0).getTime() };
  const unreadable: string[] = [];
  const options = {
    clock: () => new Date(time.now),
    onUnreadable: (id: string) => void unreadable.push(id),
  };
  const drafts = new Drafts(db, options);
  const versions = new Versions(db, drafts, options);
  const { summary, draft } = drafts.create(exampleDraft());
  const { id } = summary;
  let revision = 1;
  const save = (next: Draft, pending: { addresses: string[]; text: string } | null = null) => {
    ({ revision } = drafts.save({ id, revision, draft: next, pending, facts: FACTS }));
  };
  const withTasks = (tasks: string): Draft => ({ ...draft, cells: { ...draft.cells, tasks } });
  return { db, drafts, versions, unreadable, time, id, draft, save, withTasks };
}

describe('a version', () => {
  it('is kept compressed and given back as it was', () => {
    const { db, versions, id, draft } = setUp();
    const kept = versions.keepStored(id, 'export');
    expect(versions.open(kept?.id ?? '')).toEqual({ ...kept, of: id, draft });
    const size = Number(db.prepare('SELECT length(content) FROM versions').pluck().get());
    expect(size).toBeLessThan(JSON.stringify(draft).length / 3);
  });

  it('that equals the newest is not kept twice', () => {
    const { versions, id, save, withTasks, draft } = setUp();
    expect(versions.keepStored(id, 'export')).toBeDefined();
    expect(versions.keepStored(id, 'paste')).toBeUndefined();
    save(withTasks('改过'));
    expect(versions.keepStored(id, 'paste')).toBeDefined();
    save(draft);
    expect(versions.keepStored(id, 'fix')).toBeDefined();
    expect(versions.list(id).map(({ kind }) => kind)).toEqual(['fix', 'paste', 'export']);
  });

  it('kept by hand under a name gives its name to an equal newest one', () => {
    const { versions, id } = setUp();
    const kept = versions.keepStored(id, 'export');
    expect(versions.keepStored(id, 'named', '一上稿')).toEqual({ ...kept, name: '一上稿' });
    versions.keepStored(id, 'named', '批复稿');
    expect(versions.list(id).map(({ name }) => name)).toEqual(['批复稿', '一上稿']);
    expect(versions.keepStored(id, 'named', '批复稿')).toBeUndefined();
  });

  it('is renamed, and loses its name', () => {
    const { versions, id } = setUp();
    const { id: version = '' } = versions.keepStored(id, 'named', '一上稿') ?? {};
    expect(versions.name(version, '二上稿').name).toBe('二上稿');
    expect(versions.name(version, null).name).toBeNull();
    expect(reasonOf(() => versions.name(NOBODY, '公开稿'))).toBe('missing');
  });

  it('holds the text that was being typed, in its cells', () => {
    const { versions, id, draft, save } = setUp();
    save(draft, { addresses: ['tasks', 'annual/r999/target'], text: '写到一半' });
    const kept = versions.keepStored(id, 'named', '一上稿');
    expect(versions.open(kept?.id ?? '').draft.cells.tasks).toBe('写到一半');
  });

  it('whose bytes have changed is not given out, and is kept as it is', () => {
    const { db, versions, unreadable, id, draft } = setUp();
    const ids = [
      versions.keep(id, { kind: 'paste', draft })?.id ?? '',
      versions.keep(id, { kind: 'fix', draft: { ...draft, year: 2025 } })?.id ?? '',
    ];
    db.prepare("UPDATE versions SET content = substr(content, 1, 400) WHERE kind = 'paste'").run();
    db.prepare(
      "UPDATE versions SET checksum = lower(hex(randomblob(32))) WHERE kind = 'fix'",
    ).run();
    expect(ids.map((one) => reasonOf(() => versions.open(one)))).toEqual([
      'unreadable',
      'unreadable',
    ]);
    expect(unreadable).toEqual(ids);
    expect(reasonOf(() => versions.restore(ids[0] ?? '', () => FACTS))).toBe('unreadable');
    expect(versions.list(id)).toHaveLength(2);
  });

  it('of a draft that is not there is said to be missing', () => {
    const { versions, draft } = setUp();
    expect(reasonOf(() => versions.keep(NOBODY, { kind: 'fix', draft }))).toBe('missing');
    expect(reasonOf(() => versions.keepStored(NOBODY, 'fix'))).toBe('missing');
    expect(reasonOf(() => versions.open(NOBODY))).toBe('missing');
  });

  it('goes with its draft when that is deleted for good, not before', () => {
    const { db, drafts, versions, id } = setUp();
    versions.keepStored(id, 'named', '一上稿');
    drafts.remove(id);
    expect(versions.list(id)).toHaveLength(1);
    drafts.purge(id);
    expect(db.prepare('SELECT count(*) FROM versions').pluck().get()).toBe(0);
  });
});

describe('opening a draft', () => {
  it('keeps a version the first time of each day, where anything has changed', () => {
    const { drafts, versions, id, time, save, withTasks } = setUp();
    const open = () => versions.keepDaily(drafts.open(id));
    open();
    save(withTasks('上午'));
    open();
    expect(versions.list(id)).toHaveLength(1);
    time.now += DAY;
    open();
    expect(versions.list(id)).toHaveLength(2);
    time.now += DAY;
    open();
    expect(versions.list(id)).toHaveLength(2);
  });
});

describe('restoring a version', () => {
  it('makes it the present state and keeps what was there, unfinished text included', () => {
    const { drafts, versions, id, draft, save, withTasks } = setUp();
    const kept = versions.keepStored(id, 'export');
    save(withTasks('新写的'), { addresses: ['duties'], text: '没写完' });
    const restored = versions.restore(kept?.id ?? '', () => FACTS);
    expect(restored).toMatchObject({ draft, pending: null, summary: { revision: 3 } });
    expect(drafts.open(id)).toEqual(restored);
    const [before] = versions.list(id);
    expect(before?.kind).toBe('restore');
    const { cells } = versions.open(before?.id ?? '').draft;
    expect(cells).toMatchObject({ tasks: '新写的', duties: '没写完' });
  });
});

describe('a draft whose content is damaged', () => {
  it('still shows its versions, and one of them becomes a draft beside it', () => {
    const { db, drafts, versions, id, draft } = setUp();
    const kept = versions.keepStored(id, 'export');
    db.prepare("UPDATE contents SET content = replace(content, '信访', '信仿')").run();
    expect(reasonOf(() => drafts.open(id))).toBe('unreadable');
    expect(drafts.summary(id).department).toBe('鄂州市信访局');
    const saved = versions.restore(versions.list(id)[0]?.id ?? '', () => FACTS);
    expect(saved).toMatchObject({ draft, summary: { revision: 1, facts: FACTS } });
    expect(saved.summary.id).not.toBe(id);
    expect(versions.list(id)).toEqual([kept]);
  });
});

describe('thinning out', () => {
  it('happens as versions are added, and never takes one with a name', () => {
    const { versions, id, time, withTasks } = setUp();
    versions.keep(id, { kind: 'named', name: '一上稿', draft: withTasks('一上') });
    for (let day = 0; day < 30; day++) {
      for (let i = 0; i < 4; i++) {
        time.now += 10 * MINUTE;
        versions.keep(id, { kind: 'paste', draft: withTasks(`${day} ${i}`) });
      }
      time.now += DAY - 40 * MINUTE;
    }
    const list = versions.list(id);
    expect(list.length).toBeLessThanOrEqual(30 + 6);
    expect(list.length).toBeGreaterThan(28);
    expect(list.at(-1)?.name).toBe('一上稿');
  });
});

describe('a clock that is set back', () => {
  it('leaves drafts and versions in the order in which they were kept', () => {
    const { drafts, versions, id, time, save, withTasks } = setUp();
    const other = drafts.create(exampleDraft()).summary.id;
    versions.keepStored(id, 'export');
    time.now -= 400 * DAY;
    for (const tasks of ['一', '二', '三']) {
      save(withTasks(tasks));
      versions.keepStored(id, 'named', tasks);
    }
    expect(versions.list(id).map(({ name }) => name)).toEqual(['三', '二', '一', null]);
    const order = () => drafts.list({ offset: 0, limit: 9 }).items.map((one) => one.id);
    expect(order()).toEqual([id, other]);
  });

  it('does so also across a new start', () => {
    const { db, drafts, versions, id, time, save, withTasks } = setUp();
    save(withTasks('之前'));
    versions.keepStored(id, 'export');
    const clock = () => new Date(time.now - 400 * DAY);
    const later = new Drafts(db, { clock });
    const other = later.create(exampleDraft()).summary.id;
    new Versions(db, later, { clock }).keep(id, { kind: 'fix', draft: withTasks('之后') });
    const order = drafts.list({ offset: 0, limit: 9 }).items.map((one) => one.id);
    expect(order).toEqual([other, id]);
    expect(versions.list(id).map(({ kind }) => kind)).toEqual(['fix', 'export']);
  });

  it('is not misled by a time that damage has made unreadable', () => {
    const { db, drafts, id } = setUp();
    db.prepare("UPDATE drafts SET updated_at = 'x' WHERE id = ?").run(id);
    const { updatedAt } = new Drafts(db).create(exampleDraft()).summary;
    expect(Math.abs(Date.parse(updatedAt) - Date.now())).toBeLessThan(DAY);
    expect(drafts.has(id)).toBe(true);
  });
});

describe('a time that lies far ahead', () => {
  const FAR = [
    '2199-01-01T00:00:00.000Z',
    '9999-12-31T23:59:59.999Z',
    '+275760-09-13T00:00:00.000Z',
  ];

  it.each(FAR)('stops no save and takes no other version: %s', (far) => {
    const { db, drafts, versions, id, time, withTasks } = setUp();
    const kept = Array.from({ length: 6 }, (_, n) => {
      time.now += 3 * 60 * MINUTE;
      return versions.keep(id, { kind: 'paste', draft: withTasks(`${n}`) })?.id;
    });
    time.now += 2 * DAY;
    db.prepare('UPDATE drafts SET updated_at = ?, created_at = updated_at').run(far);
    db.prepare('UPDATE versions SET created_at = ? WHERE id = ?').run(far, kept[2]);
    const clock = () => new Date(time.now);
    const later = new Drafts(db, { clock });
    const after = new Versions(db, later, { clock });
    for (const revision of [1, 2, 3]) {
      const draft = withTasks(`后来${revision}`);
      later.save({ id, revision, draft, pending: null, facts: FACTS });
      kept.push(after.keepStored(id, 'export')?.id);
    }
    expect(drafts.open(id).summary.updatedAt).toMatch(/^\d{4}-/);
    expect(after.list(id).map((one) => one.id)).toEqual(expect.arrayContaining(kept));
    expect(after.list(id)).toHaveLength(9);
  });

  it('is now where it is brought by a version from elsewhere, as is a text that is none', () => {
    const { versions, id, time, withTasks } = setUp();
    const brought = (createdAt: string) =>
      versions.keep(id, { kind: 'open', draft: withTasks(createdAt), createdAt })?.createdAt ?? '';
    const within = new Date(time.now + DAY).toISOString();
    expect(brought(within)).toBe(within);
    const set = [...FAR, new Date(time.now + DAY + MINUTE).toISOString(), '去年', '2026'].map(
      brought,
    );
    expect(set.toSorted()).toEqual(set);
    for (const one of set) expect(Date.parse(one) - time.now).toBeLessThan(DAY + MINUTE);
  });
});
