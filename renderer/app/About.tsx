import { Modal } from 'antd';
import { useEffect, useState } from 'react';
import type { AppInfo } from '../../shared/api.ts';
import { useShell } from '../state/shell.ts';
import { Button } from '../ui/Button.tsx';
import { call } from '../ui/call.ts';
import { useFirstFocus } from '../ui/use-first-focus.ts';
import './about.css';

/** 关于: versions, and where the data lies. */
export function About() {
  const [first, afterOpenChange] = useFirstFocus();
  const closeDialog = useShell((shell) => shell.closeDialog);
  const [info, setInfo] = useState<AppInfo | null>(null);
  const [licences, setLicences] = useState(false);
  useEffect(() => {
    void call('app.info').then((answer) => setInfo(answer ?? null));
  }, []);
  return (
    <Modal
      open
      title="关于绩效目标填报"
      width={560}
      onCancel={closeDialog}
      afterOpenChange={afterOpenChange}
      footer={
        <>
          <Button onClick={() => setLicences(true)}>第三方组件和许可</Button>
          <Button onClick={() => void call('app.openDataFolder')}>打开数据文件夹</Button>
          <Button type="primary" ref={first} onClick={closeDialog}>
            关闭
          </Button>
        </>
      }
    >
      {info && <Facts info={info} />}
      <p className="hint">
        填报内容只保存在这台电脑上，程序不连接网络，也不会自己升级。升级时用 U
        盘拷来新的安装包，退出程序后双击安装，填的内容都在。
      </p>
      {licences && <Licences onClose={() => setLicences(false)} />}
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

/** What the program is made of, as plain text. */
function Licences({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const [first, afterOpenChange] = useFirstFocus();
  useEffect(() => {
    void call('app.licences').then((answer) => setText(answer?.text ?? ''));
  }, []);
  return (
    <Modal
      open
      centered
      title="第三方组件和许可"
      width={800}
      footer={null}
      onCancel={onClose}
      afterOpenChange={afterOpenChange}
    >
      <p className="hint">
        本程序按 MIT 许可发布。Electron 和 Chromium 的许可在程序文件夹中的 LICENSE.electron.txt 和
        LICENSES.chromium.html 里，其余组件的许可如下。
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys. */}
      <section className="licences" ref={first} tabIndex={0} aria-label="许可全文">
        {text}
      </section>
    </Modal>
  );
}
