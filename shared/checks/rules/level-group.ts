import type { Row } from '../../draft/draft.ts';
import { isBlankRow } from '../../draft/draft.ts';
import type { Edit } from '../../draft/edit.ts';
import { bare } from '../../text.ts';
import {
  DEPARTMENT_PERFORMANCE,
  type Finding,
  type Fix,
  finding,
  RECEIVING_SYSTEM,
  type Rule,
  type RuleMeta,
} from '../check.ts';
import type { RowView, Surroundings, TableView } from '../view.ts';

const meta: RuleMeta = {
  id: 'level-group',
  title: '一级、二级指标的归类',
  severities: ['warning'],
  why: '一级指标只有规定的六个，按规定顺序排列；二级指标要属于它的一级指标，否则系统不接收。',
  source: RECEIVING_SYSTEM,
  forms: DEPARTMENT_PERFORMANCE,
};

function table(table: TableView, around: Surroundings): Finding[] {
  const order = [...around.setting.entriesOf('level1')];
  return [...unknown(table, order), ...outOfOrder(table, order)];
}

/** One finding for each text that is none of the six. */
function unknown(table: TableView, order: readonly string[]): Finding[] {
  const rows = Map.groupBy(
    table.rows.filter((row) => row.bare('level1') && !order.includes(row.bare('level1'))),
    (row) => row.bare('level1'),
  );
  return [...rows].map(([text, rows]) => {
    const message = `${table.name}：「${text}」不是规定的一级指标（${order.join('、')}）`;
    const addresses = rows.map((row) => row.address('level1'));
    return finding(meta, 'warning', addresses, message);
  });
}

/** The blocks of neighbouring rows with the same known level1. */
function blocksOf(table: TableView, order: readonly string[]): readonly (readonly RowView[])[] {
  const blocks: RowView[][] = [];
  for (const row of table.rows) {
    const level1 = row.bare('level1');
    if (!order.includes(level1)) continue;
    const last = blocks.at(-1);
    if (last?.[0]?.bare('level1') === level1) last.push(row);
    else blocks.push([row]);
  }
  return blocks;
}

function outOfOrder(table: TableView, order: readonly string[]): Finding[] {
  const blocks = blocksOf(table, order);
  const names = blocks.map((block) => block[0]?.bare('level1') ?? '');
  const split = names.find((name, i) => names.indexOf(name) !== i);
  const ranks = names.map((name) => order.indexOf(name));
  const late = ranks.findIndex((rank, i) => i > 0 && rank < (ranks[i - 1] ?? 0));
  if (late < 0) return [];
  const addresses = (blocks[late] ?? []).map((row) => row.address('level1'));
  const message = split
    ? `${table.name}：「${split}」分成了几处，同一个一级指标应排在一起`
    : `${table.name}：「${names[late]}」排在「${names[late - 1]}」后面，规定的顺序是${order.join('、')}`;
  const options = { key: `${table.table.id}:order`, fix: sortFix(table, order) };
  return [finding(meta, 'warning', addresses, message, options)];
}

/** Moves the rows of each level1 in turn to the end; rows without a known one stay with those above. */
function sortFix(table: TableView, order: readonly string[]): Fix {
  let rank = -1;
  const ranked = table.all.map((row) => {
    rank = rankOf(row, order) ?? rank;
    return { id: row.id, rank };
  });
  const edits = order.flatMap((_, i): Edit[] => {
    const rows = ranked.filter((row) => row.rank === i).map((row) => row.id);
    return rows.length === 0
      ? []
      : [{ type: 'moveRows', table: table.table.id, rows, place: 'end' }];
  });
  const description = '按一级指标的规定顺序重新排列，同一个一级指标内的先后不变';
  return { description, edit: { type: 'all', edits }, sure: false };
}

function rankOf(row: Row, order: readonly string[]): number | undefined {
  if (isBlankRow(row)) return undefined;
  const rank = order.indexOf(bare(row.cells.level1 ?? ''));
  return rank < 0 ? undefined : rank;
}

/** A level2 under another level1 elsewhere in the form: said of the place that most rows speak against. */
function form(tables: readonly TableView[]): Finding[] {
  const rows = tables.flatMap((table) => table.rows).filter((row) => row.bare('level1'));
  const byLevel2 = Map.groupBy(rows, (row) => row.bare('level2'));
  byLevel2.delete('');
  return [...byLevel2].flatMap(([level2, rows]) => {
    const byLevel1 = [...Map.groupBy(rows, (row) => row.bare('level1'))];
    if (byLevel1.length < 2) return [];
    const [usual, ...others] = byLevel1.toSorted((a, b) => b[1].length - a[1].length);
    return others.map(([level1, rows]) => {
      const message = `二级指标「${level2}」列在「${level1}」下，本表其他地方列在「${usual?.[0]}」下`;
      return finding(
        meta,
        'warning',
        rows.map((row) => row.address('level2')),
        message,
        { key: `level2:${level2}:${level1}` },
      );
    });
  });
}

export const levelGroup: Rule = { meta, columns: ['level1', 'level2'], table, form };
