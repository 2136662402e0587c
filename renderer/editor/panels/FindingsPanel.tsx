import { memo, type ReactNode, useMemo, useState } from 'react';
import { type Finding, SEVERITY_NAMES } from '../../../shared/checks/check.ts';
import { openFindings } from '../../../shared/checks/facts.ts';
import type { Draft } from '../../../shared/draft/draft.ts';
import { Button } from '../../ui/Button.tsx';
import { useEditor, useLater } from '../EditorContext.ts';
import { FixAllDialog, FixDialog } from './FixDialog.tsx';
import { bySection, countsOf } from './findings.ts';
import { ReasonDialog } from './ReasonDialog.tsx';
import { ReportButtons } from './ReportButtons.tsx';

type Dialog =
  | { readonly kind: 'fixAll' }
  | { readonly kind: 'fix' | 'reason'; readonly finding: Finding };

/** So many of a section are listed, the worst first; 显示更多 lists as many again. Thousands would make each key wait. */
const PAGE_SIZE = 50;

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
    <FindingList findings={items} reasons={reasons} onDialog={setDialog} />
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

interface FindingListProps {
  readonly findings: readonly Finding[];
  readonly reasons: Draft['reasons'];
  readonly onDialog: (dialog: Dialog) => void;
}

function FindingList({ findings, reasons, onDialog }: FindingListProps) {
  const [limit, setLimit] = useState(PAGE_SIZE);
  const left = findings.length - limit;
  return (
    <>
      <ul>
        {findings.slice(0, limit).map((finding) => (
          <FindingItem
            key={finding.key}
            finding={finding}
            reason={reasons[finding.key]}
            onDialog={onDialog}
          />
        ))}
      </ul>
      {left > 0 && (
        <Button size="small" onClick={() => setLimit(limit + PAGE_SIZE)}>
          显示更多（还有 {left} 处）
        </Button>
      )}
    </>
  );
}

interface FindingItemProps {
  readonly finding: Finding;
  /** Its 出错说明, where there is one. */
  readonly reason: string | undefined;
  readonly onDialog: (dialog: Dialog) => void;
}

const FindingItem = memo(function FindingItem({ finding, reason, onDialog }: FindingItemProps) {
  const editor = useEditor();
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
          <Button size="small" type="link" onClick={() => onDialog({ kind: 'fix', finding })}>
            更正…
          </Button>
        )}
        <Button size="small" type="link" onClick={() => onDialog({ kind: 'reason', finding })}>
          {reason ? '修改出错说明…' : '出错说明…'}
        </Button>
      </div>
    </li>
  );
});
