import { Checkbox } from 'antd';
import { textAt } from '../../shared/draft/values.ts';
import { formOf } from '../../shared/form/forms.ts';
import { openLeftovers, type ReviewedForm } from './review-state.ts';

interface ReviewListProps {
  readonly forms: readonly ReviewedForm[];
  /** The key of the form that is shown below. */
  readonly shown: string | undefined;
  onShow(key: string): void;
  onChange(form: ReviewedForm): void;
}

/** Every form that was read: which are to become drafts, and which is looked at. */
export function ReviewList({ forms, shown, onShow, onChange }: ReviewListProps) {
  const all = forms.every((form) => form.chosen);
  const some = forms.some((form) => form.chosen);
  return (
    <section className="review-list" aria-label="读出的表">
      <Checkbox
        checked={all}
        indeterminate={some && !all}
        onChange={() => {
          for (const form of forms) onChange({ ...form, chosen: !all });
        }}
      >
        共读出 {forms.length} 份，勾选的会导入
      </Checkbox>
      <ul>
        {forms.map((form) => (
          <li key={form.key} className={form.key === shown ? 'shown' : ''}>
            <Checkbox
              checked={form.chosen}
              aria-label={`导入 ${nameOfForm(form)}`}
              onChange={(event) => onChange({ ...form, chosen: event.target.checked })}
            />
            <button
              type="button"
              aria-current={form.key === shown}
              onClick={() => onShow(form.key)}
            >
              <b>{nameOfForm(form)}</b>
              <span className="hint where">{form.fileName}</span>
              <Doubts form={form} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Doubts({ form }: { readonly form: ReviewedForm }) {
  const open = openLeftovers(form);
  const missing = form.report.missing.length;
  const doubts = [open > 0 && `${open} 处没有放进`, missing > 0 && `缺 ${missing} 项`];
  const text = doubts.filter(Boolean).join('，');
  return <span className={text ? 'attention' : 'fine'}>{text || '全部读出'}</span>;
}

function nameOfForm({ draft, year }: ReviewedForm): string {
  const definition = formOf(draft.form);
  const department = definition && textAt(definition, draft, definition.department).trim();
  return `${year ?? '？'}年度 ${department || '（没有部门名称）'}`;
}
