import {
  DEPARTMENT_PERFORMANCE,
  finding,
  RECEIVING_SYSTEM,
  type Rule,
  type RuleMeta,
} from '../check.ts';
import type { Surroundings, TableView } from '../view.ts';

const meta: RuleMeta = {
  id: 'coverage',
  title: '一级指标下没有指标',
  severities: ['warning', 'hint'],
  why: '部门整体绩效目标从六个方面衡量；履职效能和满意度缺一不可。',
  source: RECEIVING_SYSTEM,
  forms: DEPARTMENT_PERFORMANCE,
};

const NEEDED = ['履职效能', '满意度'];

/** A table without any row is another rule's; a level1 that stands alone is one begun. */
function table(table: TableView, around: Surroundings) {
  const first = table.rows[0];
  if (!first) return [];
  const present = new Set(table.rows.map((row) => row.bare('level1')));
  const missing = [...around.setting.entriesOf('level1')].filter((one) => !present.has(one));
  return missing.map((level1) => {
    const severity = NEEDED.includes(level1) ? 'warning' : 'hint';
    const message = `${table.name}：「${level1}」下没有指标`;
    const key = `${table.table.id}:${level1}`;
    return finding(meta, severity, [first.address('level1')], message, { key });
  });
}

export const coverage: Rule = { meta, columns: ['level1'], table };
