/**
 * 指标库: what an entry of the library is, which columns of a form it has, and how entries are
 * gathered from drafts. An entry of the official form holds level1, level2, level3, target, basis
 * and category; another form has its own columns.
 */
import type { Draft, Row } from '../draft/draft.ts';
import { rowsOf } from '../draft/draft.ts';
import { nameOf, rowKind, type Shape, shapeOf } from '../draft/placing.ts';
import type { Column, ColumnId, FormDefinition, RowTable, TableId } from '../form/definition.ts';
import { bare, halfWidth, trimText } from '../text.ts';

/** Texts by column; empty ones are left out. */
export type EntryCells = Readonly<Record<ColumnId, string>>;

/** Where an entry comes from; what a person has added or changed counts most, the example least. */
export type Origin = 'own' | 'draft' | 'example';

export interface LibraryEntry {
  /** Equal for the same indicator, whatever it stands in. */
  readonly key: string;
  readonly cells: EntryCells;
  readonly origin: Origin;
  /** Put out of sight by the person. */
  readonly hidden: boolean;
  /** How many drafts on this PC have it. */
  readonly drafts: number;
  /** How often it was inserted from the library. */
  readonly inserted: number;
}

/** What of a form takes part in the library. */
export interface LibraryShape {
  /** The id of the form, whatever its version. */
  readonly form: string;
  readonly shape: Shape & { readonly name: Column };
  /** The columns that an entry has: all but those of past years. */
  readonly columns: readonly Column[];
  readonly tables: readonly RowTable[];
}

/** Far longer than any indicator: what is longer is no entry. */
export const MAX_ENTRY_TEXT = 2000;
/** The most entries a library takes in from one file, and the window shows. */
export const MAX_ENTRIES = 50_000;

const shapes = new WeakMap<FormDefinition, LibraryShape | null>();

/** The library of a form; undefined where none of its tables has rows with a name. */
export function libraryOf(definition: FormDefinition): LibraryShape | undefined {
  let known = shapes.get(definition);
  if (known === undefined) {
    known = makeShape(definition) ?? null;
    shapes.set(definition, known);
  }
  return known ?? undefined;
}

/** The tables whose rows are told apart like those of the first such table. */
function makeShape(definition: FormDefinition): LibraryShape | undefined {
  const tables = [...definition.tables.values()];
  const shape = tables.map(shapeOf).find(hasName);
  if (!shape) return undefined;
  const [first] = tables.map(rowKind).filter((kind) => kind !== undefined);
  const alike = tables.filter((table) => rowKind(table) === first);
  const columns = new Map<ColumnId, Column>();
  for (const column of alike.flatMap((table) => table.columns)) {
    if ((column.year ?? 0) === 0 && !columns.has(column.id)) columns.set(column.id, column);
  }
  return { form: definition.id, shape, columns: [...columns.values()], tables: alike };
}

function hasName(shape: Shape): shape is Shape & { readonly name: Column } {
  return shape.name !== undefined;
}

/** What is equal for the same indicator: its groups and its name, spaces and widths aside. */
export function entryKey({ shape }: LibraryShape, cells: EntryCells): string {
  const texts = [...shape.groups, shape.name].map(({ id }) => halfWidth(bare(cells[id] ?? '')));
  return JSON.stringify(texts);
}

/** The name of an entry. */
export function entryName({ shape }: LibraryShape, cells: EntryCells): string {
  return cells[shape.name.id] ?? '';
}

/** The cells as the library keeps them; undefined where they are no entry. */
export function cleanEntry(library: LibraryShape, cells: EntryCells): EntryCells | undefined {
  const clean: Record<ColumnId, string> = {};
  for (const { id } of library.columns) {
    const text = trimText(cells[id] ?? '');
    if (text.length > MAX_ENTRY_TEXT) return undefined;
    if (text !== '') clean[id] = text;
  }
  return bare(entryName(library, clean)) === '' ? undefined : clean;
}

/**
 * The indicators of a draft by key, each once: where two tables have one, the later table says
 * (this year's target rather than that of years ahead), and the earlier fills what is empty there.
 */
export function entriesOf(library: LibraryShape, draft: Draft): ReadonlyMap<string, EntryCells> {
  const entries = new Map<string, EntryCells>();
  for (const { id } of library.tables) {
    for (const row of rowsOf(draft, id)) {
      if (nameOf(library.shape, row) === '') continue;
      const cells = cleanEntry(library, row.cells);
      if (!cells) continue;
      const key = entryKey(library, cells);
      entries.set(key, { ...entries.get(key), ...cells });
    }
  }
  return entries;
}

/** The keys of the indicators that a table of a draft has. */
export function keysInTable(
  library: LibraryShape,
  draft: Draft,
  table: TableId,
): ReadonlySet<string> {
  const named = rowsOf(draft, table).filter((row: Row) => nameOf(library.shape, row) !== '');
  return new Set(named.map((row) => entryKey(library, row.cells)));
}

/** How often an entry is used: in drafts, and inserted from the library. */
export function usesOf(entry: LibraryEntry): number {
  return entry.drafts + entry.inserted;
}

/**
 * Gives where an entry stands in the order of the form (its groups as their dictionaries have them):
 * texts that compare as the entries stand.
 */
export function formOrder(
  definition: FormDefinition,
  library: LibraryShape,
): (entry: Pick<LibraryEntry, 'cells'>) => string {
  const groups = library.shape.groups.map(({ id, dictionary }) => {
    const entries = dictionary === undefined ? [] : definition.dictionaries[dictionary]?.entries;
    const places = new Map((entries ?? []).map(({ value }, i) => [value, i + 1] as const));
    return { id, places };
  });
  return ({ cells }) => {
    const parts = groups.map(({ id, places }) => {
      const text = cells[id] ?? '';
      // What is empty stands first: in a list, an empty cell would look like the one above it.
      const place = text === '' ? 0 : (places.get(text) ?? places.size + 1);
      return `${String(place).padStart(6, '0')}${text}`;
    });
    return [...parts, entryName(library, cells)].join('\0');
  };
}
