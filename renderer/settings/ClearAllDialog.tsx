import { Input, Modal } from 'antd';
import { useEffect, useState } from 'react';
import type { CallArgs } from '../../shared/api.ts';
import { Button } from '../ui/Button.tsx';
import { call } from '../ui/call.ts';
import { useFirstFocus } from '../ui/use-first-focus.ts';
import './settings.css';

/** What has to be typed the second time. */
const WORD: CallArgs<'app.clearAll'>['typed'] = '清除';

/** 清除本机数据: says what goes and what stays, and asks twice; the second time by typing. */
export function ClearAllDialog({ onClose }: { readonly onClose: () => void }) {
  const [sure, setSure] = useState(false);
  return sure ? (
    <TypeIt onClose={onClose} />
  ) : (
    <WhatGoes onClose={onClose} onGoOn={() => setSure(true)} />
  );
}

interface WhatGoesProps {
  onClose(): void;
  onGoOn(): void;
}

function WhatGoes({ onClose, onGoOn }: WhatGoesProps) {
  const [first, afterOpenChange] = useFirstFocus();
  const counts = useCounts();
  return (
    <Modal
      open
      title="清除本机数据"
      width={520}
      onCancel={onClose}
      afterOpenChange={afterOpenChange}
      footer={
        <>
          <Button ref={first} onClick={onClose}>
            取消
          </Button>
          <Button danger onClick={onGoOn}>
            继续清除…
          </Button>
        </>
      }
    >
      <div className="paragraphs">
        <p>以下内容将从这台电脑上删除，删除后不能恢复：</p>
        <ul>
          <li>
            {counts
              ? `全部填报表（列表中 ${counts.listed} 份，回收站中 ${counts.deleted} 份）和它们的历史版本`
              : '全部填报表和它们的历史版本'}
          </li>
          <li>程序自动做的备份，指标库，设置，日志</li>
        </ul>
        <p>
          您导出的 Word、PDF 等文件，以及另存到 U
          盘或其他文件夹的备份不受影响。还要用的内容，请先导出或备份。
        </p>
      </div>
    </Modal>
  );
}

function TypeIt({ onClose }: { readonly onClose: () => void }) {
  const [first, afterOpenChange] = useFirstFocus();
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const ready = typed.trim() === WORD && !busy;

  async function clear() {
    if (!ready) return;
    setBusy(true);
    await call('app.clearAll', { typed: WORD });
    // Only where it has failed: otherwise the program has ended by now.
    setBusy(false);
  }

  return (
    <Modal
      open
      title="确定要清除全部数据吗？"
      width={520}
      okText="全部清除并重新启动"
      okButtonProps={{ danger: true, disabled: !ready, loading: busy }}
      cancelText="取消"
      onOk={() => void clear()}
      onCancel={onClose}
      afterOpenChange={afterOpenChange}
    >
      <div className="paragraphs">
        <p>
          <label htmlFor="clearing-word">
            请在下面输入“{WORD}”两个字，再按“全部清除并重新启动”。
          </label>
        </p>
        <Input
          id="clearing-word"
          ref={first}
          maxLength={10}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onPressEnter={() => void clear()}
        />
      </div>
    </Modal>
  );
}

/** How many forms there are; null until that is known. */
function useCounts(): { readonly listed: number; readonly deleted: number } | null {
  const [counts, setCounts] = useState<{ listed: number; deleted: number } | null>(null);
  useEffect(() => {
    const total = async (deleted: boolean) =>
      (await call('drafts.list', { deleted, offset: 0, limit: 1 }))?.total ?? 0;
    void Promise.all([total(false), total(true)]).then(([listed, deleted]) =>
      setCounts({ listed, deleted }),
    );
  }, []);
  return counts;
}
