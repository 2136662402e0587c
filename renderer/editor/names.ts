/** How cells are called: for the help panel, a screen reader, and messages. Pure. */
import { cellName } from '../../shared/draft/cell-name.ts';
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

/** What a screen reader says of the active cell: its name, its text, and what is known of it. */
export function spokenCell(sheet: Sheet, address: Address): string {
  const cell = sheet.map.find(address)?.cell;
  if (!cell) return '';
  const text = textAt(sheet.definition, sheet.draft, address) || '空';
  const merged = cell.addresses.length > 1 ? `，合并 ${cell.addresses.length} 行` : '';
  const computed = cell.computed === 'auto' ? '，自动计算' : '';
  const carried = cell.carried ? '，上年带入，待核实' : '';
  return `${cellName(sheet, address)}：${text}${merged}${computed}${carried}`;
}
