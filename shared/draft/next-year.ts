/** 复制上年表: the draft of the year after, made from a draft of any year. */
import {
  type Address,
  type Column,
  type ColumnId,
  type Field,
  type FormDefinition,
  type RowTable,
  rowAddress,
  type YearOffset,
} from '../form/definition.ts';
import { halfWidth } from '../text.ts';
import { type Draft, isBlankRow, MAX_YEAR, type Mark, type Row, rowsOf } from './draft.ts';
import { DraftError } from './draft-error.ts';
import { applyEdit } from './edit.ts';
import { computedTextAt, textAt } from './values.ts';

/**
 * The form of the next 预算年度.
 *
 * - A figure moves one year back inside its series: 上年 becomes 前年, 当年 becomes 上年. A figure
 *   that no column of the next year has room for (that of 前年) is left behind.
 * - What the form computes stays computed; where a total had been set to something else, that text
 *   stays, so that a figure that was printed last year does not change by itself.
 * - This year's figures start empty, with last year's as a proposal.
 * - A figure outside of such a series (a long-term target) and every text comes along; a year that
 *   has passed does not.
 * - Figures and long texts that came along are marked as carried. The names of the department, of
 *   people and of indicators are not: there is nothing to find out about them.
 * - Blank rows and the reasons given for findings stay behind. Rows keep their ids.
 * @throws DraftError where there is no such year
 */
export function nextYearDraft(definition: FormDefinition, draft: Draft): Draft {
  const year = draft.year + 1;
  if (year > MAX_YEAR) {
    throw new DraftError(`预算年度不能晚于 ${MAX_YEAR} 年，没有复制；原来的表没有变化。`);
  }
  const fields = [...definition.fields.values()];
  const cells: Record<Address, string> = {};
  const marks: Record<Address, Mark> = {};
  for (const field of fields.filter((one) => !one.computed)) {
    const textOf = (one: Field) => draft.cells[one.address] ?? '';
    const carried = carry(field, fields, textOf, year);
    if (carried.text !== '') cells[field.address] = carried.text;
    if (carried.mark) marks[field.address] = carried.mark;
  }
  const rows: Record<string, readonly Row[]> = {};
  let nextRow = draft.nextRow;
  for (const table of definition.tables.values()) {
    const kept = rowsOf(draft, table.id).filter((row) => !isBlankRow(row));
    rows[table.id] = kept.map((row) => nextRowOf(table, row, year, marks));
    if (kept.length > 0) continue;
    rows[table.id] = table.blankRows.map((cells) => ({ id: `r${nextRow++}`, cells }));
  }
  const next: Draft = { ...draft, year, nextRow, cells, rows, marks, reasons: {} };
  return keepPrintedTotals(definition, draft, next);
}

interface Carried {
  readonly text: string;
  readonly mark?: Mark;
}

/** What a cell of the next year holds, from the cells of the year before. */
function carry<T extends Field | Column>(
  slot: T,
  slots: readonly T[],
  textOf: (slot: T) => string,
  year: number,
): Carried {
  if (!isYearly(slot, slots)) return alongWith(slot, textOf(slot), year);
  if (slot.year === 0) {
    const proposal = textOf(slot);
    return proposal.trim() === '' ? { text: '' } : { text: '', mark: { proposal } };
  }
  const source = yearAfter(slot, slots);
  return source ? marked(textOf(source)) : { text: '' };
}

/** Whether the same figure also stands for another year: a lone one belongs to no year's column. */
function isYearly<T extends Field | Column>(slot: T, slots: readonly T[]): boolean {
  return (
    slot.series !== undefined &&
    slot.year !== undefined &&
    slots.some((one) => one.series === slot.series && one.year !== slot.year)
  );
}

/** The slot that held, a year ago, what this one holds now. */
function yearAfter<T extends Field | Column>(slot: T, slots: readonly T[]): T | undefined {
  const offset = ((slot.year ?? 0) + 1) as YearOffset;
  return slots.find((one) => one.series === slot.series && one.year === offset);
}

function alongWith(slot: Field | Column, text: string, year: number): Carried {
  if (slot.kind === 'year') return hasPassed(text, year) ? { text: '' } : { text };
  const toBeLookedAt = ['amount', 'value', 'longText'].includes(slot.kind);
  return toBeLookedAt ? marked(text) : { text };
}

function hasPassed(text: string, year: number): boolean {
  const digits = /\d{4}/.exec(halfWidth(text))?.[0];
  return digits !== undefined && Number(digits) < year;
}

function marked(text: string): Carried {
  return text.trim() === '' ? { text } : { text, mark: { carried: true } };
}

function nextRowOf(table: RowTable, row: Row, year: number, marks: Record<Address, Mark>): Row {
  const cells: Record<ColumnId, string> = {};
  for (const column of table.columns) {
    const textOf = (one: Column) => row.cells[one.id] ?? '';
    const { text, mark } = carry<Column>(column, table.columns, textOf, year);
    if (text !== '') cells[column.id] = text;
    if (mark) marks[rowAddress(table.id, row.id, column.id)] = mark;
  }
  return { id: row.id, cells };
}

/** Sets those computed cells of past years by hand that would otherwise show another figure. */
function keepPrintedTotals(definition: FormDefinition, before: Draft, next: Draft): Draft {
  const fields = [...definition.fields.values()];
  return fields.reduce((draft, field) => {
    if (!field.computed || !isYearly(field, fields)) return draft;
    const source = field.year === 0 ? undefined : yearAfter(field, fields);
    if (!source) return draft;
    const printed = textAt(definition, before, source.address);
    if (printed === computedTextAt(definition, draft, field.address)) return draft;
    return applyEdit(definition, draft, {
      type: 'all',
      edits: [
        { type: 'set', cells: [[field.address, printed]] },
        { type: 'mark', marks: [[field.address, { set: true, carried: true }]] },
      ],
    });
  }, next);
}
