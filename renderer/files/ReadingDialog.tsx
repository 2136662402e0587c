import { Button, Modal } from 'antd';
import { ask } from '../ui/api.ts';

/** Stands over the window while a file is read, with a way to end that. */
export function ReadingDialog({ fileName }: { readonly fileName: string }) {
  const cancel = () => void ask('import.cancel');
  return (
    <Modal
      open
      closable={false}
      mask={{ closable: false }}
      title="正在读取文件"
      width={440}
      onCancel={cancel}
      footer={<Button onClick={cancel}>不等了，取消</Button>}
    >
      <p className="reading">
        <progress aria-label="正在读取" />
        {fileName}
      </p>
    </Modal>
  );
}
