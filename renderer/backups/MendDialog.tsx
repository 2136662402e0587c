import { Modal, Radio } from 'antd';
import { useEffect, useState } from 'react';
import type { DraftCopy } from '../../shared/api/backups.ts';
import type { DraftSummary } from '../../shared/api.ts';
import { Button } from '../ui/Button.tsx';
import { call } from '../ui/call.ts';
import { draftName, formatTime } from '../ui/format.ts';
import { message } from '../ui/tell.ts';
import { useFirstFocus } from '../ui/use-first-focus.ts';
import './backups.css';

/** 找回: offers the sound copies of a draft that cannot be read. */
export function MendDialog(props: {
  readonly draft: DraftSummary;
  onClose(mended: boolean): void;
}) {
  const { draft, onClose } = props;
  const [copies, setCopies] = useState<readonly DraftCopy[] | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [first, afterOpenChange] = useFirstFocus();
  useEffect(() => {
    void call('backups.copiesOf', { id: draft.id }).then((found) => {
      setCopies(found ?? []);
      setChosen(found?.[0]?.copy ?? null);
    });
  }, [draft.id]);

  async function mend() {
    if (chosen === null) return;
    setBusy(true);
    const done = await call('backups.mend', { id: draft.id, copy: chosen });
    setBusy(false);
    if (done === undefined) return;
    message.success(`已找回「${draftName(draft)}」；读不出来的内容另存在数据文件夹里。`);
    onClose(true);
  }

  return (
    <Modal
      open
      title={`找回「${draftName(draft)}」`}
      width={560}
      onCancel={() => onClose(false)}
      afterOpenChange={afterOpenChange}
      footer={
        <>
          <Button ref={first} onClick={() => onClose(false)}>
            取消
          </Button>
          <Button
            type="primary"
            disabled={chosen === null}
            loading={busy}
            onClick={() => void mend()}
          >
            用选中的内容找回
          </Button>
        </>
      }
    >
      <p>这份填报表的内容在磁盘上损坏了，读不出来；其他填报表不受影响。损坏的内容会原样另存。</p>
      {copies?.length === 0 && (
        <p className="none">
          没有找到它的历史版本或备份。如果别处（U
          盘、另一台电脑）有备份，可以在“备份与恢复”里合并进来。
        </p>
      )}
      {copies && copies.length > 0 && (
        <Radio.Group
          className="copies"
          value={chosen}
          onChange={(event) => setChosen(String(event.target.value))}
          options={copies.map((copy) => ({ value: copy.copy, label: labelOf(copy) }))}
        />
      )}
    </Modal>
  );
}

function labelOf({ from, at, department }: DraftCopy): string {
  const name = department || '（未填部门名称）';
  if (from === 'own') return `它自己的内容（完好，只是列表里的记录损坏）：${name}`;
  const kind = from === 'version' ? '历史版本' : '备份，最近修改于';
  return `${kind} ${formatTime(at)}：${name}`;
}
