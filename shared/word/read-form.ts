/** From a grid of texts to a draft, guided by the form's definition; names whatever it leaves out. */

import { amountOf } from '../draft/amount.ts';
import { blankDraft, type Draft } from '../draft/draft.ts';
import { applyEdit } from '../draft/edit.ts';
import type { Jxb } from '../draft/jxb.ts';
import { computedTextAt } from '../draft/values.ts';
import type { Address, Field, FormDefinition, Section } from '../form/definition.ts';
import { halfWidth } from '../text.ts';
import { yearOf } from './columns.ts';
import { type FormRow, type FoundForm, findForms } from './find-form.ts';
import { splitRows } from './flat.ts';
import { labelKey } from './labels.ts';
import { readMatrix, readPairs } from './read-fields.ts';
import { readRows } from './read-rows.ts';
import { Reading } from './reading.ts';
import type { ImportReport } from './report.ts';
import { joinTorn, placeCounted } from './shapes.ts';
import {
  ReadError,
  type Source,
  type SourceDocument,
  type SourceTable,
  tableText,
  whereOf,
} from './source.ts';

export interface ReadForm {
  readonly draft: Draft;
  readonly report: ImportReport;
}

/** The first form of a file, and the further ones that it holds. */
export interface ReadFile extends ReadForm {
  readonly others: readonly ReadForm[];
  /** Where the file is a .jxb: all that it holds. */
  readonly jxb?: Jxb;
}

/**
 * Reads every copy of a form in a document. What belongs to none of them is named with the first.
 * @param assumedYear 预算年度 for a file that names no year, e.g. this year
 * @throws ReadError with code 'not-this-form' where the document does not hold the form
 */
export function readForm(
  definition: FormDefinition,
  source: Source,
  assumedYear: number,
): ReadFile {
  const [first, ...others] = readTexts(definition, source, assumedYear);
  return { ...finish(first), others: others.map(finish) };
}

/**
 * The texts of every copy of a form in a document, before they are drafts.
 * @param minShare the share of the form's labels (0 to 1) below which a table is none of it
 * @throws ReadError as `readForm` does
 */
export function readTexts(
  definition: FormDefinition,
  source: Source,
  assumedYear: number,
  minShare?: number,
): readonly [Reading, ...Reading[]] {
  const document = 'cells' in source ? splitRows(definition, source) : source;
  const { forms, otherTables } = findForms(definition, document, minShare);
  const [form, ...others] = forms;
  if (!form) {
    throw new ReadError(
      'not-this-form',
      `文件里没有找到「${definition.title}」，没有读入任何内容。请确认选对了文件；原文件没有被改动。`,
    );
  }
  const yearOutside = yearInText(document);
  const reading = readCopy(definition, form, yearOutside, assumedYear);
  for (const table of otherTables) nameTable(reading, table);
  nameOutside(reading, document);
  reading.leftovers.push(...document.leftovers);
  reading.notes.push(...document.notes);
  if (others.length > 0) {
    reading.notes.unshift(`文件里共有 ${forms.length} 张「${definition.title}」，这是第一张。`);
  }
  return [reading, ...others.map((one) => readCopy(definition, one, yearOutside, assumedYear))];
}

function readCopy(
  definition: FormDefinition,
  form: FoundForm,
  yearOutside: number | undefined,
  assumedYear: number,
): Reading {
  const year = yearIn(form) ?? yearOutside;
  const reading = new Reading(definition, year ?? assumedYear, year !== undefined);
  for (const section of definition.sections) readSection(reading, section, form.rows.get(section));
  nameUnused(reading, form);
  return reading;
}

function finish(reading: Reading): ReadForm {
  const { draft, setByHand } = toDraft(reading);
  const { found, leftovers, missing, yearFound } = reading;
  const notes = yearFound
    ? reading.notes
    : [`文件里没有写明年份，预算年度暂按 ${draft.year} 年，请核对。`, ...reading.notes];
  const year = `预算年度：${draft.year} 年`;
  return {
    draft,
    report: { found: [year, ...found], leftovers, missing, notes, yearFound, setByHand },
  };
}

/** The year that most sections' headings speak of; the first of them where they are even. */
function yearIn(form: FoundForm): number | undefined {
  const votes = new Map<number, number>();
  for (const [section, rows] of form.rows) {
    const year = yearOf(section, rows);
    if (year !== undefined) votes.set(year, (votes.get(year) ?? 0) + 1);
  }
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0];
}

function yearInText(document: SourceDocument): number | undefined {
  for (const line of document.outside) {
    const match = /((?:19|20)\d\d)\s*年/.exec(halfWidth(line));
    if (match) return Number(match[1]);
  }
  return undefined;
}

function readSection(reading: Reading, section: Section, source?: readonly FormRow[]): void {
  if (!source) {
    reading.missing.push(section.name);
    return;
  }
  const rows = joinTorn(reading.definition, section, source);
  const counted = rows.filter((row) => row.table.counted);
  reading.notes.push(...placeCounted(reading.definition, section, counted));
  const own = yearOf(section, rows) ?? reading.year;
  if (own !== reading.year) {
    reading.notes.push(
      `${section.name}的年份按 ${own} 年预算填写，与全表的 ${reading.year} 年不一致；按列的先后读入，请核对。`,
    );
  }
  if (section.table) readRows(reading, section, section.table, rows, own);
  else if (section.rows.some((cells) => cells.some((cell) => 'heading' in cell && cell.heading))) {
    readMatrix(reading, section, rows, own);
  } else readPairs(reading, section, rows);
}

/** Every text of the form's tables that nobody has understood. */
function nameUnused(reading: Reading, form: FoundForm): void {
  const rows = [...form.strays, ...[...form.rows.values()].flat()];
  for (const row of rows) {
    for (const cell of row.cells) {
      const text = cell.text.trim();
      if (cell.used || text === '' || isFurniture(reading, text)) continue;
      noteUnit(reading, text);
      const reason = cell.continued ? '被合并单元格遮住的文字' : '不知道应填到哪一格';
      reading.leftovers.push({ text, where: whereOf(row.table, row.index, cell.index), reason });
    }
  }
}

function nameTable(reading: Reading, table: SourceTable): void {
  const text = tableText(table);
  if (text !== '') reading.leftovers.push({ text, where: table.name, reason: '不属于本表的表格' });
}

/** The form's own title and unit line are not worth naming. */
function isFurniture({ definition }: Reading, text: string): boolean {
  const key = labelKey(text);
  return key === '' || key === labelKey(definition.title) || key === labelKey(definition.note);
}

/** Another unit than the form's is worth a word: figures are never converted. */
function noteUnit(reading: Reading, text: string): void {
  const { note } = reading.definition;
  const key = labelKey(text);
  const unit = labelKey(note.split(/[：:]/)[0] ?? note);
  if (!key.startsWith(unit) || key.length >= unit.length + 6) return;
  reading.notes.push(
    `原表写的是「${text}」，本表是「${note}」；数字按原样读入，没有换算，请核对。`,
  );
}

/** Text outside the tables. */
function nameOutside(reading: Reading, document: SourceDocument): void {
  for (const line of document.outside) {
    const text = line.trim();
    if (isFurniture(reading, text)) continue;
    noteUnit(reading, text);
    reading.leftovers.push({ text, where: '表外', reason: '表格以外的文字' });
  }
}

/** Puts the texts into a draft; figures that the form computes stay computed where they agree. */
function toDraft(reading: Reading): { draft: Draft; setByHand: Address[] } {
  const { definition } = reading;
  const empty = Object.fromEntries([...definition.tables.keys()].map((id) => [id, []]));
  let draft: Draft = { ...blankDraft(definition, reading.year), nextRow: 1, rows: empty };
  const typed = [...reading.texts].filter(([address]) => !definition.fields.get(address)?.computed);
  draft = applyEdit(definition, draft, { type: 'set', cells: typed });
  for (const [table, rows] of reading.rows) {
    const texts = rows.map((row) => row.texts);
    draft = applyEdit(definition, draft, { type: 'insertRows', table, place: 'end', rows: texts });
  }
  const setByHand: Address[] = [];
  for (const field of inOrderOfComputing(definition)) {
    const text = reading.texts.get(field.address);
    if (text === undefined) continue;
    const computed = computedTextAt(definition, draft, field.address) ?? '';
    if (text === '') {
      if (computed !== '')
        reading.notes.push(`${field.name}：原表没有填，已自动计算为 ${computed}。`);
    } else if (!sameFigure(text, computed)) {
      draft = applyEdit(definition, draft, { type: 'set', cells: [[field.address, text]] });
      setByHand.push(field.address);
    }
  }
  return { draft, setByHand };
}

/** Sums before the shares that depend on them. */
function inOrderOfComputing(definition: FormDefinition): Field[] {
  const computed = [...definition.fields.values()].filter((field) => field.computed);
  const sums = computed.filter((field) => field.computed?.rule === 'sum');
  return [...sums, ...computed.filter((field) => field.computed?.rule !== 'sum')];
}

/** Whether two figures say the same number: 100% and 100.00%, 593.27 and 593.270. */
function sameFigure(a: string, b: string): boolean {
  const [left, right] = [halfWidth(a).trim(), halfWidth(b).trim()];
  if (left.endsWith('%') !== right.endsWith('%')) return false;
  const [x, y] = [amountOf(left.replace(/%$/, '')), amountOf(right.replace(/%$/, ''))];
  return x !== undefined && y !== undefined && x.eq(y);
}
