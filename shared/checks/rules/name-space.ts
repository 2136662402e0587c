import { finding, RECEIVING_SYSTEM, type Rule, type RuleMeta } from '../check.ts';
import type { RowView } from '../view.ts';

const meta: RuleMeta = {
  id: 'name-space',
  title: '指标名称中有空格',
  severities: ['hint'],
  why: '有的地方的系统不接收名称中带空格的指标。',
  source: RECEIVING_SYSTEM,
  forms: 'all',
};

/** Spaces, tabs and the wide space; a line break in a narrow cell is no space. */
const SPACES = /[^\S\n]+/g;
/** Between two words in Latin letters a space belongs there. */
const BETWEEN_WORDS = /(?<=[A-Za-z]) (?=[A-Za-z])/g;
const KEPT = '\u0000';

function withoutSpaces(name: string): string {
  return name
    .replace(BETWEEN_WORDS, KEPT)
    .replace(/[^\S\n]*\n[^\S\n]*/g, '\n')
    .replace(SPACES, '')
    .replaceAll(KEPT, ' ');
}

function row(row: RowView) {
  const column = row.nameColumn;
  const name = column && row.read(column.id);
  if (!name || !/\s/.test(name)) return [];
  const right = withoutSpaces(name);
  if (right === name.replace(/[^\S\n]*\n[^\S\n]*/g, '\n')) return [];
  const address = row.address(column.id);
  const fix = {
    description: `改为「${right}」`,
    edit: { type: 'set' as const, cells: [[address, right] as const] },
    sure: true,
  };
  const message = `${row.title}：名称「${name}」中有空格`;
  return [finding(meta, 'hint', [address], message, { fix })];
}

export const nameSpace: Rule = { meta, row };
