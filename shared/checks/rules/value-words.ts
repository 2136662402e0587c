import {
  DEPARTMENT_PERFORMANCE,
  finding,
  RECEIVING_SYSTEM,
  type Rule,
  type RuleMeta,
} from '../check.ts';
import type { RowView } from '../view.ts';

const meta: RuleMeta = {
  id: 'value-words',
  title: '定性的指标值含有系统不接收的字符',
  severities: ['warning'],
  why: '定性指标值里有 * _ - 或是 null 时，预算管理一体化系统不接收。',
  source: RECEIVING_SYSTEM,
  forms: DEPARTMENT_PERFORMANCE,
};

function row(row: RowView) {
  const kind = row.value('target').kind;
  if (kind !== 'words' && kind !== 'none') return [];
  const text = row.read('target') ?? '';
  const refused = text.toLowerCase() === 'null' ? ['null'] : (text.match(/[*_-]/g) ?? []);
  if (refused.length === 0) return [];
  const found = [...new Set(refused)].map((one) => `「${one}」`).join('、');
  const message = `${row.title}：指标值「${text}」中有系统不接收的${found}`;
  return [finding(meta, 'warning', [row.address('target')], message)];
}

export const valueWords: Rule = { meta, row };
