import type { RecoveredDraft, RecoveryReport } from '../../shared/api/backups.ts';
import { useShell } from '../state/shell.ts';
import { Button } from '../ui/Button.tsx';
import { call } from '../ui/call.ts';
import { formatTime } from '../ui/format.ts';
import './backups.css';

/** 恢复说明: what became of each draft when a damaged database was recovered. */
export function RecoveryPage({ report }: { readonly report: RecoveryReport }) {
  const show = useShell((shell) => shell.show);
  return (
    <main className="page backups">
      <header className="heading">
        <h1>恢复说明</h1>
        <div className="buttons">
          <Button onClick={() => void call('app.openDataFolder')}>打开数据文件夹</Button>
          <Button type="primary" onClick={() => show({ name: 'drafts' })}>
            打开草稿列表
          </Button>
        </div>
      </header>
      <section className="part attention">
        <p>{whatHappened(report)}</p>
        <p>{resultOf(report)}</p>
        {report.cause === 'behind' && (
          <p>
            最后保存的内容不在这个文件里：可能是断电、U
            盘没有安全弹出，或文件被换成了以前的。刚存的历史版本、刚改的指标库和设置也可能缺少。请核对最近改过的表，缺的内容可在「历史版本」和「备份与恢复」里找。
          </p>
        )}
        {report.logTorn && (
          <p>
            程序上次没有正常结束，最后一段保存记录也有损坏：最后几次保存可能没有找回，请核对最近改过的表。
          </p>
        )}
        <p className="hint">这份说明以后可以在「备份与恢复」里再看。</p>
      </section>
      {report.drafts.length > 0 && <Fates report={report} />}
    </main>
  );
}

function whatHappened({ at, cause, folder }: RecoveryReport): string {
  if (cause === 'gone') {
    return `${formatTime(at)} 启动时，原来的草稿库文件不见了，已用最近的自动备份恢复。`;
  }
  if (cause === 'behind') {
    return `${formatTime(at)} 启动时发现草稿库文件比最后一次保存时的旧。这个文件原样移到了数据文件夹的「${folder}」里，没有改动，请先不要删除。`;
  }
  return `${formatTime(at)} 启动时发现草稿库文件已损坏。损坏的文件原样移到了数据文件夹的「${folder}」里，没有改动，请先不要删除。`;
}

function resultOf({ drafts }: RecoveryReport): string {
  const count = (test: (draft: RecoveredDraft) => boolean) => drafts.filter(test).length;
  const parts = [
    [count((one) => one.source === 'file'), '从原来的文件里读出'],
    [count((one) => one.source === 'backup'), '取自自动备份'],
    [count((one) => one.source === 'version'), '取自历史版本'],
    [count((one) => one.source === 'lost'), '没有找回'],
  ] as const;
  const told = parts.filter(([n]) => n > 0).map(([n, what]) => `${n} 份${what}`);
  if (told.length === 0) return '没有找到任何填报表。';
  return `共 ${drafts.length} 份填报表：${told.join('，')}。`;
}

/** What needs the person's eye first. */
function orderOf({ source, doubt }: RecoveredDraft): number {
  if (source === 'lost') return 0;
  if (source !== 'file') return 1;
  return doubt === 'none' ? 3 : 2;
}

function Fates({ report }: { readonly report: RecoveryReport }) {
  const sorted = [...report.drafts].sort((a, b) => orderOf(a) - orderOf(b));
  return (
    <table className="drafts">
      <thead>
        <tr>
          <th scope="col">部门（单位）</th>
          <th scope="col">预算年度</th>
          <th scope="col">从哪里来</th>
        </tr>
      </thead>
      <tbody>
        {sorted.map((draft) => (
          <tr key={draft.id}>
            <th scope="row" className={draft.department ? '' : 'unnamed'}>
              {draft.department || '（未填部门名称）'}
            </th>
            <td className="year">{draft.year !== null && `${draft.year} 年`}</td>
            <td className={`fate order-${orderOf(draft)}`}>{fateOf(draft, report)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function fateOf({ source, from, doubt }: RecoveredDraft, { cause }: RecoveryReport): string {
  const when = from === null ? '' : formatTime(from);
  if (source === 'lost') return '没有找回：原来的文件里没有或读不出来，自动备份里也没有。';
  if (source === 'backup') return `取自${when} 的自动备份；那以后的修改没有找回，请核对。`;
  if (source === 'version') return `取自${when} 的历史版本；那以后的修改没有找回，请核对。`;
  if (doubt === 'older' && cause === 'behind') {
    return '从原来的文件里读出，不是最后一次保存的内容：最后的修改没有找回，请核对。';
  }
  if (doubt === 'older') return '从损坏的文件里读出，可能不是最后一次保存的内容，请核对。';
  if (doubt === 'unproved') return '从损坏的文件里读出，没有校验码可以证明无误，请核对一遍。';
  return '从原来的文件里完整读出，与最后一次保存的一致。';
}
