/** What the context menu of a cell offers. Pure. */
import { acceptProposal, confirmCarried } from '../../../shared/draft/carried.ts';
import { alikeTables } from '../../../shared/draft/copy-indicators.ts';
import type { Edit } from '../../../shared/draft/edit.ts';
import { type Address, type TableId, targetOf } from '../../../shared/form/definition.ts';
import { slotOf } from '../names.ts';
import type { Sheet } from './fill.ts';
import type { SimpleCommand } from './keys.ts';
import { type Selection, selectedAddresses, selectedRows } from './selection.ts';

export type MenuAction =
  | { readonly do: 'copyTable'; readonly from: TableId; readonly to: TableId }
  | { readonly do: 'command'; readonly command: SimpleCommand }
  | { readonly do: 'clipboard'; readonly action: 'cut' | 'copy' | 'paste' }
  /** Edits a merged cell for one of its rows only. */
  | { readonly do: 'split'; readonly address: Address }
  | { readonly do: 'apply'; readonly edit: Edit }
  /** Gives computed cells back to the form. */
  | { readonly do: 'release'; readonly addresses: readonly Address[] };

export interface MenuItem {
  readonly label: string;
  readonly keys?: string;
  readonly action: MenuAction;
}

/** The items in groups, between which stands a line. */
export function menuItems(sheet: Sheet, selection: Selection): readonly (readonly MenuItem[])[] {
  return [
    clipboardItems(),
    rowItems(sheet, selection),
    copyItems(sheet, selection),
    cellItems(sheet, selection),
  ].filter((group) => group.length > 0);
}

function clipboardItems(): MenuItem[] {
  return [
    { label: '剪切', keys: 'Ctrl+X', action: { do: 'clipboard', action: 'cut' } },
    { label: '复制', keys: 'Ctrl+C', action: { do: 'clipboard', action: 'copy' } },
    { label: '粘贴', keys: 'Ctrl+V', action: { do: 'clipboard', action: 'paste' } },
  ];
}

function rowItems(sheet: Sheet, selection: Selection): MenuItem[] {
  const rows = selectedRows(sheet.map, selection);
  if (!rows) return [];
  const count = rows.rowIds.length;
  const several = count > 1 ? ` ${count} 行` : '一行';
  const these = count > 1 ? `这 ${count} 行` : '本行';
  return [
    item(`在上方插入${several}`, 'insertAbove', 'Alt+Shift+Insert'),
    item(`在下方插入${several}`, 'insertBelow', 'Alt+Insert'),
    item(`复制${these}到下方`, 'duplicateRows', 'Alt+Shift+D'),
    item(`上移${these}`, 'moveRowsUp', 'Alt+Shift+↑'),
    item(`下移${these}`, 'moveRowsDown', 'Alt+Shift+↓'),
    item(`删除${these}`, 'removeRows', 'Alt+Delete'),
  ];
}

/** 复制到年度指标, 复制到长期指标: tables of the same kind of rows take what they lack from each other. */
function copyItems({ definition, map }: Sheet, selection: Selection): MenuItem[] {
  const from = selectedRows(map, selection)?.table;
  if (from === undefined) return [];
  return alikeTables(definition, from).map((to) => ({
    label: `复制到${to.name}…`,
    action: { do: 'copyTable', from, to: to.id },
  }));
}

function cellItems(sheet: Sheet, selection: Selection): MenuItem[] {
  const taken = selectedAddresses(sheet.map, selection).filter(
    (address) => sheet.map.find(address)?.cell.computed === 'set',
  );
  const items = splitItems(sheet, selection.anchor.address);
  if (taken.length > 0) {
    items.push({ label: '恢复自动计算', action: { do: 'release', addresses: taken } });
  }
  return [
    ...items,
    ...carriedItems(sheet, selection),
    item('清空内容', 'clear', 'Delete'),
    item('向下填充', 'fillDown', 'Ctrl+D'),
    item('向右填充', 'fillRight', 'Ctrl+R'),
  ];
}

/** What last year left in the selected cells can be taken over, or confirmed as right. */
function carriedItems({ definition, draft, map }: Sheet, selection: Selection): MenuItem[] {
  const addresses = selectedAddresses(map, selection);
  const accept = acceptProposal(definition, draft, addresses);
  const confirm = confirmCarried(draft, addresses);
  const items: MenuItem[] = [];
  if (accept.type === 'set' && accept.cells.length > 0) {
    items.push({ label: '接受上年内容', keys: 'Tab', action: { do: 'apply', edit: accept } });
  }
  if (confirm.type === 'mark' && confirm.marks.length > 0) {
    items.push({ label: '确认无误', action: { do: 'apply', edit: confirm } });
  }
  return items;
}

/** For a row, every merged cell that it is part of can be taken apart for it. */
function splitItems(sheet: Sheet, address: Address): MenuItem[] {
  const target = targetOf(sheet.definition, address);
  if (!target || 'field' in target) return [];
  const { table, rowId } = target;
  return table.columns.flatMap((column): MenuItem[] => {
    const own = `${table.id}/${rowId}/${column.id}`;
    const merged = (sheet.map.find(own)?.cell.addresses.length ?? 0) > 1;
    if (!column.merge || !merged) return [];
    const name = slotOf(sheet.definition, own)?.name ?? '';
    return [{ label: `拆分：单独填写本行的${name}`, action: { do: 'split', address: own } }];
  });
}

function item(label: string, command: SimpleCommand, keys: string): MenuItem {
  return { label, keys, action: { do: 'command', command } };
}
