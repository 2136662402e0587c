import { Modal } from 'antd';
import { type ReadingFile, useShell } from '../state/shell.ts';
import { ask } from '../ui/api.ts';
import { Button } from '../ui/Button.tsx';
import './dialogs.css';

/** Stands over the window while files are read, with a way to end that. */
export function ReadingDialog({ reading }: { readonly reading: ReadingFile }) {
  const { fileName, number, total } = reading;
  const several = total > 1;
  const skip = () => void ask('import.cancel');
  const giveUp = () => {
    useShell.getState().setReading(null);
    skip();
  };
  return (
    <Modal
      open
      closable={false}
      mask={{ closable: false }}
      title={several ? `正在读取文件（第 ${number} 份，共 ${total} 份）` : '正在读取文件'}
      width={440}
      onCancel={giveUp}
      footer={
        <>
          {several && <Button onClick={skip}>跳过这一份</Button>}
          <Button onClick={giveUp}>{several ? '全部取消' : '不等了，取消'}</Button>
        </>
      }
    >
      <p className="reading">
        {several ? (
          <progress aria-label="正在读取" value={number - 1} max={total} />
        ) : (
          <progress aria-label="正在读取" />
        )}
        {fileName}
      </p>
    </Modal>
  );
}
