import type { Address, Column, Field } from '../../form/definition.ts';
import { finding, RECEIVING_SYSTEM, type Rule, type RuleMeta } from '../check.ts';
import type { DraftView, RowView, TableView } from '../view.ts';

const meta: RuleMeta = {
  id: 'required',
  title: '必填项没有填写',
  severities: ['error', 'warning'],
  why: '缺少这些内容的表会被退回；指标缺少名称、指标值时系统不接收。',
  source: RECEIVING_SYSTEM,
  forms: 'all',
};

/** A new indicator has no past: only its columns of this year must be filled. */
export function isRequired(column: Column): boolean {
  return (column.year ?? 0) === 0;
}

/** Fields a form is not complete without; `year` cells and single amounts have rules of their own. */
function mustBeFilled(field: Field): boolean {
  return field.computed === undefined && !['amount', 'share', 'year'].includes(field.kind);
}

function fields(view: DraftView) {
  const all = [...view.definition.fields.values()];
  const empty = all.filter((field) => mustBeFilled(field) && view.textOf(field.address) === '');
  return [
    ...empty.map((field) => finding(meta, 'error', [field.address], `${field.name}没有填写`)),
    ...emptyAmounts(view, all),
  ];
}

function emptyAmounts(view: DraftView, all: readonly Field[]) {
  const amounts = all.filter((field) => field.kind === 'amount' && field.year === 0);
  const addresses: Address[] = amounts.map((field) => field.address);
  if (amounts.length === 0 || addresses.some((address) => view.textOf(address) !== '')) return [];
  return [
    finding(meta, 'error', addresses, `${view.yearName(0)}的金额一项也没有填写`, {
      key: 'amounts',
    }),
  ];
}

function row(row: RowView) {
  const empty = row.table.columns.filter((one) => row.read(one.id) === '' && isRequired(one));
  if (empty.length === 0) return [];
  const offered = empty.filter((column) => column.kind === 'choice' && !column.merge);
  const needed = empty.filter((column) => !offered.includes(column));
  return [...missing(row, needed, 'error'), ...missing(row, offered, 'warning')];
}

function missing(row: RowView, columns: readonly Column[], severity: 'error' | 'warning') {
  if (columns.length === 0) return [];
  const names = columns.map((column) => column.name).join('、');
  const addresses = columns.map((column) => row.address(column.id));
  const key = `${row.table.id}/${row.id}:${severity}`;
  return [finding(meta, severity, addresses, `${row.title}：${names}没有填写`, { key })];
}

/** A table without a single row has no cell to go to: the finding names the table. */
function table(table: TableView) {
  if (table.rows.length > 0) return [];
  const first = table.all[0];
  const column = table.table.columns[0];
  const address = first && column ? `${table.table.id}/${first.id}/${column.id}` : table.table.id;
  const message = `${table.name}：还没有填写${table.table.rowName}`;
  return [finding(meta, 'error', [address], message, { key: table.table.id })];
}

export const required: Rule = { meta, fields, row, table };
