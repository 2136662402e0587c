import { Spin } from 'antd';
import { useEffect, useState } from 'react';
import { BACKUP_KINDS, type BackupInfo, type RecoveryReport } from '../../shared/api/backups.ts';
import { RowButton } from '../drafts/DraftTable.tsx';
import { useShell } from '../state/shell.ts';
import { Button } from '../ui/Button.tsx';
import { call } from '../ui/call.ts';
import { formatTime } from '../ui/format.ts';
import { useBackups } from './use-backups.ts';
import './backups.css';
import '../settings/settings.css';

/** 备份与恢复: a backup by hand, the automatic ones, and the way back from any. */
export function BackupsPage() {
  const show = useShell((shell) => shell.show);
  const { busy, save, choose, look } = useBackups();
  const [backups, setBackups] = useState<readonly BackupInfo[] | null>(null);
  const [recoveries, setRecoveries] = useState<readonly RecoveryReport[]>([]);
  useEffect(() => {
    void call('backups.list').then((answer) => {
      if (!answer) return;
      setBackups(answer.backups);
      setRecoveries(answer.recoveries);
    });
  }, []);
  return (
    <main className="page backups">
      <header className="heading">
        <h1>备份与恢复</h1>
        <div className="buttons">
          <Button onClick={() => show({ name: 'drafts' })}>返回列表</Button>
        </div>
      </header>
      <Spin spinning={busy !== null} description={busy}>
        <section className="setting">
          <h2>备份</h2>
          <p className="hint">
            把全部填报表、历史版本、指标库和常用的词写成一个文件，可以存到 U
            盘或别的文件夹，也可以拿到另一台电脑上用。
          </p>
          <Button type="primary" onClick={() => void save()}>
            备份到…
          </Button>
        </section>
        <section className="setting">
          <h2>恢复</h2>
          <p className="hint">
            选一个备份文件，先看里面有什么，再决定是合并到本机还是替换本机的内容。只看不会改动任何内容。
          </p>
          <Button onClick={() => void choose()}>选择备份文件…</Button>
        </section>
        {backups && <Automatic backups={backups} onLook={(name) => void look(name)} />}
        {recoveries.length > 0 && (
          <Recoveries
            recoveries={recoveries}
            onShow={(report) => show({ name: 'recovery', report })}
          />
        )}
      </Spin>
    </main>
  );
}

function Automatic(props: { readonly backups: readonly BackupInfo[]; onLook(name: string): void }) {
  return (
    <section className="setting">
      <h2>自动备份</h2>
      <p className="hint">
        每天第一次打开程序时自动备份，保留最近 14 份，存在数据文件夹的 backups 里。
      </p>
      {props.backups.length === 0 ? (
        <p className="none">还没有自动备份。</p>
      ) : (
        <table className="drafts">
          <thead>
            <tr>
              <th scope="col">时间</th>
              <th scope="col">来由</th>
              <th scope="col">填报表</th>
              <th scope="col">大小</th>
              <th scope="col">操作</th>
            </tr>
          </thead>
          <tbody>
            {props.backups.map(({ name, madeAt, kind, drafts, bytes }) => (
              <tr key={name}>
                <th scope="row">{formatTime(madeAt)}</th>
                <td>{BACKUP_KINDS[kind]}</td>
                <td>{drafts} 份</td>
                <td>{sizeText(bytes)}</td>
                <td className="actions">
                  <RowButton
                    label="查看和恢复"
                    about={`${formatTime(madeAt)}的备份`}
                    onClick={() => props.onLook(name)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

const MEGABYTE = 1024 * 1024;

function sizeText(bytes: number): string {
  return bytes < MEGABYTE
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / MEGABYTE).toFixed(1)} MB`;
}

function Recoveries(props: {
  readonly recoveries: readonly RecoveryReport[];
  onShow(report: RecoveryReport): void;
}) {
  return (
    <section className="setting">
      <h2>恢复说明</h2>
      <p className="hint">草稿库曾经损坏，由程序找回；每一次找回了什么、从哪里来，都记在这里。</p>
      <ul className="recoveries">
        {props.recoveries.map((report) => (
          <li key={report.folder}>
            {formatTime(report.at)}，{report.drafts.length} 份填报表
            <RowButton
              label="查看"
              about={`${formatTime(report.at)}的恢复说明`}
              onClick={() => props.onShow(report)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
