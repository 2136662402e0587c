/** How cells are called: for the help panel, a screen reader, and messages. Pure. */
import { rowsOf } from '../../shared/draft/draft.ts';
import { textAt } from '../../shared/draft/values.ts';
import {
  type Address,
  type Column,
  type Field,
  type FormDefinition,
  targetOf,
} from '../../shared/form/definition.ts';
import type { Sheet } from './grid/fill.ts';

/** What the definition says of a cell; undefined where the form has no such cell. */
export function slotOf(definition: FormDefinition, address: Address): Field | Column | undefined {
  const target = targetOf(definition, address);
  if (!target) return undefined;
  return 'field' in target ? target.field : target.column;
}

/** A cell's full name: 收入构成·财政拨款·当年金额, or 年度绩效指标 第 3 行 指标值. */
export function nameOf(
  { definition, draft }: Pick<Sheet, 'definition' | 'draft'>,
  address: Address,
) {
  const target = targetOf(definition, address);
  if (!target) return '';
  if ('field' in target) return target.field.name;
  const { table, rowId, column } = target;
  const section = definition.sections.find((one) => one.id === table.section);
  const row = rowsOf(draft, table.id).findIndex((one) => one.id === rowId) + 1;
  return `${section?.name ?? ''} 第 ${row} 行 ${column.name}`;
}

/** What a screen reader says of the active cell: its name, its text, and what is known of it. */
export function spokenCell(sheet: Sheet, address: Address): string {
  const cell = sheet.map.find(address)?.cell;
  if (!cell) return '';
  const text = textAt(sheet.definition, sheet.draft, address) || '空';
  const merged = cell.addresses.length > 1 ? `，合并 ${cell.addresses.length} 行` : '';
  const computed = cell.computed === 'auto' ? '，自动计算' : '';
  const carried = cell.carried ? '，上年带入，待核实' : '';
  return `${nameOf(sheet, address)}：${text}${merged}${computed}${carried}`;
}
