import { Button, Modal } from 'antd';
import { useEffect, useState } from 'react';
import type { AppInfo } from '../../shared/api.ts';
import { useShell } from '../state/shell.ts';
import { useCall } from '../ui/use-call.ts';
import { useFirstFocus } from '../ui/use-first-focus.ts';

/** 关于: versions, and where the data lies. */
export function About() {
  const call = useCall();
  const [first, afterOpenChange] = useFirstFocus();
  const closeDialog = useShell((shell) => shell.closeDialog);
  const [info, setInfo] = useState<AppInfo | null>(null);
  useEffect(() => {
    void call('app.info').then((answer) => setInfo(answer ?? null));
  }, [call]);
  return (
    <Modal
      open
      title="关于绩效目标填报"
      width={560}
      onCancel={closeDialog}
      afterOpenChange={afterOpenChange}
      footer={
        <>
          <Button onClick={() => void call('app.openDataFolder')}>打开数据文件夹</Button>
          <Button type="primary" ref={first} onClick={closeDialog}>
            关闭
          </Button>
        </>
      }
    >
      {info && <Facts info={info} />}
      <p className="hint">填报内容只保存在这台电脑上，程序不连接网络。</p>
    </Modal>
  );
}

function Facts({ info }: { readonly info: AppInfo }) {
  const facts = [
    ['版本', info.version],
    ['数据文件夹', info.dataFolder],
    ['日志文件夹', info.logFolder],
    ['组件', `Electron ${info.electron}，Chromium ${info.chrome}`],
    ['', `Node.js ${info.node}，SQLite ${info.sqlite}`],
  ];
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={value}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
