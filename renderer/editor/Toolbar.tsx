import { Button, Dropdown, Space, Tooltip } from 'antd';
import { useDeferredValue, useMemo } from 'react';
import { MAX_YEAR, MIN_YEAR } from '../../shared/draft/draft.ts';
import { libraryOf } from '../../shared/library/entry.ts';
import { useExport } from '../files/use-export.tsx';
import { useReadBack } from '../files/use-read-back.tsx';
import { showVersions, useShell } from '../state/shell.ts';
import { useEditor, useEditorState } from './EditorContext.ts';
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
      <Space.Compact className="toolbar-panels">
        {libraryOf(editor.definition) && (
          <Tooltip title="Ctrl+I">
            <Button size="small" aria-pressed={library} onClick={onLibrary}>
              指标库
            </Button>
          </Tooltip>
        )}
        <Button size="small" aria-pressed={side && !library} onClick={onSide}>
          说明和审核
        </Button>
      </Space.Compact>
      <Button size="small" onClick={() => void showVersions()}>
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
  const canUndo = useDeferredValue(
    useEditorState((state) => state.past.length > 0 || state.pending !== null),
  );
  const canRedo = useDeferredValue(useEditorState((state) => state.future.length > 0));
  const inTable = useDeferredValue(
    useEditorState((state) => selectedRows(mapOf(state.table), state.selection) !== undefined),
  );
  return useMemo(() => {
    const button = (label: string, command: SimpleCommand, keys: string, enabled: boolean) => (
      <Tooltip title={keys}>
        <Button
          size="small"
          disabled={!enabled}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => run({ do: command })}
        >
          {label}
        </Button>
      </Tooltip>
    );
    return (
      <>
        <Space.Compact>
          {button('撤销', 'undo', 'Ctrl+Z', canUndo)}
          {button('重做', 'redo', 'Ctrl+Y', canRedo)}
        </Space.Compact>
        <Space.Compact className="toolbar-rows">
          {button('插入行', 'insertBelow', '在下方插入：Alt+Insert', inTable)}
          {button('删除行', 'removeRows', 'Alt+Delete', inTable)}
        </Space.Compact>
        {button('查找', 'find', 'Ctrl+F', true)}
      </>
    );
  }, [run, canUndo, canRedo, inTable]);
}

/** 预算年度: the years beside it and its own. */
function YearChoice() {
  const editor = useEditor();
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
        onChange={(event) => editor.apply({ type: 'setYear', year: Number(event.target.value) })}
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
  const { exportOpen, exportJxb } = useExport();
  const readBack = useReadBack();
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
