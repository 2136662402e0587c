/** The rules of one indicator's values and name. */
import { type Cells, type DraftOf, describeRule, indicator } from './rule-tester.ts';

/** One annual indicator for each target. */
function targets(...texts: readonly string[]): DraftOf {
  return { annual: texts.map((target) => indicator({ target })) };
}

const annual = (cells: Cells): DraftOf => ({ annual: [indicator(cells)] });
const SATISFIED = { level1: '满意度', level2: '服务对象满意度', level3: '群众满意率' };
const COST = { level1: '运行成本', level2: '公用经费控制', level3: '公用经费控制率' };

describeRule('value-number', {
  valid: {
    'numbers with a unit': targets(
      '≥98%',
      '12次',
      '≤ 5 件',
      '1,200人',
      '0.5‰',
      '≥6.5万人次',
      '-3%',
    ),
    words: targets('健全', '完全合规', '全年12次', '《条例》修订完成', 'PM2.5下降'),
    'units that hold digits': targets('≥500m3', '35μg/m³', '3件/10万人', '7×24小时'),
    'dates and periods, which are no quantity': targets(
      '2024年12月31日前',
      '12月底前',
      '1-12月',
      '6月30日前完成',
      '2024年底前完成',
      '2024-12-31',
    ),
    'nothing, or a dash for a past that is not': annual({ previousYear: '-', yearBeforeLast: '' }),
  },
  invalid: {
    'the example’s 常态化驻京专班, once a row': {
      ...annual({ target: '1－12月1人次', previousYear: '1－12月1人次' }),
      finds: [
        'warning 年度绩效指标「培训人次」：预期当年实现值「1－12月1人次」数字之后还有数字，读不出一个数字加单位',
      ],
      at: 'annual/r1/target',
      fixed: null,
    },
    'a number without unit': {
      ...targets('≥98'),
      finds: ['warning 年度绩效指标「培训人次」：预期当年实现值「≥98」缺少计量单位'],
    },
    'a sign without number': {
      ...targets('≥九成'),
      finds: ['warning 年度绩效指标「培训人次」：预期当年实现值「≥九成」读不出数字'],
    },
    'a range': {
      ...annual({ previousYear: '90%-95%' }),
      finds: [
        'warning 年度绩效指标「培训人次」：上年指标值「90%-95%」数字之后还有数字，读不出一个数字加单位',
      ],
    },
  },
});

describeRule('value-sign', {
  valid: {
    'the five signs in their one spelling': targets(
      '≥98%',
      '≤5件',
      '＞1个',
      '＜3天',
      '＝12次',
      '5件',
    ),
    'titles of documents': targets('《条例》修订完成', '《2024年计划》印发'),
    'white space after the sign': targets('≥ 98%'),
  },
  invalid: {
    'two signs for one': {
      ...targets('>=98%'),
      finds: ['hint 年度绩效指标「培训人次」：预期当年实现值「>=98%」的符号应写作「≥」'],
      fixed: { 'annual/r1/target': '≥98%' },
      sure: true,
    },
    'a title mark for a sign': {
      ...targets('》98%'),
      finds: ['hint 年度绩效指标「培训人次」：预期当年实现值「》98%」的符号应写作「＞」'],
      fixed: { 'annual/r1/target': '＞98%' },
    },
    'doubled and full-width ones': {
      ...targets('≤≤5 件', '＜＝5件', '=12次', '≧3个'),
      finds: [
        'hint 年度绩效指标「培训人次」：预期当年实现值「≤≤5 件」的符号应写作「≤」',
        'hint 年度绩效指标「培训人次」：预期当年实现值「＜＝5件」的符号应写作「≤」',
        'hint 年度绩效指标「培训人次」：预期当年实现值「=12次」的符号应写作「＝」',
        'hint 年度绩效指标「培训人次」：预期当年实现值「≧3个」的符号应写作「≥」',
      ],
      fixed: { 'annual/r1/target': '≤5 件' },
    },
  },
});

describeRule('sign-missing', {
  valid: {
    'signs where they belong': {
      annual: [
        indicator({ ...SATISFIED, target: '≥95%' }),
        indicator({ ...COST, target: '≤100%' }),
      ],
    },
    'an exact rate, said to be exact': annual({ ...COST, target: '＝100%' }),
    'numbers of which ＝ may be meant': targets('12次', '100%'),
    words: annual({ ...SATISFIED, target: '满意' }),
    'a target that cannot be read, which is another rule’s': annual({ ...SATISFIED, target: '95' }),
  },
  invalid: {
    'satisfaction and cost, once a group': {
      annual: [
        indicator({ ...COST, target: '100%' }),
        indicator({ ...COST, level3: '会议费', target: '3万元' }),
        indicator({ ...SATISFIED, target: '95%' }),
      ],
      finds: [
        'hint 年度绩效指标·运行成本：2 个指标值没有符号（公用经费控制率、会议费），是否应为 ≤？',
        'hint 年度绩效指标·满意度：1 个指标值没有符号（群众满意率），是否应为 ≥？',
      ],
      at: 'annual/r1/target',
      fixed: { 'annual/r1/target': '≤100%', 'annual/r2/target': '≤3万元' },
      sure: false,
    },
    'a carry-over rate of 管理效率': {
      ...annual({ level1: '管理效率', level3: '结转结余率', target: '2%' }),
      finds: ['hint 年度绩效指标·管理效率：1 个指标值没有符号（结转结余率），是否应为 ≤？'],
    },
  },
});

describeRule('value-words', {
  valid: {
    words: targets('健全', '完全合规', '健全，完善'),
    'negative numbers and dashes of other kinds': targets('-3%', '健全—完善', '完成（一期）'),
    'a past that is not': annual({ previousYear: '-' }),
  },
  invalid: {
    'what the system refuses': {
      ...targets('健全-完善', '完成*', 'NULL', '-'),
      finds: [
        'warning 年度绩效指标「培训人次」：指标值「健全-完善」中有系统不接收的「-」',
        'warning 年度绩效指标「培训人次」：指标值「完成*」中有系统不接收的「*」',
        'warning 年度绩效指标「培训人次」：指标值「NULL」中有系统不接收的「null」',
        'warning 年度绩效指标「培训人次」：指标值「-」中有系统不接收的「-」',
      ],
      at: 'annual/r1/target',
      fixed: null,
    },
  },
});

describeRule('name-space', {
  valid: {
    'white space around a name, and a line break in a narrow cell': annual({
      level3: ' 培训\n人次　',
    }),
    'words in Latin letters': annual({ level3: 'WPS Office使用率' }),
  },
  invalid: {
    'a space and a wide space inside': {
      ...annual({ level3: '培训 人　次' }),
      finds: ['hint 年度绩效指标「培训人次」：名称「培训 人　次」中有空格'],
      at: 'annual/r1/level3',
      fixed: { 'annual/r1/level3': '培训人次' },
      sure: true,
    },
  },
});

describeRule('name-fit', {
  valid: {
    'rates of time under 时效指标, and of quality under 质量指标': {
      annual: [
        indicator({ level2: '时效指标', level3: '信访件及时受理率' }),
        indicator({ level2: '质量指标', level3: '工程验收合格率' }),
      ],
    },
    'names with a comma that are names': annual({ level3: '高学历、高层次人才储备率' }),
    'a name that speaks of an influence': annual({ level2: '社会效益', level3: '社会影响' }),
    'a name in two parts': annual({ level3: '接访、下访，包案次数' }),
  },
  invalid: {
    'timeliness and quality under 数量指标': {
      annual: [indicator({ level3: '按期办结率' }), indicator({ level3: '验收合格率' })],
      finds: [
        'hint 年度绩效指标「按期办结率」列在数量指标下，是否应列在时效指标下？',
        'hint 年度绩效指标「验收合格率」列在数量指标下，是否应列在质量指标下？',
      ],
      at: 'annual/r1/level3',
      fixed: null,
    },
    'a statement of effect': {
      ...annual({ level3: '对生态建设工作产生良好的社会影响' }),
      finds: [
        'hint 年度绩效指标「对生态建设工作产生良好的社会影响」是一句效果的陈述，三级指标宜写成简短的名称，效果写在指标值里',
      ],
    },
  },
});

describeRule('history-sign', {
  valid: {
    'figures and words': annual({ previousYear: '98%', yearBeforeLast: '健全' }),
    'a sign of this year': targets('≥98%'),
    'an exact figure said to be exact': annual({ previousYear: '＝98%' }),
  },
  invalid: {
    'the example’s two, each told': {
      ...annual({ previousYear: '≥70%', yearBeforeLast: '<=5件' }),
      finds: [
        'hint 年度绩效指标「培训人次」：2022年填的是「<=5件」，实际完成值不应带符号，请填实际的数',
        'hint 年度绩效指标「培训人次」：2023年填的是「≥70%」，实际完成值不应带符号，请填实际的数',
      ],
      at: 'annual/r1/yearBeforeLast',
      fixed: null,
    },
  },
});

describeRule('target-weaker', {
  valid: {
    'targets as strong as what was reached': {
      annual: [
        indicator({ target: '≥98%', previousYear: '98%' }),
        indicator({ target: '≤5件', previousYear: '6件' }),
      ],
    },
    'no direction without a sign': annual({ target: '90%', previousYear: '98%' }),
    'another unit': annual({ target: '≥3万人次', previousYear: '28000人次' }),
    'the limit of a control rate': annual({
      level3: '公用经费控制率',
      target: '≤100%',
      previousYear: '96%',
    }),
    'no growth, after a year of less': annual({
      level3: '“三公”经费变动率',
      target: '≤0%',
      previousYear: '-1.5%',
    }),
    'a spending standard that was not used up': annual({
      level3: '会议费',
      target: '≤5万元',
      previousYear: '3万元',
      basis: '预算支出标准',
    }),
    'satisfaction up to five points': annual({
      ...SATISFIED,
      target: '≥95%',
      previousYear: '99.5%',
    }),
    'a past that is unknown, or words': annual({ target: '≥95%', previousYear: '-' }),
  },
  invalid: {
    'less than was reached': {
      ...annual({ target: '≥150人次', previousYear: '200人次' }),
      finds: [
        'hint 年度绩效指标「培训人次」：目标「≥150人次」低于 2023年已达到的「200人次」，请说明原因',
      ],
      at: 'annual/r1/target',
      fixed: null,
    },
    'more than was spent': {
      ...annual({ target: '≤5件', previousYear: '3件' }),
      finds: ['hint 年度绩效指标「培训人次」：目标「≤5件」低于 2023年已达到的「3件」，请说明原因'],
    },
    'satisfaction far below': {
      ...annual({ ...SATISFIED, target: '≥85%', previousYear: '95%' }),
      finds: [
        'hint 年度绩效指标「群众满意率」：目标「≥85%」低于 2023年已达到的「95%」，请说明原因',
      ],
    },
  },
});

describeRule('rate-range', {
  valid: {
    'rates from 0% to 100%': annual({ level3: '办结率', target: '≥100%' }),
    'rates that may be beyond': {
      annual: [
        indicator({ level3: '收入增长率', target: '≥120%' }),
        indicator({ level3: '“三公”经费变动率', target: '≤-5%' }),
        indicator({ level3: '国有资产保值增值率', target: '≥102%' }),
        indicator({ level3: '高等教育毛入学率', target: '≥105%' }),
        indicator({ level3: '非税收入预算完成率', target: '≥105%' }),
        indicator({ level3: '流动比率', target: '≥150%' }),
      ],
    },
    'what is no rate': annual({ level3: '产值增幅', target: '≥120%' }),
    'other units': annual({ level3: '出生率', target: '≥120‰' }),
  },
  invalid: {
    'a rate over 100%': {
      ...annual({ level3: '办结率', target: '≥980%' }),
      finds: ['hint 年度绩效指标「办结率」：指标值「≥980%」超出 0%—100%，请核对'],
      at: 'annual/r1/target',
      fixed: null,
    },
    'a rate under 0%': {
      ...annual({ level3: '办结率', target: '-5%' }),
      finds: ['hint 年度绩效指标「办结率」：指标值「-5%」超出 0%—100%，请核对'],
    },
  },
});
