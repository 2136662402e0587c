import { settleEditor, useShell } from '../state/shell.ts';
import { call } from '../ui/call.ts';
import { message } from '../ui/tell.ts';
import { VersionName } from './VersionName.tsx';
import './versions.css';

interface SaveVersionProps {
  /** The id of the draft. */
  readonly of: string;
  onSaved?(): void;
  onClose(): void;
}

/** 存为版本: keeps the draft as it is now under a name. */
export function SaveVersion({ of, onSaved, onClose }: SaveVersionProps) {
  async function save(name: string) {
    if (!(await settleEditor())) return;
    const version = await call('versions.save', { of, name });
    if (version === undefined) return;
    onClose();
    onSaved?.();
    if (version) message.success(`已存为版本「${name}」。`);
    else message.info(`最新的版本「${name}」与现在的内容相同，不用再存。`);
  }

  return (
    <VersionName
      title="存为版本"
      name=""
      hint="把现在的内容存为一个版本，以后可以对比和恢复。起了名字的版本一直保留，不会随时间精简。"
      onName={save}
      onClose={onClose}
    />
  );
}

/** The same for the draft that is open in the editor. */
export function SaveOpenVersion() {
  const page = useShell((shell) => shell.page);
  const { closeDialog } = useShell.getState();
  if (page.name !== 'editor') return null;
  return <SaveVersion of={page.open.summary.id} onClose={closeDialog} />;
}
