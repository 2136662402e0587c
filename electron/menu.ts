/** The menu, in Chinese. It only passes on what was chosen; the page does it. */
import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../shared/api.ts';
import type { ZoomDirection } from './zoom.ts';

export interface MenuActions {
  command(command: MenuCommand): void;
  /** Does with the clipboard what the key does, where the focus is. */
  edit(action: 'cut' | 'copy' | 'paste'): void;
  zoom(direction: ZoomDirection): void;
  openDataFolder(): void;
  openLogFolder(): void;
  quit(): void;
}

/** Puts the menu on the window. */
export function setMenu(actions: MenuActions): void {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: '文件(&F)', submenu: fileMenu(actions) },
      { label: '编辑(&E)', submenu: editMenu(actions) },
      { label: '视图(&V)', submenu: viewMenu(actions) },
      { label: '帮助(&H)', submenu: helpMenu(actions) },
    ]),
  );
}

const LINE: MenuItemConstructorOptions = { type: 'separator' };

function item(
  actions: MenuActions,
  command: MenuCommand,
  label: string,
  accelerator?: string,
): MenuItemConstructorOptions {
  return {
    id: command,
    label,
    ...(accelerator && { accelerator }),
    click: () => actions.command(command),
  };
}

/** A key that is shown, but left to the page: it means something else inside a text. */
const PAGE_KEY = { registerAccelerator: false };

function pageKey(
  actions: MenuActions,
  command: MenuCommand,
  label: string,
  accelerator: string,
): MenuItemConstructorOptions {
  return { ...item(actions, command, label, accelerator), ...PAGE_KEY };
}

function clipboardKey(
  actions: MenuActions,
  action: 'cut' | 'copy' | 'paste',
  label: string,
  accelerator: string,
): MenuItemConstructorOptions {
  return { id: action, label, accelerator, ...PAGE_KEY, click: () => actions.edit(action) };
}

function fileMenu(actions: MenuActions): MenuItemConstructorOptions[] {
  return [
    item(actions, 'new', '新建(&N)…', 'Ctrl+N'),
    item(actions, 'import', '导入上年表(&I)…', 'Ctrl+O'),
    item(actions, 'drafts', '草稿列表(&L)', 'Ctrl+L'),
    item(actions, 'batch', '批量审核(&B)…'),
    item(actions, 'backups', '备份与恢复(&R)…'),
    item(actions, 'bin', '回收站(&C)'),
    item(actions, 'settings', '设置(&O)'),
    LINE,
    pageKey(actions, 'save', '保存(&S)', 'Ctrl+S'),
    item(actions, 'version', '存为版本(&V)…'),
    item(actions, 'versions', '历史版本(&H)…'),
    LINE,
    item(actions, 'export-word', '导出 Word(&W)…', 'Ctrl+E'),
    item(actions, 'export-public', '导出公开版(&G)…'),
    item(actions, 'export-pdf', '导出 PDF(&D)…'),
    item(actions, 'export-jxb', '导出草稿文件(&J)…'),
    item(actions, 'print', '打印(&P)…', 'Ctrl+P'),
    LINE,
    item(actions, 'export-excel', '导出 Excel(&E)…'),
    item(actions, 'read-back', '从 Excel 读回(&K)…'),
    item(actions, 'export-entry', '导出一体化录入表(&T)…'),
    LINE,
    { label: '退出(&X)', accelerator: 'Alt+F4', click: actions.quit, ...PAGE_KEY },
  ];
}

function editMenu(actions: MenuActions): MenuItemConstructorOptions[] {
  return [
    pageKey(actions, 'undo', '撤销(&U)', 'Ctrl+Z'),
    pageKey(actions, 'redo', '重做(&R)', 'Ctrl+Y'),
    LINE,
    clipboardKey(actions, 'cut', '剪切(&T)', 'Ctrl+X'),
    clipboardKey(actions, 'copy', '复制(&C)', 'Ctrl+C'),
    clipboardKey(actions, 'paste', '粘贴(&P)', 'Ctrl+V'),
    pageKey(actions, 'select-all', '全选(&A)', 'Ctrl+A'),
    LINE,
    pageKey(actions, 'find', '查找和替换(&F)…', 'Ctrl+F'),
    LINE,
    item(actions, 'library', '指标库(&I)…', 'Ctrl+I'),
  ];
}

function viewMenu(actions: MenuActions): MenuItemConstructorOptions[] {
  const zoom = (direction: ZoomDirection, label: string, accelerator: string, visible = true) => ({
    label,
    accelerator,
    visible,
    acceleratorWorksWhenHidden: true,
    click: () => actions.zoom(direction),
  });
  return [
    { ...zoom('in', '放大(&I)', 'Ctrl+Plus'), id: 'zoom-in' },
    zoom('in', '放大', 'Ctrl+=', false),
    zoom('in', '放大', 'Ctrl+numadd', false),
    { ...zoom('out', '缩小(&O)', 'Ctrl+-'), id: 'zoom-out' },
    zoom('out', '缩小', 'Ctrl+numsub', false),
    { ...zoom('reset', '实际大小(&R)', 'Ctrl+0'), id: 'zoom-reset' },
    zoom('reset', '实际大小', 'Ctrl+num0', false),
    LINE,
    { label: '全屏(&F)', role: 'togglefullscreen', accelerator: 'F11' },
  ];
}

function helpMenu(actions: MenuActions): MenuItemConstructorOptions[] {
  return [
    item(actions, 'guide', '使用说明(&H)', 'F1'),
    item(actions, 'fields', '填报说明(&F)'),
    item(actions, 'shortcuts', '快捷键(&K)'),
    LINE,
    { label: '打开数据文件夹(&D)', click: actions.openDataFolder },
    { label: '打开日志文件夹(&L)', click: actions.openLogFolder },
    LINE,
    item(actions, 'about', '关于(&A)'),
  ];
}
