import { Checkbox, Tabs } from 'antd';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { compareDepartments } from '../../shared/batch/departments.ts';
import { commonYear, formRows } from '../../shared/batch/rows.ts';
import { sharedTexts } from '../../shared/batch/shared-texts.ts';
import { useShell } from '../state/shell.ts';
import { Button } from '../ui/Button.tsx';
import { call } from '../ui/call.ts';
import { message } from '../ui/tell.ts';
import { BatchForm } from './BatchForm.tsx';
import { BatchTable } from './BatchTable.tsx';
import './batch.css';
import { followBatch, isRunning, useBatch } from './batch-state.ts';
import { DepartmentsPanel } from './DepartmentsPanel.tsx';
import { SharedTextsPanel } from './SharedTextsPanel.tsx';
import { useBatchExport } from './use-batch-export.tsx';

/**
 * 批量审核: all forms of a folder at once, for a finance bureau. The page stays behind the form that is
 * looked at, with its filters and its place in the table.
 */
export function BatchPage() {
  const open = useBatch((batch) => batch.open);
  return (
    <>
      <Batch hidden={open !== null} />
      {open && <BatchForm {...open} />}
    </>
  );
}

function Batch({ hidden }: { readonly hidden: boolean }) {
  const [subfolders, setSubfolders] = useState(true);
  const { status, rows } = useBatch();
  const follow = useCallback(async () => {
    const problem = await followBatch();
    if (problem !== undefined) message.error(problem);
  }, []);
  useEffect(() => void follow(), [follow]);

  async function choose() {
    const chosen = await call('batch.chooseFolder');
    if (!chosen) return;
    const started = await call('batch.start', { path: chosen.path, subfolders });
    if (started !== undefined) await follow();
  }

  return (
    <main className="batch" hidden={hidden}>
      <header className="heading">
        <h1>批量审核</h1>
        <div className="buttons">
          <Checkbox checked={subfolders} onChange={(event) => setSubfolders(event.target.checked)}>
            包括子文件夹
          </Checkbox>
          <Button type={rows.length === 0 ? 'primary' : 'default'} onClick={() => void choose()}>
            选择文件夹…
          </Button>
          <ExportButtons />
          <Button onClick={() => useShell.getState().show({ name: 'drafts' })}>返回列表</Button>
        </div>
      </header>
      {status.state === 'none' ? <Introduction /> : <Progress />}
      {rows.length > 0 && <Results />}
    </main>
  );
}

function Introduction() {
  return (
    <div className="batch-introduction">
      <p>
        把各部门报来的填报表放在一个文件夹里，一次审核完：每张表有几处错误、收入和支出合计是多少，
        {'名单上谁报了、谁还没有报，哪些部门写了一模一样的文字。'}
      </p>
      <ul>
        <li>Word（.docx、.doc）、WPS、Excel、网页和文本都可以，一份文件里有几张表也可以。</li>
        <li>只读取，不改动原文件，也不存入「我的填报表」。</li>
        <li>读不了的文件会列出原因，其余的照常审核；审核时可以去做别的事。</li>
      </ul>
    </div>
  );
}

/** How far it is, with a way to end it; afterwards, how it went. */
function Progress() {
  const { status, rows } = useBatch();
  const running = isRunning(status);
  const { done, total, state, problem } = status;
  return (
    <section className="batch-progress" aria-label="进度">
      <p className="folder" title={status.folder}>
        {status.folder}
      </p>
      {running && (
        <>
          <progress
            aria-label="审核进度"
            max={Math.max(total, 1)}
            {...(state === 'checking' && { value: done })}
          />
          <span className="count">
            {state === 'looking' ? '正在查找文件…' : `正在审核 ${done} / ${total}`}
          </span>
          <Button size="small" onClick={() => void call('batch.cancel')}>
            停止
          </Button>
        </>
      )}
      <p role="status" className={problem ? 'attention' : ''}>
        {!running && (problem ?? outcome(rows, status))}
      </p>
    </section>
  );
}

type Now = ReturnType<typeof useBatch.getState>;

function outcome(rows: Now['rows'], { state, done, total }: Now['status']): string {
  if (state === 'done' && total === 0) return '文件夹里没有可以审核的文件，请换一个文件夹。';
  const forms = formRows(rows);
  const wrong = forms.filter(({ form }) => form.errors > 0).length;
  const unread = rows.length - forms.length;
  const counts = [
    `共 ${forms.length} 张表`,
    `有错误的 ${wrong} 张`,
    ...(unread > 0 ? [`读不了的 ${unread} 个`] : []),
  ].join('，');
  if (state === 'done') return `${counts}。`;
  return `已停止：${total} 个文件中还有 ${total - done} 个没有审核。已审核的${counts}。`;
}

function ExportButtons() {
  const { status, rows } = useBatch();
  const { exportSummary, exportReports, busy } = useBatchExport();
  if (rows.length === 0) return null;
  const running = isRunning(status);
  return (
    <>
      <Button type="primary" disabled={running} loading={busy} onClick={() => void exportSummary()}>
        导出汇总表…
      </Button>
      <Button disabled={running} loading={busy} onClick={() => void exportReports()}>
        导出各部门审核结果…
      </Button>
    </>
  );
}

function Results() {
  const { rows, status } = useBatch();
  const running = isRunning(status);
  const shared = useMemo(() => (running ? [] : sharedTexts(rows)), [rows, running]);
  const year = useBatch((batch) => batch.year) ?? commonYear(rows);
  const names = useShell((shell) => shell.settings?.expected);
  const missing = useMemo(
    () =>
      names && year !== undefined && !running
        ? compareDepartments(names, rows, year).missing.length
        : 0,
    [names, rows, year, running],
  );
  return (
    <Tabs
      className="batch-tabs"
      items={[
        { key: 'forms', label: `审核情况（${rows.length}）`, children: <BatchTable rows={rows} /> },
        {
          key: 'departments',
          label: missing > 0 ? `应报与已报（未报 ${missing}）` : '应报与已报',
          children: <DepartmentsPanel rows={rows} year={year} />,
        },
        {
          key: 'texts',
          label: running ? '相同文字' : `相同文字（${shared.length}）`,
          children: <SharedTextsPanel texts={shared} waiting={running} />,
        },
      ]}
    />
  );
}
