/** The rules of the funding table. */
import { type Cells, describeRule } from './rule-tester.ts';

const INCOME = 'funding/income';
const EXPENDITURE = 'funding/expenditure';

/** Cells of one column of 收入构成: 财政拨款, 财政专户管理资金, 单位资金, and a 合计 set by hand. */
function income(figure: string, [fiscal, special, own, total]: readonly string[]): Cells {
  return {
    ...(fiscal !== undefined && { [`${INCOME}/fiscal/${figure}`]: fiscal }),
    ...(special !== undefined && { [`${INCOME}/special/${figure}`]: special }),
    ...(own !== undefined && { [`${INCOME}/own/${figure}`]: own }),
    ...(total !== undefined && { [`${INCOME}/total/${figure}`]: total }),
  };
}

/** A spending column, its 合计 computed. */
function spending(figure: string, personnel: string): Cells {
  return { [`${EXPENDITURE}/personnel/${figure}`]: personnel };
}

describeRule('amount-format', {
  valid: {
    'plain numbers, a leading point, and white space around them': {
      cells: income('current', ['593.27', ' 0 ', '.5']),
    },
    'computed totals, whatever their decimals': { cells: income('current', ['1', '2', '3']) },
    'an empty table': {},
  },
  invalid: {
    'words instead of a number': {
      cells: income('current', ['约六百']),
      finds: ['error 收入构成·财政拨款·当年金额「约六百」不是数字'],
      fixed: null,
    },
    'a negative amount': {
      cells: income('previousYear', ['-5']),
      finds: ['error 收入构成·财政拨款·上年金额是负数：-5'],
      fixed: null,
    },
    'full-width digits': {
      cells: income('current', ['５９３．２７']),
      finds: [
        'warning 收入构成·财政拨款·当年金额「５９３．２７」含有全角字符、千分位逗号或空格，系统不能识别',
      ],
      fixed: { [`${INCOME}/fiscal/current`]: '593.27' },
      sure: true,
    },
    'thousands separators': {
      cells: income('current', ['1,593.27']),
      finds: [
        'warning 收入构成·财政拨款·当年金额「1,593.27」含有全角字符、千分位逗号或空格，系统不能识别',
      ],
      fixed: { [`${INCOME}/fiscal/current`]: '1593.27' },
      sure: true,
    },
    'a dash for nothing': {
      cells: income('current', ['5', '—']),
      finds: ['warning 收入构成·财政专户管理资金·当年金额填的是「—」，没有金额应填 0'],
      fixed: { [`${INCOME}/special/current`]: '0' },
      sure: true,
    },
    'the unit beside the number': {
      cells: income('current', ['593.27万元']),
      finds: ['error 收入构成·财政拨款·当年金额「593.27万元」不是数字'],
      fixed: { [`${INCOME}/fiscal/current`]: '593.27' },
    },
    'more decimals than the system keeps': {
      cells: income('current', ['593.275']),
      finds: ['hint 收入构成·财政拨款·当年金额 593.275 多于两位小数，系统只保留两位'],
      fixed: null,
    },
  },
});

describeRule('funding-sum', {
  valid: {
    'a total that adds up exactly, where binary floating point does not': {
      cells: income('current', ['0.1', '0.2', '0', '0.3']),
    },
    'a total that the form computes': { cells: income('current', ['1', '2', '3']) },
    'a total written with more zeros': { cells: income('current', ['1', '2', '0', '3.00']) },
    'parts of which one is no number: another rule says so': {
      cells: income('current', ['1', '二', '0', '3']),
    },
    'an empty column': { cells: income('current', ['', '', '', '']) },
  },
  invalid: {
    'the example’s column of 2023': {
      cells: income('previousYear', ['652.23', '', '3.53', '658.57']),
      finds: ['error 收入构成 2023年：各项相加 655.76，合计填的是 658.57，差额 2.81 万元'],
      at: `${INCOME}/total/previousYear`,
      fixed: { [`${INCOME}/total/previousYear`]: '655.76' },
      sure: false,
    },
    'a difference that comes from rounding': {
      cells: income('current', ['0.33', '0.33', '0.33', '1.01']),
      finds: [
        'hint 收入构成 2024年：各项相加 0.99，合计填的是 1.01，差额 0.02 万元（四舍五入尾差）',
      ],
    },
    'a difference just beyond rounding': {
      cells: income('current', ['0.33', '0.33', '0.33', '1.02']),
      finds: ['error 收入构成 2024年：各项相加 0.99，合计填的是 1.02，差额 0.03 万元'],
    },
    'a total without parts': {
      cells: income('yearBeforeLast', ['', '', '', '592.55']),
      finds: ['error 收入构成 2022年：各项都没有填写，合计填的是 592.55'],
      fixed: null,
    },
    'parts whose total was emptied by hand': {
      cells: { ...income('current', ['1', '2', '0', '9']), [`${INCOME}/total/current`]: '' },
      finds: ['error 收入构成 2024年：各项相加 3，合计没有填写'],
      fixed: { [`${INCOME}/total/current`]: '3' },
    },
  },
});

describeRule('funding-balance', {
  valid: {
    'equal totals': { cells: { ...income('current', ['100']), ...spending('current', '100.00') } },
    'a side not filled in yet': { cells: income('current', ['100']) },
    'past years apart by rounding': {
      cells: { ...income('previousYear', ['100.01']), ...spending('previousYear', '100') },
    },
  },
  invalid: {
    'this year’s totals apart': {
      cells: { ...income('current', ['100']), ...spending('current', '90') },
      finds: ['error 2024年：收入合计 100，支出合计 90，差额 10 万元'],
      fixed: null,
    },
    'past totals apart, which may be a carry-over': {
      cells: { ...income('yearBeforeLast', ['592.55']), ...spending('yearBeforeLast', '591.47') },
      finds: [
        'hint 2022年：收入合计 592.55，支出合计 591.47，差额 1.08 万元；如为年初、年末结转结余，请说明',
      ],
    },
    'this year’s totals apart by rounding': {
      cells: { ...income('current', ['100.01']), ...spending('current', '100') },
      finds: ['hint 2024年：收入合计 100.01，支出合计 100，差额 0.01 万元（四舍五入尾差）'],
    },
  },
});

describeRule('funding-blank', {
  valid: {
    'an untouched table': {},
    'columns filled wholly, and a past year of which there is nothing to say': {
      cells: {
        ...income('current', ['1', '0', '0']),
        ...spending('current', '1'),
        [`${EXPENDITURE}/operation/current`]: '0',
        [`${EXPENDITURE}/specific/current`]: '0',
      },
    },
  },
  invalid: {
    'empty amounts beside filled ones, told once': {
      cells: { ...income('current', ['1', '0']), ...spending('current', '1') },
      finds: [
        'hint 资金表有 3 个金额空着（收入构成·单位资金·当年金额、支出构成·运转类项目支出·当年金额、支出构成·特定目标类项目支出·当年金额），没有的应填 0',
      ],
      fixed: { [`${INCOME}/own/current`]: '0', [`${EXPENDITURE}/operation/current`]: '0' },
      sure: false,
    },
  },
});

const share = (item: string, text: string) => ({ [`${EXPENDITURE}/${item}/share`]: text });
const PARTS = {
  [`${EXPENDITURE}/personnel/current`]: '389.89',
  [`${EXPENDITURE}/operation/current`]: '54.38',
  [`${EXPENDITURE}/specific/current`]: '149',
};

describeRule('share', {
  valid: {
    'shares as the form computes them': { cells: PARTS },
    'a share rounded alone, as the receiving system does': {
      cells: { ...PARTS, ...share('specific', '25.12%') },
    },
    'a share rounded by largest remainder': { cells: { ...PARTS, ...share('specific', '25.11') } },
    'the whole as 100% or 100.00%': { cells: { ...PARTS, ...share('total', '100.00%') } },
    '0% or nothing for an empty amount': {
      cells: {
        [`${INCOME}/fiscal/current`]: '5',
        [`${INCOME}/fiscal/share`]: '100.00%',
        [`${INCOME}/special/share`]: '0%',
        [`${INCOME}/own/share`]: '',
      },
    },
    'no total to divide by': { cells: share('personnel', '60%') },
    'a total that does not add up: that comes first': {
      cells: { ...PARTS, [`${EXPENDITURE}/total/current`]: '700', ...share('specific', '25.11%') },
    },
  },
  invalid: {
    'last year’s share beside this year’s amount': {
      cells: { ...PARTS, ...share('personnel', '60%') },
      finds: ['warning 支出构成·人员类项目支出·占比填的是 60%，按金额计算是 65.72%'],
      fixed: { [`${EXPENDITURE}/personnel/share`]: '65.72%' },
      sure: true,
    },
    'a share emptied by hand': {
      cells: { ...PARTS, ...share('personnel', '1'), ...share('operation', '') },
      finds: [
        'warning 支出构成·人员类项目支出·占比填的是 1，按金额计算是 65.72%',
        'warning 支出构成·运转类项目支出·占比没有填写，按金额计算是 9.17%',
      ],
    },
  },
});

describeRule('unit-scale', {
  valid: {
    'amounts of one size': {
      cells: { ...income('current', ['500']), ...income('previousYear', ['480']) },
    },
    'a small amount that was next to nothing the year before': {
      cells: {
        ...income('current', ['500', '0', '30']),
        ...income('previousYear', ['480', '0', '0.02']),
      },
    },
    'a new department, without a past': { cells: income('current', ['500']) },
    'a past that was nothing': {
      cells: { ...income('current', ['500']), ...income('previousYear', ['0']) },
    },
  },
  invalid: {
    'an amount in 元': {
      cells: { ...income('current', ['5932700']), ...income('previousYear', ['652.23']) },
      finds: [
        'hint 收入构成·财政拨款·当年金额是 5932700 万元，2023年是 652.23 万元，是否误填为元？',
      ],
      at: `${INCOME}/fiscal/current`,
      fixed: null,
    },
    'a middle year in 元, told once': {
      cells: {
        ...income('current', ['593']),
        ...income('previousYear', ['6522300']),
        ...income('yearBeforeLast', ['589']),
      },
      finds: ['hint 收入构成·财政拨款·上年金额是 6522300 万元，2022年是 589 万元，是否误填为元？'],
    },
    'a total that moves by more than 30%, told once for both sides': {
      cells: {
        ...income('current', ['140']),
        ...income('previousYear', ['100']),
        ...spending('current', '140'),
        ...spending('previousYear', '100'),
      },
      finds: ['hint 收入构成·合计·当年金额 140 万元，比上年 100 万元增加 40%，请说明原因'],
    },
  },
});
