import { Modal } from 'antd';
import { useMemo } from 'react';
import type { Finding } from '../../../shared/checks/check.ts';
import { fixAll } from '../../../shared/checks/run.ts';
import { compareDrafts } from '../../../shared/draft/compare.ts';
import { applyEdit, type Edit } from '../../../shared/draft/edit.ts';
import { keepVersionBefore } from '../../state/keep-version.ts';
import { useEditor } from '../EditorContext.ts';

/** How many changes a person reads one by one. */
const SHOWN = 200;

interface DialogProps {
  readonly onClose: () => void;
}

/** 更正 of one finding, shown before it is done. */
export function FixDialog({ finding, onClose }: DialogProps & { readonly finding: Finding }) {
  const { fix } = finding;
  if (!fix) return null;
  return (
    <PreviewDialog
      title="更正"
      intro={[finding.message]}
      steps={[fix.description]}
      edit={fix.edit}
      onClose={onClose}
    />
  );
}

/** 一键更正: everything that cannot be anything but right, in one step of undo. */
export function FixAllDialog({ onClose }: DialogProps) {
  const editor = useEditor();
  const corrected = useMemo(() => {
    const { draft, ownEntries } = editor.store.getState();
    return fixAll(editor.definition, draft, { extraEntries: ownEntries });
  }, [editor]);
  return (
    <PreviewDialog
      title="一键更正"
      intro={['只更正不会有第二种改法的地方；需要您判断的不会改动。']}
      steps={corrected.done.map((one) => one.description)}
      edit={corrected.edit}
      onTake={() => keepVersionBefore('fix', editor)}
      onClose={onClose}
    />
  );
}

interface PreviewProps extends DialogProps {
  readonly title: string;
  readonly intro: readonly string[];
  readonly steps: readonly string[];
  readonly edit: Edit;
  /** Called just before the edit is applied. */
  onTake?(): void;
}

function PreviewDialog({ title, intro, steps, edit, onTake, onClose }: PreviewProps) {
  const editor = useEditor();
  const changes = useMemo(() => {
    const { draft } = editor.store.getState();
    const after = applyEdit(editor.definition, draft, edit);
    return compareDrafts(editor.definition, draft, after).changes;
  }, [editor, edit]);
  const take = () => {
    onTake?.();
    editor.apply(edit);
    onClose();
  };
  return (
    <Modal
      open
      title={title}
      width={640}
      okText={steps.length > 1 ? `更正 ${steps.length} 处` : '更正'}
      okButtonProps={{ disabled: steps.length === 0, autoFocus: steps.length > 0 }}
      cancelText="不更正"
      onOk={take}
      onCancel={onClose}
    >
      {intro.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {steps.length === 0 && <p>没有可以一键更正的地方。</p>}
      <ol className="fix-steps">
        {steps.map((step, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
          <li key={i}>{step}</li>
        ))}
      </ol>
      {changes.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list is scrolled by the keyboard too
        <section className="fix-list" tabIndex={0} aria-label="要更正的内容">
          <table className="fix-changes">
            <thead>
              <tr>
                <th>位置</th>
                <th>现在</th>
                <th>更正后</th>
              </tr>
            </thead>
            <tbody>
              {changes.slice(0, SHOWN).map((change) => (
                <tr key={`${change.type} ${change.name}`}>
                  <td>{change.name}</td>
                  <td>{change.before || '（空）'}</td>
                  <td>{change.after || '（空）'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {changes.length > SHOWN && <p className="hint">另有 {changes.length - SHOWN} 处没有列出。</p>}
      <p className="hint">更正以后可以按 Ctrl+Z 撤销。</p>
    </Modal>
  );
}
