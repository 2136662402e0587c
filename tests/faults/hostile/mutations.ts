/** Real files, changed inside by chance: below the checksums and containers that would show it. */
import { readFileSync } from 'node:fs';
import { CFB } from '@e965/xlsx';
import * as fc from 'fast-check';
import { unzipSync, zipSync } from 'fflate';
import { readStreams } from '../../../electron/files/compound.ts';
import { workbookOf } from '../../../electron/files/write-excel.ts';
import { writeCsv } from '../../../shared/csv.ts';
import { formSheets } from '../../../shared/excel/form-sheets.ts';
import { writeXlsx } from '../../../shared/excel/write-xlsx.ts';
import { departmentPerformance } from '../../../shared/form/department-performance.ts';
import { entriesOf } from '../../../shared/library/entry.ts';
import { libraryOfForm } from '../../../shared/library/forms.ts';
import { sheetOf } from '../../../shared/library/sheet.ts';
import { exampleBytes } from '../../fixtures/docx-variant.ts';
import { exampleDraft } from '../../fixtures/example-draft.ts';
import { EXAMPLE_ID, exampleJxb, JXB_PART } from './draft-files.ts';
import { exampleWorkbook } from './excel-files.ts';
import type { Request } from './watched-reader.ts';

const fixture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../fixtures/${name}`, import.meta.url)));

/** A change of bytes; places and lengths are shares of the whole. */
export interface Mutation {
  readonly kind: 'flip' | 'insert' | 'remove' | 'repeat' | 'move' | 'extreme';
  readonly at: number;
  readonly other: number;
  readonly length: number;
  readonly byte: number;
}

const share = fc.double({ min: 0, max: 0.999999, noNaN: true });
export const mutations: fc.Arbitrary<readonly Mutation[]> = fc.array(
  fc.record({
    kind: fc.constantFrom<Mutation['kind']>(
      'flip',
      'insert',
      'remove',
      'repeat',
      'move',
      'extreme',
    ),
    at: share,
    other: share,
    length: fc.integer({ min: 1, max: 400 }),
    byte: fc.integer({ min: 0, max: 255 }),
  }),
  { minLength: 1, maxLength: 6 },
);

export function mutated(bytes: Uint8Array, changes: readonly Mutation[]): Uint8Array {
  let now = Buffer.from(bytes);
  for (const { kind, at, other, length, byte } of changes) {
    const place = Math.floor(at * now.length);
    const from = Math.floor(other * now.length);
    const piece = now.subarray(from, from + length);
    if (kind === 'flip') now[place] = (now[place] ?? 0) ^ (byte || 1);
    else if (kind === 'extreme')
      now.fill(byte < 128 ? 0xff : 0, place, Math.min(place + 4, now.length));
    else if (kind === 'insert')
      now = Buffer.concat([
        now.subarray(0, place),
        Buffer.alloc(length, byte),
        now.subarray(place),
      ]);
    else if (kind === 'remove')
      now = Buffer.concat([now.subarray(0, place), now.subarray(place + length)]);
    else if (kind === 'repeat')
      now = Buffer.concat([
        now.subarray(0, place),
        ...Array.from({ length: 1 + byte }, () => piece),
        now.subarray(place),
      ]);
    else piece.copy(now, place);
  }
  return new Uint8Array(now);
}

type Change = (changes: readonly Mutation[]) => Uint8Array;

/** A zip of which one part is changed, with its checksum made right again. */
function inZip(whole: Uint8Array, part: string): Change {
  const parts = unzipSync(whole);
  return (changes) =>
    zipSync({ ...parts, [part]: mutated(parts[part] ?? new Uint8Array(), changes) }, { level: 1 });
}

/** A container of which one stream is changed. */
function inContainer(whole: Uint8Array, stream: string): Change {
  const streams = readStreams(whole);
  return (changes) => {
    const made = CFB.utils.cfb_new();
    for (const name of ['WordDocument', '1Table', 'Workbook']) {
      const bytes = streams.get(name);
      if (bytes)
        CFB.utils.cfb_add(
          made,
          name,
          Buffer.from(name === stream ? mutated(bytes, changes) : bytes),
        );
    }
    return new Uint8Array(CFB.write(made, { type: 'buffer' }) as Buffer);
  };
}

const asItIs =
  (whole: Uint8Array): Change =>
  (changes) =>
    mutated(whole, changes);

/** What is changed, by name. */
export function targets(): Readonly<Record<string, Change>> {
  const [docx, doc] = [exampleBytes(), fixture('form/ezhou-2024.doc')];
  const [xlsx, xls] = [exampleWorkbook('xlsx'), exampleWorkbook('biff8')];
  return {
    'docx, its bytes': asItIs(docx),
    'docx, its document': inZip(docx, 'word/document.xml'),
    'docx, its styles': inZip(docx, 'word/styles.xml'),
    'docx, its relations': inZip(docx, '_rels/.rels'),
    'xlsx, its sheet': inZip(xlsx, 'xl/worksheets/sheet1.xml'),
    'xlsx, its strings': inZip(xlsx, 'xl/sharedStrings.xml'),
    'xlsx, its workbook': inZip(xlsx, 'xl/workbook.xml'),
    'xls, its records': inContainer(xls, 'Workbook'),
    'xls, its bytes': asItIs(xls),
    'doc, its text': inContainer(doc, 'WordDocument'),
    'doc, its tables': inContainer(doc, '1Table'),
    'doc, its bytes': asItIs(doc),
    text: asItIs(fixture('form/ezhou-2024.txt')),
    jxb: inZip(exampleJxb(), JXB_PART),
    'text in GBK': asItIs(fixture('ezhou-2024.gbk.txt')),
  };
}

/** What is changed, and what it is read for. */
export interface OtherTarget {
  readonly change: Change;
  readonly request: Request;
}

/** What is read for something else than a form: the library, tables back from sections, departments. */
export function otherTargets(): Readonly<Record<string, OtherTarget>> {
  const [draft, id, form] = [exampleDraft(), EXAMPLE_ID, departmentPerformance.id];
  const library = libraryOfForm(form);
  const entries = [...entriesOf(library, draft).values()].map((cells) =>
    library.columns.map((column) => cells[column.id] ?? ''),
  );
  const lines = [...sheetOf(library, []), ...entries];
  const names = [['部门'], ['市信访局'], ['市民政局']];
  const sheets = writeXlsx(formSheets(departmentPerformance, draft, id));
  const inLibrary: Request = { task: 'readLibrary', args: { form } };
  const back: Request = { task: 'readBack', args: { id, draft } };
  const departments: Request = { task: 'readNames' };
  const sheet = (rows: string[][]) =>
    inZip(workbookOf([{ name: '表', widths: [], rows }]), 'xl/worksheets/sheet1.xml');
  const text = (words: string) => asItIs(new TextEncoder().encode(words));
  return {
    'library, CSV': { request: inLibrary, change: text(writeCsv(lines)) },
    'library, its sheet': { request: inLibrary, change: sheet(lines) },
    'tables back, a sheet': { request: back, change: inZip(sheets, 'xl/worksheets/sheet2.xml') },
    'tables back, the bytes': { request: back, change: asItIs(sheets) },
    'departments, text': { request: departments, change: text(names.join('\n')) },
    'departments, a sheet': { request: departments, change: sheet(names) },
  };
}
