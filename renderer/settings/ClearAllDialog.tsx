import { Input, Modal } from 'antd';
import { useEffect, useState } from 'react';
import type { CallArgs } from '../../shared/api.ts';
import { call } from '../ui/call.ts';
import { useFirstFocus } from '../ui/use-first-focus.ts';
import './settings.css';

/** What has to be typed. */
const WORD: CallArgs<'app.clearAll'>['typed'] = '清除';

/**
 * 清除本机数据: says what goes and what stays, and has the word typed; the main process asks once more,
 * in a dialog of the system.
 */
export function ClearAllDialog({ onClose }: { readonly onClose: () => void }) {
  const [first, afterOpenChange] = useFirstFocus();
  const counts = useCounts();
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const ready = typed.trim() === WORD && !busy;

  async function clear() {
    if (!ready) return;
    setBusy(true);
    const answer = await call('app.clearAll', { typed: WORD });
    setBusy(false);
    // The person has said no; after a yes the program has ended by now.
    if (answer !== undefined) onClose();
  }

  return (
    <Modal
      open
      title="清除本机数据"
      width={520}
      okText="继续清除…"
      okButtonProps={{ danger: true, disabled: !ready, loading: busy }}
      cancelText="取消"
      onOk={() => void clear()}
      onCancel={onClose}
      afterOpenChange={afterOpenChange}
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
        <p>
          <label htmlFor="clearing-word">
            确定要清除的，请在下面输入“{WORD}”两个字，再按“继续清除…”。
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
