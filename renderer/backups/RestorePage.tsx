import { Spin } from 'antd';
import { useEffect, useState } from 'react';
import type { BackupContents, BackupState } from '../../shared/api/backups.ts';
import { useShell } from '../state/shell.ts';
import { Button } from '../ui/Button.tsx';
import { call, READING_TIME } from '../ui/call.ts';
import { formatTime } from '../ui/format.ts';
import { message, modal } from '../ui/tell.ts';
import './backups.css';

const STATES: Readonly<Record<BackupState, string>> = {
  new: '本机没有',
  same: '与本机相同',
  newer: '比本机的新',
  older: '比本机的旧',
};

/** What a backup holds, and the two ways to take it over. */
export function RestorePage({ contents }: { readonly contents: BackupContents }) {
  const show = useShell((shell) => shell.show);
  // The copy that was read is kept only as long as somebody looks at it.
  useEffect(() => () => void call('backups.dismiss'), []);
  return (
    <main className="page backups">
      <header className="heading">
        <h1>备份里的内容</h1>
        <div className="buttons">
          <Button onClick={() => show({ name: 'backups' })}>返回</Button>
        </div>
      </header>
      <p className="file">
        {contents.fileName}：{summaryOf(contents)}
      </p>
      {contents.damaged && (
        <p className="file">
          这份备份的文件有损坏：下面是还能读出的内容，可能不全，也可能比备份时的旧。本机的草稿没有变化；有别的备份的，请先看别的，合并或替换前请核对。
        </p>
      )}
      <Ways contents={contents} />
      {contents.drafts.length > 0 && <Held contents={contents} />}
    </main>
  );
}

function countOf({ drafts }: BackupContents, ...states: readonly BackupState[]): number {
  return drafts.filter((draft) => states.includes(draft.state)).length;
}

function summaryOf(contents: BackupContents): string {
  const parts = (Object.keys(STATES) as BackupState[])
    .map((state) => [STATES[state], countOf(contents, state)] as const)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${name}的 ${count} 份`);
  const all = [`共 ${contents.drafts.length} 份填报表`, ...parts].join('，');
  const unreadable = `；另有 ${contents.unreadable} 份在备份里已损坏，读不出来`;
  const lost = `；其中 ${contents.lostVersions} 个历史版本已损坏，读不出来`;
  return [all, contents.unreadable > 0 && unreadable, contents.lostVersions > 0 && lost, '。']
    .filter(Boolean)
    .join('');
}

function Held({ contents }: { readonly contents: BackupContents }) {
  return (
    <table className="drafts">
      <thead>
        <tr>
          <th scope="col">部门（单位）</th>
          <th scope="col">预算年度</th>
          <th scope="col">备份中的最近修改</th>
          <th scope="col">与本机相比</th>
        </tr>
      </thead>
      <tbody>
        {contents.drafts.map((draft) => (
          <tr key={draft.id}>
            <th scope="row" className={draft.department ? '' : 'unnamed'}>
              {draft.department || '（未填部门名称）'}
              {draft.deleted && <span className="left">在备份的回收站里</span>}
            </th>
            <td className="year">{draft.year} 年</td>
            <td className="time">{formatTime(draft.updatedAt)}</td>
            <td className={`state ${draft.state}`}>{STATES[draft.state]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Ways({ contents }: { readonly contents: BackupContents }) {
  const show = useShell((shell) => shell.show);
  const [busy, setBusy] = useState(false);
  const fresh = countOf(contents, 'new');
  const changed = countOf(contents, 'newer', 'older');

  async function merge() {
    setBusy(true);
    const done = await call('backups.merge');
    setBusy(false);
    if (!done) return;
    message.success(
      `已合并：新增 ${done.added} 份填报表；内容不同的 ${done.versions} 份，备份里的内容在历史版本里。`,
      READING_TIME,
    );
    show({ name: 'drafts' });
  }

  async function replace() {
    const done = await call('backups.replace');
    if (!done) return;
    message.success(
      `已换成备份里的 ${done.drafts} 份填报表；替换前的内容在自动备份里。`,
      READING_TIME,
    );
    show({ name: 'drafts' });
  }

  function askToReplace() {
    modal.confirm({
      title: '用这份备份替换本机的全部填报表？',
      content:
        `替换前会先自动备份本机现在的内容，以后可以换回来。` +
        (contents.onlyHere > 0
          ? `本机有 ${contents.onlyHere} 份填报表是这份备份里没有的，替换后不再出现在列表里。`
          : ''),
      okText: '替换',
      okButtonProps: { danger: true },
      autoFocusButton: 'cancel',
      onOk: replace,
    });
  }

  return (
    <Spin spinning={busy}>
      <div className="restore-ways">
        <section className="way">
          <h2>合并到本机</h2>
          <p>
            {fresh + changed === 0
              ? '备份里的填报表本机都有，内容也相同。'
              : `加入本机没有的 ${fresh} 份；内容不同的 ${changed} 份，把备份里的内容存为它的历史版本，本机现在的内容不变。`}
          </p>
          <Button type="primary" disabled={busy} onClick={() => void merge()}>
            合并
          </Button>
        </section>
        <section className="way">
          <h2>替换本机的内容</h2>
          <p>本机的填报表全部换成备份里的。替换前先自动备份本机现在的内容。</p>
          <Button danger disabled={busy} onClick={askToReplace}>
            替换…
          </Button>
        </section>
      </div>
    </Spin>
  );
}
