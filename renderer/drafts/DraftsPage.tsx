import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import type { DraftSummary, ListAnswer } from '../../shared/api.ts';
import { StorageNotices } from '../backups/StorageNotices.tsx';
import { exportJxb, exportStored } from '../files/export.tsx';
import { chooseFiles } from '../files/import-files.ts';
import { useShell } from '../state/shell.ts';
import { Button } from '../ui/Button.tsx';
import { draftName } from '../ui/format.ts';
import { useMenuCommands } from '../ui/use-menu-commands.ts';
import { DraftTable, RowButton, RowMenu, type RowMenuItem } from './DraftTable.tsx';
import { type DraftActions, draftActions } from './draft-actions.tsx';
import { EVERYTHING, type ListQuery, type SortOrder, useDraftList } from './use-draft-list.ts';
import { Welcome } from './Welcome.tsx';

const MendDialog = lazy(async () => ({
  default: (await import('../backups/MendDialog.tsx')).MendDialog,
}));

const SORTS: readonly (readonly [SortOrder, string])[] = [
  ['updated', '最近修改'],
  ['department', '部门名称'],
  ['year', '预算年度'],
];

/** The list of drafts: what the program starts with. */
export function DraftsPage() {
  const [query, setQuery] = useState(EVERYTHING);
  const { answer, reload, showMore } = useDraftList(query);
  const actions = useMemo(() => draftActions(reload), [reload]);
  const change = (part: Partial<ListQuery>) => setQuery((old) => ({ ...old, ...part }));
  const filtered = query.text.trim() !== '' || query.year !== null;
  if (answer && answer.total === 0 && !filtered) {
    return <Welcome onExample={() => void actions.openExample()} />;
  }
  return (
    <main className="page">
      <Heading />
      <StorageNotices />
      <Filters query={query} years={answer?.years ?? []} onChange={change} />
      {answer && <Found answer={answer} actions={actions} reload={reload} />}
      {answer && answer.total === 0 && (
        <p className="none">
          没有找到符合条件的填报表。
          <Button type="link" onClick={() => setQuery(EVERYTHING)}>
            显示全部
          </Button>
        </p>
      )}
      {answer && answer.items.length < answer.total && (
        <p className="more">
          <Button onClick={showMore}>
            显示更多（还有 {answer.total - answer.items.length} 份）
          </Button>
        </p>
      )}
    </main>
  );
}

function Heading() {
  const { show, openDialog } = useShell.getState();
  return (
    <header className="heading">
      <h1>我的填报表</h1>
      <div className="buttons">
        <Button type="primary" onClick={() => void chooseFiles()}>
          导入上年表
        </Button>
        <Button onClick={() => openDialog('new')}>新建空白表</Button>
        <Button type="text" onClick={() => show({ name: 'batch' })}>
          批量审核
        </Button>
        <Button type="text" onClick={() => show({ name: 'library', cameFrom: null })}>
          指标库
        </Button>
        <Button type="text" onClick={() => show({ name: 'bin' })}>
          回收站
        </Button>
        <Button type="text" onClick={() => show({ name: 'settings' })}>
          设置
        </Button>
      </div>
    </header>
  );
}

interface FiltersProps {
  readonly query: ListQuery;
  readonly years: readonly number[];
  onChange(part: Partial<ListQuery>): void;
}

function Filters({ query, years, onChange }: FiltersProps) {
  const search = useRef<HTMLInputElement>(null);
  useFindKey(() => search.current?.select());
  return (
    <search className="filters">
      <input
        ref={search}
        type="search"
        placeholder="按部门名称查找"
        aria-label="按部门名称查找"
        value={query.text}
        onChange={(event) => onChange({ text: event.target.value })}
      />
      <span>
        <label htmlFor="filter-year">年度</label>
        <select
          id="filter-year"
          value={query.year ?? ''}
          onChange={(event) =>
            onChange({ year: event.target.value === '' ? null : Number(event.target.value) })
          }
        >
          <option value="">全部</option>
          {years.map((year) => (
            <option key={year} value={year}>
              {year} 年
            </option>
          ))}
        </select>
      </span>
      <span>
        <label htmlFor="sort-order">排序</label>
        <select
          id="sort-order"
          value={query.sort}
          onChange={(event) => {
            const chosen = SORTS.find(([sort]) => sort === event.target.value);
            if (chosen) onChange({ sort: chosen[0] });
          }}
        >
          {SORTS.map(([sort, name]) => (
            <option key={sort} value={sort}>
              {name}
            </option>
          ))}
        </select>
      </span>
    </search>
  );
}

/** Ctrl+F and its menu entry; the menu leaves the key to the page. */
function useFindKey(find: () => void): void {
  useMenuCommands({ find });
  const latest = useRef(find);
  useEffect(() => {
    latest.current = find;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.ctrlKey || event.key.toLowerCase() !== 'f') return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

interface FoundProps {
  readonly answer: ListAnswer;
  readonly actions: DraftActions;
  reload(): Promise<void>;
}

function versionsOf({ id }: DraftSummary): RowMenuItem {
  const show = () => useShell.getState().show({ name: 'versions', of: id, cameFrom: 'drafts' });
  return { label: '历史版本', onClick: show };
}

function Found({ answer, actions, reload }: FoundProps) {
  const [mending, setMending] = useState<DraftSummary | null>(null);
  if (answer.items.length === 0) return null;
  const remove = (draft: DraftSummary) => (
    <RowButton
      label="删除"
      about={draftName(draft)}
      danger
      onClick={() => void actions.remove(draft)}
    />
  );
  const buttonsOf = (draft: DraftSummary) => {
    const about = draftName(draft);
    if (draft.damaged) {
      return (
        <>
          <RowButton label="找回" about={about} onClick={() => setMending(draft)} />
          {remove(draft)}
          <RowMenu id={draft.id} about={about} items={[versionsOf(draft)]} />
        </>
      );
    }
    return (
      <>
        <RowButton
          label="导出 Word"
          about={about}
          onClick={() => void exportStored(draft.id).then(reload)}
        />
        <RowButton
          label="做下一年的表"
          about={about}
          onClick={() => void actions.makeNextYear(draft)}
        />
        <RowButton label="复制" about={about} onClick={() => void actions.duplicate(draft)} />
        {remove(draft)}
        <RowMenu
          id={draft.id}
          about={about}
          items={[
            versionsOf(draft),
            { label: '导出草稿文件…', onClick: () => void exportJxb(draft.id) },
          ]}
        />
      </>
    );
  };
  return (
    <>
      <DraftTable
        drafts={answer.items}
        timeHeading="最近修改"
        timeOf={(draft) => draft.updatedAt}
        onOpen={(draft) => (draft.damaged ? setMending(draft) : void actions.open(draft.id))}
        actionsOf={buttonsOf}
      />
      {mending && (
        <Suspense fallback={null}>
          <MendDialog
            draft={mending}
            onClose={(mended) => {
              setMending(null);
              if (mended) void reload();
            }}
          />
        </Suspense>
      )}
    </>
  );
}
