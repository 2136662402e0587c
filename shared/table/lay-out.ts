/** The one table: what the grid shows, Word gets, paper prints and tests compare. */
import { type Draft, type Mark, type Row, rowsOf } from '../draft/draft.ts';
import { isComputed, textAt } from '../draft/values.ts';
import {
  type Address,
  type FieldKind,
  type FormDefinition,
  isLabel,
  type PlacedCell,
  type PlacedColumn,
  type RowId,
  type RowTable,
  renderTemplate,
  rowAddress,
  type Section,
  type TableId,
} from '../form/definition.ts';

export interface TableCell {
  /** Stays the same as long as the cell stands for the same thing. */
  readonly key: string;
  /** The first grid column, counted from 0. */
  readonly column: number;
  readonly colSpan: number;
  readonly rowSpan: number;
  /** A label or a heading may stand for a field too: the one written into its text. */
  readonly role: 'label' | 'heading' | 'input';
  readonly text: string;
  /** Every address the cell stands for: several in a merged cell, none in a mere label. */
  readonly addresses: readonly Address[];
  readonly kind?: FieldKind;
  /** For a computed field: whether it is computed now, or has been set by hand. */
  readonly computed?: 'auto' | 'set';
  /** Taken over from last year and not yet looked at (待核实). */
  readonly carried?: true;
  /** Last year's text, to be shown in grey where the cell is empty. */
  readonly proposal?: string;
}

export interface TableRow {
  readonly key: string;
  /** The id of its section. */
  readonly section: string;
  /** Made of headings alone. */
  readonly heading: boolean;
  readonly cells: readonly TableCell[];
  /** For a row that a person can add and remove. */
  readonly table?: TableId;
  readonly rowId?: RowId;
}

export interface Table {
  /** Widths of the grid columns in twentieths of a point. */
  readonly columns: readonly number[];
  readonly rows: readonly TableRow[];
}

/** What the rows of a table were made from: lets the next table take over those that still hold. */
interface Source {
  readonly definition: FormDefinition;
  readonly draft: Draft;
  /** By the ids of the sections. */
  readonly sections: ReadonlyMap<string, SectionSource>;
}

interface SectionSource {
  readonly fixed: readonly TableRow[];
  /** The rows of the draft that the others were made from, one for one. */
  readonly from: readonly Row[];
  readonly made: readonly TableRow[];
}

const NOTHING: SectionSource = { fixed: [], from: [], made: [] };

const sources = new WeakMap<Table, Source>();

/**
 * Lays out a draft as its form's table. A merged cell stands in its first row only.
 * @param previous an earlier table of the same draft: rows that look the same keep their identity.
 */
export function layOut(definition: FormDefinition, draft: Draft, previous?: Table): Table {
  const source = previous && sources.get(previous);
  const before = source?.definition === definition ? source : undefined;
  const same = sameFields(before?.draft, draft);
  const sections = new Map<string, SectionSource>();
  for (const section of definition.sections) {
    const old = before?.sections.get(section.id) ?? NOTHING;
    const from = section.table ? rowsOf(draft, section.table.id) : [];
    const fixed =
      same && old.from.length === from.length
        ? old.fixed
        : fixedRows(definition, draft, section, from.length).map((row, i) =>
            keptWhereSame(old.fixed[i], row),
          );
    const made = section.table
      ? indicatorRows(draft, section.table, from, old, before?.draft.marks)
      : [];
    sections.set(section.id, { fixed, from, made });
  }
  const rows = [...sections.values()].flatMap(({ fixed, made }) => [...fixed, ...made]);
  const table = { columns: definition.columns, rows };
  sources.set(table, { definition, draft, sections });
  return table;
}

/** Whether all that stands outside the row tables is what it was: computed fields are made of fields. */
function sameFields(before: Draft | undefined, { cells, marks, year }: Draft): boolean {
  return before?.cells === cells && before.marks === marks && before.year === year;
}

function fixedRows(
  definition: FormDefinition,
  draft: Draft,
  section: Section,
  dataRows: number,
): TableRow[] {
  return section.rows.map((placed, i): TableRow => {
    const cells = placed.map((cell) => fixedCell(definition, draft, section.id, cell));
    if (i === 0 && section.label !== undefined) {
      cells.unshift(sectionLabel(draft, section, section.rows.length + dataRows));
    }
    return {
      key: `${section.id}#${i}`,
      section: section.id,
      heading: placed.every((cell) => isLabel(cell) && cell.heading),
      cells,
    };
  });
}

function sectionLabel(draft: Draft, section: Section, rowSpan: number): TableCell {
  return {
    key: `${section.id}#label`,
    column: 0,
    colSpan: 1,
    rowSpan,
    role: 'label',
    text: renderTemplate(section.label ?? '', draft.year, () => ''),
    addresses: [],
  };
}

function fixedCell(
  definition: FormDefinition,
  draft: Draft,
  section: string,
  cell: PlacedCell,
): TableCell {
  const textOf = (address: Address) => textAt(definition, draft, address);
  const place = { column: cell.column, colSpan: cell.span, rowSpan: cell.rows };
  const field = cell.field;
  const shared = field
    ? {
        key: field.address,
        addresses: [field.address],
        kind: field.kind,
        ...(field.computed &&
          ({
            computed: isComputed(definition, draft, field.address) ? 'auto' : 'set',
          } as const)),
        ...markParts(draft.marks[field.address]),
      }
    : { key: `${section}#${cell.row}.${cell.column}`, addresses: [] };
  if (isLabel(cell)) {
    const role = cell.heading ? 'heading' : 'label';
    return { ...shared, ...place, role, text: renderTemplate(cell.label, draft.year, textOf) };
  }
  return { ...shared, ...place, role: 'input', text: textOf(cell.field.address) };
}

function markParts(mark: Mark | undefined): Pick<TableCell, 'carried' | 'proposal'> {
  return {
    ...(mark?.carried && { carried: true }),
    ...(mark?.proposal !== undefined && { proposal: mark.proposal }),
  };
}

/** The rows of a row table; neighbours with equal texts in a merging column share one cell. */
function indicatorRows(
  draft: Draft,
  table: RowTable,
  rows: readonly Row[],
  old: SectionSource,
  oldMarks: Draft['marks'] | undefined,
): readonly TableRow[] {
  const known = oldMarks === draft.marks;
  if (known && old.from === rows) return old.made;
  const merging = table.columns.filter((column) => column.merge);
  const { head, tail } = known ? untouched(merging[0], old.from, rows) : { head: 0, tail: 0 };
  const oldEnd = old.from.length - tail;
  const oldAt = new Map(old.from.slice(head, oldEnd).map((row, i) => [row.id, head + i]));
  const within = rows.slice(head, rows.length - tail);
  const runs = mergeRuns(merging, within);
  const made = within.map((row, i): TableRow => {
    const spans = new Map(merging.map((column, m) => [column.id, runs[m]?.[i] ?? 1]));
    const at = oldAt.get(row.id) ?? -1;
    const kept = old.made[at];
    if (
      kept &&
      old.from[at] === row &&
      sameMarks(oldMarks, draft.marks, kept) &&
      sameMerges(kept, table, within, i, spans)
    ) {
      return kept;
    }
    const cells = table.columns.flatMap((column) => {
      const span = spans.get(column.id) ?? 1;
      return span === 0 ? [] : [rowCell(draft, table, column, within.slice(i, i + span))];
    });
    const now: TableRow = {
      key: `${table.id}/${row.id}`,
      section: table.section,
      heading: false,
      cells,
      table: table.id,
      rowId: row.id,
    };
    return keptWhereSame(kept, now);
  });
  return [...old.made.slice(0, head), ...made, ...old.made.slice(oldEnd)];
}

/**
 * How many rows at the beginning and at the end are those of before, and share no merged cell with
 * any other: what merges at all merges in the first merging column.
 */
function untouched(
  merging: PlacedColumn | undefined,
  before: readonly Row[],
  now: readonly Row[],
): { readonly head: number; readonly tail: number } {
  const most = Math.min(before.length, now.length);
  let head = 0;
  while (head < most && before[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  const joins = (rows: readonly Row[], at: number) =>
    merging !== undefined && joinsAbove(merging, rows, at);
  while (head > 0 && (joins(before, head) || joins(now, head))) head -= 1;
  while (tail > 0 && (joins(before, before.length - tail) || joins(now, now.length - tail))) {
    tail -= 1;
  }
  return { head, tail };
}

/** Whether a row holds the same text in a column as the one above; empty texts do not count. */
function joinsAbove(column: PlacedColumn, rows: readonly Row[], at: number): boolean {
  const text = rows[at]?.cells[column.id];
  return text === rows[at - 1]?.cells[column.id] && Boolean(text?.trim());
}

/**
 * For each merging column, for each row: how many rows its cell covers, or 0 where the row belongs
 * to the cell above. Rows merge in a column where they merge in those before it and hold the same
 * text; empty texts, and so blank rows, merge with nobody.
 */
function mergeRuns(merging: readonly PlacedColumn[], rows: readonly Row[]): number[][] {
  const runs: number[][] = [];
  let joinedBefore = rows.map((_, i) => i > 0);
  for (const column of merging) {
    const joined = rows.map((_, i) => joinedBefore[i] === true && joinsAbove(column, rows, i));
    const spans = rows.map(() => 0);
    let start = 0;
    for (const [i, joins] of joined.entries()) {
      if (!joins) start = i;
      spans[start] = (spans[start] ?? 0) + 1;
    }
    runs.push(spans);
    joinedBefore = joined;
  }
  return runs;
}

function rowCell(
  draft: Draft,
  table: RowTable,
  column: PlacedColumn,
  covered: readonly Row[],
): TableCell {
  const addresses = covered.map((row) => rowAddress(table.id, row.id, column.id));
  const first = addresses[0] ?? '';
  return {
    key: first,
    column: column.start,
    colSpan: column.span,
    rowSpan: covered.length,
    role: 'input',
    text: covered[0]?.cells[column.id] ?? '',
    addresses,
    kind: column.kind,
    ...markParts(addresses.map((address) => draft.marks[address]).find(Boolean)),
  };
}

/** Whether a row still starts the same merged cells, over the same rows. */
function sameMerges(
  kept: TableRow,
  table: RowTable,
  rows: readonly Row[],
  at: number,
  spans: ReadonlyMap<string, number>,
): boolean {
  let next = 0;
  for (const column of table.columns) {
    const span = spans.get(column.id) ?? 1;
    if (span === 0) continue;
    const cell = kept.cells[next++];
    if (cell?.column !== column.start || cell.rowSpan !== span) return false;
    for (let i = 1; i < span; i++) {
      if (cell.addresses[i] !== rowAddress(table.id, rows[at + i]?.id ?? '', column.id))
        return false;
    }
  }
  return next === kept.cells.length;
}

function sameMarks(
  before: Draft['marks'] | undefined,
  now: Draft['marks'],
  row: TableRow,
): boolean {
  return (
    before === now ||
    row.cells.every((cell) => cell.addresses.every((one) => before?.[one] === now[one]))
  );
}

function keptWhereSame(kept: TableRow | undefined, now: TableRow): TableRow {
  return kept && sameRow(kept, now) ? kept : now;
}

function sameRow(a: TableRow, b: TableRow): boolean {
  return (
    a.cells.length === b.cells.length && a.cells.every((cell, i) => sameCell(cell, b.cells[i]))
  );
}

function sameCell(a: TableCell, b: TableCell | undefined): boolean {
  return (
    b !== undefined &&
    a.key === b.key &&
    a.text === b.text &&
    a.addresses.length === b.addresses.length &&
    a.addresses.every((address, i) => address === b.addresses[i]) &&
    a.rowSpan === b.rowSpan &&
    a.computed === b.computed &&
    a.carried === b.carried &&
    a.proposal === b.proposal
  );
}
