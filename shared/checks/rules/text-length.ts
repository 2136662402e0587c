import { textWidth } from '../../text.ts';
import { finding, RECEIVING_SYSTEM, type Rule, type RuleMeta } from '../check.ts';
import type { DraftView, RowView } from '../view.ts';

const meta: RuleMeta = {
  id: 'text-length',
  title: '文字超过系统的长度',
  severities: ['warning'],
  why: '系统的每一栏都有长度限制，一个汉字算两个字符，超过的不接收。',
  source: RECEIVING_SYSTEM,
  forms: 'all',
};

/** The width of a text where it is more than is taken; a short text need not be counted. */
function tooWide(text: string, most: number | undefined): number | undefined {
  if (most === undefined || text.length * 2 <= most) return undefined;
  const width = textWidth(text);
  return width > most ? width : undefined;
}

function said(width: number, most: number | undefined): string {
  return `长 ${width} 个字符（汉字算两个），系统最多接收 ${most} 个`;
}

function fields(view: DraftView) {
  return [...view.definition.fields.values()].flatMap(({ address, name, maxLength }) => {
    const width = tooWide(view.textOf(address), maxLength);
    if (width === undefined) return [];
    return [finding(meta, 'warning', [address], `${name}${said(width, maxLength)}`)];
  });
}

function row(row: RowView) {
  return row.table.columns.flatMap(({ id, name, maxLength }) => {
    const width = tooWide(row.read(id) ?? '', maxLength);
    if (width === undefined) return [];
    const message = `${row.title}：${name}${said(width, maxLength)}`;
    return [finding(meta, 'warning', [row.address(id)], message)];
  });
}

export const textLength: Rule = { meta, fields, row };
