/** How cells and rows are called, in the words of the form. Pure. */
import { type Address, type FormDefinition, type RowTable, targetOf } from '../form/definition.ts';
import { type Draft, rowsOf } from './draft.ts';

/** A cell's full name: 收入构成·财政拨款·当年金额, or 年度绩效指标 第 3 行 指标值. */
export function cellName(
  { definition, draft }: { readonly definition: FormDefinition; readonly draft: Draft },
  address: Address,
): string {
  const target = targetOf(definition, address);
  if (!target) return '';
  if ('field' in target) return target.field.name;
  const { table, rowId, column } = target;
  const index = rowsOf(draft, table.id).findIndex((one) => one.id === rowId);
  return `${rowName(definition, table, index)} ${column.name}`;
}

/** @param index of the row in its table, from 0 */
export function rowName(definition: FormDefinition, table: RowTable, index: number): string {
  const section = definition.sections.find((one) => one.id === table.section);
  return `${section?.name ?? ''} 第 ${index + 1} 行`;
}
