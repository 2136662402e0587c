/** The library as lines of texts with a heading, as Excel and CSV hold it, and back. */
import type { Column, ColumnId } from '../form/definition.ts';
import { bare, halfWidth } from '../text.ts';
import {
  cleanEntry,
  type EntryCells,
  entryKey,
  entryName,
  type LibraryEntry,
  type LibraryShape,
  MAX_ENTRIES,
  usesOf,
} from './entry.ts';

const USES = '使用次数';
/** A heading is looked for in the first lines: above it may stand a title. */
const HEADING_LINES = 20;

/** The heading and a line for each entry. */
export function sheetOf(library: LibraryShape, entries: readonly LibraryEntry[]): string[][] {
  const lines = entries.map((entry) => [
    ...library.columns.map(({ id }) => entry.cells[id] ?? ''),
    String(usesOf(entry)),
  ]);
  return [[...library.columns.map((column) => column.name), USES], ...lines];
}

/** What a file holds for the library. */
export interface LibraryReading {
  readonly entries: readonly EntryCells[];
  /** What was not taken, each with its line and why, as sentences. */
  readonly leftOut: readonly string[];
}

/**
 * Reads entries out of lines of texts. The heading tells which column is which, in any order; an
 * empty group cell takes the text above it, as merged cells do.
 * @returns undefined where no line is a heading of a library
 */
export function readSheet(
  library: LibraryShape,
  lines: readonly (readonly string[])[],
): LibraryReading | undefined {
  const at = lines
    .slice(0, HEADING_LINES)
    .findIndex((line) => columnsOf(library, line).includes(library.shape.name.id));
  const heading = lines[at];
  if (!heading) return undefined;
  const columns = columnsOf(library, heading);
  const entries = new Map<string, EntryCells>();
  const leftOut: string[] = [];
  let above: EntryCells = {};
  for (const [i, line] of lines.slice(at + 1).entries()) {
    if (line.every((text) => text.trim() === '')) continue;
    const where = `第 ${at + i + 2} 行`;
    const read = withGroups(library, cellsOf(columns, line), above);
    above = read;
    const cells = cleanEntry(library, read);
    if (!cells) {
      const empty = bare(entryName(library, read)) === '';
      leftOut.push(
        `${where}：${empty ? `没有${library.shape.name.name}` : '内容太长'}，没有读入。`,
      );
      continue;
    }
    const key = entryKey(library, cells);
    if (entries.has(key)) {
      leftOut.push(`${where}：「${entryName(library, cells)}」在文件中重复，只取后一条。`);
    } else if (entries.size >= MAX_ENTRIES) {
      leftOut.push(`${where}起：超过 ${MAX_ENTRIES} 条，没有读入。`);
      break;
    }
    entries.set(key, cells);
  }
  return { entries: [...entries.values()], leftOut };
}

/** Which column of the library stands in each place of a heading. */
function columnsOf(library: LibraryShape, heading: readonly string[]): (ColumnId | undefined)[] {
  const taken = new Set<ColumnId>();
  return heading.map((text) => {
    const column = library.columns.find(
      (one) => !taken.has(one.id) && isCalled(library, one, text),
    );
    if (column) taken.add(column.id);
    return column?.id;
  });
}

/** Whether a heading names a column: by its name in any of the tables, or another word for it. */
function isCalled(library: LibraryShape, { id }: Column, heading: string): boolean {
  const wanted = halfWidth(bare(heading));
  return library.tables.some((table) => {
    const column = table.columnById.get(id);
    const names = column ? [column.name, ...(column.aliases ?? [])] : [];
    return names.some((name) => halfWidth(bare(name)) === wanted);
  });
}

function cellsOf(columns: readonly (ColumnId | undefined)[], line: readonly string[]): EntryCells {
  const cells: Record<ColumnId, string> = {};
  for (const [i, column] of columns.entries()) {
    if (column !== undefined) cells[column] = line[i] ?? '';
  }
  return cells;
}

/** An empty group takes that of the line above, as long as the groups before it are the same. */
function withGroups(library: LibraryShape, cells: EntryCells, above: EntryCells): EntryCells {
  const filled: Record<ColumnId, string> = { ...cells };
  for (const { id } of library.shape.groups) {
    if ((filled[id] ?? '').trim() === '') filled[id] = above[id] ?? '';
    if (filled[id] !== above[id]) break;
  }
  return filled;
}
