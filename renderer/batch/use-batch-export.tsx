import { useEffect, useMemo, useState } from 'react';
import type { Progress, ReportsAnswer } from '../../shared/api/batch.ts';
import { commonYear } from '../../shared/batch/rows.ts';
import { useShell } from '../state/shell.ts';
import { ask } from '../ui/api.ts';
import { Button } from '../ui/Button.tsx';
import { call } from '../ui/call.ts';
import { fileNameOf, likelyYear } from '../ui/format.ts';
import { modal } from '../ui/tell.ts';
import { useBatch } from './batch-state.ts';
import '../files/dialogs.css';

interface BatchExport {
  readonly busy: boolean;
  /** Writes the summary as Excel. */
  exportSummary(): Promise<void>;
  /** Writes the 审核结果 of every form into a folder. */
  exportReports(): Promise<void>;
}

/** What 批量审核 gives away: the summary, and the 审核结果 of each department. */
export function useBatchExport(): BatchExport {
  const [busy, setBusy] = useState(false);
  return useMemo(() => {
    async function exportSummary() {
      const { rows, year } = useBatch.getState();
      const names = [...(useShell.getState().settings?.expected ?? [])];
      setBusy(true);
      const saved = await call('batch.exportSummary', {
        names,
        year: year ?? commonYear(rows) ?? likelyYear(),
      });
      setBusy(false);
      if (!saved) return;
      const { path } = saved;
      modal.success({
        title: '汇总表已导出',
        okText: '完成',
        content: fileNameOf(path),
        footer: (_, { OkBtn }) => (
          <div className="dialog-buttons">
            <Button onClick={() => void call('export.showInFolder', { path })}>
              打开所在文件夹
            </Button>
            <Button onClick={() => void call('export.openFile', { path })}>打开文件</Button>
            <OkBtn />
          </div>
        ),
      });
    }

    async function exportReports() {
      setBusy(true);
      const watched = modal.info({
        icon: null,
        title: '导出各部门审核结果',
        content: <ReportsProgress />,
        footer: (
          <div className="dialog-buttons">
            <Button onClick={() => void call('batch.cancel')}>停止</Button>
          </div>
        ),
        keyboard: false,
      });
      const answer = await ask('batch.exportReports');
      watched.destroy();
      setBusy(false);
      if (!answer.ok) modal.error({ title: '没有导出', content: answer.problem.message });
      else if (answer.value) tellReports(answer.value);
    }

    function tellReports(answer: ReportsAnswer) {
      const tell = answer.failed.length + answer.left > 0 ? modal.warning : modal.success;
      tell({
        title: answer.left > 0 ? '已停止导出' : '审核结果已导出',
        width: 560,
        okText: '完成',
        content: <ReportsOutcome answer={answer} />,
        footer: (_, { OkBtn }) => (
          <div className="dialog-buttons">
            <Button onClick={() => void call('batch.showReports')}>打开文件夹</Button>
            <OkBtn />
          </div>
        ),
      });
    }

    return { busy, exportSummary, exportReports };
  }, [busy]);
}

/** How often to ask how many are written, in milliseconds. */
const INTERVAL = 300;

function ReportsProgress() {
  const [progress, setProgress] = useState<Progress | null>(null);
  useEffect(() => {
    const timer = setInterval(() => {
      void ask('batch.reportsProgress').then((answer) => {
        if (answer.ok) setProgress(answer.value);
      });
    }, INTERVAL);
    return () => clearInterval(timer);
  }, []);
  if (!progress) return <p>请选择存放的文件夹…</p>;
  return (
    <p className="batch-writing">
      <progress aria-label="导出进度" value={progress.done} max={progress.total} />
      {progress.done} / {progress.total}
    </p>
  );
}

function ReportsOutcome({ answer }: { readonly answer: ReportsAnswer }) {
  const { folder, written, kept, failed, left } = answer;
  return (
    <>
      <p>
        写出 {written} 份{kept > 0 && `，保留原来的 ${kept} 份`}
        {left > 0 && `，没有写的 ${left} 份`}
        {failed.length > 0 && `，没有写成的 ${failed.length} 份`}。
      </p>
      <p className="exported-name">{folder}</p>
      <ul className="batch-failed">
        {failed.map(({ file, problem }) => (
          <li key={file}>
            {file}：{problem}
          </li>
        ))}
      </ul>
    </>
  );
}
