import Big from 'big.js';
import { formatAmount } from '../../draft/amount.ts';
import type { Field } from '../../form/definition.ts';
import { type Finding, finding, type Rule, type RuleMeta } from '../check.ts';
import type { DraftView } from '../view.ts';

const meta: RuleMeta = {
  id: 'unit-scale',
  title: '金额与相邻年度相差悬殊',
  severities: ['hint'],
  why: '表内金额的单位是万元，最常见的差错是按元填写；合计变动大时财政部门会问原因。',
  source: '财政部门审核部门预算时的常见问题',
  forms: 'all',
};

const THOUSAND = 1000;
/** Above this a total's change against last year asks for the reason. */
const CHANGE = new Big('0.3');

/** The fields of one series, newest year first. */
function seriesOf(view: DraftView): readonly (readonly Field[])[] {
  const series = new Map<string, Field[]>();
  for (const field of view.definition.fields.values()) {
    if (field.kind !== 'amount' || field.series === undefined || field.year === undefined) continue;
    series.set(field.series, [...(series.get(field.series) ?? []), field]);
  }
  const newestFirst = (a: Field, b: Field) => (b.year ?? 0) - (a.year ?? 0);
  return [...series.values()].map((fields) => fields.toSorted(newestFirst));
}

function scale(view: DraftView, later: Field, earlier: Field): Finding[] {
  const [a, b] = [view.amountOf(later.address), view.amountOf(earlier.address)];
  if (!a || !b || a.lte(0) || b.lte(0)) return [];
  const [large, small] = a.gt(b) ? [a, b] : [b, a];
  if (large.lt(small.times(THOUSAND)) || large.lt(THOUSAND)) return [];
  const [at, other] = a.gt(b) ? [later, earlier] : [earlier, later];
  const years = `${view.yearName(other.year ?? 0)}是 ${formatAmount(small)}`;
  const message = `${at.name}是 ${formatAmount(large)} 万元，${years} 万元，是否误填为元？`;
  return [finding(meta, 'hint', [at.address, other.address], message)];
}

/** Totals of this year and last, told once where income and expenditure have the same figures. */
function changes(view: DraftView, series: readonly (readonly Field[])[]): Finding[] {
  const told = new Set<string>();
  return series.flatMap((fields) => {
    const [now, before] = [0, -1].map((year) => fields.find((field) => field.year === year));
    if (!now || !before || now.computed?.rule !== 'sum') return [];
    const [a, b] = [view.amountOf(now.address), view.amountOf(before.address)];
    if (!a || !b || b.lte(0) || a.gte(b.times(THOUSAND))) return [];
    const change = a.minus(b).div(b);
    const figures = `${formatAmount(a)}/${formatAmount(b)}`;
    if (change.abs().lte(CHANGE) || told.has(figures)) return [];
    told.add(figures);
    const percent = formatAmount(change.abs().times(100).round(1));
    const direction = change.gt(0) ? '增加' : '减少';
    const message = `${now.name} ${formatAmount(a)} 万元，比上年 ${formatAmount(b)} 万元${direction} ${percent}%，请说明原因`;
    return [finding(meta, 'hint', [now.address, before.address], message, { key: now.address })];
  });
}

function fields(view: DraftView) {
  const series = seriesOf(view);
  const scales = series.flatMap((fields) => {
    if (fields[0]?.computed) return [];
    return fields.slice(1).flatMap((earlier, i) => {
      const later = fields[i];
      return later ? scale(view, later, earlier) : [];
    });
  });
  const once = new Map(scales.map((one) => [one.key, one]));
  return once.size > 0 ? [...once.values()] : changes(view, series);
}

export const unitScale: Rule = { meta, fields };
