/** Finds a form's table in a document, and says which rows belong to which section. */
import type { FormDefinition, Section } from '../form/definition.ts';
import { type LabelHit, type Labels, labelsOf } from './labels.ts';
import type { SourceCell, SourceDocument, SourceTable } from './source.ts';

export interface FormCell extends Omit<SourceCell, 'left' | 'right'> {
  /** Where it begins and ends; in a counted table known only once its section is. */
  left: number;
  right: number;
  readonly hits: readonly LabelHit[];
  /** Counted from 0 in its row. */
  readonly index: number;
  /** Set once the cell's text has been understood; what stays unused is named in the report. */
  used: boolean;
}

export interface FormRow {
  readonly table: SourceTable;
  /** Counted from 0 in its table. */
  readonly index: number;
  readonly cells: readonly FormCell[];
}

export interface FoundForm {
  readonly rows: ReadonlyMap<Section, readonly FormRow[]>;
  /** Rows of the form's tables that stand before the first label of the form. */
  readonly strays: readonly FormRow[];
  /** How many different labels of the form were found, of all that it has (0 to 1). */
  readonly share: number;
}

export interface FoundForms {
  readonly forms: readonly FoundForm[];
  readonly otherTables: readonly SourceTable[];
}

/** Less than this share of its labels is not the form: other forms share 一级指标 and the like. */
const MIN_SHARE = 0.3;
/** A row is a row of headings where it holds at least so many. */
const MIN_HEADINGS = 3;

/** Finds every filled copy of the form; a form may stand in one table or go on in several. */
export function findForms(
  definition: FormDefinition,
  document: SourceDocument,
  minShare = MIN_SHARE,
): FoundForms {
  const labels = labelsOf(definition);
  const groups: Group[] = [];
  const otherTables: SourceTable[] = [];
  for (const table of document.tables) {
    const rows = table.rows.map((row, index) => formRow(labels, table, row.cells, index));
    const first = firstSection(rows);
    if (!first) {
      otherTables.push(table);
      continue;
    }
    const last = groups.at(-1);
    const goesOn = last && (!last.rows.has(first) || last.current === first);
    const group = goesOn ? last : new Group(definition, labels);
    if (!goesOn) groups.push(group);
    group.take(table, rows);
  }
  const forms = groups.filter((group) => group.share >= minShare);
  for (const group of groups) if (!forms.includes(group)) otherTables.push(...group.tables);
  return { forms, otherTables };
}

function formRow(
  labels: Labels,
  table: SourceTable,
  cells: readonly SourceCell[],
  index: number,
): FormRow {
  return {
    table,
    index,
    cells: cells.map((cell, i) => ({
      ...cell,
      hits: cell.continued ? [] : labels.hits(cell.text),
      index: i,
      used: false,
    })),
  };
}

/** The section that a label at the left edge of a row begins; the first that fits `preferred`. */
function leftSection(row: FormRow, preferred: (section: Section) => boolean): Section | undefined {
  const first = row.cells.find((cell) => cell.continued || cell.text.trim() !== '');
  const hits = (first?.hits ?? []).filter((hit) => !hit.cell || hit.cell.column === 0);
  return (hits.find((hit) => preferred(hit.section)) ?? hits[0])?.section;
}

function firstSection(rows: readonly FormRow[]): Section | undefined {
  for (const row of rows) {
    const section = leftSection(row, () => true);
    if (section) return section;
  }
  return undefined;
}

/** Whether a row holds (nearly) nothing but headings of a section. */
export function isHeadingRow(row: FormRow, section: Section): boolean {
  const filled = row.cells.filter(
    (cell) => cell.text.trim() !== '' && !cell.hits.some((hit) => !hit.cell),
  );
  const headings = filled.filter((cell) => headingHits(cell, section).length > 0);
  return headings.length > 0 && headings.length * 2 >= filled.length;
}

/** A row that holds nothing but the label of the section, written over its headings. */
export function isTitleRow(row: FormRow, section: Section): boolean {
  const filled = row.cells.filter((cell) => cell.text.trim() !== '');
  const isLabel = (cell: FormCell) => cell.hits.some((hit) => hit.section === section && !hit.cell);
  return filled.length > 0 && filled.every(isLabel);
}

function headingHits(cell: FormCell, section: Section): readonly LabelHit[] {
  return cell.hits.filter((hit) => hit.section === section && hit.cell && isHeading(hit.cell));
}

function isHeading(cell: NonNullable<LabelHit['cell']>): boolean {
  return 'heading' in cell && cell.heading === true;
}

/** The rows of one copy of the form, as its tables are read one after the other. */
class Group implements FoundForm {
  readonly rows = new Map<Section, FormRow[]>();
  readonly strays: FormRow[] = [];
  readonly tables: SourceTable[] = [];
  current: Section | undefined;
  private readonly definition: FormDefinition;
  private readonly labels: Labels;
  private readonly seen = new Set<unknown>();

  constructor(definition: FormDefinition, labels: Labels) {
    this.definition = definition;
    this.labels = labels;
  }

  get share(): number {
    return this.seen.size / this.labels.count;
  }

  take(table: SourceTable, rows: readonly FormRow[]): void {
    this.tables.push(table);
    for (const row of rows) {
      const section = this.sectionOf(row);
      this.current = section;
      if (!section) {
        this.strays.push(row);
        continue;
      }
      const taken = this.rows.get(section) ?? [];
      this.rows.set(section, taken);
      taken.push(row);
      for (const hit of row.cells.flatMap((cell) => cell.hits)) {
        if (hit.section === section) this.seen.add(hit.cell ?? section);
      }
    }
  }

  private sectionOf(row: FormRow): Section | undefined {
    const { current } = this;
    const left = leftSection(row, (section) => section === current || !this.rows.has(section));
    if (left) return left;
    return this.sectionByHeadings(row) ?? current;
  }

  /** For tables without the merged label at the left: a new row of headings begins a section. */
  private sectionByHeadings(row: FormRow): Section | undefined {
    const { current } = this;
    const fits = (section: Section) =>
      row.cells.filter((cell) => headingHits(cell, section).length > 0).length >= MIN_HEADINGS;
    if (current && fits(current) && !this.hasData(current)) return current;
    const candidates = this.definition.sections.filter((one) => !this.rows.has(one) && fits(one));
    return candidates[0];
  }

  private hasData(section: Section): boolean {
    const rows = this.rows.get(section) ?? [];
    return rows.some((row) => !isHeadingRow(row, section) && !isTitleRow(row, section));
  }
}
