/** Which cell a phrase of the report speaks of. Pure. */
import { type Draft, rowsOf } from '../../shared/draft/draft.ts';
import { type Address, type FormDefinition, rowAddress } from '../../shared/form/definition.ts';

/**
 * Gives for a phrase that begins with the name of a field or a section (「年度绩效指标：40 行」) the
 * cell, or the first cell, of it.
 */
export function placesOf(
  definition: FormDefinition,
  draft: Draft,
): (phrase: string) => Address | undefined {
  const byName = new Map<string, Address>();
  for (const { name, rows, table } of definition.sections) {
    const field = rows.flat().find((cell) => cell.field)?.field?.address;
    const row = table && rowsOf(draft, table.id)[0];
    const column = table?.columns[0];
    const first = table && row && column && rowAddress(table.id, row.id, column.id);
    const place = first ?? field;
    if (place !== undefined) byName.set(name, place);
  }
  for (const [address, { name }] of definition.fields) byName.set(name, address);
  return (phrase) => byName.get(phrase.split('：')[0] ?? phrase);
}
