import { InputNumber, Modal } from 'antd';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { cellName } from '../../shared/draft/cell-name.ts';
import { MAX_YEAR, MIN_YEAR } from '../../shared/draft/draft.ts';
import { textAt } from '../../shared/draft/values.ts';
import type { Address } from '../../shared/form/definition.ts';
import { DEFAULT_FORM, formOf } from '../../shared/form/forms.ts';
import { layOut } from '../../shared/table/lay-out.ts';
import { Button } from '../ui/Button.tsx';
import { ReviewReport } from './ReviewReport.tsx';
import { ReviewTable } from './ReviewTable.tsx';
import { draftOf, placeLeftover, type ReviewedForm, takeBack } from './review-state.ts';

interface ReviewedFormProps {
  readonly form: ReviewedForm;
  onChange(form: ReviewedForm): void;
}

/** One form that was read: its table beside what was not understood. */
export function ReviewedFormView({ form, onChange }: ReviewedFormProps) {
  const definition = formOf(form.draft.form) ?? DEFAULT_FORM;
  const draft = useMemo(() => draftOf(definition, form), [definition, form]);
  const table = useMemo(() => layOut(definition, draft), [definition, draft]);
  /** The leftover that waits for its cell. */
  const [placing, setPlacing] = useState<number | null>(null);
  /** The cells it is to go into, which are not empty. */
  const [taken, setTaken] = useState<readonly Address[] | null>(null);
  const [marked, setMarked] = useState<Address | null>(null);

  const place = (addresses: readonly Address[], how: 'replace' | 'append') => {
    if (placing === null) return;
    onChange(placeLeftover(definition, form, placing, addresses, how));
    setPlacing(null);
    setTaken(null);
    setMarked(addresses[0] ?? null);
  };
  const choose = (addresses: readonly Address[]) => {
    const [first] = addresses;
    if (first === undefined) return;
    if (textAt(definition, draft, first).trim() === '') place(addresses, 'replace');
    else setTaken(addresses);
  };
  const stop = useCallback(() => setPlacing(null), []);
  const undo = () => {
    if (form.past.length > 0) onChange(takeBack(form));
  };
  useKeys(stop, undo);
  const leftover = placing === null ? undefined : form.report.leftovers[placing];
  const [first] = taken ?? [];

  return (
    <div className="review-body">
      <section className="review-table" aria-label="读出的内容">
        <div className="review-bar">
          {leftover ? (
            <>
              <span className="attention">请在表中点一格，放入「{shortened(leftover.text)}」</span>
              <Button size="small" onClick={stop}>
                不放了
              </Button>
            </>
          ) : (
            <>
              <Year form={form} onChange={onChange} />
              <span className="hint file">{form.fileName}</span>
              <Button size="small" disabled={form.past.length === 0} title="Ctrl+Z" onClick={undo}>
                撤销放入
              </Button>
            </>
          )}
        </div>
        <ReviewTable
          definition={definition}
          table={table}
          marked={marked}
          onChoose={leftover ? choose : undefined}
        />
      </section>
      <ReviewReport
        definition={definition}
        draft={draft}
        table={table}
        form={form}
        placing={placing}
        onPlace={setPlacing}
        onChoose={choose}
        onMark={setMarked}
      />
      {leftover && taken && first !== undefined && (
        <Modal
          open
          title="这一格已经有内容"
          width={560}
          onCancel={() => setTaken(null)}
          footer={
            <>
              <Button onClick={() => setTaken(null)}>换一格</Button>
              <Button onClick={() => place(taken, 'replace')}>替换</Button>
              <Button type="primary" autoFocus onClick={() => place(taken, 'append')}>
                接在后面
              </Button>
            </>
          }
        >
          <dl className="facts">
            <div>
              <dt>格</dt>
              <dd>{cellName({ definition, draft }, first)}</dd>
            </div>
            <div>
              <dt>现在</dt>
              <dd>{textAt(definition, draft, first)}</dd>
            </div>
            <div>
              <dt>要放入</dt>
              <dd>{leftover.text}</dd>
            </div>
          </dl>
        </Modal>
      )}
    </div>
  );
}

/** Esc gives up placing; Ctrl+Z takes the last leftover out of its cell, but not while a field is edited. */
function useKeys(stop: () => void, undo: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLInputElement) return;
      if (event.key === 'Escape') stop();
      if (event.ctrlKey && event.key.toLowerCase() === 'z') undo();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
}

/** The start of a text, for a sentence about it. */
function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 24 ? `${line.slice(0, 24)}…` : line;
}

function Year({ form, onChange }: ReviewedFormProps) {
  const found = form.report.yearFound;
  return (
    <span className="review-year">
      <label htmlFor="import-year">预算年度</label>
      <InputNumber
        id="import-year"
        size="small"
        value={form.year}
        min={MIN_YEAR}
        max={MAX_YEAR}
        precision={0}
        status={found ? '' : 'warning'}
        onChange={(year) => onChange({ ...form, year })}
        suffix="年"
      />
      {!found && <span className="attention">文件中没有写明年度，请核对。</span>}
    </span>
  );
}
