import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import { describe, expect, it, onTestFinished } from 'vitest';
import { LIBRARY_TASKS } from '../../electron/files/library-tasks.ts';
import { openDatabase } from '../../electron/storage/database.ts';
import { Drafts } from '../../electron/storage/drafts.ts';
import { Library } from '../../electron/storage/library.ts';
import { blankDraft, type Draft, rowsOf } from '../../shared/draft/draft.ts';
import { applyEdit } from '../../shared/draft/edit.ts';
import { departmentPerformance as form } from '../../shared/form/department-performance.ts';
import {
  type EntryCells,
  entriesOf,
  entryKey,
  type LibraryShape,
  libraryOf,
} from '../../shared/library/entry.ts';
import { sheetOf } from '../../shared/library/sheet.ts';
import { temporaryFolder } from '../fixtures/data-folder.ts';
import { exampleDraft } from '../fixtures/example-draft.ts';

const shape = libraryOf(form) as LibraryShape;
const EXAMPLE = entriesOf(shape, exampleDraft());
const NONE = new Map<string, EntryCells>();

function cellsOf(level3: string, target = ''): EntryCells {
  const cells = { level1: '履职效能', level2: '数量指标', level3 };
  return target === '' ? cells : { ...cells, target };
}

function keyOf(level3: string): string {
  return entryKey(shape, cellsOf(level3));
}

function draftOf(...entries: EntryCells[]): Draft {
  const blank = blankDraft(form, 2024);
  const edit = { type: 'insertRows', table: 'annual', place: 'end', rows: entries } as const;
  return applyEdit(form, blank, edit);
}

function setUp(file = join(temporaryFolder(), 'drafts.db')) {
  const db = openDatabase(file);
  onTestFinished(() => void db.close());
  const drafts = new Drafts(db);
  const unreadable: string[] = [];
  const library = new Library(db, drafts, (what) => unreadable.push(what));
  const create = (...entries: EntryCells[]) => drafts.create(draftOf(...entries)).summary.id;
  /** The entries as the window gets them: of the drafts as they are now. */
  const list = (example: ReadonlyMap<string, EntryCells> = NONE) => {
    library.gather(library.stale());
    return library.list(shape, example);
  };
  const find = (level3: string) => list().find(({ key }) => key === keyOf(level3));
  return { file, db, drafts, library, unreadable, create, list, find };
}

describe('the library', () => {
  it('has the indicators of every draft and of the example, each once, with how many drafts have it', () => {
    const { drafts, create, list, find } = setUp();
    drafts.create(exampleDraft());
    create(cellsOf('培训人次', '≥100人次'), cellsOf('办件数'));
    create(cellsOf('培训 人次', '≥200人次'));
    const all = list(EXAMPLE);
    expect(all).toHaveLength(EXAMPLE.size + 2);
    expect(all.every(({ origin }) => origin === 'draft')).toBe(true);
    expect(find('培训人次')).toMatchObject({ drafts: 2, cells: { target: '≥200人次' } });
    expect(find('办件数')).toMatchObject({ drafts: 1, inserted: 0, hidden: false });
  });

  it('has the example where no draft has its indicators', () => {
    const [first] = setUp().list(EXAMPLE);
    expect(first).toMatchObject({ origin: 'example', drafts: 0 });
  });

  it('takes the texts of the draft saved last, and from those before it what is empty there', () => {
    const { create, find } = setUp();
    create({ ...cellsOf('培训人次', '≥100人次'), basis: '计划标准' });
    create(cellsOf('培训人次', '≥200人次'));
    create(cellsOf('培训人次'));
    expect(find('培训人次')?.cells).toEqual({
      ...cellsOf('培训人次', '≥200人次'),
      basis: '计划标准',
    });
  });

  it('keeps up with drafts that are saved, put into the recycle bin, restored, deleted', () => {
    const { drafts, library, create, list, find } = setUp();
    const id = create(cellsOf('旧指标'));
    expect(library.stale()).toEqual([id]);
    expect(find('旧指标')).toBeDefined();
    expect(library.stale()).toEqual([]);
    drafts.save({ id, revision: 1, draft: draftOf(cellsOf('新指标')), pending: null, facts: null });
    expect(library.stale()).toEqual([id]);
    expect(list().map(({ cells }) => cells.level3)).toEqual(['新指标']);
    drafts.remove(id);
    expect(list()).toEqual([]);
    drafts.restore(id);
    expect(list()).toHaveLength(1);
    drafts.remove(id);
    drafts.purge(id);
    expect(list()).toEqual([]);
  });

  it('goes on without a draft that cannot be read, and looks at it once only', () => {
    const { db, library, create, find } = setUp();
    const bad = create(cellsOf('坏'));
    create(cellsOf('好'));
    db.prepare("UPDATE contents SET content = '{' WHERE draft = ?").run(bad);
    expect(find('好')).toBeDefined();
    expect(find('坏')).toBeUndefined();
    expect(library.stale()).toEqual([]);
  });

  it('leaves out a row of its own that is damaged', () => {
    const { db, library, unreadable, list } = setUp();
    library.keepMany(shape, [cellsOf('甲'), cellsOf('乙')]);
    db.prepare("UPDATE library_own SET cells = '[' WHERE key = ?").run(keyOf('甲'));
    expect(list().map(({ cells }) => cells.level3)).toEqual(['乙']);
    expect(unreadable).toEqual(['library_own']);
  });

  it('keeps what a person adds, before what drafts say, also after the next start', () => {
    const { file, db, library, create, find } = setUp();
    create(cellsOf('培训人次', '≥100人次'));
    library.keep(shape, cellsOf('培训人次', '≥500人次'));
    library.keep(shape, cellsOf('自己的'));
    expect(find('培训人次')).toMatchObject({ origin: 'own', drafts: 1 });
    db.close();
    const again = setUp(file);
    expect(again.find('培训人次')?.cells).toEqual(cellsOf('培训人次', '≥500人次'));
    expect(again.find('自己的')).toMatchObject({ origin: 'own', drafts: 0 });
  });

  it('puts the old one out of sight where a change gives an indicator another name', () => {
    const { library, create, find } = setUp();
    create(cellsOf('旧名', '5件'));
    library.keep(shape, cellsOf('新名', '5件'), keyOf('旧名'));
    expect(find('旧名')).toMatchObject({ hidden: true, origin: 'draft' });
    expect(find('新名')).toMatchObject({ hidden: false, origin: 'own' });
    library.keep(shape, cellsOf('新名', '6件'), keyOf('新名'));
    expect(find('新名')).toMatchObject({ hidden: false, cells: { target: '6件' } });
  });

  it('takes back what a person has added: what drafts have stays, with their texts', () => {
    const { library, create, find } = setUp();
    create(cellsOf('培训人次', '≥100人次'));
    library.keepMany(shape, [cellsOf('培训人次', '≥1人次'), cellsOf('自己的')]);
    library.remove(shape.form, [keyOf('培训人次'), keyOf('自己的')]);
    expect(find('培训人次')).toMatchObject({ origin: 'draft', cells: { target: '≥100人次' } });
    expect(find('自己的')).toBeUndefined();
  });

  it('hides any entry until it is shown again or kept anew', () => {
    const { library, create, find } = setUp();
    create(cellsOf('甲'), cellsOf('乙'));
    library.hide(shape.form, [keyOf('甲'), keyOf('乙')], true);
    expect(find('甲')).toMatchObject({ hidden: true });
    library.hide(shape.form, [keyOf('甲')], false);
    expect(find('甲')).toMatchObject({ hidden: false });
    library.keep(shape, cellsOf('乙'));
    expect(find('乙')).toMatchObject({ hidden: false });
  });

  it('counts how often an entry was inserted', () => {
    const { library, create, find } = setUp();
    create(cellsOf('甲'));
    library.markUsed(shape.form, [keyOf('甲')]);
    library.markUsed(shape.form, [keyOf('甲')]);
    expect(find('甲')).toMatchObject({ inserted: 2, drafts: 1 });
  });
});

describe('a file of the library', () => {
  const entries = [
    cellsOf('甲', '=5'),
    { ...cellsOf('乙', '+86'), basis: '"计划",\n标准' },
    cellsOf("'丙"),
  ];
  const listed = entries.map((cells) => ({
    key: entryKey(shape, cells),
    cells,
    origin: 'own' as const,
    hidden: false,
    drafts: 1,
    inserted: 2,
  }));
  const rows = sheetOf(shape, listed);

  function written(name: string, bytes: Uint8Array): string {
    const path = join(temporaryFolder(), name);
    writeFileSync(path, bytes);
    return path;
  }
  const readBack = (path: string) => LIBRARY_TASKS.readLibrary({ path, form: shape.form });

  it.each(['xlsx', 'csv'] as const)('as %s comes back as it was', async (kind) => {
    const path = written(`库.${kind}`, LIBRARY_TASKS.writeLibrary({ rows, kind }));
    expect(await readBack(path)).toEqual({ fileName: `库.${kind}`, entries, leftOut: [] });
  });

  it('as a workbook holds texts only, never a formula', () => {
    const book = read(LIBRARY_TASKS.writeLibrary({ rows, kind: 'xlsx' }), { cellNF: true });
    const sheet = book.Sheets[book.SheetNames[0] ?? ''] ?? {};
    const cell = sheet[utils.encode_cell({ r: 1, c: 3 })];
    expect(cell).toMatchObject({ t: 's', v: '=5', z: '@' });
    expect(Object.values(sheet).some((one) => one?.f !== undefined)).toBe(false);
  });

  it('is read in GBK, as Excel in China saves CSV', async () => {
    // 三级指标,指标值 / 办结率,≥95%
    const gbk = 'c8fdbcb6d6b8b1ea2cd6b8b1ead6b50d0ab0ecbde1c2ca2ca1dd3935250d0a';
    const path = written('库.csv', Buffer.from(gbk, 'hex'));
    expect((await readBack(path)).entries).toEqual([{ level3: '办结率', target: '≥95%' }]);
  });

  it('is read with merged cells and numbers, from the first sheet that has the heading', async () => {
    const sheet = utils.aoa_to_sheet([
      ['一级指标', '三级指标', '指标值'],
      ['履职效能', '甲', 0.95],
      ['', '乙', 12],
    ]);
    sheet['!merges'] = [{ s: { r: 1, c: 0 }, e: { r: 2, c: 0 } }];
    if (sheet.C2) sheet.C2.z = '0%';
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet([['说明']]), '说明');
    utils.book_append_sheet(book, sheet, '库');
    const { write } = await import('@e965/xlsx');
    const path = written(
      '库.xlsx',
      new Uint8Array(write(book, { type: 'buffer', bookType: 'xlsx' })),
    );
    expect((await readBack(path)).entries).toEqual([
      { level1: '履职效能', level3: '甲', target: '95%' },
      { level1: '履职效能', level3: '乙', target: '12' },
    ]);
  });

  it.each([
    ['空.csv', '', /空的/],
    ['别的.csv', '姓名,年龄\r\n甲,5\r\n', /没有找到指标库/],
    ['坏.xlsx', 'PK\u0003\u0004坏', /打不开|读不出|损坏|不认识/],
  ])('that is none is refused in a sentence: %s', async (name, text, sentence) => {
    await expect(readBack(written(name, Buffer.from(text)))).rejects.toThrow(sentence);
  });

  it('may be the official form itself: its indicators are rows with the same heading', async () => {
    const path = join(import.meta.dirname, '../fixtures/form/ezhou-2024.docx');
    const { entries: found } = await readBack(path);
    const names = rowsOf(exampleDraft(), 'longTerm').map(({ cells }) => cells.level3);
    expect(names).toContain(found[0]?.level3);
  });
});
