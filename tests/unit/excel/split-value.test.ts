import { describe, expect, test } from 'vitest';
import { splitPast, splitTarget } from '../../../shared/excel/split-value.ts';
import { departmentPerformance as form } from '../../../shared/form/department-performance.ts';
import { exampleDraft } from '../../fixtures/example-draft.ts';
import { wellFilledDraft } from '../../fixtures/well-filled-draft.ts';

/** Sign, number and unit, as the system has a field for each. */
function parts(text: string): string {
  const { sign, value, unit } = splitTarget(text);
  return `${sign}|${value}|${unit}`;
}

describe('a target is taken apart', () => {
  test.each([
    ['≥95%', '≥|95|%'],
    ['>=95％', '≥|95|%'],
    ['≤ 5 件', '≤|5|件'],
    ['=12次', '＝|12|次'],
    ['12次', '＝|12|次'],
    ['100%', '＝|100|%'],
    ['1,500人次', '＝|1500|人次'],
    ['≤3万人次', '≤|3|万人次'],
    ['−3%', '＝|-3|%'],
    ['.5%', '＝|0.5|%'],
    ['≥１０户', '≥|10|户'],
  ])('%s', (text, expected) => {
    expect(parts(text)).toBe(expected);
    expect(splitTarget(text).remark).toBeUndefined();
  });

  test.each([
    ['不低于95%', '≥|95|%', '「不低于」'],
    ['不超过5个工作日', '≤|5|个工作日', '「不超过」'],
    ['达到95%以上', '≥|95|%', '「以上」'],
    ['95%及以上', '≥|95|%', '「及以上」'],
    ['3日内', '≤|3|日', '「内」'],
    ['大于等于20家', '≥|20|家', '「大于等于」'],
    ['超过20家', '＞|20|家', '「超过」'],
    ['≥50万元以上', '≥|50|万元', '「以上」'],
  ])('words that are a sign become one, and that is said: %s', (text, expected, words) => {
    expect(parts(text)).toBe(expected);
    expect(splitTarget(text).remark).toContain(words);
    expect(splitTarget(text).doubtful).toBeUndefined();
  });

  test.each(['健全', '及时', '定性', '完全合规', 'A级'])('words stay whole: %s', (text) => {
    expect(parts(text)).toBe(`|${text}|`);
    expect(splitTarget(text)).toMatchObject({ remark: '定性指标' });
  });

  test.each([
    ...['5-10次', '1－12月1人次', '2024年12月底前', '10余件', '约5次', '7×24小时', '5件左右'],
    ...['＞95%以下', '同比下降5%', '≥', '-', '无', '95%以上，其中基层≥90%', '第1名'],
  ])('what cannot be taken apart stays whole, without a sign, and is marked: %s', (text) => {
    expect(parts(text)).toBe(`|${text}|`);
    expect(splitTarget(text)).toMatchObject({ doubtful: true, remark: expect.any(String) });
  });

  test('a number without a unit and an empty cell are marked', () => {
    expect(splitTarget('≥100')).toMatchObject({ sign: '≥', value: '100', doubtful: true });
    expect(splitTarget(' ')).toMatchObject({ value: '', doubtful: true });
  });
});

test('what an earlier year achieved is the number alone, for the unit of the target', () => {
  const percent = splitTarget('≥95%');
  expect(splitPast('98%', percent)).toEqual({ value: '98' });
  expect(splitPast('98', percent)).toEqual({ value: '98' });
  expect(splitPast('', percent)).toEqual({ value: '' });
  expect(splitPast('≥70%', percent)).toMatchObject({ value: '70', remark: '去掉了符号' });
  expect(splitPast('-', percent)).toMatchObject({
    value: '',
    remark: expect.stringContaining('-'),
  });
  expect(splitPast('12次', percent)).toMatchObject({ value: '12次', doubtful: true });
  expect(splitPast('较好', percent)).toMatchObject({ value: '较好', doubtful: true });
  expect(splitPast('健全', splitTarget('健全'))).toEqual({ value: '健全' });
});

test('of every value of the example and of a well-filled form, no digit and no word is lost', () => {
  const letters = (text: string) => text.normalize('NFKC').replace(/[\s,≥≤=<>]/g, '');
  let whole = 0;
  let all = 0;
  for (const draft of [exampleDraft(), wellFilledDraft()]) {
    for (const table of form.tables.values()) {
      for (const row of draft.rows[table.id] ?? []) {
        const text = row.cells.target ?? '';
        const { value, unit, remark, doubtful } = splitTarget(text);
        all += 1;
        if (doubtful) whole += 1;
        if (!remark?.includes('按')) expect(letters(`${value}${unit}`)).toBe(letters(text));
      }
    }
  }
  expect(all).toBe(157);
  // The blank row, twice 1－12月1人次, and what else the example has.
  expect(whole).toBe(3);
});
