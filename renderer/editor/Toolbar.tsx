import { Dropdown } from 'antd';
import { memo } from 'react';
import { MAX_YEAR, MIN_YEAR } from '../../shared/draft/draft.ts';
import { libraryOf } from '../../shared/library/entry.ts';
import { exportJxb, exportOpen } from '../files/export.tsx';
import { readBack } from '../files/read-back.tsx';
import { showVersions, useShell } from '../state/shell.ts';
import { Button } from '../ui/Button.tsx';
import { useEditor, useEditorState, useLater } from './EditorContext.ts';
import { useElements } from './grid/elements.ts';
import type { Command, SimpleCommand } from './grid/keys.ts';
import { selectedRows } from './grid/selection.ts';
import { mapOf } from './grid/table-map.ts';
import { SaveState } from './SaveState.tsx';

interface ToolbarProps {
  readonly run: (command: Command) => void;
  readonly onBack: () => void;
  /** Whether the panel at the right is open. */
  readonly side: boolean;
  readonly onSide: () => void;
  /** Whether the indicator library is open. */
  readonly library: boolean;
  readonly onLibrary: () => void;
}

/** Above the grid: back to the list, whose form this is, whether it is saved, and common commands. */
export function Toolbar(props: ToolbarProps) {
  const { run, onBack, side, onSide, library, onLibrary } = props;
  const editor = useEditor();
  const department = useEditorState((state) => state.draft.cells[editor.definition.department]);
  return (
    <header className="editor-toolbar">
      <Button size="small" onClick={onBack}>
        ‹ 草稿列表
      </Button>
      <strong className="editor-department" title={department}>
        {department || '（未填部门名称）'}
      </strong>
      <YearChoice />
      <SaveState />
      <span className="toolbar-space" />
      <EditButtons run={run} />
      <div className="button-group toolbar-panels">
        {libraryOf(editor.definition) && (
          <Button size="small" title="Ctrl+I" aria-pressed={library} onClick={onLibrary}>
            指标库
          </Button>
        )}
        <Button size="small" aria-pressed={side && !library} onClick={onSide}>
          说明和审核
        </Button>
      </div>
      <Button size="small" className="toolbar-versions" onClick={() => void showVersions()}>
        历史版本
      </Button>
      <ExportButton />
    </header>
  );
}

/**
 * Commands on the table. What they depend on changes with many a key, so they follow in the moment
 * after it, and only where one of them is to look different.
 */
function EditButtons({ run }: Pick<ToolbarProps, 'run'>) {
  const canUndo = useLater((state) => state.past.length > 0 || state.pending !== null);
  const canRedo = useLater((state) => state.future.length > 0);
  const inTable = useLater(
    (state) => selectedRows(mapOf(state.table), state.selection) !== undefined,
  );
  return (
    <>
      <div className="button-group">
        <EditButton run={run} label="撤销" command="undo" keys="Ctrl+Z" enabled={canUndo} />
        <EditButton run={run} label="重做" command="redo" keys="Ctrl+Y" enabled={canRedo} />
      </div>
      <div className="button-group toolbar-rows">
        <EditButton
          run={run}
          label="插入行"
          command="insertBelow"
          keys="在下方插入：Alt+Insert"
          enabled={inTable}
        />
        <EditButton
          run={run}
          label="删除行"
          command="removeRows"
          keys="Alt+Delete"
          enabled={inTable}
        />
      </div>
      <div className="toolbar-find">
        <EditButton run={run} label="查找" command="find" keys="Ctrl+F" enabled />
      </div>
    </>
  );
}

interface EditButtonProps extends Pick<ToolbarProps, 'run'> {
  readonly label: string;
  readonly command: SimpleCommand;
  readonly keys: string;
  readonly enabled: boolean;
}

const EditButton = memo(function EditButton(props: EditButtonProps) {
  const { run, label, command, keys, enabled } = props;
  return (
    <Button
      size="small"
      title={keys}
      disabled={!enabled}
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => run({ do: command })}
    >
      {label}
    </Button>
  );
});

/** 预算年度: the years beside it and its own. */
function YearChoice() {
  const editor = useEditor();
  const { input } = useElements();
  const year = useEditorState((state) => state.draft.year);
  const years = [-3, -2, -1, 0, 1, 2, 3]
    .map((offset) => year + offset)
    .filter((one) => one >= MIN_YEAR && one <= MAX_YEAR);
  return (
    <label className="year-choice">
      <span>预算年度</span>
      <select
        aria-label="预算年度"
        value={year}
        onChange={(event) => {
          editor.apply({ type: 'setYear', year: Number(event.target.value) });
          input.current?.focus({ preventScroll: true });
        }}
      >
        {years.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </label>
  );
}

function ExportButton() {
  return (
    <Dropdown.Button
      size="small"
      type="primary"
      onClick={() => void exportOpen('word')}
      menu={{
        items: [
          { key: 'public', label: '导出公开版…', onClick: () => void exportOpen('public') },
          { key: 'pdf', label: '导出 PDF…', onClick: () => void exportOpen('pdf') },
          { key: 'excel', label: '导出 Excel…', onClick: () => void exportOpen('excel') },
          { key: 'back', label: '从 Excel 读回…', onClick: () => void readBack() },
          { key: 'entry', label: '导出一体化录入表…', onClick: () => void exportOpen('entry') },
          {
            key: 'print',
            label: '打印…',
            onClick: () => useShell.getState().openDialog('print'),
          },
          { type: 'divider' },
          { key: 'jxb', label: '导出草稿文件…', onClick: () => void exportJxb() },
          {
            key: 'version',
            label: '存为版本…',
            onClick: () => useShell.getState().openDialog('version'),
          },
        ],
      }}
    >
      导出 Word
    </Dropdown.Button>
  );
}
