import { Input, Modal } from 'antd';
import { useState } from 'react';
import type { Finding } from '../../../shared/checks/check.ts';
import { useEditor } from '../EditorContext.ts';

/** The longest reason a draft keeps. */
const MAX_REASON = 10_000;

interface ReasonDialogProps {
  readonly finding: Finding;
  readonly onClose: () => void;
}

/** 出错说明: why a finding is left as it is; kept with the draft, and puts the finding aside. */
export function ReasonDialog({ finding, onClose }: ReasonDialogProps) {
  const editor = useEditor();
  const [text, setText] = useState(editor.store.getState().draft.reasons[finding.key] ?? '');
  const keep = () => {
    editor.apply({ type: 'reason', finding: finding.key, text: text.trim() });
    onClose();
  };
  return (
    <Modal open title="出错说明" okText="保存说明" cancelText="取消" onOk={keep} onCancel={onClose}>
      <p>{finding.message}</p>
      <Input.TextArea
        autoFocus
        rows={4}
        maxLength={MAX_REASON}
        aria-label="出错说明"
        placeholder="为什么不改，例如：上年结转 2.81 万元。"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <p className="hint">说明随草稿保存，并印在审核结果中；清空后保存，这一处会重新列出。</p>
    </Modal>
  );
}
