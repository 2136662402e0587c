/** Cells of a row that stand one column off: what all rules but `indicator-shifted` must not read. */
import type { Row } from '../draft/draft.ts';
import type { Column, ColumnId, RowTable } from '../form/definition.ts';
import { bare } from '../text.ts';
import type { CheckSetting } from './view.ts';

export interface Shift {
  readonly direction: 'right' | 'left';
  /** The columns whose texts stand in the wrong place, from left to right. */
  readonly columns: readonly ColumnId[];
  /** What these columns should hold; undefined where nobody can tell where the shift began. */
  readonly moved: Readonly<Record<ColumnId, string>> | undefined;
}

/**
 * Where a row's cells stand one column off. The last two columns tell: the one before the last
 * takes entries of its own dictionary, and they stand in the last, or in the one before it.
 */
export function shiftOf(setting: CheckSetting, table: RowTable, row: Row): Shift | undefined {
  const last = table.columns.at(-1);
  const second = table.columns.at(-2);
  const third = table.columns.at(-3);
  if (!last?.dictionary || !second?.dictionary || !third) return undefined;
  const own = setting.entriesOf(second.dictionary);
  const others = setting.entriesOf(last.dictionary);
  const text = (column: Column) => bare(row.cells[column.id] ?? '');
  const isOwn = (column: Column) => own.has(text(column)) && !others.has(text(column));
  if (isOwn(second)) return undefined;
  if (isOwn(last)) return rightShift(table, row);
  const secondMayBeLast = text(second) === '' || others.has(text(second));
  if (isOwn(third) && secondMayBeLast && text(last) === '') {
    return leftShift(row, [third, second, last]);
  }
  return undefined;
}

/** The first column that repeats its left neighbour's name or is empty is where the shift began. */
function rightShift(table: RowTable, row: Row): Shift {
  const nameAt = table.columns.findIndex((column) => column.kind === 'text');
  const name = bare(row.cells[table.columns[nameAt]?.id ?? ''] ?? '');
  const candidates = table.columns.slice(nameAt, -1);
  const repeats = candidates.slice(1).find((column) => bare(row.cells[column.id] ?? '') === name);
  const empty = candidates.filter((column) => !row.cells[column.id]?.trim());
  const start = (name !== '' && repeats) || (empty.length === 1 ? empty[0] : undefined);
  if (!start) {
    return { direction: 'right', columns: idsOf(table.columns.slice(-2)), moved: undefined };
  }
  const columns = idsOf(table.columns.slice(table.columns.indexOf(start as never)));
  const moved = columns.map((id, i) => [id, row.cells[columns[i + 1] ?? '']?.trim() ?? '']);
  return { direction: 'right', columns, moved: Object.fromEntries(moved) };
}

function leftShift(row: Row, shifted: readonly Column[]): Shift {
  const columns = idsOf(shifted);
  const moved = columns.map((id, i) => [id, row.cells[columns[i - 1] ?? '']?.trim() ?? '']);
  return { direction: 'left', columns, moved: Object.fromEntries(moved) };
}

function idsOf(columns: readonly Column[]): readonly ColumnId[] {
  return columns.map((column) => column.id);
}
