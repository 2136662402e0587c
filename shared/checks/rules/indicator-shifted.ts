import type { Edit } from '../../draft/edit.ts';
import type { ColumnId } from '../../form/definition.ts';
import { EXAMPLE, type Fix, finding, type Rule, type RuleMeta } from '../check.ts';
import type { Shift } from '../shift.ts';
import type { RowView, TableView } from '../view.ts';

const meta: RuleMeta = {
  id: 'indicator-shifted',
  title: '一行的内容错了一格',
  severities: ['error'],
  why: '内容错位后，指标值、依据和分类都成了别的栏目的内容。',
  source: EXAMPLE,
  forms: 'all',
};

/** The text that all other rows have in the last column, where they agree. */
function commonLast(table: TableView, last: ColumnId): string | undefined {
  const sound = table.rows.filter((row) => !row.shift);
  const texts = new Set(sound.map((row) => row.read(last) ?? ''));
  const [text] = texts;
  return texts.size === 1 && text ? text : undefined;
}

function fixOf(table: TableView, row: RowView, shift: Shift): Fix | undefined {
  const { moved, columns } = shift;
  const last = columns.at(-1);
  if (!moved || !last) return undefined;
  const nameOf = (id: ColumnId) => table.table.columnById.get(id)?.name ?? '';
  const fill = moved[last] === '' ? commonLast(table, last) : undefined;
  const steps = columns.flatMap((id) => {
    const text = moved[id];
    return text ? [`「${text}」移到${nameOf(id)}`] : [];
  });
  const texts = { ...moved, ...(fill && { [last]: fill }) };
  const edit: Edit = {
    type: 'set',
    cells: columns.map((id) => [row.address(id), texts[id] ?? ''] as const),
  };
  const filled = fill ? `，${nameOf(last)}按其他各行填「${fill}」` : '';
  const complete = columns.every((id) => texts[id] !== '');
  return { description: `把${steps.join('、')}${filled}`, edit, sure: complete };
}

function check(table: TableView, row: RowView) {
  const { shift } = row;
  if (!shift) return [];
  const side = shift.direction === 'right' ? '右' : '左';
  const [from, last] = [shift.columns[0], shift.columns.at(-1)];
  const names = [from, last].map((id) => table.table.columnById.get(id ?? '')?.name ?? '');
  const message = `${row.title}：从${names[0]}到${names[1]}的内容向${side}错了一格`;
  const addresses = shift.columns.map((id) => row.address(id));
  const key = `${table.table.id}/${row.id}`;
  return [finding(meta, 'error', addresses, message, { key, fix: fixOf(table, row, shift) })];
}

function table(table: TableView) {
  return table.rows.flatMap((row) => check(table, row));
}

export const indicatorShifted: Rule = { meta, table };
