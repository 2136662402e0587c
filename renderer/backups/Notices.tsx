import { Alert } from 'antd';
import { type ReactNode, useState } from 'react';
import type { StorageNotices } from '../../shared/api/backups.ts';
import { useShell } from '../state/shell.ts';
import { ask } from '../ui/api.ts';
import { Button } from '../ui/Button.tsx';
import './backups.css';

/** Remembered by the page itself: it is about this window, not about the drafts. */
const NETWORK_SEEN = 'network-notice-seen';

/** What has to be said about the database before anything else is done. */
export function Notices({ notices }: { readonly notices: StorageNotices }) {
  const show = useShell((shell) => shell.show);
  const [seen, setSeen] = useState(() => localStorage.getItem(NETWORK_SEEN) !== null);
  const { damaged, backupProblem, network } = notices;
  return (
    <>
      {damaged && (
        <Notice type="error" action={<Button onClick={restart}>重新启动</Button>}>
          草稿库文件里发现有损坏的地方。请重新启动本程序：它会把损坏的文件原样另存，再逐份找回能读出的内容，并告诉您每一份从哪里来。
        </Notice>
      )}
      {backupProblem !== null && (
        <Notice
          type="warning"
          action={<Button onClick={() => show({ name: 'backups' })}>备份与恢复</Button>}
        >
          今天的自动备份没有做成，填报表本身没有受影响。原因：{backupProblem}
        </Notice>
      )}
      {network && !seen && (
        <Notice
          type="info"
          action={
            <Button
              onClick={() => {
                localStorage.setItem(NETWORK_SEEN, '1');
                setSeen(true);
              }}
            >
              知道了
            </Button>
          }
        >
          填报表存放在网络文件夹里。程序已改用较慢、但在网络上可靠的保存方式；网络断开时不能保存。请不要在两台电脑上同时改同一份表。
        </Notice>
      )}
    </>
  );
}

function restart(): void {
  void ask('backups.restart');
}

function Notice(props: {
  readonly type: 'error' | 'warning' | 'info';
  readonly action: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <Alert
      className="storage-notice"
      type={props.type}
      showIcon
      title={props.children}
      action={props.action}
    />
  );
}
