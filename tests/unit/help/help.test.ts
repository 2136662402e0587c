import { pinyin } from 'pinyin-pro';
import { expect, test } from 'vitest';
import { byGroup, parts, search, termsOf } from '../../../renderer/help/entries.ts';
import { fieldEntries, placeOf } from '../../../renderer/help/fields.ts';
import { KEYS } from '../../../renderer/help/keys.ts';
import { rowAddress } from '../../../shared/form/definition.ts';
import { FORMS } from '../../../shared/form/forms.ts';
import { secondForm } from '../../fixtures/second-form.ts';

const initials = (text: string) =>
  pinyin(text, { pattern: 'first', toneType: 'none', type: 'array' }).join('');

const forms = [...FORMS, secondForm].map((form) => [form.key, form] as const);

test.each(forms)(
  '填报说明 of %s says of every field and column what belongs there, once',
  (_, form) => {
    const entries = fieldEntries(form);
    const covered = entries.flatMap((entry) => entry.covers ?? []);
    const columns = [...form.tables.values()].flatMap((table) =>
      table.columns.map((column) => placeOf(form, rowAddress(table.id, 'r1', column.id)) ?? ''),
    );
    expect(covered.toSorted()).toEqual([...form.fields.keys(), ...columns].toSorted());
    expect(new Set(entries.map((entry) => entry.key)).size).toBe(entries.length);
    const slots = [...form.fields.values()];
    for (const { address, help } of slots) {
      const entry = entries.find((one) => one.covers?.includes(address));
      expect(entry?.texts).toContain(help);
    }
    expect(byGroup(entries).map(([group]) => group)).toEqual(
      form.sections
        .map((section) => section.name)
        .filter((name) => entries.some((entry) => entry.group === name)),
    );
  },
);

test('figures that mean the same are explained together, under the name they share', () => {
  const [form] = FORMS;
  const entries = form ? fieldEntries(form) : [];
  const titles = entries
    .filter((entry) => entry.group === '部门总体资金情况')
    .map((one) => one.title);
  expect(titles).toEqual([
    '收入构成·财政拨款',
    '占比',
    '收入构成·财政专户管理资金',
    '收入构成·单位资金',
    '合计',
    '支出构成·人员类项目支出',
    '支出构成·运转类项目支出',
    '支出构成·特定目标类项目支出',
  ]);
  const fiscal = entries.find((entry) => entry.title === '收入构成·财政拨款');
  expect(fiscal?.texts).toContain('用于：当年金额、前年金额、上年金额。');
  const level2 = entries.find((entry) => entry.covers?.includes('longTerm/level2'));
  expect(level2?.words).toContainEqual(['履职效能', '数量指标、质量指标、时效指标']);
  const phone = entries.find((entry) => entry.covers?.includes('phone'));
  expect(phone?.texts.join('')).toContain('公开版里没有');
});

test('a search finds every word in any order, in capitals or not, and marks it', () => {
  const found = search(KEYS, 'CTRL+f 替换');
  expect(found.map((entry) => entry.words)).toEqual([[['Ctrl+F、Ctrl+H', '查找和替换']]]);
  expect(search(KEYS, '没有这个词')).toEqual([]);
  expect(search(KEYS, '  ')).toEqual(KEYS);
  expect(parts('按 Ctrl+F 查找', termsOf('ctrl+f'))).toEqual(['按 ', 'Ctrl+F', ' 查找']);
  expect(parts('(a)', termsOf('(a'))).toEqual(['', '(a', ')']);
});

test('a search by the first letters of the pinyin finds titles and words', () => {
  const [form] = FORMS;
  const entries = form ? fieldEntries(form) : [];
  expect(search(entries, 'lxdh', initials).map((entry) => entry.title)).toEqual(['联系电话']);
  expect(search(entries, 'lsbz', initials).flatMap((entry) => entry.words ?? [])).toContainEqual([
    '历史标准',
    '以前年度的实际水平，或前三年的平均值。',
  ]);
  expect(search(entries, 'lxdh')).toEqual([]);
});
