/** What an edit would change, cell by cell, for a person to look at before it is done. Pure. */
import { type Draft, rowsOf } from '../../../shared/draft/draft.ts';
import { textAt } from '../../../shared/draft/values.ts';
import { type Address, type FormDefinition, rowAddress } from '../../../shared/form/definition.ts';
import { nameOf } from '../names.ts';

export interface Change {
  readonly address: Address;
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** The cells whose text differs between two drafts; a row that is gone counts once, as a whole. */
export function changesBetween(definition: FormDefinition, before: Draft, after: Draft): Change[] {
  const fields = [...definition.fields.keys()].map((address) => ({
    address,
    name: nameOf({ definition, draft: before }, address),
  }));
  const cells = [...definition.tables.values()].flatMap((table) =>
    rowsOf(before, table.id).flatMap((row) => {
      const now = rowsOf(after, table.id).find((one) => one.id === row.id);
      if (now === row || !now) return [];
      return table.columns.map((column) => {
        const address = rowAddress(table.id, row.id, column.id);
        return { address, name: nameOf({ definition, draft: before }, address) };
      });
    }),
  );
  return [...fields, ...cells].flatMap((cell) => {
    const old = textAt(definition, before, cell.address);
    const now = textAt(definition, after, cell.address);
    return old === now ? [] : [{ ...cell, before: old, after: now }];
  });
}
