import type { Sign } from '../../draft/indicator-value.ts';
import {
  DEPARTMENT_PERFORMANCE,
  finding,
  RECEIVING_SYSTEM,
  type Rule,
  type RuleMeta,
} from '../check.ts';
import type { RowView, TableView } from '../view.ts';

const meta: RuleMeta = {
  id: 'sign-missing',
  title: '缺少计算符号',
  severities: ['hint'],
  why: '不写符号按「＝」录入；满意度通常是「不低于」，成本和调整、结转率通常是「不超过」。',
  source: RECEIVING_SYSTEM,
  forms: DEPARTMENT_PERFORMANCE,
};

/** Rates that are the better the smaller they are. */
const KEPT_SMALL = /(?:调整|结转|结余|变动|成本控制)率/;

/** The sign one expects of a number; undefined where ＝ may well be meant. */
function expectedSign(row: RowView): Sign | undefined {
  if (row.bare('level1') === '满意度' || /满意[率度]$/.test(row.name)) return '≥';
  if (row.bare('level1') === '运行成本' || KEPT_SMALL.test(row.name)) return '≤';
  return undefined;
}

function table(table: TableView) {
  const bare = table.rows.filter((row) => {
    const value = row.value('target');
    return value.kind === 'number' && !value.fault && value.signText === '' && expectedSign(row);
  });
  const groups = Map.groupBy(bare, (row) => row.bare('level1'));
  return [...groups].map(([level1, rows]) => {
    const addresses = rows.map((row) => row.address('target'));
    const written = rows.map((row) => `${expectedSign(row)}${row.read('target')}`);
    const signs = [...new Set(rows.map(expectedSign))].join('、');
    const message = `${table.name}·${level1 || '未归类'}：${rows.length} 个指标值没有符号（${names(rows)}），是否应为 ${signs}？`;
    const cells = addresses.map((address, i) => [address, written[i] ?? ''] as const);
    const description = `改为${written.map((text) => `「${text}」`).join('、')}`;
    return finding(meta, 'hint', addresses, message, {
      key: `${table.table.id}:${level1}`,
      fix: { description, edit: { type: 'set', cells }, sure: false },
    });
  });
}

function names(rows: readonly RowView[]): string {
  const listed = rows.slice(0, 3).map((row) => row.name || '没有名称');
  return `${listed.join('、')}${rows.length > 3 ? '等' : ''}`;
}

export const signMissing: Rule = { meta, columns: ['level1', 'level3', 'target'], table };
