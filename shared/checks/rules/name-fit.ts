import { DEPARTMENT_PERFORMANCE, EXAMPLE, finding, type Rule, type RuleMeta } from '../check.ts';
import type { RowView } from '../view.ts';

const meta: RuleMeta = {
  id: 'name-fit',
  title: '名称与所在的二级指标不相称',
  severities: ['hint'],
  why: '及时、按期的是时效，合格率是质量；三级指标是一个名称，效果写在指标值里。',
  source: EXAMPLE,
  forms: DEPARTMENT_PERFORMANCE,
};

const TIMELY = /及时|按期|准时/;
const PASSED = /合格率/;
/** What a name ends with that a statement does not. */
const ENDS_AS_NAME =
  /(?:率|度|数|数量|人数|次数|个数|量|额|比例|比重|性|水平|情况|程度|时间|时限|时效|成本|费用|面积|里程|规模|成效|效果|作用|影响力|能力|满意|标准|指数|等级)(?:[（(][^（）()]*[）)])?$/;
const EFFECT = /^(?:对|为|使|让).+(?:产生|形成|带来|起到|发挥|具有|有).*(?:影响|作用|效果|效益)$/;

function isStatement(name: string): boolean {
  if (EFFECT.test(name) || name.endsWith('。')) return true;
  return /[，；。]/.test(name) && !ENDS_AS_NAME.test(name);
}

function questionFor(row: RowView): string | undefined {
  if (isStatement(row.name)) return '是一句效果的陈述，三级指标宜写成简短的名称，效果写在指标值里';
  if (row.bare('level2') !== '数量指标') return undefined;
  if (TIMELY.test(row.name)) return '列在数量指标下，是否应列在时效指标下？';
  if (PASSED.test(row.name)) return '列在数量指标下，是否应列在质量指标下？';
  return undefined;
}

function row(row: RowView) {
  const question = questionFor(row);
  if (!question) return [];
  return [finding(meta, 'hint', [row.address('level3')], `${row.title}${question}`)];
}

export const nameFit: Rule = { meta, row };
