/**
 * 指标库 with 10,000 entries: a search by characters, by first letters and by pinyin beside pinyin-pro's
 * own `match` over the same names; making the library ready for searching; reading it from the
 * database, and gathering a draft that was saved.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { match } from 'pinyin-pro';
import { openDatabase } from '../../electron/storage/database.ts';
import { Drafts } from '../../electron/storage/drafts.ts';
import { Library } from '../../electron/storage/library.ts';
import { parseDraft } from '../../shared/draft/draft.ts';
import { departmentPerformance as form } from '../../shared/form/department-performance.ts';
import {
  entriesOf,
  entryKey,
  entryName,
  formOrder,
  type LibraryEntry,
  type LibraryShape,
  libraryOf,
} from '../../shared/library/entry.ts';
import { readingsOf } from '../../shared/library/pinyin.ts';
import { LibraryIndex, plain } from '../../shared/library/search.ts';
import { exampleDraft } from '../fixtures/example-draft.ts';
import { type BenchLine, comparePair } from './harness.ts';

const COUNT = 10_000;
const RUNS = 10;
const QUERIES = [
  ['汉字', '办结率'],
  ['首字母', 'aqbjl'],
  ['全拼', 'anqibanjie'],
  ['查无结果', 'qwxyz'],
] as const;

export async function bench(): Promise<BenchLine[]> {
  const library = libraryOf(form);
  if (!library) throw new Error('the form has no library');
  const entries = manyEntries(library);
  const order = formOrder(form, library);
  const make = () => {
    const made = new LibraryIndex(library, order, readingsOf);
    made.add(entries);
    made.find({ text: '' });
    return made;
  };
  const index = make();
  const names = entries.map(({ cells }) => plain(entryName(library, cells)));
  const lines: BenchLine[] = [];
  for (const [name, text] of QUERIES) {
    lines.push(
      await comparePair({
        name: `在 ${COUNT} 条中查找：${name} ${text}（目标 16 毫秒以内）`,
        ours: () => index.find({ text }),
        theirs: () => names.filter((one) => match(one, text, { continuous: true }) !== null),
        theirsName: 'pinyin-pro 的 match 逐条比对',
        runs: RUNS,
      }),
    );
  }
  lines.push(
    await comparePair({
      name: `打开指标库时备好 ${COUNT} 条的拼音`,
      ours: make,
      theirs: () => names.map((one) => match(one, 'x')),
      theirsName: 'pinyin-pro 的 match 逐条比对一次',
      runs: RUNS,
    }),
  );
  lines.push(...(await storageLines(entries)));
  return lines;
}

const PLACES = ['城区', '乡镇', '街道', '开发区', '重点单位', '直属机关', '长江沿线', '行政村'];

/** The example's indicators over and over, each with a place and a number of its own in front. */
function manyEntries(library: LibraryShape): LibraryEntry[] {
  const own = [...entriesOf(library, exampleDraft()).values()];
  return Array.from({ length: COUNT }, (_, i) => {
    const one = own[i % own.length] ?? {};
    const level3 = `${PLACES[i % PLACES.length]}${i}${entryName(library, one)}`;
    const cells = { ...one, level3 };
    const key = entryKey(library, cells);
    return { key, cells, origin: 'own', hidden: false, drafts: i % 7, inserted: 0 };
  });
}

async function storageLines(entries: readonly LibraryEntry[]): Promise<BenchLine[]> {
  const folder = mkdtempSync(join(tmpdir(), 'jixiao-bench-'));
  const db = openDatabase(join(folder, 'drafts.db'));
  try {
    const drafts = new Drafts(db);
    const library = new Library(db, drafts);
    const shape = libraryOf(form);
    if (!shape) return [];
    library.keepMany(
      shape,
      entries.map(({ cells }) => cells),
    );
    const { id } = drafts.create(exampleDraft()).summary;
    const rows = db.prepare('SELECT key, cells FROM library_own');
    const content = db
      .prepare<[string], string>('SELECT content FROM contents WHERE draft = ?')
      .pluck();
    return [
      await comparePair({
        name: `从数据库读出 ${COUNT} 条`,
        ours: () => library.list(shape, new Map()),
        theirs: () => rows.all().map((row) => JSON.parse((row as { cells: string }).cells)),
        theirsName: '直接 SELECT 与 JSON.parse',
        runs: RUNS,
      }),
      await comparePair({
        name: '收入一份存过的填报表（39 + 40 条）',
        ours: () => library.gather([id]),
        theirs: () => parseDraft(JSON.parse(content.get(id) ?? '')),
        theirsName: '只读出并校验这份表',
        runs: RUNS,
      }),
    ];
  } finally {
    db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
