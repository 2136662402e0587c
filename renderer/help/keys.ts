/** 快捷键: every key of the program. */
import type { HelpEntry } from './entries.ts';

export const KEYS: readonly HelpEntry[] = [
  {
    key: 'move',
    title: '移动和选择',
    texts: [],
    words: [
      ['方向键', '移到相邻的格'],
      ['Tab、Shift+Tab', '下一格、上一格'],
      ['Enter、Shift+Enter', '下面一格、上面一格'],
      ['Home、End', '本行的第一格、最后一格'],
      ['PageUp、PageDown', '上一屏、下一屏'],
      ['Ctrl+Home、Ctrl+End', '表的开头、末尾'],
      ['Ctrl+方向键', '移到有内容的边上'],
      ['Shift+方向键', '扩大选择'],
      ['Ctrl+A', '选中整个部分'],
    ],
  },
  {
    key: 'fill',
    title: '填写',
    texts: [],
    words: [
      ['直接输入', '替换格中的内容'],
      ['F2', '修改格中的内容'],
      ['Alt+Enter', '在格内换行'],
      ['Esc', '放弃修改，恢复原来的内容'],
      ['Tab', '空格中有灰字时，采用上年的内容'],
      ['Delete', '清空选中的格'],
      ['Ctrl+Enter', '填满选中的格'],
      ['Ctrl+D、Ctrl+R', '向下填充、向右填充'],
      ['Alt+↓', '打开可选内容的列表'],
    ],
  },
  {
    key: 'edit',
    title: '编辑',
    texts: [],
    words: [
      ['Ctrl+C、Ctrl+X、Ctrl+V', '复制、剪切、粘贴'],
      ['Ctrl+Z、Ctrl+Y', '撤销、重做'],
      ['Ctrl+F', '查找和替换'],
      ['Ctrl+S', '立即保存（平时自动保存）'],
      ['F8、Shift+F8', '下一处、上一处审核问题'],
      ['Shift+F10', '打开右键菜单'],
    ],
  },
  {
    key: 'rows',
    title: '指标行',
    texts: [],
    words: [
      ['Alt+Insert', '在下面插入一行（加 Shift 在上面）'],
      ['Alt+Delete', '删除所在的行'],
      ['Alt+Shift+D', '复制所在的行'],
      ['Alt+Shift+↑、↓', '上移、下移'],
    ],
  },
  {
    key: 'window',
    title: '文件和窗口',
    texts: [],
    words: [
      ['Ctrl+N', '新建空白表'],
      ['Ctrl+O', '导入上年表'],
      ['Ctrl+L', '草稿列表'],
      ['Ctrl+E', '导出 Word'],
      ['Ctrl+P', '打印'],
      ['Ctrl 和 +、-、0', '放大、缩小、恢复原来的大小'],
      ['F1', '打开帮助'],
      ['F6', '在表格和两边的栏目之间切换'],
      ['F11', '全屏显示'],
      ['Alt+F4', '退出'],
    ],
  },
];
