import { EXAMPLE, finding, type Rule, type RuleMeta } from '../check.ts';
import type { RowView, Surroundings } from '../view.ts';

const meta: RuleMeta = {
  id: 'history-sign',
  title: '近两年的值带有符号',
  severities: ['hint'],
  why: '近两年填的是实际完成的数，是一个确定的数，不带「不低于」「不超过」。',
  source: EXAMPLE,
  forms: 'all',
};

/** Only a person can say what was achieved, so there is no correction; ＝ says nothing wrong. */
function row(row: RowView, around: Surroundings) {
  return row.valueColumns.flatMap((column) => {
    if ((column.year ?? 0) >= 0) return [];
    const value = row.value(column.id);
    if (value.kind !== 'number' || value.signText === '' || value.sign === '＝') return [];
    const year = around.yearName(column.year ?? 0);
    const message = `${row.title}：${year}填的是「${row.read(column.id)}」，实际完成值不应带符号，请填实际的数`;
    return [finding(meta, 'hint', [row.address(column.id)], message)];
  });
}

export const historySign: Rule = { meta, row };
