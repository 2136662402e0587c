import { describe, expect, test } from 'vitest';
import { departmentPerformance as form } from '../../../shared/form/department-performance.ts';
import {
  formOrder,
  type LibraryEntry,
  type LibraryShape,
  libraryOf,
} from '../../../shared/library/entry.ts';
import { readingsOf } from '../../../shared/library/pinyin.ts';
import { LibraryIndex, type LibraryQuery } from '../../../shared/library/search.ts';

const library = libraryOf(form) as LibraryShape;

function entry(level3: string, more: Readonly<Record<string, string>> = {}, drafts = 0) {
  const cells = { level1: '履职效能', level2: '数量指标', level3, ...more };
  return { key: level3, cells, origin: 'draft', hidden: false, drafts, inserted: 0 } as const;
}

function finder(entries: readonly LibraryEntry[], sound = true) {
  const order = formOrder(form, library);
  const index = new LibraryIndex(library, order, sound ? readingsOf : undefined);
  index.add(entries);
  return (text: string, more: Omit<LibraryQuery, 'text'> = {}) =>
    index.find({ text, ...more }).map(({ cells }) => cells.level3);
}

const find = finder([
  entry('信访件按期办结率', { target: '≥95%' }),
  entry('重复信访化解率'),
  entry('重点工作完成率'),
  entry('银行行长座谈会'),
  entry('绿化面积'),
  entry('女职工培训'),
  entry('“12345”热线办结率'),
  entry('A级景区数量'),
  entry('接待群众来访，登记办理'),
]);

describe('the library finds an indicator', () => {
  test.each([
    ['办结率', ['“12345”热线办结率', '信访件按期办结率']],
    ['12345 办结', ['“12345”热线办结率']],
    ['95', ['信访件按期办结率']],
    ['ａ级', ['A级景区数量']],
    ['来访登记', ['接待群众来访，登记办理']],
  ])('by its characters, spaces, punctuation and widths aside: %s', (text, names) => {
    expect(find(text)).toEqual(names);
  });

  test.each([
    ['xinfangjian', ['信访件按期办结率']],
    ['XinFangJ', ['信访件按期办结率']],
    ['anqibanjie', ['信访件按期办结率']],
    ['lvhua', ['绿化面积']],
    ['nvzhigong', ['女职工培训']],
    ['laifangdengji', ['接待群众来访，登记办理']],
  ])('by pinyin, from any character on, the last syllable begun: %s', (text, names) => {
    expect(find(text)).toEqual(names);
  });

  test.each([
    ['xfjaqbjl', ['信访件按期办结率']],
    ['bjl', ['“12345”热线办结率', '信访件按期办结率']],
    ['xfjanqib', ['信访件按期办结率']],
    ['12345rx', ['“12345”热线办结率']],
    ['ajjq', ['A级景区数量']],
    ['信fj', ['信访件按期办结率']],
    ['zhdgz', ['重点工作完成率']],
  ])('by first letters, mixed with syllables and characters: %s', (text, names) => {
    expect(find(text)).toEqual(names);
  });

  test('by any reading of a character that has several', () => {
    expect(find('chongfu')).toEqual(['重复信访化解率']);
    expect(find('zhongdian')).toEqual(['重点工作完成率']);
    expect(find('cf')).toEqual(['重复信访化解率']);
    expect(find('hangzhang')).toEqual(['银行行长座谈会']);
    expect(readingsOf('重')).toEqual(['zhong', 'chong']);
    expect(readingsOf('Ａ')).toEqual([]);
  });

  test('not by letters that only stand apart in it, nor by what is no reading', () => {
    expect(find('xfl')).toEqual([]);
    expect(find('xizf')).toEqual([]);
    expect(find('qqqq')).toEqual([]);
  });

  test('by characters alone as long as the readings are not there', () => {
    const silent = finder([entry('信访件按期办结率')], false);
    expect(silent('xf')).toEqual([]);
    expect(silent('信访')).toEqual(['信访件按期办结率']);
  });
});

describe('what is found stands', () => {
  const some = finder([
    entry('培训人次', {}, 1),
    entry('干部培训', {}, 3),
    entry('培训', {}),
    entry('培训满意度', { level1: '满意度', level2: '服务对象满意度' }, 2),
    entry('陪训', { level2: '质量指标' }, 9),
    entry('场次', { basis: '培训计划' }, 9),
  ]);

  test('with what fits best first, then what is used most, then as the form orders them', () => {
    expect(some('培训')).toEqual(['培训', '培训满意度', '培训人次', '干部培训', '场次']);
    expect(some('px')).toEqual(['陪训', '培训满意度', '培训人次', '培训', '干部培训']);
    expect(some('')).toEqual(['场次', '陪训', '干部培训', '培训满意度', '培训人次', '培训']);
  });

  test('of the levels that are asked for only', () => {
    expect(some('', { groups: { level1: '满意度', level2: '' } })).toEqual(['培训满意度']);
    expect(some('px', { groups: { level1: '履职效能', level2: '质量指标' } })).toEqual(['陪训']);
  });

  test('in the order of the form where that is wanted', () => {
    const names = some('', { sort: 'form' });
    expect(names.at(-1)).toBe('培训满意度');
    expect(names.indexOf('陪训')).toBeGreaterThan(names.indexOf('场次'));
  });
});

test('no query of any letters takes long on a name of one letter over and over', () => {
  const hard = finder([entry('重'.repeat(500))]);
  expect(hard(`${'z'.repeat(29)}x`)).toEqual([]);
  expect(hard('zhongchongzcz')).toEqual(['重'.repeat(500)]);
});
