/** Hostile and broken drafts: files of drafts (.jxb), and the JSON in them, also as a file of its own. */
import { strToU8, zipSync } from 'fflate';
import { type Jxb, writeJxb } from '../../../shared/draft/jxb.ts';
import { exampleDraft } from '../../fixtures/example-draft.ts';
import { files, flipped, type HostileFile, truncated } from './hostile-file.ts';
import { rawZip } from './raw-zip.ts';

export const JXB_PART = 'jxb.json';
export const EXAMPLE_ID = '00000000-0000-4000-8000-000000000001';

type Loose = Record<string, unknown>;

function jxb(): Jxb {
  const draft = exampleDraft();
  const savedAt = '2026-01-01T00:00:00.000Z';
  return {
    id: EXAMPLE_ID,
    savedAt,
    draft,
    versions: [{ kind: 'open', name: null, createdAt: savedAt, draft }],
  };
}

export const exampleJxb = () => writeJxb(jxb(), '0.1.0');
const packed = (text: string | Uint8Array) =>
  zipSync({ [JXB_PART]: typeof text === 'string' ? strToU8(text) : text });
/** The content of a whole file, changed. */
const content = (change: (value: Loose) => unknown = (value) => value) =>
  JSON.stringify(change({ format: 1, program: '0.1.0', ...jxb() }));

/** The draft with parts of it replaced. */
const draftWith = (change: Loose) => ({ ...exampleDraft(), ...change });
const row = (id: string, cells: unknown = {}) => ({ id, cells });

/** What a draft must not be; each is refused, by a sentence. */
const BAD_DRAFTS: Readonly<Record<string, () => unknown>> = {
  'that is nothing': () => null,
  'that is a list': () => [],
  'that is a text': () => 'draft',
  'without its form': () => draftWith({ form: undefined }),
  'of an unknown form': () => draftWith({ form: '__proto__@1' }),
  'of a form in a list': () => draftWith({ form: ['department-performance@1'] }),
  'of a later shape': () => draftWith({ schema: 999 }),
  'of shape -1': () => draftWith({ schema: -1 }),
  'of the year 1e308': () => draftWith({ year: 1e308 }),
  'of the year 1999': () => draftWith({ year: 1999 }),
  'of half a year': () => draftWith({ year: 2024.5 }),
  'with a cell of no address': () => draftWith({ cells: { 'no/where': 'x' } }),
  'with a cell that is a number': () => draftWith({ cells: { duties: 5 } }),
  'with a cell of two million letters': () =>
    draftWith({ cells: { duties: '长'.repeat(2_000_000) } }),
  'with a cell called constructor': () => draftWith({ cells: { constructor: 'x' } }),
  'with rows that repeat': () =>
    draftWith({ rows: { longTerm: [row('r1'), row('r1')], annual: [] } }),
  'with rows beyond its counter': () =>
    draftWith({ rows: { longTerm: [row('r999999')], annual: [] } }),
  'with 30,000 rows': () =>
    draftWith({
      nextRow: 1e9,
      rows: { longTerm: Array.from({ length: 30_000 }, (_, i) => row(`r${i + 1}`)), annual: [] },
    }),
  'with a row of no name': () => draftWith({ rows: { longTerm: [row('../x')], annual: [] } }),
  'with a table of nobody': () => draftWith({ rows: { __proto: [], longTerm: [], annual: [] } }),
  'with a column of nobody': () =>
    draftWith({ rows: { longTerm: [row('r1', { evil: 'x' })], annual: [] } }),
  'with marks of nonsense': () => draftWith({ marks: { duties: { set: 'yes' } } }),
  'with a reason that is none': () => draftWith({ reasons: { x: 5 } }),
  'with more than a draft has': () => draftWith({ evil: true }),
};

/** Texts that are no JSON, or JSON of another world. */
const BAD_TEXTS: Readonly<Record<string, () => string>> = {
  nothing: () => '',
  'cut off': () => content().slice(0, 5000),
  'two in one': () => `${content()}${content()}`,
  'with a comment': () => `// x\n${content()}`,
  'nested 200,000 deep': () => `${'['.repeat(200_000)}${']'.repeat(200_000)}`,
  'nested and not closed': () => '{"a":'.repeat(200_000),
  'a number without end': () => '9'.repeat(1_000_000),
  'a list of a million': () => `[${'0,'.repeat(1_000_000)}0]`,
  'only true': () => 'true',
  NaN: () => '{"format":NaN}',
};

const BAD_FILES: Readonly<Record<string, () => unknown>> = {
  'of a later format': () => content((value) => ({ ...value, format: 99 })),
  'of format 0': () => content((value) => ({ ...value, format: 0 })),
  'with an id that is a path': () => content((value) => ({ ...value, id: '../../evil' })),
  'saved at no time': () => content((value) => ({ ...value, savedAt: 'yesterday' })),
  'with versions that are none': () => content((value) => ({ ...value, versions: {} })),
  'with 3,000 versions': () =>
    content((value) => ({ ...value, versions: Array.from({ length: 3000 }, () => 1) })),
  'with a bad version': () =>
    content((value) => ({
      ...value,
      versions: [{ kind: 'open', name: null, createdAt: '2026-01-01T00:00:00Z', draft: {} }],
    })),
};

const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

export const jxbFiles: readonly HostileFile[] = [
  ...truncated('jxb', exampleJxb, 10, 'sentence'),
  ...flipped('jxb', exampleJxb, 25, 'example'),
  ...files('jxb', 'draft', {
    'nothing wrong': exampleJxb,
    'with names that are objects in it': () =>
      packed(content().replace('{', '{"__proto__":{"evil":1},"constructor":1,')),
    'with a kind of version of another program': () =>
      packed(content().replace('"kind":"open"', '"kind":"evil"')),
  }),
  ...files('jxb', 'sentence', {
    'twice in its zip': () =>
      rawZip([JXB_PART, JXB_PART].map((name) => ({ name, data: strToU8(content()) }))),
    'with a password': () => rawZip([{ name: JXB_PART, data: strToU8(content()), flags: 0x801 }]),
    'wrong CRC': () => rawZip([{ name: JXB_PART, data: strToU8(content()), crc: 7 }]),
    'a bomb of zeros': () => packed(new Uint8Array(66 * 1024 * 1024)),
    'bytes that are no text': () => packed(new Uint8Array([0xff, 0x00, 0x80])),
    'a Word file under its name': () => packed('<w:document/>'),
  }),
  ...files(
    'jxb',
    'sentence',
    Object.fromEntries(
      Object.entries(BAD_FILES).map(([name, make]) => [name, () => packed(asText(make()))]),
    ),
  ),
  ...files(
    'jxb',
    'sentence',
    Object.fromEntries(
      Object.entries(BAD_TEXTS).map(([name, make]) => [name, () => packed(make())]),
    ),
  ),
  ...files(
    'jxb of a draft',
    'sentence',
    Object.fromEntries(
      Object.entries(BAD_DRAFTS).map(([name, make]) => [
        name,
        () => packed(content((value) => ({ ...value, draft: make() }))),
      ]),
    ),
  ),
];

/** Drafts as files of JSON, which the command line reads. */
export const jsonFiles: readonly HostileFile[] = [
  ...files('json', 'draft', { 'nothing wrong': () => strToU8(JSON.stringify(exampleDraft())) }),
  ...files(
    'json',
    'sentence',
    Object.fromEntries(
      Object.entries(BAD_TEXTS).map(([name, make]) => [name, () => strToU8(make())]),
    ),
  ),
  ...files(
    'json of a draft',
    'sentence',
    Object.fromEntries(
      Object.entries(BAD_DRAFTS).map(([name, make]) => [
        name,
        () => strToU8(JSON.stringify(make()) ?? ''),
      ]),
    ),
  ),
];
