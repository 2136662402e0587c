import { useMemo } from 'react';
import { BIN_DAYS, daysLeft } from '../../shared/draft/bin.ts';
import { useShell } from '../state/shell.ts';
import { Button } from '../ui/Button.tsx';
import { draftName } from '../ui/format.ts';
import { DraftTable, RowButton } from './DraftTable.tsx';
import { draftActions } from './draft-actions.tsx';
import { type ListQuery, useDraftList } from './use-draft-list.ts';

const DELETED: ListQuery = { text: '', year: null, sort: 'updated', deleted: true };

function leftText(days: number): string {
  return days > 0 ? `还剩 ${days} 天` : `已满 ${BIN_DAYS} 天，即将清除`;
}

/** The recycle bin: drafts that were deleted, to be had back or to be removed for good. */
export function BinPage() {
  const { answer, reload, showMore } = useDraftList(DELETED);
  const actions = useMemo(() => draftActions(reload), [reload]);
  const { show } = useShell.getState();
  return (
    <main className="page">
      <header className="heading">
        <h1>回收站</h1>
        <div className="buttons">
          <Button onClick={() => show({ name: 'drafts' })}>返回列表</Button>
        </div>
      </header>
      <p className="hint">
        删除的表在这里保留 {BIN_DAYS} 天，其间可以恢复；满 {BIN_DAYS}{' '}
        天后自动清除，连同它的历史版本。
      </p>
      {answer?.total === 0 && <p className="none">回收站是空的。</p>}
      {answer && answer.items.length > 0 && (
        <DraftTable
          drafts={answer.items}
          timeHeading="删除时间"
          timeOf={(draft) => draft.deletedAt ?? draft.updatedAt}
          noteOf={(draft) => leftText(daysLeft(draft.deletedAt ?? draft.updatedAt))}
          actionsOf={(draft) => (
            <>
              <RowButton
                label="恢复"
                about={draftName(draft)}
                onClick={() => void actions.restore(draft)}
              />
              <RowButton
                label="彻底删除"
                about={draftName(draft)}
                danger
                onClick={() => actions.purge(draft)}
              />
            </>
          )}
        />
      )}
      {answer && answer.items.length < answer.total && (
        <p className="more">
          <Button onClick={showMore}>显示更多</Button>
        </p>
      )}
    </main>
  );
}
