/** The table's rows by section. Pure. */
import type { Table, TableRow } from '../../../shared/table/lay-out.ts';

export interface SectionRows {
  readonly id: string;
  readonly start: number;
  readonly rows: readonly TableRow[];
}

/**
 * @param before the sections until now: one whose rows are all the same keeps its list, so that
 * nothing of it is drawn again
 */
export function sectionsOf(table: Table, before: readonly SectionRows[]): readonly SectionRows[] {
  const sections: { id: string; start: number; rows: TableRow[] }[] = [];
  for (const [i, row] of table.rows.entries()) {
    const last = sections.at(-1);
    if (last?.id === row.section) last.rows.push(row);
    else sections.push({ id: row.section, start: i, rows: [row] });
  }
  return sections.map((section, i) => {
    const old = before[i];
    const same =
      old?.id === section.id &&
      old.rows.length === section.rows.length &&
      old.rows.every((row, r) => row === section.rows[r]);
    return same ? { ...section, rows: old.rows } : section;
  });
}
