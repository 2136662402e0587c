/** Hostile and broken .doc files: the container's pointers, and the document's own tables. */
import { readFileSync } from 'node:fs';
import { CFB } from '@e965/xlsx';
import { strToU8 } from 'fflate';
import { readStreams } from '../../../electron/files/compound.ts';
import { files, flipped, type HostileFile, truncated } from './hostile-file.ts';

const DOC = new URL('../../fixtures/form/ezhou-2024.doc', import.meta.url);
const whole = () => new Uint8Array(readFileSync(DOC));

/** The example's .doc with numbers of its container changed. */
function container(change: (view: DataView) => void): Uint8Array {
  const bytes = whole().slice();
  change(new DataView(bytes.buffer));
  return bytes;
}

const sector = (view: DataView, number: number) => (number + 1) << view.getUint16(30, true);
/** Where the number of the sector behind a sector stands. */
const next = (view: DataView, number: number) =>
  sector(view, view.getUint32(76 + 4 * Math.floor(number / 128), true)) + 4 * (number % 128);
const directory = (view: DataView) => sector(view, view.getUint32(48, true));
const FAT_ENTRIES = 128;

/** A new container of the example's streams. */
function streams(change: (streams: Map<string, Uint8Array>) => void): Uint8Array {
  const all = new Map([...readStreams(whole())].map(([name, bytes]) => [name, bytes.slice()]));
  change(all);
  const made = CFB.utils.cfb_new();
  for (const [name, bytes] of all)
    if (name.charCodeAt(0) >= 0x20) CFB.utils.cfb_add(made, name, Buffer.from(bytes));
  return new Uint8Array(CFB.write(made, { type: 'buffer' }) as Buffer);
}

/** The document's head with numbers changed. */
function head(change: (view: DataView) => void): Uint8Array {
  return streams((all) => {
    const document = all.get('WordDocument');
    if (document) change(new DataView(document.buffer, document.byteOffset, document.byteLength));
  });
}

/** The list of pieces replaced by one that names the whole document so many times. */
function manyPieces(count: number): Uint8Array {
  return streams((all) => {
    const document = all.get('WordDocument') ?? new Uint8Array();
    const view = new DataView(document.buffer, document.byteOffset, document.byteLength);
    const table = new Uint8Array(5 + 12 * count + 4);
    const list = new DataView(table.buffer);
    list.setUint8(0, 2);
    list.setUint32(1, 12 * count + 4, true);
    for (let i = 0; i <= count; i++) list.setUint32(5 + 4 * i, i % 2 ? 60_000 : 0, true);
    for (let i = 0; i < count; i++)
      list.setUint32(5 + 4 * (count + 1) + 8 * i + 2, 0x40000000, true);
    view.setUint32(0x1a2, 0, true);
    all.set('1Table', table);
  });
}

const only = (name: string) => {
  const made = CFB.utils.cfb_new();
  CFB.utils.cfb_add(made, name, Buffer.alloc(5000, 1));
  return new Uint8Array(CFB.write(made, { type: 'buffer' }) as Buffer);
};

const HEAD_FIELDS = {
  flags: 0x0a,
  'text length': 0x4c,
  'footnote length': 0x50,
  'header length': 0x54,
  'comment length': 0x5c,
  'text box length': 0x64,
  'list of headers': 0xf2,
  'list of characters': 0xfa,
  'length of it': 0xfe,
  'list of paragraphs': 0x102,
  bookmarks: 0x142,
  'length of bookmarks': 0x146,
  'list of pieces': 0x1a2,
  'length of pieces': 0x1a6,
};

export const docFiles: readonly HostileFile[] = [
  ...truncated('doc', whole, 30, 'either'),
  ...flipped('doc', whole, 80, 'either'),
  ...files('doc with', 'draft', {
    'nothing wrong': whole,
    'a container made anew': () => streams(() => {}),
  }),
  ...files('doc with', 'sentence', {
    'sectors of 2^31 bytes': () => container((view) => view.setUint16(30, 31, true)),
    'sectors of one byte': () => container((view) => view.setUint16(30, 0, true)),
    'short sectors of one byte': () => container((view) => view.setUint16(32, 0, true)),
    'a directory outside the file': () => container((view) => view.setUint32(48, 0x00ffffff, true)),
    'a directory in a circle': () =>
      container((view) => {
        const start = view.getUint32(48, true);
        view.setUint32(next(view, start), start, true);
      }),
    'no directory': () => container((view) => view.setUint32(48, 0xfffffffe, true)),
    'every sector follows itself': () =>
      container((view) => {
        for (let i = 0; i < FAT_ENTRIES; i++) view.setUint32(next(view, i), i, true);
      }),
    'every sector leads outside': () =>
      container((view) => {
        for (let i = 0; i < FAT_ENTRIES; i++) view.setUint32(next(view, i), 0x7ffffff0, true);
      }),
    'no root': () => container((view) => view.setUint8(directory(view) + 66, 0)),
    'no document in it': () => streams((all) => all.delete('WordDocument')),
    'no table in it': () => streams((all) => all.delete('1Table')),
    'an empty document': () => streams((all) => all.set('WordDocument', new Uint8Array())),
    'a document of zeros': () => streams((all) => all.set('WordDocument', new Uint8Array(70_000))),
    'a table of zeros': () => streams((all) => all.set('1Table', new Uint8Array(10_000))),
    'a table full of ones': () =>
      streams((all) => all.set('1Table', new Uint8Array(10_000).fill(0xff))),
    'an encrypted text': () =>
      head((view) => view.setUint16(10, view.getUint16(10, true) | 0x100, true)),
    'the same piece 10,000 times': () => manyPieces(10_000),
    'the same piece 100 times': () => manyPieces(100),
    'a password (a new file in an old container)': () => only('EncryptedPackage'),
    'only a workbook of nonsense': () => only('Workbook'),
    'only a foreign stream': () => only('PowerPoint Document'),
    'a container of nothing': () =>
      new Uint8Array(CFB.write(CFB.utils.cfb_new(), { type: 'buffer' }) as Buffer),
    'only the magic number': () => whole().slice(0, 8),
    'only the header': () => whole().slice(0, 512),
    'RTF under its name': () => strToU8('{\\rtf1{\\object\\objdata 0105}}'),
  }),
  ...files('doc with', 'either', {
    'a list of sectors in a circle': () => container((view) => view.setUint32(68, 0, true)),
    'more lists than sectors': () => container((view) => view.setUint32(44, 0x7fffffff, true)),
    'short streams of 4 GB': () => container((view) => view.setUint32(56, 0xffffffff, true)),
    'folders in a circle': () =>
      container((view) => {
        for (let i = 0; i < 8; i++)
          for (const at of [68, 72, 76]) view.setUint32(directory(view) + 128 * i + at, i, true);
      }),
    'children outside the directory': () =>
      container((view) => {
        for (let i = 0; i < 8; i++)
          view.setUint32(directory(view) + 128 * i + 76, 0x00ffffff, true);
      }),
    'streams of 4 GB': () =>
      container((view) => {
        for (let i = 0; i < 8; i++)
          view.setUint32(directory(view) + 128 * i + 120, 0xffffffff, true);
      }),
    'streams of length 0': () =>
      container((view) => {
        for (let i = 0; i < 8; i++) view.setUint32(directory(view) + 128 * i + 120, 0, true);
      }),
    'streams that begin outside': () =>
      container((view) => {
        for (let i = 1; i < 8; i++)
          view.setUint32(directory(view) + 128 * i + 116, 0x00ffffff, true);
      }),
    ...Object.fromEntries(
      Object.entries(HEAD_FIELDS).flatMap(([name, at]) => [
        [`${name} of 4 billion`, () => head((view) => view.setUint32(at, 0xffffffff, true))],
        [`${name} of 0`, () => head((view) => view.setUint32(at, 0, true))],
        [
          `${name} a little off`,
          () => head((view) => view.setUint32(at, view.getUint32(at, true) + 3, true)),
        ],
      ]),
    ),
  }),
];
