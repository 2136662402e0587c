import { useMemo, useState } from 'react';
import { SEVERITY_NAMES } from '../../shared/checks/check.ts';
import { openFindings } from '../../shared/checks/facts.ts';
import { runChecks } from '../../shared/checks/run.ts';
import { textAt } from '../../shared/draft/values.ts';
import type { Address, FormDefinition } from '../../shared/form/definition.ts';
import { DEFAULT_FORM, formOf } from '../../shared/form/forms.ts';
import { layOut } from '../../shared/table/lay-out.ts';
import type { ImportReport } from '../../shared/word/report.ts';
import { bySection, countsOf } from '../editor/panels/findings.ts';
import { Button } from '../ui/Button.tsx';
import '../editor/panels/panels.css';
import '../files/review.css';
import { ReviewTable } from '../files/ReviewTable.tsx';
import { useShell } from '../state/shell.ts';
import './batch.css';
import { type OpenForm, useBatch } from './batch-state.ts';

/** One form of 批量审核: its table as it was read beside what the checks have found. Nothing is saved. */
export function BatchForm({ file, draft, report }: OpenForm) {
  const { show, settings } = useShell();
  const definition = formOf(draft.form) ?? DEFAULT_FORM;
  const entries = settings?.entries;
  const table = useMemo(() => layOut(definition, draft), [definition, draft]);
  const [marked, setMarked] = useState<Address | null>(null);
  const findings = useMemo(() => {
    const all = runChecks(definition, draft, entries && { extraEntries: entries });
    return openFindings(draft, all);
  }, [definition, draft, entries]);
  const department = textAt(definition, draft, definition.department).trim();
  const importIt = () => {
    const answers = [{ fileName: file, draft, report, others: [] }];
    show({ name: 'import', answers, unread: [], cameFrom: null });
  };
  return (
    <main className="review">
      <header className="heading">
        <h1>
          {draft.year}年度 {department || '（未填部门名称）'}
        </h1>
        <p className="lead">{file}。只供查看，没有存入「我的填报表」。</p>
        <div className="buttons">
          <Button onClick={importIt}>导入为填报表…</Button>
          <Button type="primary" autoFocus onClick={() => useBatch.setState({ open: null })}>
            返回批量审核
          </Button>
        </div>
      </header>
      <div className="review-body">
        <section className="review-table" aria-label="读出的内容">
          <ReviewTable definition={definition} table={table} marked={marked} onChoose={undefined} />
        </section>
        <section className="review-report findings-panel" aria-label="审核结果">
          <Findings definition={definition} findings={findings} onMark={setMarked} />
          <Unread report={report} />
        </section>
      </div>
    </main>
  );
}

interface FindingsProps {
  readonly definition: FormDefinition;
  readonly findings: ReturnType<typeof openFindings>;
  onMark(address: Address | null): void;
}

function Findings({ definition, findings, onMark }: FindingsProps) {
  const counts = countsOf(findings);
  return (
    <>
      <p className="findings-summary" role="status">
        {findings.length === 0
          ? '没有发现问题。'
          : `${counts.error} 处错误，${counts.warning} 处警告，${counts.hint} 处提示`}
      </p>
      {bySection(definition, findings).map((group) => (
        <section key={group.section}>
          <h3>{group.name}</h3>
          <ul>
            {group.findings.map((finding) => (
              <li key={finding.key} className={`finding is-${finding.severity}`}>
                <button
                  type="button"
                  className="finding-text"
                  onClick={() => onMark(finding.addresses[0] ?? null)}
                >
                  <span className="finding-severity">{SEVERITY_NAMES[finding.severity]}</span>
                  {finding.message}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

/** What of the file is not in the table: it may be what a finding misses. */
function Unread({ report: { leftovers } }: { readonly report: ImportReport }) {
  if (leftovers.length === 0) return null;
  return (
    <details className="batch-unread">
      <summary>文件里没读懂的内容（{leftovers.length}）</summary>
      <ul>
        {leftovers.map(({ text, where, reason }) => (
          <li key={`${where} ${text}`}>
            <p className="text">{text}</p>
            <p className="hint">
              {where}，{reason}
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}
