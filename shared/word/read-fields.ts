/** Reads the sections whose cells stand once: labels with their values, and tables of figures. */
import { type InputSpec, isLabel, type PlacedCell, type Section } from '../form/definition.ts';
import { halfWidth, trimText } from '../text.ts';
import { columnOf, findColumns, raggedNote } from './columns.ts';
import type { FormCell, FormRow } from './find-form.ts';
import type { LabelHit } from './labels.ts';
import type { Reading } from './reading.ts';

type PlacedInput = PlacedCell & InputSpec;

/** Reads a section of labels, each followed by the cells that belong to it. */
export function readPairs(reading: Reading, section: Section, rows: readonly FormRow[]): void {
  let last: PlacedInput | undefined;
  for (const row of rows) {
    let open: PlacedInput[] = [];
    let labelled = false;
    for (const cell of row.cells) {
      const hit = cell.hits.find((one) => one.section === section && one.cell);
      if (hit?.cell) {
        labelled = true;
        cell.used = true;
        takeInside(reading, hit, cell, row);
        open = inputsAfter(section, hit.cell);
        for (const { field } of open) {
          if (!reading.texts.has(field.address)) reading.texts.set(field.address, '');
        }
        continue;
      }
      const text = trimText(cell.text);
      const [input] = open;
      if (input && (text !== '' || open.length > 1)) {
        open = open.slice(1);
        last = input;
        take(reading, input, cell, text);
      } else if (!labelled && last && text !== '' && row.cells[0]?.continued) {
        append(reading, last, cell, text);
      }
    }
  }
  nameMissing(reading, section);
  sumUp(reading, section);
}

/** The text that stands inside a label, e.g. the year of 「长期目标（截止2026年）」. */
function takeInside(reading: Reading, hit: LabelHit, cell: FormCell, row: FormRow): void {
  if (!hit.inside) return;
  const { address, text } = hit.inside;
  const year = /(?:19|20)\d\d/.exec(text)?.[0];
  reading.texts.set(address, year ?? text);
  if (year === undefined || year === text) return;
  const where = `${row.table.name}第 ${row.index + 1} 行第 ${cell.index + 1} 格`;
  reading.leftovers.push({ text: cell.text.trim(), where, reason: `只读入了其中的 ${year}` });
}

function inputsAfter(section: Section, label: PlacedCell): PlacedInput[] {
  const cells = section.rows[label.row] ?? [];
  const rest = cells.slice(cells.indexOf(label) + 1);
  const end = rest.findIndex(isLabel);
  return (end < 0 ? rest : rest.slice(0, end)).filter(isInput);
}

function isInput(cell: PlacedCell): cell is PlacedInput {
  return !isLabel(cell);
}

/** The first text for a field counts; a second one stays unused and is named. */
function take(reading: Reading, input: PlacedInput, cell: FormCell, text: string): void {
  if (reading.texts.get(input.field.address)) return;
  reading.texts.set(input.field.address, text);
  cell.used = true;
}

function append(reading: Reading, input: PlacedInput, cell: FormCell, text: string): void {
  const before = reading.texts.get(input.field.address) ?? '';
  reading.texts.set(input.field.address, before === '' ? text : `${before}\n${text}`);
  cell.used = true;
}

function nameMissing(reading: Reading, section: Section): void {
  for (const cell of section.rows.flat()) {
    const field = cell.field;
    if (field && !isLabel(cell) && !reading.texts.has(field.address)) {
      reading.missing.push(field.name);
    }
  }
}

function sumUp(reading: Reading, section: Section): void {
  const fields = section.rows.flat().flatMap((cell) => (cell.field ? [cell.field] : []));
  const filled = fields.filter((field) => reading.texts.get(field.address));
  const [only] = filled;
  if (filled.length === 0) reading.found.push(`${section.name}：没有填写`);
  else if (only?.kind === 'longText' && filled.length === 1) {
    const length = halfWidth(reading.texts.get(only.address) ?? '').length;
    reading.found.push(`${section.name}：${length} 字`);
  } else reading.found.push(`${section.name}：${filled.length} 格`);
}

/** Reads a section of figures, each known by the label of its row and the heading of its column. */
export function readMatrix(
  reading: Reading,
  section: Section,
  rows: readonly FormRow[],
  year: number,
): void {
  const columns = findColumns(section, rows, year);
  reading.notes.push(...columns.notes);
  const finder = new RowFinder(section);
  for (const row of columns.dataRows) {
    const at = finder.find(row);
    if (at === undefined) continue;
    const note = raggedNote(row, columns);
    if (note) reading.notes.push(note);
    const inputs = (section.rows[at] ?? []).filter(isInput);
    for (const cell of row.cells) {
      if (cell.used || cell.continued) continue;
      const range = columnOf(cell, columns.ranges);
      const input = range && inputs.find((one) => stands(one, range.heading));
      if (input) take(reading, input, cell, trimText(cell.text));
    }
  }
  nameMissing(reading, section);
  sumUp(reading, section);
}

function stands(input: PlacedCell, heading: PlacedCell): boolean {
  return input.column >= heading.column && input.column < heading.column + heading.span;
}

/** Tells by its labels which row of the definition a source row is. */
class RowFinder {
  private readonly section: Section;
  /** The label merged over several rows that is in force: 收入构成, 支出构成. */
  private group: PlacedCell | undefined;
  private last = -1;
  private readonly taken = new Set<number>();

  constructor(section: Section) {
    this.section = section;
  }

  find(row: FormRow): number | undefined {
    const items: PlacedCell[] = [];
    for (const cell of row.cells) {
      const hits = cell.hits.filter((hit) => hit.section === this.section);
      if (hits.length === 0) continue;
      cell.used = true;
      for (const { cell: label } of hits) {
        if (!label || ('heading' in label && label.heading)) continue;
        if (label.rows > 1) this.group = label;
        else items.push(label);
      }
    }
    const item = this.choose(items);
    if (!item) return undefined;
    this.taken.add(item.row);
    this.last = item.row;
    this.group = this.groupOf(item) ?? this.group;
    return item.row;
  }

  /** A label like 合计 stands in several groups: the one in force decides, then the order. */
  private choose(items: readonly PlacedCell[]): PlacedCell | undefined {
    const free = items.filter((item) => !this.taken.has(item.row));
    const inGroup = free.filter((item) => this.group && this.groupOf(item) === this.group);
    const next = (among: readonly PlacedCell[]) =>
      among.find((item) => item.row > this.last) ?? among[0];
    return next(inGroup) ?? next(free);
  }

  private groupOf(item: PlacedCell): PlacedCell | undefined {
    return this.section.rows
      .flat()
      .find(
        (cell) =>
          isLabel(cell) &&
          !cell.heading &&
          cell.rows > 1 &&
          cell.row <= item.row &&
          item.row < cell.row + cell.rows,
      );
  }
}
