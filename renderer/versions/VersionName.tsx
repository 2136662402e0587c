import { Input, Modal } from 'antd';
import { useState } from 'react';
import { MAX_VERSION_NAME, VERSION_NAMES } from '../../shared/draft/versions.ts';
import { Button } from '../ui/Button.tsx';
import { useFirstFocus } from '../ui/use-first-focus.ts';

interface VersionNameProps {
  readonly title: string;
  /** What the version is called so far. */
  readonly name: string;
  readonly hint: string;
  /** Whether it may be left without a name. */
  readonly mayBeEmpty?: boolean;
  onName(name: string): Promise<void>;
  onClose(): void;
}

/** Asks what a version is to be called. */
export function VersionName({
  title,
  name,
  hint,
  mayBeEmpty = false,
  onName,
  onClose,
}: VersionNameProps) {
  const [first, afterOpenChange] = useFirstFocus();
  const [text, setText] = useState(name);
  const [busy, setBusy] = useState(false);
  const empty = text.trim() === '' && !mayBeEmpty;

  async function done() {
    if (empty || busy) return;
    setBusy(true);
    await onName(text.trim());
    setBusy(false);
  }

  return (
    <Modal
      open
      title={title}
      okText="保存"
      okButtonProps={{ disabled: empty, loading: busy }}
      width={460}
      onOk={() => void done()}
      onCancel={onClose}
      afterOpenChange={afterOpenChange}
    >
      <p>
        <Input
          ref={first}
          aria-label="版本名称"
          placeholder="版本名称"
          maxLength={MAX_VERSION_NAME}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onPressEnter={() => void done()}
        />
      </p>
      <p className="version-names">
        {VERSION_NAMES.map((one) => (
          <Button key={one} size="small" onClick={() => setText(one)}>
            {one}
          </Button>
        ))}
      </p>
      <p className="hint">{hint}</p>
    </Modal>
  );
}
