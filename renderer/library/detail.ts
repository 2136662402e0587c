/** How an entry is told in one line. Pure. */
import type { LibraryEntry, LibraryShape } from '../../shared/library/entry.ts';

/** All but the name: 履职效能 › 质量指标 · ≥95% · 计划标准. */
export function detailOf(library: LibraryShape, { cells }: Pick<LibraryEntry, 'cells'>): string {
  const { groups, name } = library.shape;
  const levels = groups.flatMap(({ id }) => cells[id] || []).join(' › ');
  const others = library.columns
    .filter((column) => !column.merge && column.id !== name.id)
    .flatMap(({ id }) => cells[id] || []);
  return [levels, ...others].filter(Boolean).join(' · ');
}
