import { Dropdown, type InputRef } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { LibraryFile } from '../../shared/api/library.ts';
import { DEFAULT_FORM } from '../../shared/form/forms.ts';
import { type LibraryEntry, libraryOf } from '../../shared/library/entry.ts';
import type { LibraryIndex } from '../../shared/library/search.ts';
import { useShell } from '../state/shell.ts';
import { Button } from '../ui/Button.tsx';
import { call } from '../ui/call.ts';
import { fileNameOf } from '../ui/format.ts';
import { message } from '../ui/tell.ts';
import { EntryDialog } from './EntryDialog.tsx';
import { EntryTable } from './EntryTable.tsx';
import { ImportDialog } from './ImportDialog.tsx';
import './library.css';
import { indexOf, loadLibrary, useLibrary } from './library-state.ts';
import { SearchFields } from './SearchFields.tsx';
import { useSearch } from './use-search.ts';

const definition = DEFAULT_FORM;
const library = libraryOf(definition);
/** How many entries are shown before 显示更多, and with it. */
const PAGE = 100;

type Open =
  | { readonly dialog: 'entry'; readonly entry: LibraryEntry | null }
  | { readonly dialog: 'import'; readonly file: LibraryFile };

/** 指标库 as a page: to look through, add, change, hide, take in and give out. */
export function LibraryPage({ cameFrom }: { readonly cameFrom: string | null }) {
  const show = useShell((shell) => shell.show);
  const entries = useLibrary((state) => (state.form === definition.id ? state.entries : undefined));
  const [hidden, setHidden] = useState(false);
  const [limit, setLimit] = useState(PAGE);
  const [open, setOpen] = useState<Open>();
  const index = useIndex(entries, hidden);
  const state = useSearch(definition, index);
  const search = useRef<InputRef>(null);
  const { found } = state;

  const reload = async () => {
    const problem = await loadLibrary(definition);
    if (problem) message.error(problem.message);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page is opened
  useEffect(() => {
    search.current?.focus();
    void reload();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another search begins at its top
  useEffect(() => setLimit(PAGE), [state.search]);

  async function leave() {
    const draft = cameFrom === null ? undefined : await call('drafts.open', { id: cameFrom });
    show(draft ? { name: 'editor', open: draft } : { name: 'drafts' });
  }
  async function write(kind: 'xlsx' | 'csv') {
    const keys = found.map(({ key }) => key);
    const saved = await call('library.export', { form: definition.id, keys, kind });
    if (saved) message.success(`已导出 ${keys.length} 条指标：${fileNameOf(saved.path)}`);
  }
  async function choose() {
    const file = await call('library.readFile', { form: definition.id });
    if (file) setOpen({ dialog: 'import', file });
  }
  const closeAndReload = () => {
    setOpen(undefined);
    void reload();
  };

  if (!library) return null;
  return (
    <main className="page library-page">
      <header className="heading">
        <h1>指标库</h1>
        <div className="buttons">
          <Button type="primary" onClick={() => setOpen({ dialog: 'entry', entry: null })}>
            添加指标
          </Button>
          <Button onClick={() => void choose()}>导入…</Button>
          <Dropdown
            trigger={['click']}
            menu={{
              items: [
                { key: 'xlsx', label: '导出为 Excel…', onClick: () => void write('xlsx') },
                { key: 'csv', label: '导出为 CSV…', onClick: () => void write('csv') },
              ],
            }}
          >
            <Button disabled={found.length === 0}>导出这 {found.length} 条</Button>
          </Dropdown>
          <Button onClick={() => void leave()}>
            {cameFrom === null ? '返回列表' : '返回填报表'}
          </Button>
        </div>
      </header>
      <p className="hint library-intro">
        这台电脑上各份填报表里的指标，保存后自动进入指标库；您也可以自己添加。填表时按 Ctrl+I
        打开，输入三级指标时也会提示。
      </p>
      <SearchFields state={state} inputRef={search}>
        <label className="library-hidden">
          <input
            type="checkbox"
            checked={hidden}
            onChange={(event) => setHidden(event.target.checked)}
          />
          只看已隐藏的
        </label>
      </SearchFields>
      <p className="library-found" role="status">
        {entries === undefined ? '正在读取指标库…' : countText(found.length)}
      </p>
      {found.length > 0 && (
        <EntryTable
          library={library}
          entries={found.slice(0, limit)}
          onEdit={(entry) => setOpen({ dialog: 'entry', entry })}
          onChanged={() => void reload()}
        />
      )}
      {found.length > limit && (
        <p className="more">
          <Button onClick={() => setLimit(limit + PAGE)}>显示更多</Button>
        </p>
      )}
      {open?.dialog === 'entry' && (
        <EntryDialog
          definition={definition}
          library={library}
          entry={open.entry}
          entries={entries ?? []}
          onClose={() => setOpen(undefined)}
          onKept={closeAndReload}
        />
      )}
      {open?.dialog === 'import' && (
        <ImportDialog
          library={library}
          file={open.file}
          entries={entries ?? []}
          onClose={() => setOpen(undefined)}
          onTaken={closeAndReload}
        />
      )}
    </main>
  );
}

/** The entries that are to be seen, or those that are hidden, ready to be searched. */
function useIndex(entries: readonly LibraryEntry[] | undefined, hidden: boolean) {
  const [index, setIndex] = useState<LibraryIndex | null>(null);
  const wanted = useMemo(
    () => entries?.filter((entry) => entry.hidden === hidden),
    [entries, hidden],
  );
  useEffect(() => {
    let left = false;
    if (wanted) {
      void indexOf(definition, wanted).then((made) => {
        if (!left) setIndex(made);
      });
    }
    return () => {
      left = true;
    };
  }, [wanted]);
  return index;
}

function countText(count: number): string {
  return count > 0 ? `共 ${count} 条。` : '没有符合条件的指标。换几个字，或去掉上面的条件试试。';
}
