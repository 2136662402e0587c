import { Modal } from 'antd';
import { useShell } from '../state/shell.ts';

const GROUPS: readonly {
  readonly name: string;
  readonly keys: readonly (readonly [string, string])[];
}[] = [
  {
    name: '移动和选择',
    keys: [
      ['方向键', '移到相邻的格'],
      ['Tab、Shift+Tab', '下一格、上一格'],
      ['Enter、Shift+Enter', '下面一格、上面一格'],
      ['Home、End', '本行的第一格、最后一格'],
      ['Ctrl+Home、Ctrl+End', '表的开头、末尾'],
      ['Ctrl+方向键', '移到有内容的边上'],
      ['Shift+方向键', '扩大选择'],
      ['Ctrl+A', '选中整个部分'],
    ],
  },
  {
    name: '填写',
    keys: [
      ['直接输入', '替换格中的内容'],
      ['F2', '修改格中的内容'],
      ['Alt+Enter', '在格内换行'],
      ['Esc', '放弃修改，恢复原来的内容'],
      ['Delete', '清空选中的格'],
      ['Ctrl+Enter', '填满选中的格'],
      ['Ctrl+D、Ctrl+R', '向下填充、向右填充'],
    ],
  },
  {
    name: '编辑',
    keys: [
      ['Ctrl+C、Ctrl+X、Ctrl+V', '复制、剪切、粘贴'],
      ['Ctrl+Z、Ctrl+Y', '撤销、恢复'],
      ['Ctrl+F', '查找和替换'],
      ['Ctrl+S', '立即保存（平时自动保存）'],
      ['F8、Shift+F8', '下一处、上一处审核问题'],
    ],
  },
  {
    name: '指标行',
    keys: [
      ['Alt+Insert', '在下面插入一行（加 Shift 在上面）'],
      ['Alt+Delete', '删除所在的行'],
      ['Alt+Shift+D', '复制所在的行'],
      ['Alt+Shift+↑、↓', '上移、下移'],
      ['Alt+↓', '打开可选内容的列表'],
      ['Shift+F10', '打开右键菜单'],
    ],
  },
  {
    name: '窗口',
    keys: [
      ['Ctrl 和 +、-、0', '放大、缩小、恢复原来的大小'],
      ['F6', '在表格和两边的栏目之间切换'],
    ],
  },
];

/** 快捷键: every key of the program on one page. */
export function Shortcuts() {
  const closeDialog = useShell((shell) => shell.closeDialog);
  return (
    <Modal open title="快捷键" width={760} footer={null} onCancel={closeDialog}>
      <div className="shortcuts">
        {GROUPS.map((group) => (
          <section key={group.name}>
            <h2>{group.name}</h2>
            <dl>
              {group.keys.map(([key, what]) => (
                <div key={key}>
                  <dt>{key}</dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
