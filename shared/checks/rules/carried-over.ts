import { carriedSections } from '../../draft/carried.ts';
import { finding, type Rule, type RuleMeta } from '../check.ts';
import type { DraftView } from '../view.ts';

const meta: RuleMeta = {
  id: 'carried-over',
  title: '从上年表带来的内容还没有核实',
  severities: ['hint'],
  why: '上年的预算数和目标值不一定就是实际完成的数，带到今年的表里要逐项核实后再上报。',
  source: '复制上年表的约定：带来的金额、指标值和长文字改过或确认过，才算核实',
  forms: 'all',
};

function fields(view: DraftView) {
  const sections = carriedSections(view.definition, view.marks);
  const addresses = sections.flatMap((section) => section.addresses);
  if (addresses.length === 0) return [];
  const where = sections.map(({ name, addresses }) => `${name} ${addresses.length} 处`).join('、');
  const message = `从上年表带来的内容还有 ${addresses.length} 处没有核实：${where}`;
  return [finding(meta, 'hint', addresses, message, { key: 'all' })];
}

export const carriedOver: Rule = { meta, fields };
