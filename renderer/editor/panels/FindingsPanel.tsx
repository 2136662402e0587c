import { type ReactNode, useMemo, useState } from 'react';
import { type Finding, SEVERITY_NAMES } from '../../../shared/checks/check.ts';
import { openFindings } from '../../../shared/checks/facts.ts';
import { Button } from '../../ui/Button.tsx';
import { useEditor, useEditorState, useLater } from '../EditorContext.ts';
import { FixAllDialog, FixDialog } from './FixDialog.tsx';
import { bySection, countsOf } from './findings.ts';
import { ReasonDialog } from './ReasonDialog.tsx';
import { ReportButtons } from './ReportButtons.tsx';

type Dialog =
  | { readonly kind: 'fixAll' }
  | { readonly kind: 'fix' | 'reason'; readonly finding: Finding };

/** 审核: what was found, by section; a click goes to the cell; 更正 and 出错说明 for each. */
export function FindingsPanel() {
  const { definition } = useEditor();
  const findings = useLater((state) => state.findings);
  const reasons = useLater((state) => state.draft.reasons);
  const [dialog, setDialog] = useState<Dialog>();
  const open = useMemo(() => openFindings({ reasons }, findings), [findings, reasons]);
  const aside = useMemo(() => {
    const among = new Set(open);
    return findings.filter((finding) => !among.has(finding));
  }, [findings, open]);
  const groups = useMemo(() => bySection(definition, open), [definition, open]);
  const counts = countsOf(open);
  const close = () => setDialog(undefined);
  const list = (items: readonly Finding[]) => (
    <ul>
      {items.map((finding) => (
        <FindingItem
          key={finding.key}
          finding={finding}
          onFix={() => setDialog({ kind: 'fix', finding })}
          onReason={() => setDialog({ kind: 'reason', finding })}
        />
      ))}
    </ul>
  );
  return (
    <div className="findings-panel">
      <Summary>
        {open.length === 0
          ? '没有发现问题。'
          : `${counts.error} 处错误，${counts.warning} 处警告，${counts.hint} 处提示`}
      </Summary>
      {open.some((finding) => finding.fix?.sure) && (
        <Button type="primary" size="small" onClick={() => setDialog({ kind: 'fixAll' })}>
          一键更正…
        </Button>
      )}
      <ReportButtons />
      <p className="hint">按 F8、Shift+F8 转到下一处、上一处。审核不影响导出。</p>
      {groups.map((group) => (
        <section key={group.section}>
          <h3>{group.name}</h3>
          {list(group.findings)}
        </section>
      ))}
      {aside.length > 0 && (
        <details>
          <summary>已写出错说明的 {aside.length} 处</summary>
          {list(aside)}
        </details>
      )}
      {dialog?.kind === 'fixAll' && <FixAllDialog onClose={close} />}
      {dialog?.kind === 'fix' && <FixDialog finding={dialog.finding} onClose={close} />}
      {dialog?.kind === 'reason' && <ReasonDialog finding={dialog.finding} onClose={close} />}
    </div>
  );
}

function Summary({ children }: { readonly children: ReactNode }) {
  return (
    <p className="findings-summary" role="status">
      {children}
    </p>
  );
}

interface FindingItemProps {
  readonly finding: Finding;
  readonly onFix: () => void;
  readonly onReason: () => void;
}

function FindingItem({ finding, onFix, onReason }: FindingItemProps) {
  const editor = useEditor();
  const reason = useEditorState((state) => state.draft.reasons[finding.key]);
  const [address] = finding.addresses;
  return (
    <li className={`finding is-${finding.severity}`}>
      <button
        type="button"
        className="finding-text"
        onClick={() => {
          if (address !== undefined) editor.goTo(address);
        }}
      >
        <span className="finding-severity">{SEVERITY_NAMES[finding.severity]}</span>
        {finding.message}
      </button>
      {reason && <p className="finding-reason">出错说明：{reason}</p>}
      <div className="finding-actions">
        {finding.fix && (
          <Button size="small" type="link" onClick={onFix}>
            更正…
          </Button>
        )}
        <Button size="small" type="link" onClick={onReason}>
          {reason ? '修改出错说明…' : '出错说明…'}
        </Button>
      </div>
    </li>
  );
}
