import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsv, writeCsv } from '../../shared/csv.ts';

describe('CSV', () => {
  test('begins with a byte order mark, ends lines as RFC 4180 says, quotes only what needs it', () => {
    expect(
      writeCsv([
        ['甲', 'a,b', '说"好"'],
        ['两\n行', ' x', ''],
      ]),
    ).toBe('\uFEFF甲,"a,b","说""好"""\r\n"两\n行"," x",\r\n');
  });

  test.each(['=1+1', '+86', '-5', '@sum', '＝100%', '＋1', '－2', '＠x', "'x", '\tx'])(
    'keeps %s from being a formula, and reads it back as it was',
    (text) => {
      const csv = writeCsv([[text]]);
      expect(csv).toMatch(/^\uFEFF"?'/);
      expect(readCsv(csv)).toEqual([[text]]);
    },
  );

  test('gives back any texts, whatever is in them', () => {
    const text = fc.string({
      unit: fc.constantFrom('甲', ',', ';', '"', '\n', "'", '=', '-', ' ', '\t', 'x'),
    });
    fc.assert(
      fc.property(fc.array(fc.array(text, { minLength: 2, maxLength: 4 })), (rows) => {
        const lines = [['一,', '二', '三'], ...rows];
        expect(readCsv(writeCsv(lines))).toEqual(lines);
      }),
    );
  });

  test('reads what Excel writes elsewhere: semicolons, tabs, no mark, other line ends', () => {
    expect(readCsv('甲;乙\r1;"2;3"\r')).toEqual([
      ['甲', '乙'],
      ['1', '2;3'],
    ]);
    expect(readCsv('甲\t乙\n1\t')).toEqual([
      ['甲', '乙'],
      ['1', ''],
    ]);
    expect(readCsv('甲,"没有结束\n')).toEqual([['甲', '没有结束\n']]);
    expect(readCsv('')).toEqual([]);
  });
});
