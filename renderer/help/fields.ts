/** 填报说明: what the definition of a form says of every field, as entries of the help. Pure. */
import {
  type Address,
  type Column,
  type Dictionary,
  type Field,
  type FormDefinition,
  type Section,
  targetOf,
} from '../../shared/form/definition.ts';
import type { HelpEntry } from './entries.ts';

/** A field or a column of a row table, with its place. */
interface Cell {
  readonly place: string;
  readonly slot: Field | Column;
}

/**
 * The place of a cell in the help: all rows of a row table share one.
 * @returns undefined where the form has no such cell
 */
export function placeOf(definition: FormDefinition, address: Address): string | undefined {
  const target = targetOf(definition, address);
  if (!target) return undefined;
  return 'field' in target ? target.field.address : columnPlace(target.table.id, target.column.id);
}

/** Every field and column of a form, those of a section with the same help in one entry. */
export function fieldEntries(definition: FormDefinition): readonly HelpEntry[] {
  return definition.sections.flatMap((section) => {
    const alike = new Map<string, [Cell, ...Cell[]]>();
    for (const cell of cellsOf(section)) {
      const kind = kindOf(cell.slot);
      const known = alike.get(kind);
      if (known) known.push(cell);
      else alike.set(kind, [cell]);
    }
    return [...alike.values()].map((cells) => entryOf(definition, section, cells));
  });
}

function cellsOf(section: Section): Cell[] {
  const fixed = section.rows
    .flat()
    .flatMap(({ field }) => (field ? [{ place: field.address, slot: field }] : []));
  if (!section.table) return fixed;
  const { id, columns } = section.table;
  return [...fixed, ...columns.map((slot) => ({ place: columnPlace(id, slot.id), slot }))];
}

function columnPlace(table: string, column: string): string {
  return `${table}/${column}`;
}

/** What entries of one text have to have in common. */
function kindOf(slot: Field | Column): string {
  const rule = 'computed' in slot ? slot.computed?.rule : undefined;
  return [slot.kind, rule, slot.dictionary, slot.help].join('\n');
}

function entryOf(
  definition: FormDefinition,
  section: Section,
  [first, ...others]: readonly [Cell, ...Cell[]],
): HelpEntry {
  const cells = [first, ...others];
  const { title, rests } = sharedName(cells.map(({ slot }) => slot.name));
  const dictionary = definition.dictionaries[first.slot.dictionary ?? ''];
  return {
    key: first.place,
    title,
    group: section.name,
    texts: [
      first.slot.help,
      ...(others.length > 0 ? [`用于：${rests.join('、')}。`] : []),
      ...factsOf(first.slot),
      ...(dictionary ? [choiceOf(dictionary)] : []),
    ],
    ...(dictionary && { words: wordsOf(dictionary) }),
    covers: cells.map(({ place }) => place),
  };
}

const PART = '·';

/** What several names have in common, part by part, and what is left of each: 占比 of 收入构成·合计. */
function sharedName(names: readonly string[]): { title: string; rests: readonly string[] } {
  const split = names.map((name) => name.split(PART));
  const [first = []] = split;
  const isShared = (part: string, i: number) => split.every((other) => other[i] === part);
  const title = first.filter(isShared).join(PART);
  if (title === '') return { title: names.join('、'), rests: names };
  const rests = split.map((parts) => parts.filter((part, i) => !isShared(part, i)).join(PART));
  return { title, rests };
}

function factsOf(slot: Field | Column): string[] {
  const facts: string[] = [];
  if ('computed' in slot) facts.push('自动计算的格也可以直接填写；右键“恢复自动计算”改回来。');
  if ('personal' in slot) facts.push('属于个人信息：公开版里没有，也不写进日志。');
  if (slot.maxLength !== undefined) {
    facts.push(`最多 ${Math.floor(slot.maxLength / 2)} 个汉字。`);
  }
  return facts;
}

function choiceOf({ open }: Dictionary): string {
  return `按 Alt+↓ 打开可选内容${open ? '，也可以填列表以外的内容。' : '。'}`;
}

/** The entries of a dictionary with what they mean; those without a word of help in one line. */
function wordsOf({ entries }: Dictionary): (readonly [string, string])[] {
  const explained = entries.flatMap(({ value, help }) =>
    help === undefined ? [] : [[value, help] as const],
  );
  const under = new Map<string, string[]>();
  for (const { value, help, under: parents = ['可选内容'] } of entries) {
    if (help !== undefined) continue;
    for (const parent of parents) under.set(parent, [...(under.get(parent) ?? []), value]);
  }
  return [...explained, ...[...under].map(([parent, all]) => [parent, all.join('、')] as const)];
}
