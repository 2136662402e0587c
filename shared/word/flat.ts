/**
 * Cuts the cells of an old .doc into rows. Such files give one long line of cells in which the end
 * of a row looks like an empty cell; which is which follows from the rows that the form has.
 */
import { type FormDefinition, isLabel, type Section } from '../form/definition.ts';
import { bare } from '../text.ts';
import { type Labels, labelsOf } from './labels.ts';
import type { Leftover } from './report.ts';
import { type Shape, type ShapeCell, shapesOf } from './shapes.ts';
import { countedTable, type FlatSource, type SourceDocument } from './source.ts';

/** How well a cell fits what a row of the form expects there; the best sum of a whole file wins. */
const SCORE = {
  label: 3,
  /** Another text where the form has a label. */
  notLabel: -3,
  /** An empty cell where the form has a label. */
  noLabel: -1,
  /** A label of the form where a value should stand. */
  labelAsValue: -2,
  entry: 1,
  /** An empty cell where a merged one goes on. */
  continuation: 0.5,
  notContinuation: -3,
  /** A cell of no row at all. */
  skipped: -2,
  /** The form begins anew: a second copy in the same file. */
  restart: -1,
};

interface Step {
  readonly score: number;
  readonly section: number;
  readonly before: Step | undefined;
  /** Where the row begins, and how many cells it has; 0 for a skipped cell. */
  readonly from: number;
  readonly count: number;
}

/** The document that the cells of an old file make when they are read as the given form. */
export function splitRows(definition: FormDefinition, source: FlatSource): SourceDocument {
  const { cells, outside } = separateParagraphs(definition, source);
  const leftovers: Leftover[] = [...source.leftovers];
  const rows: string[][] = [];
  for (const step of stepsOf(bestPath(definition, cells))) {
    if (step.count > 0) rows.push(cells.slice(step.from, step.from + step.count));
    else {
      const text = cells[step.from]?.trim() ?? '';
      if (text) leftovers.push({ text, where: '正文', reason: '不知道应填到哪一格' });
    }
  }
  return { tables: [countedTable(withoutEnd(rows), '')], outside, leftovers, notes: source.notes };
}

/** Some programs end a table with empty cells of no row; at the end no row of another kind follows. */
function withoutEnd(rows: readonly string[][]): readonly string[][] {
  const [before, last] = rows.slice(-2);
  const isNone = last?.every((text) => text.trim() === '') && last.length < (before?.length ?? 0);
  return isNone ? rows.slice(0, -1) : rows;
}

/** Paragraphs before a table stick to its first cell: everything above the label goes outside. */
function separateParagraphs(
  definition: FormDefinition,
  source: FlatSource,
): { cells: string[]; outside: string[] } {
  const labels = labelsOf(definition);
  const outside = [...source.outside];
  const cells = source.cells.map((text, i) => {
    const atRowStart = i === 0 || source.cells[i - 1]?.trim() === '';
    if (!atRowStart || !text.includes('\n') || isLeftLabel(labels, text)) return text;
    const lines = text.split('\n');
    const start = lines.findIndex(
      (_, k) => k > 0 && isLeftLabel(labels, lines.slice(k).join('\n')),
    );
    if (start < 0) return text;
    outside.push(...lines.slice(0, start).filter((line) => line.trim() !== ''));
    return lines.slice(start).join('\n');
  });
  return { cells, outside };
}

function isLeftLabel(labels: Labels, text: string): boolean {
  return labels.hits(text).some((hit) => !hit.cell || hit.cell.column === 0);
}

/** The best way to read the cells as rows: for each position and section only the best is kept. */
function bestPath(definition: FormDefinition, cells: readonly string[]): Step | undefined {
  const labels = labelsOf(definition);
  const hits = cells.map((text) => labels.hits(text));
  const fits = (at: number, expected: ShapeCell, section: Section) =>
    hits[at]?.some((hit) => hit.section === section && hit.cell === expected.cell) ?? false;
  const scoreCell = (at: number, expected: ShapeCell, section: Section): number => {
    const text = cells[at] ?? '';
    const empty = text.trim() === '';
    if (expected.sectionLabel || (expected.cell && isLabel(expected.cell))) {
      if (empty) return SCORE.noLabel;
      return fits(at, expected, section) ? SCORE.label : SCORE.notLabel;
    }
    if (!expected.cell && !expected.column) {
      return empty ? SCORE.continuation : SCORE.notContinuation;
    }
    if (empty) return 0;
    if (hits[at]?.some((hit) => hit.section === section)) return SCORE.labelAsValue;
    return isEntry(definition, section, expected, text) ? SCORE.entry : 0;
  };
  const best: Map<number, Step>[] = cells.map(() => new Map());
  best.push(new Map());
  const offer = (at: number, step: Step) => {
    const steps = best[at];
    const kept = steps?.get(step.section);
    if (steps && (!kept || kept.score < step.score)) steps.set(step.section, step);
  };
  offer(0, { score: 0, section: 0, before: undefined, from: 0, count: 0 });
  for (let at = 0; at < cells.length; at++) {
    for (const before of best[at]?.values() ?? []) {
      const next = { section: before.section, before, from: at };
      offer(at + 1, { ...next, score: before.score + SCORE.skipped, count: 0 });
      for (const [index, section] of definition.sections.entries()) {
        if (index < before.section && index > 0) continue;
        const restart = index < before.section ? SCORE.restart : 0;
        for (const shape of shapesOf(definition, section)) {
          const end = at + shape.cells.length;
          if (end > cells.length || (end < cells.length && cells[end]?.trim() !== '')) continue;
          const score = before.score + restart + scoreRow(shape, at, section, scoreCell);
          const step = { ...next, score, section: index, count: shape.cells.length };
          offer(Math.min(end + 1, cells.length), step);
        }
      }
    }
  }
  const last = [...(best[cells.length]?.values() ?? [])];
  return last.sort((a, b) => b.score - a.score)[0];
}

function scoreRow(
  shape: Shape,
  from: number,
  section: Section,
  scoreCell: (at: number, expected: ShapeCell, section: Section) => number,
): number {
  return shape.cells.reduce((sum, expected, i) => sum + scoreCell(from + i, expected, section), 0);
}

/** Whether a text is an entry of the dictionary of its column. */
function isEntry(
  definition: FormDefinition,
  section: Section,
  expected: ShapeCell,
  text: string,
): boolean {
  const column = section.table?.columnById.get(expected.column ?? '');
  const dictionary = column?.dictionary && definition.dictionaries[column.dictionary];
  return dictionary ? dictionary.entries.some((entry) => entry.value === bare(text)) : false;
}

function stepsOf(last: Step | undefined): Step[] {
  const steps: Step[] = [];
  for (let step = last; step?.before; step = step.before) steps.push(step);
  return steps.reverse();
}
