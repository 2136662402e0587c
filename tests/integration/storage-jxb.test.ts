import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../electron/storage/database.ts';
import { Drafts } from '../../electron/storage/drafts.ts';
import { arrivedJxb, type JxbStore, keepJxb, leavingJxb } from '../../electron/storage/jxb.ts';
import { Versions } from '../../electron/storage/versions.ts';
import { readJxb, writeJxb } from '../../shared/draft/jxb.ts';
import { temporaryFolder } from '../fixtures/data-folder.ts';
import { exampleDraft } from '../fixtures/example-draft.ts';
import { FACTS } from '../fixtures/schemas/content.ts';

/** The storage of one PC. */
function setUp(): JxbStore {
  const db = openDatabase(join(temporaryFolder(), 'drafts.db'));
  onTestFinished(() => void db.close());
  const drafts = new Drafts(db);
  return { db, drafts, versions: new Versions(db, drafts) };
}

function type({ drafts }: JxbStore, id: string, tasks: string): void {
  const { draft, summary } = drafts.open(id);
  const next = { ...draft, cells: { ...draft.cells, tasks } };
  drafts.save({ id, revision: summary.revision, draft: next, pending: null, facts: FACTS });
}

/** What comes out of a file that a PC writes. */
function sent(store: JxbStore, id: string) {
  return readJxb(writeJxb(leavingJxb(store, id), '1.0.0'));
}

/** A draft with a named version on one PC, and another PC without it. */
function twoPcs() {
  const [mine, theirs] = [setUp(), setUp()];
  const { id } = mine.drafts.create(exampleDraft(), FACTS).summary;
  mine.versions.keepStored(id, 'named', '一上稿');
  type(mine, id, '二上的任务');
  return { mine, theirs, id };
}

const standing = (store: JxbStore, jxb: ReturnType<typeof sent>) =>
  arrivedJxb(store, jxb).here?.standing;

describe('a draft that is sent to another PC', () => {
  it('arrives with its versions, under its own id', () => {
    const { mine, theirs, id } = twoPcs();
    const jxb = sent(mine, id);
    expect(arrivedJxb(theirs, jxb)).toEqual({
      ...{ savedAt: jxb.savedAt, versions: 2, names: ['一上稿'], here: null },
    });
    const kept = keepJxb(theirs, jxb, FACTS);
    expect(kept.summary).toMatchObject({ id, facts: FACTS, exportedAt: null });
    expect(kept.draft).toEqual(mine.drafts.open(id).draft);
    const told = ({ versions }: JxbStore) =>
      versions.list(id).map(({ kind, name, createdAt, id: version }) => {
        return { kind, name, createdAt, draft: versions.open(version).draft };
      });
    expect(told(theirs)).toEqual(told(mine));
  });

  it('brings the text that was being typed in its cell', () => {
    const { mine, id } = twoPcs();
    const { draft, summary } = mine.drafts.open(id);
    const pending = { addresses: ['duties'], text: '写到一半' };
    const { revision } = summary;
    mine.drafts.save({ id, revision, draft, pending, facts: FACTS });
    expect(sent(mine, id).draft.cells.duties).toBe('写到一半');
  });

  it('is of now where its versions tell of times that have not come yet', () => {
    const { mine, theirs, id } = twoPcs();
    const jxb = sent(mine, id);
    const createdAt = '9999-12-31T23:59:59.999Z';
    const versions = jxb.versions.map((version) => ({ ...version, createdAt }));
    keepJxb(theirs, { ...jxb, versions }, FACTS);
    const kept = theirs.versions.list(id);
    expect(kept.map(({ name }) => name)).toEqual(jxb.versions.map(({ name }) => name));
    for (const one of kept) expect(Date.parse(one.createdAt)).toBeLessThan(Date.now() + 60_000);
    type(theirs, id, '接着写');
    expect(theirs.versions.keepStored(id, 'export')).toBeDefined();
  });

  it('never overwrites the one that is there, and is a draft of its own then', () => {
    const { mine, theirs, id } = twoPcs();
    keepJxb(theirs, sent(mine, id), FACTS);
    type(theirs, id, '他们写的');
    const before = [theirs.drafts.open(id), theirs.versions.list(id)];
    const again = keepJxb(theirs, sent(mine, id), FACTS);
    expect(again.summary.id).not.toBe(id);
    expect(again.draft.cells.tasks).toBe('二上的任务');
    expect(theirs.versions.list(again.summary.id)).toHaveLength(2);
    expect([theirs.drafts.open(id), theirs.versions.list(id)]).toEqual(before);
  });

  it('is known again: the same, newer, older, or changed on both sides', () => {
    const { mine, theirs, id } = twoPcs();
    const first = sent(mine, id);
    keepJxb(theirs, first, FACTS);
    expect(standing(theirs, first)).toBe('same');
    type(theirs, id, '他们改的');
    const second = sent(theirs, id);
    expect(standing(mine, second)).toBe('newer');
    expect(standing(theirs, first)).toBe('older');
    type(mine, id, '我们也改了');
    expect(standing(mine, second)).toBe('changed');
  });

  it('is known in the recycle bin too, and where the one there cannot be read', () => {
    const { mine, id } = twoPcs();
    const jxb = sent(mine, id);
    mine.drafts.remove(id);
    expect(arrivedJxb(mine, jxb).here).toEqual({ id, standing: 'same', deleted: true });
    mine.db.prepare("UPDATE contents SET content = replace(content, '信访', '信仿')").run();
    expect(standing(mine, jxb)).toBe('changed');
    expect(keepJxb(mine, jxb, FACTS).summary.id).not.toBe(id);
  });

  it('leaves nothing behind where it cannot be kept whole', () => {
    const { mine, theirs, id } = twoPcs();
    const jxb = sent(mine, id);
    const broken = { ...jxb, versions: [...jxb.versions, { ...jxb.versions[0], draft: {} }] };
    expect(() => keepJxb(theirs, broken as typeof jxb, FACTS)).toThrow();
    expect(theirs.drafts.has(id)).toBe(false);
  });
});
