/**
 * 一体化录入表: the indicators in the order in which 预算管理一体化 asks for them, each row standing
 * alone, sign, number and unit apart.
 */
import { type Draft, type Row, rowsOf } from '../draft/draft.ts';
import type { Column, FormDefinition, RowTable, YearOffset } from '../form/definition.ts';
import { type SplitValue, splitPast, splitTarget } from './split-value.ts';
import { numberContent, type WorkbookCell, type WorkbookSheet } from './workbook.ts';

export interface EntrySheets {
  readonly sheets: readonly WorkbookSheet[];
  /** What a person has to put right by hand, a sentence each. */
  readonly doubts: readonly string[];
}

/** The columns of a table by what they are for here. */
interface Shape {
  readonly groups: readonly Column[];
  readonly name: Column;
  readonly target: Column;
  readonly basis: Column | undefined;
}

/** What the system asks for and the form does not have. */
const ASKED_FOR = ['指标内容', '评（扣）分标准'];
const REMARK = '说明';

const WIDTHS = {
  group: 20,
  name: 32,
  sign: 10,
  value: 20,
  unit: 12,
  basis: 18,
  asked: 24,
  remark: 40,
};

export function entrySheets(definition: FormDefinition, draft: Draft): EntrySheets {
  const doubts: string[] = [];
  const years = pastYears(definition);
  const sheets = definition.sections.flatMap((section) => {
    const { table } = section;
    const shape = table && shapeOf(table);
    if (!table || !shape) return [];
    const rows = filledGroups(shape, rowsOf(draft, table.id)).map((row) => {
      const entry = entryOf(table, shape, years, row);
      const name = row.cells[shape.name.id] ?? '';
      for (const doubt of entry.doubts) doubts.push(`${section.name}「${name}」${doubt}`);
      return entry.cells;
    });
    return [
      {
        name: section.name,
        frozen: 1,
        widths: [
          ...shape.groups.map(() => WIDTHS.group),
          ...[WIDTHS.name, WIDTHS.sign, WIDTHS.value, WIDTHS.unit],
          ...years.map(() => WIDTHS.value),
          ...[WIDTHS.basis, ...ASKED_FOR.map(() => WIDTHS.asked), WIDTHS.remark],
        ],
        rows: [headingRow(shape, draft.year, years), ...rows],
      },
    ];
  });
  return { sheets, doubts };
}

/** The earlier years that any of the tables tells of, the earliest first. */
function pastYears(definition: FormDefinition): readonly YearOffset[] {
  const columns = [...definition.tables.values()].flatMap((table) => table.columns);
  const years = columns.filter(({ kind }) => kind === 'value').map(({ year = 0 }) => year);
  return [...new Set(years)].filter((year) => year < 0).sort((a, b) => a - b);
}

/** Undefined for a table that holds no indicators. */
function shapeOf(table: RowTable): Shape | undefined {
  const name = table.columns.find((column) => column.kind === 'text');
  const target = table.columns.find(({ kind, year = 0 }) => kind === 'value' && year === 0);
  if (!name || !target) return undefined;
  const groups = table.columns.filter((column) => column.merge);
  const basis = table.columns.find((column) => column.dictionary === 'basis');
  return { groups, name, target, basis };
}

/** The rows that hold an indicator; one that leaves its group empty has that of the row above. */
function filledGroups({ groups, ...shape }: Shape, rows: readonly Row[]): readonly Row[] {
  const grouping = new Set(groups.map((column) => column.id));
  const last: Record<string, string> = {};
  const filled: Row[] = [];
  for (const row of rows) {
    const own = Object.entries(row.cells).some(([id, text]) => !grouping.has(id) && text.trim());
    let begins = false;
    const cells: Record<string, string> = { ...row.cells };
    for (const { id } of groups) {
      const text = row.cells[id] ?? '';
      if (text.trim() !== '') begins ||= text !== last[id];
      else if (!begins && own) cells[id] = last[id] ?? '';
      last[id] = cells[id] ?? '';
    }
    if (own || row.cells[shape.name.id]) filled.push({ ...row, cells });
  }
  return filled;
}

function headingRow(shape: Shape, year: number, years: readonly YearOffset[]): WorkbookCell[] {
  const past = years.map(
    (offset) => `${offset === -1 ? '上' : '前'}年指标值（${year + offset}年）`,
  );
  const names = [
    ...shape.groups.map((column) => column.name),
    ...['指标名称', '计算符号', '指标值', '计量单位'],
    ...past,
    ...[shape.basis?.name ?? '指标值确定依据', ...ASKED_FOR, REMARK],
  ];
  return names.map((content, column) => ({ column, content, look: 'heading' }));
}

interface Entry {
  readonly cells: readonly WorkbookCell[];
  readonly doubts: readonly string[];
}

function entryOf(table: RowTable, shape: Shape, years: readonly YearOffset[], row: Row): Entry {
  const textOf = (column: Column | undefined) =>
    column ? (row.cells[column.id] ?? '').trim() : '';
  const written = textOf(shape.target);
  const target = splitTarget(written);
  const past = years.map((year) => {
    const column = table.columns.find((one) => one.kind === 'value' && one.year === year);
    return { name: column?.name ?? '', ...splitPast(textOf(column), target) };
  });
  const parts = [{ name: shape.target.name, ...target }, ...past];
  const remarks = parts.flatMap(({ name, remark }) => (remark ? [`${name}：${remark}`] : []));
  const doubts = parts.flatMap(({ name, value, remark, doubtful }) =>
    doubtful ? [`的${name}${value ? `「${value}」` : ''}${remark}`] : [],
  );
  const look = (part: Pick<SplitValue, 'doubtful'>) => (part.doubtful ? 'marked' : 'middle');
  const contents: readonly (readonly [string, WorkbookCell['look'], 'number'?])[] = [
    ...shape.groups.map((column) => [textOf(column), 'middle'] as const),
    [textOf(shape.name), 'left'],
    [target.sign, look(target)],
    [target.value, look(target), 'number'],
    [target.unit, look(target)],
    ...past.map((one) => [one.value, look(one), 'number'] as const),
    [textOf(shape.basis), 'middle'],
    ...ASKED_FOR.map(() => ['', 'left'] as const),
    [remarks.join('；'), 'left'],
  ];
  const cells = contents.map(([text, look, number], column) => ({
    column,
    content: (number && numberContent(text)) ?? text,
    look,
  }));
  return { cells, doubts };
}
