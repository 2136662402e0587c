/** What stands in a cell: the text a person typed, or what the form computes for it. */
import type { Address, Computed, FormDefinition } from '../form/definition.ts';
import { targetOf } from '../form/definition.ts';
import { amountOf, shareTexts, sumText } from './amount.ts';
import { type Draft, type Row, rowsOf } from './draft.ts';

/** Whether a cell is computed by the form and nobody has set it by hand. */
export function isComputed(definition: FormDefinition, draft: Draft, address: Address): boolean {
  return definition.fields.get(address)?.computed !== undefined && !draft.marks[address]?.set;
}

/** The text that a cell shows; '' where it is empty or the form has no such cell. */
export function textAt(definition: FormDefinition, draft: Draft, address: Address): string {
  const target = targetOf(definition, address);
  if (!target) return '';
  if ('table' in target) {
    return findRow(draft, target.table.id, target.rowId)?.cells[target.column.id] ?? '';
  }
  const { computed } = target.field;
  if (!computed || draft.marks[address]?.set) return draft.cells[address] ?? '';
  return compute(definition, draft, computed);
}

/** What a computed cell would show if nobody had set it. */
export function computedTextAt(
  definition: FormDefinition,
  draft: Draft,
  address: Address,
): string | undefined {
  const computed = definition.fields.get(address)?.computed;
  return computed && compute(definition, draft, computed);
}

/** A row by its id. */
export function findRow(draft: Draft, table: string, rowId: string): Row | undefined {
  return rowsOf(draft, table).find((row) => row.id === rowId);
}

function compute(definition: FormDefinition, draft: Draft, computed: Computed): string {
  const textOf = (address: Address) => textAt(definition, draft, address);
  if (computed.rule === 'sum') return sumText(computed.parts.map(textOf));
  const total = amountOf(textOf(computed.total));
  if (computed.of === computed.total) return total && !total.eq(0) ? '100%' : '';
  const shares = shareTexts(
    computed.parts.map((part) => amountOf(textOf(part))),
    total,
  );
  return shares[computed.parts.indexOf(computed.of)] ?? '';
}
