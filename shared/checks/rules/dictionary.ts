import type { Column } from '../../form/definition.ts';
import { bare } from '../../text.ts';
import { type Finding, type Fix, finding, type Rule, type RuleMeta } from '../check.ts';
import type { RowView, Surroundings, TableView } from '../view.ts';

const meta: RuleMeta = {
  id: 'dictionary',
  title: '不在列表中的依据或分类',
  severities: ['warning'],
  why: '指标值确定依据和指标分类从列表中选取；本单位另有用法的，可以加到列表里。',
  source: '表式的填报说明',
  forms: 'all',
};

/** Several bases may be given, and a remark in brackets. */
const SEPARATORS = /[、，,；;/及和与]+/;
const REMARK = /[（(][^（）()]*[）)]$/;

function isKnown(text: string, entries: ReadonlySet<string>): boolean {
  if (entries.has(text)) return true;
  const plain = text.replace(REMARK, '');
  return entries.has(plain) || plain.split(SEPARATORS).every((part) => entries.has(part));
}

/** How many letters two texts have in common, of the longer one's. */
function likeness(a: string, b: string): number {
  const letters = new Set(b);
  const common = [...new Set(a)].filter((letter) => letters.has(letter)).length;
  return common / Math.max(new Set(a).size, letters.size, 1);
}

function nearest(text: string, entries: ReadonlySet<string>): readonly string[] {
  const liked = [...entries].map((entry) => ({ entry, like: likeness(text, entry) }));
  const near = liked.filter(({ like }) => like >= 0.5).sort((a, b) => b.like - a.like);
  return near.slice(0, 2).map(({ entry }) => entry);
}

/** One finding for each strange text of a column, however many rows have it. */
function check(table: TableView, column: Column, around: Surroundings): Finding[] {
  const entries = around.setting.entriesOf(column.dictionary);
  const strange = table.rows.filter((row) => {
    const text = row.bare(column.id);
    return text !== '' && !isKnown(text, entries);
  });
  const byText = Map.groupBy(strange, (row) => row.bare(column.id));
  return [...byText].map(([text, rows]) => {
    const near = nearest(text, entries);
    const count = rows.length > 1 ? `（${rows.length} 处）` : '';
    const offer =
      near.length > 0 ? `，是否「${near.join('」或「')}」？` : '；确为本单位所用的，可加入列表';
    const message = `${table.name}：「${text}」${count}不在${column.name}的列表中${offer}`;
    const addresses = rows.map((row) => row.address(column.id));
    const key = `${table.table.id}/${column.id}:${text}`;
    return finding(meta, 'warning', addresses, message, {
      key,
      fix: near[0] === undefined ? undefined : replaceBy(rows, column, near[0]),
    });
  });
}

function replaceBy(rows: readonly RowView[], column: Column, entry: string): Fix {
  const cells = rows.map((row) => [row.address(column.id), entry] as const);
  return { description: `改为「${bare(entry)}」`, edit: { type: 'set', cells }, sure: false };
}

/** Columns that merge are groups, which have a rule of their own. */
function table(table: TableView, around: Surroundings): Finding[] {
  return table.table.columns.flatMap((column) =>
    column.dictionary === undefined || column.merge ? [] : check(table, column, around),
  );
}

export const dictionary: Rule = { meta, table };
