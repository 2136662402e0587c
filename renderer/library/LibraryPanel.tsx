import type { InputRef } from 'antd';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { entryName, type LibraryEntry, type LibraryShape } from '../../shared/library/entry.ts';
import { useEditor } from '../editor/EditorContext.ts';
import { Button } from '../ui/Button.tsx';
import { EntryOption } from './EntryOption.tsx';
import './library.css';
import { loadLibrary, useLibrary } from './library-state.ts';
import { SearchFields } from './SearchFields.tsx';
import { useInsert } from './use-insert.tsx';
import { useSearch } from './use-search.ts';

const LIST_ID = 'library-list';
/** How many entries are drawn at once; more are found by typing on. */
const SHOWN = 100;

interface LibraryPanelProps {
  readonly library: LibraryShape;
  readonly onClose: () => void;
  readonly onManage: () => void;
}

/** 指标库 beside the grid: type to search, Enter inserts below the selected row. */
export function LibraryPanel({ library, onClose, onManage }: LibraryPanelProps) {
  const { definition } = useEditor();
  const index = useLibrary((state) => (state.form === definition.id ? state.index : null));
  const state = useSearch(definition, index);
  const { found, search } = state;
  const { target, present, insert } = useInsert(library);
  const [checked, setChecked] = useState<ReadonlyMap<string, LibraryEntry>>(new Map());
  const [active, setActive] = useState(0);
  const [problem, setProblem] = useState<string>();
  const input = useRef<InputRef>(null);
  const shown = found.slice(0, SHOWN);
  useEffect(() => {
    input.current?.focus();
    void loadLibrary(definition).then((found) => setProblem(found?.message));
  }, [definition]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another search begins at its top
  useEffect(() => setActive(0), [search]);

  const toggle = (entry: LibraryEntry) => {
    const next = new Map(checked);
    if (!next.delete(entry.key)) next.set(entry.key, entry);
    setChecked(next);
  };
  const insertChecked = () => {
    insert([...checked.values()]);
    setChecked(new Map());
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const entry = shown[active];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive(Math.max(0, Math.min(active + step, shown.length - 1)));
    } else if (event.key === 'Enter' && event.shiftKey) {
      if (entry) toggle(entry);
    } else if (event.key === 'Enter') {
      if (checked.size > 0) insertChecked();
      else if (entry) insert([entry]);
    } else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <aside className="library-panel" aria-label="指标库" data-pane="library" tabIndex={-1}>
      <header>
        <h2>指标库</h2>
        <Button size="small" type="link" onClick={onManage}>
          管理…
        </Button>
        <Button size="small" type="text" aria-label="关闭指标库" onClick={onClose}>
          ×
        </Button>
      </header>
      <SearchFields
        state={state}
        inputRef={input}
        onKeyDown={onKeyDown}
        list={{ id: LIST_ID, active: shown.length > 0 ? `${LIST_ID}-${active}` : undefined }}
      />
      <p className="library-target">插入到：{target.name}</p>
      <div
        id={LIST_ID}
        role="listbox"
        aria-label="找到的指标"
        aria-multiselectable="true"
        className="library-list"
        tabIndex={-1}
      >
        {shown.map((entry, i) => (
          <EntryOption
            key={entry.key}
            id={`${LIST_ID}-${i}`}
            library={library}
            entry={entry}
            active={i === active}
            checked={checked.has(entry.key)}
            present={present.has(entry.key)}
            onToggle={() => {
              setActive(i);
              toggle(entry);
            }}
            onInsert={() => {
              insert([entry]);
              setChecked(new Map());
            }}
          />
        ))}
      </div>
      <p className="library-count" role="status">
        {problem ?? (index ? countText(found.length) : '正在读取指标库…')}
      </p>
      <footer>
        <Button
          type="primary"
          size="small"
          disabled={checked.size === 0}
          title={[...checked.values()].map(({ cells }) => entryName(library, cells)).join('、')}
          onClick={() => {
            insertChecked();
            input.current?.focus();
          }}
        >
          插入选中的 {checked.size} 条
        </Button>
        <p className="hint">↑↓ 选择，Enter 插入，Shift+Enter 勾选多条，Esc 回到表格。</p>
      </footer>
    </aside>
  );
}

function countText(count: number): string {
  if (count === 0) return '没有找到。换几个字，或去掉级次条件试试。';
  return count > SHOWN ? `找到 ${count} 条，这里列出前 ${SHOWN} 条。` : `找到 ${count} 条。`;
}
