/** The rules of the cells that stand once, and of what must be filled. */
import { type Cells, describeRule, draftOf, indicator } from './rule-tester.ts';

const BASICS: Cells = {
  department: '鄂州市信访局',
  filler: '罗意',
  phone: '027-60830727',
  duties: '统筹协调全市信访工作。',
  tasks: '接待来访群众约800批次。',
  longTermGoal: '建成三级信访工作体系。',
  annualGoal: '按期办结率达到100%。',
  'funding/income/fiscal/current': '593.27',
};
const TABLES = { longTerm: [indicator()], annual: [indicator()] };

describeRule('required', {
  valid: {
    'a filled form': { cells: BASICS, ...TABLES },
    'a new indicator without a past, or with a dash for it': {
      cells: BASICS,
      ...TABLES,
      annual: [indicator(), indicator({ previousYear: '-', yearBeforeLast: '/' })],
    },
    'a blank row, which is another rule’s': { cells: BASICS, ...TABLES, annual: [indicator(), {}] },
    'cells that stand one column off, which are another rule’s': {
      cells: BASICS,
      ...TABLES,
      longTerm: [indicator({ target: '培训人次', basis: '200人次', category: '计划标准' })],
    },
    'the year of the long-term goal, which is another rule’s': { cells: BASICS, ...TABLES },
  },
  invalid: {
    'empty fields, and white space for a text': {
      cells: { ...BASICS, filler: ' 　', duties: '' },
      ...TABLES,
      finds: ['error 填报人没有填写', 'error 部门职能概述没有填写'],
      at: 'filler',
      fixed: null,
    },
    'this year’s amounts all empty': {
      cells: { ...BASICS, 'funding/income/fiscal/current': '' },
      ...TABLES,
      finds: ['error 2024年的金额一项也没有填写'],
    },
    'an indicator without name and target, or without basis': {
      cells: BASICS,
      longTerm: [indicator({ level3: '', target: '' })],
      annual: [indicator({ basis: '', category: '' })],
      finds: [
        'error 长期绩效指标「数量指标」下没有名称的指标：三级指标、指标值没有填写',
        'warning 年度绩效指标「培训人次」：指标值确定依据、指标分类没有填写',
      ],
      at: 'longTerm/r1/level3',
    },
    'a table without an indicator': {
      cells: BASICS,
      longTerm: [indicator()],
      annual: [{}],
      finds: ['error 年度绩效指标：还没有填写指标'],
      at: 'annual/r2/level1',
    },
  },
});

describeRule('year', {
  valid: {
    'the budget year itself, or a later one': { cells: { 'longTermGoal/endYear': '2024' } },
    'white space around it': { cells: { 'longTermGoal/endYear': ' 2026 ' } },
  },
  invalid: {
    'none given': {
      finds: ['error 长期目标的截止年没有填写'],
      at: 'longTermGoal/endYear',
      fixed: null,
    },
    'one gone by': {
      cells: { 'longTermGoal/endYear': '2023' },
      finds: ['error 长期目标的截止年是 2023 年，早于预算年度 2024 年'],
      fixed: null,
    },
    'no year at all': {
      cells: { 'longTermGoal/endYear': '三年' },
      finds: ['error 长期目标的截止年「三年」不是四位数字的年份'],
    },
    'digits in the wrong order': {
      cells: { 'longTermGoal/endYear': '2206' },
      finds: ['error 长期目标的截止年「2206」不是四位数字的年份'],
    },
    'the word 年, which the label has already': {
      cells: { 'longTermGoal/endYear': '２０２６年' },
      finds: ['error 长期目标的截止年「２０２６年」应只写四位数字'],
      fixed: { 'longTermGoal/endYear': '2026' },
      sure: true,
    },
  },
});

describeRule('phone', {
  valid: Object.fromEntries(
    [
      '027-60830727',
      '02760830727',
      '（027）60830727',
      '０２７－６０８３０７２７',
      '0711-3830727',
      '0711-3830727-8001',
      '0711-3830727转8001',
      '13800138000',
      '138 0013 8000',
      '+86 138-0013-8000',
      '010-65251234、13800138000',
      '010-65251234/65251235',
      '027-60830727；027-60830728',
      '400-820-8820',
      '12345',
      '办公室：027-60830727',
      '',
    ].map((phone) => [phone || 'nothing: another rule says so', { cells: { phone } }]),
  ),
  invalid: {
    'a digit too few': {
      cells: { phone: '1380013800' },
      finds: ['warning 联系电话「1380013800」不像是座机或手机号码，请核对'],
      fixed: null,
    },
    words: {
      cells: { phone: '同上' },
      finds: ['warning 联系电话「同上」不像是座机或手机号码，请核对'],
    },
    'a number without area code': {
      cells: { phone: '60830727' },
      finds: ['hint 联系电话「60830727」没有区号'],
    },
  },
});

const SAME = '确保市信访工作领导小组办公室各项工作正常运转。';

describeRule('text-copied', {
  valid: {
    'three different texts': { cells: BASICS },
    'empty ones': {},
    'a few words that are the same': { cells: { tasks: '见附件', annualGoal: '见附件' } },
    'duties that a task repeats': { cells: { duties: SAME, tasks: SAME } },
  },
  invalid: {
    'two the same but for white space': {
      cells: { ...BASICS, longTermGoal: SAME, annualGoal: `　　${SAME}\n` },
      finds: ['hint 长期目标、年度目标的内容完全相同'],
      at: 'longTermGoal',
      fixed: null,
    },
  },
});

describeRule('stale-year', {
  valid: {
    'the budget year, or a later one': {
      cells: { annualGoal: '2024年办结率达到100%，2025年巩固。' },
    },
    'a year gone by to compare with': { cells: { annualGoal: '重复信访比2023年下降5%。' } },
    'since a year gone by': { cells: { annualGoal: '2020年以来的积案全部化解。' } },
    'a plan that reaches on': { cells: { longTermGoal: '落实2021—2025年规划。' } },
    'a document of a year gone by': {
      cells: { tasks: '落实《信访工作条例（2022年修订）》和鄂发〔2019〕3号文件。' },
    },
    'another department to work with': {
      cells: {
        department: '鄂州市信访局',
        tasks: '会同鄂州市财政局安排资金。鄂州市财政局、鄂州市信访局联合督办。',
      },
      context: { otherDepartments: ['鄂州市财政局', '鄂州市信访局'] },
    },
  },
  invalid: {
    'last year’s text': {
      cells: { annualGoal: '2023年办结率达到100%。' },
      finds: ['hint 年度目标里写的是 2023 年，预算年度是 2024 年'],
      at: 'annualGoal',
      fixed: null,
    },
    'another department’s text': {
      cells: {
        department: '鄂州市信访局',
        annualGoal: '一是抓好收入。\n鄂州市财政局按期完成预算编制。',
      },
      context: { otherDepartments: ['鄂州市财政局'] },
      finds: ['hint 年度目标里写的是另一个部门「鄂州市财政局」'],
    },
  },
});

describeRule('text-length', {
  valid: {
    'exactly as long as the column': { annual: [indicator({ target: '健'.repeat(500) })] },
    'long in letters': { annual: [indicator({ target: 'a'.repeat(1000) })] },
    'white space around it': { annual: [indicator({ target: `${'健'.repeat(500)}   ` })] },
  },
  invalid: {
    'a Chinese character too many': {
      annual: [indicator({ target: '健'.repeat(501) })],
      finds: [
        'warning 年度绩效指标「培训人次」：预期当年实现值长 1002 个字符（汉字算两个），系统最多接收 1000 个',
      ],
      at: 'annual/r1/target',
      fixed: null,
    },
  },
});

const LAST_YEAR = draftOf({
  year: 2023,
  cells: { 'funding/income/fiscal/previousYear': '589.23' },
  annual: [indicator({ previousYear: '180人次' })],
});

describeRule('prior-form', {
  valid: {
    'no form of last year at hand': {
      cells: { 'funding/income/fiscal/yearBeforeLast': '1' },
    },
    'the same figures, written differently': {
      cells: { 'funding/income/fiscal/yearBeforeLast': '589.230' },
      annual: [indicator({ yearBeforeLast: '180 人次' })],
      context: { priorForm: LAST_YEAR },
    },
    'figures missing on one side': { annual: [indicator()], context: { priorForm: LAST_YEAR } },
    'a form of another year': {
      year: 2026,
      cells: { 'funding/income/fiscal/yearBeforeLast': '1' },
      context: { priorForm: LAST_YEAR },
    },
  },
  invalid: {
    'other figures for the same year': {
      cells: { 'funding/income/fiscal/yearBeforeLast': '598.23' },
      annual: [indicator({ yearBeforeLast: '150人次' })],
      context: { priorForm: LAST_YEAR },
      finds: [
        'hint 收入构成·财政拨款·前年金额（2022年）是 598.23，上年表中2022年填的是 589.23',
        'hint 年度绩效指标「培训人次」：2022年是「150人次」，上年表中填的是「180人次」',
      ],
      at: 'funding/income/fiscal/yearBeforeLast',
      fixed: null,
    },
  },
});
