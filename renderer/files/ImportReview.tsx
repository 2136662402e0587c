import { Alert } from 'antd';
import { useMemo, useState } from 'react';
import type { ImportAnswer } from '../../shared/api.ts';
import { DraftError } from '../../shared/draft/draft-error.ts';
import { nextYearDraft } from '../../shared/draft/next-year.ts';
import { formOf } from '../../shared/form/forms.ts';
import { type Unread, useShell } from '../state/shell.ts';
import { Button } from '../ui/Button.tsx';
import { call } from '../ui/call.ts';
import { message } from '../ui/tell.ts';
import { ReviewedFormView } from './ReviewedFormView.tsx';
import { ReviewList } from './ReviewList.tsx';
import './review.css';
import { draftOf, type ReviewedForm, reviewedForms } from './review-state.ts';
import { UnreadFiles } from './UnreadFiles.tsx';

interface ImportReviewProps {
  readonly answers: readonly ImportAnswer[];
  readonly unread: readonly Unread[];
  readonly cameFrom: string | null;
}

/** 导入核对: what was found in files and what was not, before anything is saved. */
export function ImportReview({ answers, unread, cameFrom }: ImportReviewProps) {
  const [forms, setForms] = useState(() => reviewedForms(answers));
  const [shownKey, setShownKey] = useState(forms[0]?.key);
  const shown = forms.find((form) => form.key === shownKey) ?? forms[0];
  const change = (changed: ReviewedForm) =>
    setForms((all) => all.map((form) => (form.key === changed.key ? changed : form)));
  return (
    <main className="review">
      <ReviewHeading
        forms={forms}
        cameFrom={cameFrom}
        onSaved={(saved) => setForms((all) => all.filter((form) => !saved.includes(form.key)))}
      />
      {unread.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={
            <>
              有 {unread.length} 份文件没有读入，其余的不受影响：
              <UnreadFiles unread={unread} />
            </>
          }
        />
      )}
      {forms.length > 1 && (
        <ReviewList forms={forms} shown={shown?.key} onShow={setShownKey} onChange={change} />
      )}
      {shown && <ReviewedFormView key={shown.key} form={shown} onChange={change} />}
    </main>
  );
}

interface HeadingProps {
  readonly forms: readonly ReviewedForm[];
  readonly cameFrom: string | null;
  /** These forms have become drafts; others are still there. */
  onSaved(keys: readonly string[]): void;
}

function ReviewHeading({ forms, cameFrom, onSaved }: HeadingProps) {
  const show = useShell((shell) => shell.show);
  const [busy, setBusy] = useState(false);
  const chosen = useMemo(() => forms.filter((form) => form.chosen), [forms]);
  const ready = chosen.length > 0 && chosen.every((form) => form.year !== null);

  async function accept(as: 'same year' | 'next year') {
    if (!ready || busy) return;
    setBusy(true);
    const saved: string[] = [];
    try {
      for (const form of chosen) {
        const definition = formOf(form.draft.form);
        if (!definition) continue;
        const read = draftOf(definition, form);
        const draft = as === 'next year' ? nextYearDraft(definition, read) : read;
        const open = await call('drafts.create', { draft: { ...draft } });
        if (!open) return;
        saved.push(form.key);
        if (forms.length === 1) return show({ name: 'editor', open });
      }
      message.success(`已导入 ${saved.length} 份填报表，原文件没有改动。`);
      if (saved.length === forms.length) show({ name: 'drafts' });
    } catch (error) {
      if (!(error instanceof DraftError)) throw error;
      message.error(error.message);
    } finally {
      setBusy(false);
      onSaved(saved);
    }
  }

  async function leave() {
    const open = cameFrom === null ? undefined : await call('drafts.open', { id: cameFrom });
    show(open ? { name: 'editor', open } : { name: 'drafts' });
  }

  const count = forms.length > 1 ? `（${chosen.length} 份）` : '';
  return (
    <header className="heading">
      <h1>导入核对</h1>
      <p className="lead">
        现在还没有保存。确认后存为新的填报表，不会覆盖已有的表，也不会改动原文件。
      </p>
      <div className="buttons">
        <Button onClick={() => void leave()}>不导入</Button>
        <Button
          disabled={!ready || busy}
          title="存为下一年度的新表：金额和指标值移到上年、前年"
          onClick={() => void accept('next year')}
        >
          复制成下一年的表{count}
        </Button>
        <Button
          type="primary"
          autoFocus
          loading={busy}
          disabled={!ready}
          onClick={() => void accept('same year')}
        >
          确认导入{count}
        </Button>
      </div>
    </header>
  );
}
