import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readFormBytes } from '../../../electron/files/read-form.ts';
import { blankDraft } from '../../../shared/draft/draft.ts';
import { DraftError } from '../../../shared/draft/draft-error.ts';
import { type Jxb, JxbError, readJxb, writeJxb } from '../../../shared/draft/jxb.ts';
import { departmentPerformance } from '../../../shared/form/department-performance.ts';
import { exampleDraft } from '../../fixtures/example-draft.ts';

const draft = exampleDraft();
const BLANK = blankDraft(departmentPerformance, 2024);
const TIME = '2026-11-24T01:00:00.000Z';

const JXB: Jxb = {
  id: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  savedAt: TIME,
  draft,
  versions: [
    { kind: 'paste', name: null, createdAt: TIME, draft: { ...draft, year: 2023 } },
    { kind: 'named', name: '一上稿', createdAt: TIME, draft: { ...draft, year: 2022 } },
  ],
};

function zipOf(content: unknown, name = 'jxb.json'): Uint8Array {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return zipSync({ [name]: strToU8(text) });
}

/** The file with some of its content exchanged. */
function changed(part: Readonly<Record<string, unknown>>): Uint8Array {
  return zipOf({ format: 1, program: '1.0.0', ...JXB, ...part });
}

function refusal(bytes: Uint8Array): Error {
  try {
    readJxb(bytes);
  } catch (error) {
    if (error instanceof JxbError || error instanceof DraftError) return error;
    throw error;
  }
  throw new Error('not refused');
}

describe('a .jxb', () => {
  it('gives back the draft and its versions as they were, in a fraction of the size', () => {
    const bytes = writeJxb(JXB, '1.0.0');
    expect(readJxb(bytes)).toEqual(JXB);
    expect(bytes.length).toBeLessThan(JSON.stringify(JXB).length / 5);
    expect(writeJxb(JXB, '1.0.0')).toEqual(bytes);
  });

  it('is told by its content, whatever it is called, and read like any form', async () => {
    const read = await readFormBytes(writeJxb(JXB, '1.0.0'), 2030);
    expect(read).toMatchObject({ draft, others: [], jxb: JXB });
    expect(read.report).toMatchObject({ found: ['草稿文件：2 个历史版本'], leftovers: [] });
  });

  it('that would be too large leaves out the oldest versions without a name', () => {
    const versions = Array.from({ length: 30 }, (_, i) => ({
      ...({ kind: 'paste', name: i === 29 ? '一上稿' : null, createdAt: TIME } as const),
      draft: { ...draft, year: 2000 + i },
    }));
    const years = readJxb(writeJxb({ ...JXB, versions }, '1.0.0', 200_000)).versions.map(
      (one) => one.draft.year,
    );
    expect(years.at(-1)).toBe(2029);
    expect(years.slice(0, -1)).toEqual(years.slice(0, -1).map((_, i) => 2000 + i));
    expect(years.length).toBeGreaterThan(10);
    expect(years.length).toBeLessThan(20);
  });

  it('of a newer format is refused with the program that is needed', () => {
    expect(refusal(changed({ format: 2, program: '9.1.0', draft: 'other' })).message).toBe(
      '这份草稿文件由更新版本的程序导出，没有读入；请先把本程序升级到 9.1.0 或更新的版本，再打开它。文件没有被改动。',
    );
    expect(refusal(changed({ format: 2, program: 7 })).message).toContain('请先升级本程序');
    const newerDraft = changed({ program: '9.1.0', draft: { ...draft, schema: 99 } });
    expect(refusal(newerDraft).message).toContain('升级到 9.1.0');
  });

  it('with a kind of version that a later program has added is read', () => {
    const [version] = JXB.versions;
    const bytes = changed({ versions: [{ ...version, kind: 'later' }] });
    expect(readJxb(bytes).versions[0]?.kind).toBe('open');
  });

  it('with bytes changed anywhere is refused, or is what it was', () => {
    const bytes = writeJxb(JXB, '1.0.0');
    const change = fc.record({
      at: fc.nat(bytes.length - 1),
      bits: fc.integer({ min: 1, max: 255 }),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const damaged = bytes.slice();
        for (const { at, bits } of changes) damaged[at] = (damaged[at] ?? 0) ^ bits;
        try {
          expect(readJxb(damaged)).toEqual(JXB);
        } catch (error) {
          if (!(error instanceof JxbError)) throw error;
        }
      }),
      { numRuns: 200 },
    );
  });

  const whole = writeJxb(JXB, '1.0.0');
  const flipped = whole.slice();
  flipped[200] = (flipped[200] ?? 0) ^ 0x10;
  it.each<[string, Uint8Array]>([
    ['is cut off', whole.slice(0, whole.length / 2)],
    ['has a byte flipped', flipped],
    ['is empty', new Uint8Array()],
    ['holds no JSON', zipOf('张三')],
    ['nests without end', zipOf('['.repeat(1_000_000))],
    ['holds another JSON', zipOf({ name: '张三' })],
    ['lacks the draft', changed({ draft: undefined })],
    ['has an id that is none', changed({ id: '../../etc/passwd' })],
    ['has a time that is none', changed({ savedAt: '昨天' })],
    ['has cells that the form has not', changed({ draft: { ...draft, cells: { x: '张三' } } })],
    ['has a prototype for a draft', changed({ draft: JSON.parse('{"__proto__": {"schema": 1}}') })],
    ['has a version that is none', changed({ versions: [{ ...JXB.versions[0], draft: {} }] })],
    [
      'has too many versions',
      changed({ versions: Array(2001).fill({ ...JXB.versions[0], draft: BLANK }) }),
    ],
    ['unpacks to more than any draft', zipOf('0'.repeat(70_000_000))],
  ])('that %s is refused with a sentence that quotes nothing of it', (_, bytes) => {
    const { message, cause } = refusal(bytes);
    expect(message).toMatch(/^这.*[。]$/);
    expect(`${message} ${cause}`).not.toContain('张三');
  });
});
