/** Which row of a draft a row of a file is. */
import { isBlankRow, type Row } from '../draft/draft.ts';
import { identityOf, nameOf, type Shape } from '../draft/placing.ts';
import type { ReadRow } from '../word/reading.ts';
import { rowKey } from './form-sheets.ts';

/**
 * Pairs rows, the surest ways first: with the same groups and name; the one that it was written
 * from; the only one of that name on either side. Each row has one partner at most.
 * @param draftId as the file was written with: the keys of another draft mean nothing
 */
export function matchRows(
  shape: Shape,
  rows: readonly Row[],
  reads: readonly ReadRow[],
  draftId: string,
): ReadonlyMap<ReadRow, Row> {
  const partners = new Map<ReadRow, Row>();
  const free = new Set(rows);
  const pairBy = (
    keyOfRead: (read: ReadRow) => string | undefined,
    keyOfRow: (row: Row) => string | undefined,
  ) => {
    const waiting = Map.groupBy(free, keyOfRow);
    for (const read of reads) {
      const key = partners.has(read) ? undefined : keyOfRead(read);
      const row = key === undefined ? undefined : waiting.get(key)?.shift();
      if (!row) continue;
      partners.set(read, row);
      free.delete(row);
    }
  };
  const ofRead = ({ texts }: ReadRow) => identityOf(shape, { cells: texts });
  const ofRow = (row: Row) => (isBlankRow(row) ? undefined : identityOf(shape, row));
  pairBy(
    (read) => read.key && `${read.key} ${ofRead(read)}`,
    (row) => `${rowKey(draftId, row.id)} ${ofRow(row)}`,
  );
  pairBy(ofRead, ofRow);
  pairBy(
    (read) => read.key,
    (row) => rowKey(draftId, row.id),
  );
  const nameOfRead = ({ texts }: ReadRow) => nameOf(shape, { cells: texts });
  const left = reads.filter((read) => !partners.has(read));
  const onceInFile = once(left.map(nameOfRead));
  const onceInDraft = once([...free].map((row) => nameOf(shape, row)));
  pairBy(
    (read) => onceInFile(nameOfRead(read)),
    (row) => onceInDraft(nameOf(shape, row)),
  );
  return partners;
}

/** Lets those names pass that stand exactly once in a list. */
function once(names: readonly string[]): (name: string) => string | undefined {
  const counts = Map.groupBy(names, (name) => name);
  return (name) => (name !== '' && counts.get(name)?.length === 1 ? name : undefined);
}
