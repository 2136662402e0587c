import { measureOf, type Sign } from '../../draft/indicator-value.ts';
import {
  DEPARTMENT_PERFORMANCE,
  EXAMPLE,
  type Finding,
  finding,
  type Rule,
  type RuleMeta,
} from '../check.ts';
import { IDENTITY, type Pair, pairsOf } from '../pairs.ts';
import { perRow, type RowView, type TableView } from '../view.ts';

const meta: RuleMeta = {
  id: 'indicator-mismatch',
  title: '同一指标在两张表中不一致',
  severities: ['warning'],
  why: '同一个指标长期和年度可以有不同的数，但计量方式、依据和分类应当一致。',
  source: EXAMPLE,
  forms: DEPARTMENT_PERFORMANCE,
};

const UPWARD: readonly (Sign | undefined)[] = ['≥', '＞'];
const DOWNWARD: readonly (Sign | undefined)[] = ['≤', '＜'];

function opposite(a: Sign | undefined, b: Sign | undefined): boolean {
  return (
    (UPWARD.includes(a) && DOWNWARD.includes(b)) || (DOWNWARD.includes(a) && UPWARD.includes(b))
  );
}

interface Difference {
  readonly column: string;
  readonly text: string;
}

function targets({ longTerm, annual }: Pair): Difference[] {
  const [a, b] = [longTerm.value('target'), annual.value('target')];
  const difference = (text: string) => {
    const stated = `长期是「${longTerm.read('target')}」，年度是「${annual.read('target')}」`;
    return [{ column: 'target', text: `${stated}，${text}` }];
  };
  if (a.kind === 'number' && b.kind === 'number') {
    if (a.fault || b.fault) return [];
    if (measureOf(a.unit) !== measureOf(b.unit)) return difference('计量单位不同');
    return opposite(a.sign, b.sign) ? difference('符号方向相反') : [];
  }
  const kinds = [a.kind, b.kind];
  return kinds.includes('number') && kinds.includes('words')
    ? difference('一个是数字，一个是文字')
    : [];
}

function choices({ longTerm, annual }: Pair): Difference[] {
  return ['basis', 'category'].flatMap((column) => {
    const [a, b] = [longTerm.bare(column), annual.bare(column)];
    const name = longTerm.table.columnById.get(column)?.name ?? '';
    if (a === '' || b === '' || a === b) return [];
    return [{ column, text: `${name}长期是「${a}」，年度是「${b}」` }];
  });
}

interface Compared {
  readonly longTerm: RowView;
  readonly findings: readonly Finding[];
}

/** What was last found for an annual row, and with which partner. */
const lastOf = perRow((): { compared?: Compared } => ({}));

function form(tables: readonly TableView[]) {
  return pairsOf(tables).flatMap((pair) => {
    const last = lastOf(pair.annual);
    if (last.compared?.longTerm !== pair.longTerm) {
      last.compared = { longTerm: pair.longTerm, findings: compare(pair) };
    }
    return last.compared.findings;
  });
}

function compare(pair: Pair): readonly Finding[] {
  const differences = [...targets(pair), ...choices(pair)];
  if (differences.length === 0) return [];
  const { longTerm, annual } = pair;
  const addresses = differences.flatMap(({ column }) => [
    longTerm.address(column),
    annual.address(column),
  ]);
  const texts = differences.map(({ text }) => text).join('；');
  const message = `「${longTerm.name}」在长期和年度两张表中不一致：${texts}`;
  const key = `${longTerm.id}/${annual.id}`;
  return [finding(meta, 'warning', addresses, message, { key })];
}

export const indicatorMismatch: Rule = {
  meta,
  columns: [...IDENTITY, 'target', 'basis', 'category'],
  form,
};
