import { amountOf, formatAmount } from '../../draft/amount.ts';
import { type Draft, rowsOf } from '../../draft/draft.ts';
import { readIndicatorValue } from '../../draft/indicator-value.ts';
import { textAt } from '../../draft/values.ts';
import type { Column, Field, RowTable, TableId } from '../../form/definition.ts';
import { type Finding, finding, type Rule, type RuleMeta } from '../check.ts';
import { type DraftView, RowView, type Surroundings } from '../view.ts';

const meta: RuleMeta = {
  id: 'prior-form',
  title: '前年的数与上年表中的不一致',
  severities: ['hint'],
  why: '今年表里的前年就是上年表里的上年，两处是同一个数。',
  source: '表式的年度对应关系',
  forms: 'all',
};

/** Last year's form of the same department; any other year's says nothing about these figures. */
function priorOf(around: Surroundings): Draft | undefined {
  const prior = around.context.priorForm;
  const fits = prior?.form === around.definition.key && prior.year === around.year - 1;
  return fits ? prior : undefined;
}

/** The slot that held, a year ago, what is two years back now. */
function sameSeries<T extends Field | Column>(slots: readonly T[], slot: T): T | undefined {
  if (slot.year !== -2 || slot.series === undefined) return undefined;
  return slots.find((one) => one.series === slot.series && one.year === -1);
}

function fields(view: DraftView): Finding[] {
  const prior = priorOf(view);
  if (!prior) return [];
  const all = [...view.definition.fields.values()];
  const typed = all.filter((field) => !field.computed || view.isSetByHand(field.address));
  return typed.flatMap((field) => {
    const then = sameSeries(all, field);
    const now = view.amountOf(field.address);
    const before = then && amountOf(textAt(view.definition, prior, then.address));
    if (!now || !before || now.eq(before)) return [];
    const year = view.yearName(-2);
    const message = `${field.name}（${year}）是 ${formatAmount(now)}，上年表中${year}填的是 ${formatAmount(before)}`;
    return [finding(meta, 'hint', [field.address], message)];
  });
}

function figure(text: string): string | undefined {
  const value = readIndicatorValue(text);
  return value.kind === 'number' && !value.fault
    ? `${Number(value.digits)}${value.unit}`
    : undefined;
}

type PriorRows = ReadonlyMap<string, RowView>;

const priorRows = new WeakMap<Surroundings['setting'], Map<TableId, PriorRows>>();

/** Last year's rows by what makes an indicator. */
function priorRowsOf(around: Surroundings, table: RowTable, prior: Draft): PriorRows {
  const known = priorRows.get(around.setting) ?? new Map<TableId, PriorRows>();
  priorRows.set(around.setting, known);
  let rows = known.get(table.id);
  if (!rows) {
    const views = rowsOf(prior, table.id).map((row) => new RowView(around.setting, table, row));
    rows = new Map(views.map((row) => [row.identity, row]));
    known.set(table.id, rows);
  }
  return rows;
}

function row(row: RowView, around: Surroundings): Finding[] {
  const prior = priorOf(around);
  if (!prior || row.name === '') return [];
  const { columns } = row.table;
  const pairs = columns.flatMap((column) => {
    const then = sameSeries(columns, column);
    return then ? [{ column, then }] : [];
  });
  if (pairs.length === 0) return [];
  const old = priorRowsOf(around, row.table, prior).get(row.identity);
  const year = around.yearName(-2);
  return pairs.flatMap(({ column, then }) => {
    const [now, was] = [row.read(column.id) ?? '', old?.read(then.id) ?? ''];
    const [a, b] = [figure(now), figure(was)];
    if (a === undefined || b === undefined || a === b) return [];
    const message = `${row.title}：${year}是「${now}」，上年表中填的是「${was}」`;
    return [finding(meta, 'hint', [row.address(column.id)], message)];
  });
}

export const priorForm: Rule = { meta, fields, row };
