/** The rules of whole indicator tables, and of the two tables against each other. */
import { describe, expect, it } from 'vitest';
import { runChecks } from '../../../shared/checks/run.ts';
import { rowsOf } from '../../../shared/draft/draft.ts';
import { applyEdit } from '../../../shared/draft/edit.ts';
import { departmentPerformance as form } from '../../../shared/form/department-performance.ts';
import { type Cells, describeRule, draftOf, findingsOf, indicator } from './rule-tester.ts';

/** As many indicators as names, each like `indicator()` but for its name. */
function named(names: readonly string[], cells: Cells = {}): Cells[] {
  return names.map((level3) => indicator({ level3, ...cells }));
}

/** One indicator for each level1, in the order given. */
function groups(...level1s: readonly string[]): Cells[] {
  return level1s.map((level1, i) =>
    indicator({ level1, level2: `二级${level1}`, level3: `指标${i}` }),
  );
}

const SIX = ['运行成本', '管理效率', '履职效能', '社会效应', '可持续发展能力', '满意度'];
const SHIFTED = { level3: '改革成效', target: '改革成效', basis: '完成', category: '计划标准' };
const OTHER = { level1: '满意度', level2: '服务对象满意度', level3: '群众满意率', target: '≥95%' };

describeRule('indicator-shifted', {
  valid: {
    'a basis where it belongs, whatever stands beside it': {
      longTerm: [indicator(), indicator({ basis: '本单位规定' }), indicator({ category: '' })],
    },
    'a target that repeats the name honestly': { longTerm: [indicator({ target: '培训人次' })] },
    'a department’s own category': { longTerm: [indicator({ category: '核心指标' })] },
  },
  invalid: {
    'the example’s, the category as in all other rows': {
      longTerm: [indicator(), indicator(SHIFTED), indicator()],
      finds: ['error 长期绩效指标「改革成效」：从指标值到指标分类的内容向右错了一格'],
      at: 'longTerm/r2/target',
      fixed: {
        'longTerm/r2/target': '完成',
        'longTerm/r2/basis': '计划标准',
        'longTerm/r2/category': '绩效基本型',
        'longTerm/r2/level3': '改革成效',
      },
      sure: true,
    },
    'where the other rows differ in category, it stays empty': {
      longTerm: [indicator(), indicator(SHIFTED), indicator({ category: '其他型' })],
      finds: ['error 长期绩效指标「改革成效」：从指标值到指标分类的内容向右错了一格'],
      fixed: { 'longTerm/r2/basis': '计划标准', 'longTerm/r2/category': '' },
      sure: false,
    },
    'all three years of an annual indicator': {
      annual: [
        indicator(),
        indicator({
          ...SHIFTED,
          yearBeforeLast: '改革成效',
          previousYear: '起步',
          target: '推进',
          basis: '完成',
        }),
      ],
      finds: ['error 年度绩效指标「改革成效」：从前年指标值到指标分类的内容向右错了一格'],
      fixed: {
        'annual/r2/yearBeforeLast': '起步',
        'annual/r2/previousYear': '推进',
        'annual/r2/target': '完成',
        'annual/r2/basis': '计划标准',
        'annual/r2/category': '绩效基本型',
      },
    },
    'a shift of which nobody can tell where it began': {
      longTerm: [indicator({ target: '健全', basis: '完成', category: '计划标准' })],
      finds: ['error 长期绩效指标「培训人次」：从指标值确定依据到指标分类的内容向右错了一格'],
      fixed: null,
    },
    'cells too far left': {
      longTerm: [indicator({ target: '计划标准', basis: '绩效基本型', category: '' })],
      finds: ['error 长期绩效指标「培训人次」：从指标值到指标分类的内容向左错了一格'],
      fixed: {
        'longTerm/r1/target': '',
        'longTerm/r1/basis': '计划标准',
        'longTerm/r1/category': '绩效基本型',
      },
      sure: false,
    },
  },
});

describe('cells that stand in the wrong place', () => {
  it('are silent for every other rule', () => {
    const draft = draftOf({
      longTerm: [
        ...groups(...SIX),
        indicator({ ...SHIFTED, level1: '满意度', basis: '1－2月3次' }),
      ],
    });
    const speaking = runChecks(form, draft).filter(({ addresses }) =>
      addresses.some((address) => address.startsWith('longTerm/r7/')),
    );
    const columns = speaking.flatMap(({ rule, addresses }) =>
      addresses
        .filter((one) => /^longTerm\/r7\/(?:target|basis|category)$/.test(one))
        .map((one) => `${rule} ${one}`),
    );
    expect(new Set(columns.map((one) => one.split(' ')[0]))).toEqual(
      new Set(['indicator-shifted']),
    );
  });
});

describeRule('indicator-blank', {
  valid: {
    'no blank rows': { longTerm: named(['甲', '乙']) },
    'rows of a blank form, which have their level1': {
      longTerm: SIX.map((level1) => ({ level1 })),
    },
    'a table of nothing but blank rows, which is another rule’s': { longTerm: [{}, {}] },
  },
  invalid: {
    'a row with white space alone between indicators': {
      longTerm: [indicator(), { level3: ' 　' }, indicator()],
      finds: ['error 长期绩效指标：「培训人次」下面有一个空行'],
      at: 'longTerm/r2/level1',
      sure: true,
      fixed: { 'longTerm/r1/level3': '培训人次', 'longTerm/r3/level3': '培训人次' },
    },
    'a row before the first indicator': {
      annual: [{}, indicator()],
      finds: ['error 年度绩效指标：开头有一个空行'],
    },
  },
});

describe('a blank row', () => {
  it('is silent for every rule but indicator-blank', () => {
    const draft = draftOf({ longTerm: [indicator(), {}, indicator({ level3: '其他' })] });
    const speaking = runChecks(form, draft).filter(({ addresses }) =>
      addresses.some((address) => address.startsWith('longTerm/r2/')),
    );
    expect(speaking.map(({ rule }) => rule)).toEqual(['indicator-blank']);
  });
});

describeRule('indicator-duplicate', {
  valid: {
    'the same name under another level2, and in the other table': {
      longTerm: [indicator(), indicator({ level2: '质量指标' })],
      annual: [indicator()],
    },
    'rows that have no name yet': { longTerm: named(['', '']) },
  },
  invalid: {
    'the same indicator twice, but for white space': {
      longTerm: [indicator(), indicator({ level3: '培训 人次', level1: '履职\n效能' })],
      finds: ['error 长期绩效指标「培训人次」（履职效能·数量指标）重复，前面已有同样的指标'],
      at: 'longTerm/r2/level3',
      fixed: null,
    },
  },
});

describeRule('level-group', {
  valid: {
    'the six in order, line breaks in their names': {
      longTerm: groups('运行\n成本', '管理效率', '履职效能', '履职效能', '满意度'),
    },
    'a level1 not filled in yet': { longTerm: groups('运行成本', '', '满意度') },
    'a blank row within a group': { longTerm: [indicator(), {}, indicator({ level3: '其他' })] },
    'a level2 of one’s own': { longTerm: [indicator({ level2: '信访指标' })] },
  },
  invalid: {
    'a level1 that is none of the six, told once': {
      longTerm: groups('运行成本', '产出指标', '产出指标'),
      finds: [
        'warning 长期绩效指标：「产出指标」不是规定的一级指标（运行成本、管理效率、履职效能、社会效应、可持续发展能力、满意度）',
      ],
      at: 'longTerm/r2/level1',
      fixed: null,
    },
    'one out of order': {
      longTerm: groups('管理效率', '运行成本'),
      finds: [
        'warning 长期绩效指标：「运行成本」排在「管理效率」后面，规定的顺序是运行成本、管理效率、履职效能、社会效应、可持续发展能力、满意度',
      ],
      at: 'longTerm/r2/level1',
      fixed: {},
      sure: false,
    },
    'one split into two blocks': {
      longTerm: groups('履职效能', '满意度', '履职效能'),
      finds: ['warning 长期绩效指标：「履职效能」分成了几处，同一个一级指标应排在一起'],
      fixed: {},
    },
    'a level2 under two level1': {
      longTerm: [indicator({ level1: '管理效率' }), indicator()],
      annual: [indicator()],
      finds: ['warning 二级指标「数量指标」列在「管理效率」下，本表其他地方列在「履职效能」下'],
      at: 'longTerm/r1/level2',
      fixed: null,
    },
  },
});

describe('sorting by level1', () => {
  it('keeps the order within a group, and a blank row with the row above it', () => {
    const [a, b, c, d] = groups('满意度', '履职效能', '运行成本', '履职效能');
    const draft = draftOf({ longTerm: [a, {}, b, c, d].filter((row) => row !== undefined) });
    const [first] = findingsOf('level-group', draft);
    if (!first?.fix) throw new Error('no 更正 is offered');
    const sorted = applyEdit(form, draft, first.fix.edit);
    expect(rowsOf(sorted, 'longTerm').map((row) => row.id)).toEqual(['r4', 'r3', 'r5', 'r1', 'r2']);
  });
});

describeRule('coverage', {
  valid: {
    'all six, one of them only begun': {
      longTerm: [...groups(...SIX.slice(1)), { level1: '运行成本' }],
    },
    'an empty table, which is another rule’s': { longTerm: [{}] },
  },
  invalid: {
    'two that are missing': {
      longTerm: groups('运行成本', '管理效率', '社会效应', '满意度'),
      finds: [
        'warning 长期绩效指标：「履职效能」下没有指标',
        'hint 长期绩效指标：「可持续发展能力」下没有指标',
      ],
      fixed: null,
    },
  },
});

describeRule('dictionary', {
  valid: {
    'entries of the lists': { longTerm: [indicator(), indicator({ basis: '历史标准' })] },
    'several bases, and a remark': {
      longTerm: [
        indicator({ basis: '计划标准、历史标准' }),
        indicator({ basis: '其他标准（部门规定）' }),
      ],
    },
    'an entry of the department’s own': {
      longTerm: [indicator({ category: '核心指标' })],
      context: { extraEntries: { category: ['核心指标'] } },
    },
    'nothing yet': { longTerm: [indicator({ basis: '', category: '' })] },
  },
  invalid: {
    'a basis misspelt, told once with what is near': {
      longTerm: [indicator({ basis: '计划标淮' }), indicator({ basis: '计划标淮' }), indicator()],
      finds: [
        'warning 长期绩效指标：「计划标淮」（2 处）不在指标值确定依据的列表中，是否「计划标准」？',
      ],
      at: 'longTerm/r1/basis',
      fixed: { 'longTerm/r1/basis': '计划标准', 'longTerm/r2/basis': '计划标准' },
      sure: false,
    },
    'a category of which the list knows nothing': {
      longTerm: [indicator({ category: '核心' })],
      finds: ['warning 长期绩效指标：「核心」不在指标分类的列表中；确为本单位所用的，可加入列表'],
      fixed: null,
    },
  },
});

describeRule('indicator-pair', {
  valid: {
    'the same indicators in both': { longTerm: named(['甲', '乙']), annual: named(['乙', '甲']) },
    'the same name under another level2': {
      longTerm: [indicator()],
      annual: [indicator({ level2: '质量指标' })],
    },
    'indicators that differ on purpose': {
      longTerm: named(['甲', '乙', '丙']),
      annual: named(['丁', '戊', '丙']),
    },
    'one table still empty': { longTerm: named(['甲', '乙']) },
  },
  invalid: {
    'one forgotten in each': {
      longTerm: named(['甲', '乙', '丙']),
      annual: named(['甲', '乙', '丁']),
      finds: [
        'hint 长期绩效指标有 1 个指标在年度绩效指标中没有：丙',
        'hint 年度绩效指标有 1 个指标在长期绩效指标中没有：丁',
      ],
      at: 'longTerm/r3/level3',
      fixed: null,
    },
  },
});

const both = (longTerm: Cells, annual: Cells) => ({
  longTerm: [indicator(longTerm)],
  annual: [indicator(annual)],
});

describeRule('indicator-mismatch', {
  valid: {
    'other numbers': both({ target: '≥120公里' }, { target: '≥40公里' }),
    'a sign in one of them only': both({ target: '≥95%' }, { target: '95%' }),
    'other words': both({ target: '健全' }, { target: '较健全' }),
    'a multiple of the same unit': both({ target: '≥3万人次' }, { target: '≥9000人次' }),
    'the same, a year at a time': both({ target: '≥36次' }, { target: '≥12次/年' }),
    'one not filled in yet': both({ target: '' }, { target: '≥12次' }),
    'one that cannot be read, which is another rule’s': both({ target: '12' }, { target: '12次' }),
  },
  invalid: {
    'a number here and words there': {
      ...both({ target: '产生良好影响' }, { target: '100%' }),
      finds: [
        'warning 「培训人次」在长期和年度两张表中不一致：长期是「产生良好影响」，年度是「100%」，一个是数字，一个是文字',
      ],
      at: 'longTerm/r1/target',
      fixed: null,
    },
    'another unit': {
      ...both({ target: '≥120公里' }, { target: '≥40%' }),
      finds: [
        'warning 「培训人次」在长期和年度两张表中不一致：长期是「≥120公里」，年度是「≥40%」，计量单位不同',
      ],
    },
    'an opposite sign': {
      ...both({ target: '≥5件' }, { target: '≤5件' }),
      finds: [
        'warning 「培训人次」在长期和年度两张表中不一致：长期是「≥5件」，年度是「≤5件」，符号方向相反',
      ],
    },
    'another basis and another category': {
      ...both({}, { basis: '历史标准', category: '其他型' }),
      finds: [
        'warning 「培训人次」在长期和年度两张表中不一致：指标值确定依据长期是「计划标准」，年度是「历史标准」；指标分类长期是「绩效基本型」，年度是「其他型」',
      ],
      at: 'longTerm/r1/basis',
    },
  },
});

const SPENDING = { basis: '预算支出标准' };

describeRule('basis-fit', {
  valid: {
    'a spending standard for a cost': {
      longTerm: [indicator({ ...SPENDING, level1: '运行成本' })],
    },
    'a level1 not filled in yet': { longTerm: [indicator({ ...SPENDING, level1: '' })] },
    'other bases anywhere': { longTerm: [indicator()] },
  },
  invalid: {
    'neighbouring rows, told once, a blank row between them': {
      longTerm: [indicator(SPENDING), {}, indicator(SPENDING), indicator(), indicator(SPENDING)],
      finds: [
        'hint 长期绩效指标：「履职效能」的 2 个指标以「预算支出标准」为依据，它只用于「运行成本」',
        'hint 长期绩效指标：「履职效能」的 1 个指标以「预算支出标准」为依据，它只用于「运行成本」',
      ],
      at: 'longTerm/r1/basis',
      fixed: null,
    },
  },
});

const TEN = Array.from({ length: 10 }, (_, i) => `指标${i}`);
const STEADY = { yearBeforeLast: '100%', previousYear: '100%', target: '≤100%' };

describeRule('values-copied', {
  valid: {
    'a few indicators that stay the same': { annual: named(TEN.slice(1), STEADY) },
    'enough of them that move': {
      annual: [
        ...named(TEN.slice(2), STEADY),
        ...named(['甲', '乙'], { ...STEADY, target: '≥98%' }),
      ],
    },
    'indicators without a past': { annual: named(TEN, { target: '100%' }) },
    'another number for the long term': {
      longTerm: named(TEN, { target: '36次' }),
      annual: named(TEN, { target: '12次' }),
    },
  },
  invalid: {
    'three years the same in nearly all rows': {
      annual: [...named(TEN, STEADY), OTHER],
      finds: ['hint 年度绩效指标：10 个指标中有 10 个前年、上年和当年的值相同，请核实是否照抄'],
      at: 'annual/r1/target',
      fixed: null,
    },
    'annual targets that repeat the long-term ones': {
      longTerm: named(TEN, { target: '≥12次' }),
      annual: named(TEN, { target: '12次' }),
      finds: ['hint 长期与年度共有的 10 个指标中，有 10 个指标值相同，请核实年度值是否照抄长期值'],
      at: 'longTerm/r1/target',
    },
  },
});
