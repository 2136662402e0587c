import { Alert, App, Button, InputNumber } from 'antd';
import { type ReactNode, useState } from 'react';
import type { ImportAnswer } from '../../shared/api.ts';
import { DraftError, MAX_YEAR, MIN_YEAR } from '../../shared/draft/draft.ts';
import { applyEdit } from '../../shared/draft/edit.ts';
import { nextYearDraft } from '../../shared/draft/next-year.ts';
import type { FormDefinition } from '../../shared/form/definition.ts';
import { formOf } from '../../shared/form/forms.ts';
import type { ImportReport, Leftover } from '../../shared/word/report.ts';
import { useShell } from '../state/shell.ts';
import { useCall } from '../ui/use-call.ts';

interface ImportReviewProps {
  readonly answer: ImportAnswer;
  readonly cameFrom: string | null;
}

/** 导入核对: what was found in a file and what was not, before anything is saved. */
export function ImportReview({ answer, cameFrom }: ImportReviewProps) {
  const { report } = answer;
  const call = useCall();
  const { message } = App.useApp();
  const show = useShell((shell) => shell.show);
  const [year, setYear] = useState<number | null>(answer.draft.year);
  const [busy, setBusy] = useState(false);
  const definition = formOf(answer.draft.form);

  async function accept(as: 'same year' | 'next year') {
    if (year === null || !definition || busy) return;
    try {
      const read = applyEdit(definition, answer.draft, { type: 'setYear', year });
      const draft = as === 'next year' ? nextYearDraft(definition, read) : read;
      setBusy(true);
      const open = await call('drafts.create', { draft: { ...draft } });
      setBusy(false);
      if (open) show({ name: 'editor', open });
    } catch (error) {
      if (!(error instanceof DraftError)) throw error;
      message.error(error.message);
    }
  }

  async function leave() {
    const open = cameFrom === null ? undefined : await call('drafts.open', { id: cameFrom });
    show(open ? { name: 'editor', open } : { name: 'drafts' });
  }

  return (
    <main className="page review">
      <header className="heading">
        <h1>导入核对</h1>
        <div className="buttons">
          <Button onClick={() => void leave()}>不导入</Button>
          <Button disabled={year === null || busy} onClick={() => void accept('next year')}>
            复制成下一年的表
          </Button>
          <Button
            type="primary"
            autoFocus
            loading={busy}
            disabled={year === null}
            onClick={() => void accept('same year')}
          >
            确认导入
          </Button>
        </div>
      </header>
      <p className="file">
        文件：<b>{answer.fileName}</b>
      </p>
      <Alert
        type="info"
        showIcon
        title="现在还没有保存。请核对下面的内容，按「确认导入」后才会按原年度存为一份新的填报表；按「复制成下一年的表」则存为下一年度的新表，金额和指标值移到上年、前年。原文件不会被改动。"
      />
      <Year year={year} found={report.yearFound} onChange={setYear} />
      <Report report={report} definition={definition} />
    </main>
  );
}

interface YearProps {
  readonly year: number | null;
  readonly found: boolean;
  onChange(year: number | null): void;
}

function Year({ year, found, onChange }: YearProps) {
  return (
    <p className="review-year">
      <label htmlFor="import-year">预算年度</label>
      <InputNumber
        id="import-year"
        value={year}
        min={MIN_YEAR}
        max={MAX_YEAR}
        precision={0}
        status={found ? '' : 'warning'}
        onChange={onChange}
        suffix="年"
      />
      <span className={found ? 'hint' : 'attention'}>
        {found ? '从文件中读出。' : '文件中没有写明年度，请核对。'}
      </span>
    </p>
  );
}

interface ReportProps {
  readonly report: ImportReport;
  readonly definition: FormDefinition | undefined;
}

function Report({ report, definition }: ReportProps) {
  const setByHand = report.setByHand.map((one) => definition?.fields.get(one)?.name ?? one);
  return (
    <>
      <Part title="没有导入的内容" count={report.leftovers.length} attention>
        <p className="hint">文件里的这些内容没有放进表中，需要的请在导入后自行填写。</p>
        <Leftovers leftovers={report.leftovers} />
      </Part>
      <Part title="文件中没有的项目" count={report.missing.length} attention>
        <p className="hint">导入后这些项目为空白，请补填。</p>
        <Phrases phrases={report.missing} />
      </Part>
      <Part title="与自动计算不一致的数" count={setByHand.length} attention>
        <p className="hint">已按文件原样保留，不会自动改动。</p>
        <Phrases phrases={setByHand} />
      </Part>
      <Part title="其他说明" count={report.notes.length}>
        <Phrases phrases={report.notes} />
      </Part>
      <Part title="已读出的内容" count={report.found.length}>
        <Phrases phrases={report.found} />
      </Part>
      {report.leftovers.length === 0 && report.missing.length === 0 && (
        <p className="fine">文件里的内容全部读出，没有遗漏。</p>
      )}
    </>
  );
}

interface PartProps {
  readonly title: string;
  readonly count: number;
  readonly attention?: boolean;
  readonly children: ReactNode;
}

function Part({ title, count, attention, children }: PartProps) {
  if (count === 0) return null;
  return (
    <section className={attention ? 'part attention' : 'part'}>
      <h2>
        {title}（{count}）
      </h2>
      {children}
    </section>
  );
}

function Phrases({ phrases }: { readonly phrases: readonly string[] }) {
  return (
    <ul>
      {phrases.map((phrase) => (
        <li key={phrase}>{phrase}</li>
      ))}
    </ul>
  );
}

function Leftovers({ leftovers }: { readonly leftovers: readonly Leftover[] }) {
  return (
    <table className="leftovers">
      <thead>
        <tr>
          <th scope="col">原文</th>
          <th scope="col">位置</th>
          <th scope="col">原因</th>
        </tr>
      </thead>
      <tbody>
        {leftovers.map((leftover) => (
          <tr key={`${leftover.where}:${leftover.text}`}>
            <td className="text">{leftover.text}</td>
            <td>{leftover.where}</td>
            <td>{leftover.reason}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
