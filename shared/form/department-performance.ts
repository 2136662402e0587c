/**
 * 部门整体绩效目标表, as published by 鄂州市信访局 for 2024 (tests/fixtures/form/ezhou-2024.docx).
 * The words of the dictionaries and the limits of the receiving system are those of
 * tests/fixtures/form/README.md.
 */
import {
  type Address,
  type CellSpec,
  type Column,
  type Computed,
  type DictionaryEntry,
  defineForm,
  type Field,
  type FieldKind,
  type YearOffset,
} from './definition.ts';

/** Longest texts that 预算管理一体化 stores, counted with two for a Chinese character. */
const VALUE_LENGTH = 1000;
const BASIS_LENGTH = 2000;

/** The four figures of a row of the funding table, in the order of the form. */
const FIGURES: readonly {
  id: string;
  name: string;
  span: number;
  kind: FieldKind;
  year?: YearOffset;
}[] = [
  { id: 'current', name: '当年金额', span: 1, kind: 'amount', year: 0 },
  { id: 'share', name: '占比', span: 2, kind: 'share' },
  { id: 'yearBeforeLast', name: '前年金额', span: 1, kind: 'amount', year: -2 },
  { id: 'previousYear', name: '上年金额', span: 1, kind: 'amount', year: -1 },
];

interface FundingItem {
  readonly id: string;
  readonly label: string;
  readonly aliases?: readonly string[];
  readonly help: string;
}

interface FundingGroup {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly aliases: readonly string[];
  readonly items: readonly FundingItem[];
}

const INCOME: FundingGroup = {
  id: 'income',
  name: '收入构成',
  label: '收入\n构成',
  aliases: ['收入', '收入来源', '资金来源'],
  items: [
    {
      id: 'fiscal',
      label: '财政拨款',
      aliases: ['财政拨款收入', '财政资金'],
      help: '本级财政当年安排的一般公共预算、政府性基金预算等拨款，按部门预算批复数填写。',
    },
    {
      id: 'special',
      label: '财政专户管理资金',
      aliases: ['财政专户资金', '专户管理资金', '财政专户管理的资金'],
      help: '缴入财政专户、由财政核拨的资金（如教育收费）。没有的填 0。',
    },
    {
      id: 'own',
      label: '单位资金',
      aliases: ['单位自有资金', '其他资金'],
      help: '事业收入、经营收入、上级补助收入、附属单位上缴收入和其他收入等。没有的填 0。',
    },
  ],
};

const EXPENDITURE: FundingGroup = {
  id: 'expenditure',
  name: '支出构成',
  label: '支出\n构成',
  aliases: ['支出', '支出用途', '资金用途'],
  items: [
    {
      id: 'personnel',
      label: '人员类项目支出',
      aliases: ['人员类项目', '人员类支出', '人员支出'],
      help: '工资福利、社会保障缴费、对个人和家庭的补助等人员类项目支出。',
    },
    {
      id: 'operation',
      label: '运转类项目支出',
      aliases: ['运转类项目', '运转类支出', '运转支出'],
      help: '公用经费和其他运转类项目支出。',
    },
    {
      id: 'specific',
      label: '特定目标类项目支出',
      aliases: ['特定目标类项目', '特定目标类支出', '特定目标支出'],
      help: '为完成特定工作任务、支持特定事业发展安排的项目支出。',
    },
  ],
};

function fundingAddress(group: FundingGroup, item: string, figure: string): Address {
  return `funding/${group.id}/${item}/${figure}`;
}

function fundingRow(group: FundingGroup, item: FundingItem): CellSpec[] {
  const total = item.id === 'total';
  const parts = (figure: string) => group.items.map((i) => fundingAddress(group, i.id, figure));
  const computedFor = (figure: string): Computed | undefined => {
    if (figure !== 'share') return total ? { rule: 'sum', parts: parts(figure) } : undefined;
    return {
      rule: 'share',
      of: fundingAddress(group, item.id, 'current'),
      parts: parts('current'),
      total: fundingAddress(group, 'total', 'current'),
    };
  };
  const label: CellSpec = {
    label: item.label,
    span: 2,
    ...(item.aliases && { aliases: item.aliases }),
  };
  const cells = FIGURES.map((figure): CellSpec => {
    const computed = computedFor(figure.id);
    const help =
      figure.kind === 'share'
        ? '当年金额占合计的百分比，自动计算，各项相加为 100%。'
        : `${item.help}单位：万元，最多两位小数。`;
    const field: Field = {
      address: fundingAddress(group, item.id, figure.id),
      name: `${group.name}·${item.label.replace(/\s/g, '')}·${figure.name}`,
      kind: figure.kind,
      help,
      ...(figure.year !== undefined && {
        year: figure.year,
        series: `funding/${group.id}/${item.id}`,
      }),
      ...(computed && { computed }),
    };
    return { field, span: figure.span };
  });
  return [label, ...cells];
}

function fundingRows(group: FundingGroup): CellSpec[][] {
  const total: FundingItem = {
    id: 'total',
    label: '合  计',
    aliases: ['小计', '总计', `${group.name.slice(0, 2)}合计`],
    help: '各项之和，自动计算；也可以直接填写，填写后以所填为准。',
  };
  const rows = [...group.items, total].map((item) => fundingRow(group, item));
  const label: CellSpec = { label: group.label, rows: rows.length, aliases: group.aliases };
  return rows.map((cells, i) => (i === 0 ? [label, ...cells] : cells));
}

function longText(address: Address, name: string, help: string): CellSpec {
  return { field: { address, name, kind: 'longText', help }, span: 8 };
}

const LEVEL1 = [
  '运行成本',
  '管理效率',
  '履职效能',
  '社会效应',
  '可持续发展能力',
  '满意度',
] as const;

const LEVEL2: Readonly<Record<(typeof LEVEL1)[number], readonly string[]>> = {
  运行成本: ['公用经费控制', '在职人员控制', '项目支出成本控制'],
  管理效率: ['战略管理', '预算编制', '预算执行', '绩效管理', '资产管理', '财务管理'],
  履职效能: ['数量指标', '质量指标', '时效指标'],
  社会效应: ['经济效益', '社会效益', '生态效益'],
  可持续发展能力: ['体制机制改革', '人才支撑', '科技支撑'],
  满意度: ['服务对象满意度', '联系部门满意度'],
};

const LEVEL2_ENTRIES: readonly DictionaryEntry[] = LEVEL1.flatMap((level1) =>
  LEVEL2[level1].map((value) => ({ value, under: [level1] })),
);

const GROUP_COLUMNS: readonly Column[] = [
  {
    id: 'level1',
    name: '一级指标',
    kind: 'choice',
    span: 1,
    merge: true,
    dictionary: 'level1',
    help: '从六个一级指标中选：运行成本、管理效率、履职效能、社会效应、可持续发展能力、满意度。',
  },
  {
    id: 'level2',
    name: '二级指标',
    kind: 'choice',
    span: 1,
    merge: true,
    dictionary: 'level2',
    help: '属于左边一级指标的二级指标，例如履职效能下的数量指标、质量指标、时效指标。',
  },
  {
    id: 'level3',
    name: '三级指标',
    kind: 'text',
    span: 1,
    aliases: ['指标名称'],
    help: '具体指标的名称，简短，不含空格，例如「信访件按期办结率」。',
    maxLength: VALUE_LENGTH,
  },
];

const TARGET_HELP =
  '定量指标写「符号＋数字＋单位」，例如 ≥98%、≤5件、＝12次；定性指标写文字，例如 健全、完全合规。';

const TAIL_COLUMNS: readonly Column[] = [
  {
    id: 'basis',
    name: '指标值确定依据',
    kind: 'choice',
    span: 1,
    aliases: ['确定依据', '依据', '指标值依据', '指标值设定依据', '绩效标准'],
    dictionary: 'basis',
    help: '指标值按什么定的：计划标准、历史标准、行业标准、国家标准、预算支出标准（只用于运行成本）、其他标准。',
    maxLength: BASIS_LENGTH,
  },
  {
    id: 'category',
    name: '指标分类',
    kind: 'choice',
    span: 1,
    aliases: ['分类', '指标类型', '指标类别'],
    dictionary: 'category',
    help: '一般填「绩效基本型」；本单位用其他分类的，可以直接填写。',
    maxLength: VALUE_LENGTH,
  },
];

const BLANK_INDICATORS = LEVEL1.map((level1) => ({ level1 }));

/** The heading cell of a column that stands in the table by its own name. */
function headingOf(column: Column, label: string, rows: number): CellSpec {
  return {
    label,
    heading: true,
    span: column.span,
    rows,
    ...(column.aliases && { aliases: column.aliases }),
  };
}

const GROUP_LABELS = ['一级\n指标', '二级指标', '三级指标'];

function indicatorHeading(rows: number, values: readonly CellSpec[]): CellSpec[] {
  return [
    ...GROUP_COLUMNS.map((column, i) => headingOf(column, GROUP_LABELS[i] ?? column.name, rows)),
    ...values,
    ...TAIL_COLUMNS.map((column) => headingOf(column, column.name, rows)),
  ];
}

export const departmentPerformance = defineForm({
  id: 'department-performance',
  version: 1,
  title: '部门整体绩效目标表',
  note: '单位：万元',
  columns: [1140, 810, 1500, 1700, 930, 930, 950, 1330, 971],
  department: 'department',
  dictionaries: {
    level1: { name: '一级指标', open: false, entries: LEVEL1.map((value) => ({ value })) },
    level2: { name: '二级指标', open: true, parent: 'level1', entries: LEVEL2_ENTRIES },
    basis: {
      name: '指标值确定依据',
      open: true,
      parent: 'level1',
      entries: [
        { value: '计划标准', help: '事先制定的规划、计划、工作方案或目标。' },
        { value: '历史标准', help: '以前年度的实际水平，或前三年的平均值。' },
        { value: '行业标准', help: '国家公布的行业指标数据。' },
        { value: '国家标准', help: '国家公布的标准。' },
        {
          value: '预算支出标准',
          under: ['运行成本'],
          help: '只用于成本指标：指标值不得超过规定的支出标准。',
        },
        { value: '其他标准', help: '以上都不是时用。' },
      ],
    },
    category: { name: '指标分类', open: true, entries: [{ value: '绩效基本型' }] },
  },
  sections: [
    {
      id: 'basics',
      name: '基本信息',
      rows: [
        [
          {
            label: '部门（单位）\n名称',
            aliases: ['部门名称', '单位名称', '部门单位名称', '部门', '填报单位', '预算单位'],
          },
          {
            field: {
              address: 'department',
              name: '部门（单位）名称',
              kind: 'text',
              help: '部门或单位的全称，与公章一致。',
            },
            span: 8,
          },
        ],
        [
          { label: '填报人', aliases: ['填表人', '填报人姓名'] },
          {
            field: {
              address: 'filler',
              name: '填报人',
              kind: 'text',
              help: '填写本表的人的姓名。',
              personal: true,
            },
            span: 3,
          },
          { label: '联系电话', span: 2, aliases: ['电话', '联系方式', '电话号码'] },
          {
            field: {
              address: 'phone',
              name: '联系电话',
              kind: 'phone',
              help: '带区号的座机或手机号码，例如 027-60830727；几个号码用顿号分开。',
              personal: true,
            },
            span: 3,
          },
        ],
      ],
    },
    {
      id: 'funding',
      name: '部门总体资金情况',
      label: '部门总体\n资金情况',
      rows: [
        [
          { label: '总体资金情况', heading: true, span: 3, rows: 2, aliases: ['资金情况', '项目'] },
          {
            label: '当年金额',
            heading: true,
            rows: 2,
            aliases: [
              '当年预算金额',
              '当年预算',
              '本年金额',
              '预算金额',
              '{year}年',
              '{year}年金额',
            ],
          },
          {
            label: '占比',
            heading: true,
            span: 2,
            rows: 2,
            aliases: ['比例', '所占比例', '占比（%）'],
          },
          {
            label: '近两年收支金额',
            heading: true,
            span: 2,
            aliases: ['近两年金额', '前两年收支金额', '近两年收支情况'],
          },
        ],
        [
          { label: '{year-2}年', heading: true, aliases: ['前年', '前年金额', '{year-2}年金额'] },
          { label: '{year-1}年', heading: true, aliases: ['上年', '上年金额', '{year-1}年金额'] },
        ],
        ...fundingRows(INCOME),
        ...fundingRows(EXPENDITURE),
      ],
    },
    {
      id: 'duties',
      name: '部门职能概述',
      rows: [
        [
          { label: '部门职能概述', aliases: ['职能概述', '部门职能', '部门职责概述', '部门职责'] },
          longText(
            'duties',
            '部门职能概述',
            '按「三定」规定概括本部门的主要职责，一段话即可；不写今年的具体工作。',
          ),
        ],
      ],
    },
    {
      id: 'tasks',
      name: '年度工作任务',
      rows: [
        [
          { label: '年度工作任务', aliases: ['年度任务', '年度主要任务', '年度重点工作任务'] },
          longText(
            'tasks',
            '年度工作任务',
            '当年要做的主要工作，与职能对应，写清做什么、做多少；不要与目标写成同一段话。',
          ),
        ],
      ],
    },
    {
      id: 'longTermGoal',
      name: '长期目标',
      rows: [
        [
          {
            label: '长期目标：\n（截止{longTermGoal/endYear}年）',
            field: {
              address: 'longTermGoal/endYear',
              name: '长期目标的截止年',
              kind: 'year',
              help: '长期目标到哪一年为止，四位数字，不早于预算年度，例如 2026。',
            },
            aliases: ['长期目标', '中长期目标', '长期目标（截止{longTermGoal/endYear}年）'],
          },
          longText(
            'longTermGoal',
            '长期目标',
            '到截止年为止要达到的总体目标，写清预期的产出和效果，能用下面的长期绩效指标衡量。',
          ),
        ],
      ],
    },
    {
      id: 'longTerm',
      name: '长期绩效指标',
      shortName: '长期指标',
      label: '长期绩\n效指标',
      aliases: ['中长期绩效指标', '长期指标'],
      rows: [
        indicatorHeading(1, [
          { label: '指标值', heading: true, span: 3, aliases: ['目标值', '长期指标值'] },
        ]),
      ],
      table: {
        id: 'longTerm',
        rowName: '指标',
        blankRows: BLANK_INDICATORS,
        columns: [
          ...GROUP_COLUMNS,
          {
            id: 'target',
            name: '指标值',
            kind: 'value',
            span: 3,
            help: TARGET_HELP,
            year: 0,
            series: 'value',
            aliases: ['目标值', '长期指标值'],
            maxLength: VALUE_LENGTH,
          },
          ...TAIL_COLUMNS,
        ],
      },
    },
    {
      id: 'annualGoal',
      name: '年度目标',
      rows: [
        [
          { label: '年度目标：', aliases: ['年度绩效目标', '年度总体目标', '当年目标'] },
          longText(
            'annualGoal',
            '年度目标',
            '当年预期达到的目标，由长期目标分解而来，能用下面的年度绩效指标衡量。',
          ),
        ],
      ],
    },
    {
      id: 'annual',
      name: '年度绩效指标',
      shortName: '年度指标',
      label: '年度绩效指标',
      aliases: ['年度指标', '当年绩效指标'],
      rows: [
        indicatorHeading(3, [{ label: '指标值', heading: true, span: 3, aliases: ['目标值'] }]),
        [
          {
            label: '近两年指标值',
            heading: true,
            span: 2,
            aliases: ['近两年实际值', '前两年指标值', '近两年完成值'],
          },
          {
            label: '预期当年实现值',
            heading: true,
            rows: 2,
            aliases: [
              '当年预期实现值',
              '预期当年值',
              '当年目标值',
              '年度指标值',
              '{year}年',
              '当年',
            ],
          },
        ],
        [
          { label: '{year-2}年', heading: true, aliases: ['前年', '前年值', '{year-2}年指标值'] },
          { label: '{year-1}年', heading: true, aliases: ['上年', '上年值', '{year-1}年指标值'] },
        ],
      ],
      table: {
        id: 'annual',
        rowName: '指标',
        blankRows: BLANK_INDICATORS,
        columns: [
          ...GROUP_COLUMNS,
          {
            id: 'yearBeforeLast',
            name: '前年指标值',
            kind: 'value',
            span: 1,
            help: '前年实际完成的值，不带 ≥ ≤ 符号；新设的指标可以不填。',
            year: -2,
            series: 'value',
            maxLength: VALUE_LENGTH,
          },
          {
            id: 'previousYear',
            name: '上年指标值',
            kind: 'value',
            span: 1,
            help: '上年实际完成（或预计完成）的值，不带 ≥ ≤ 符号；新设的指标可以不填。',
            year: -1,
            series: 'value',
            maxLength: VALUE_LENGTH,
          },
          {
            id: 'target',
            name: '预期当年实现值',
            kind: 'value',
            span: 1,
            help: TARGET_HELP,
            year: 0,
            series: 'value',
            maxLength: VALUE_LENGTH,
          },
          ...TAIL_COLUMNS,
        ],
      },
    },
  ],
});
