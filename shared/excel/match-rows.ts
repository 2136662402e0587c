/** Which row of a draft a row of a file is. */
import { isBlankRow, type Row } from '../draft/draft.ts';
import type { Column, ColumnId, RowTable } from '../form/definition.ts';
import { bare } from '../text.ts';
import type { ReadRow } from '../word/reading.ts';
import { rowKey } from './form-sheets.ts';

type Cells = Readonly<Record<ColumnId, string>>;

/** What the rows of a table are known by. */
export interface RowNames {
  /** The column that names a row: the first with free text. */
  readonly column: Column | undefined;
  nameOf(cells: Cells): string;
  /** Groups and name together. */
  identityOf(cells: Cells): string;
}

export function rowNames({ columns }: RowTable): RowNames {
  const column = columns.find(({ kind }) => kind === 'text');
  const groups = columns.filter(({ merge }) => merge);
  const nameOf = (cells: Cells) => (column ? bare(cells[column.id] ?? '') : '');
  return {
    column,
    nameOf,
    identityOf: (cells) =>
      JSON.stringify([...groups.map(({ id }) => bare(cells[id] ?? '')), nameOf(cells)]),
  };
}

/**
 * Pairs rows, the surest ways first: with the same groups and name; the one that it was written
 * from; the only one of that name on either side. Each row has one partner at most.
 * @param draftId as the file was written with: the keys of another draft mean nothing
 */
export function matchRows(
  { nameOf, identityOf }: RowNames,
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
  const ofRead = ({ texts }: ReadRow) => identityOf(texts);
  const ofRow = (row: Row) => (isBlankRow(row) ? undefined : identityOf(row.cells));
  pairBy(
    (read) => read.key && `${read.key} ${ofRead(read)}`,
    (row) => `${rowKey(draftId, row.id)} ${ofRow(row)}`,
  );
  pairBy(ofRead, ofRow);
  pairBy(
    (read) => read.key,
    (row) => rowKey(draftId, row.id),
  );
  const left = reads.filter((read) => !partners.has(read));
  const onceInFile = once(left.map(({ texts }) => nameOf(texts)));
  const onceInDraft = once([...free].map(({ cells }) => nameOf(cells)));
  pairBy(
    ({ texts }) => onceInFile(nameOf(texts)),
    ({ cells }) => onceInDraft(nameOf(cells)),
  );
  return partners;
}

/** Lets those names pass that stand exactly once in a list. */
function once(names: readonly string[]): (name: string) => string | undefined {
  const counts = Map.groupBy(names, (name) => name);
  return (name) => (name !== '' && counts.get(name)?.length === 1 ? name : undefined);
}
