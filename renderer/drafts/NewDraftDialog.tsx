import { InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { MAX_YEAR, MIN_YEAR } from '../../shared/draft/draft.ts';
import { DEFAULT_FORM } from '../../shared/form/forms.ts';
import { settleEditor, useShell } from '../state/shell.ts';
import { call } from '../ui/call.ts';
import { likelyYear } from '../ui/format.ts';
import { useFirstFocus } from '../ui/use-first-focus.ts';
import './new-draft.css';

/** Asks for the 预算年度 of a blank form and opens it. */
export function NewDraftDialog() {
  const [first, afterOpenChange] = useFirstFocus();
  const { closeDialog, show } = useShell.getState();
  const [year, setYear] = useState<number | null>(likelyYear);
  const [busy, setBusy] = useState(false);

  async function create() {
    if (year === null || busy) return;
    setBusy(true);
    const saved = await settleEditor();
    const open = saved && (await call('drafts.create', { form: DEFAULT_FORM.key, year }));
    setBusy(false);
    if (!open) return;
    closeDialog();
    show({ name: 'editor', open });
  }

  return (
    <Modal
      open
      title="新建空白表"
      okText="新建"
      okButtonProps={{ disabled: year === null, loading: busy }}
      width={420}
      onOk={() => void create()}
      onCancel={closeDialog}
      afterOpenChange={afterOpenChange}
    >
      <p className="new-year">
        <label htmlFor="new-year">预算年度</label>
        <InputNumber
          id="new-year"
          ref={first}
          value={year}
          min={MIN_YEAR}
          max={MAX_YEAR}
          precision={0}
          onChange={setYear}
          onPressEnter={() => void create()}
          suffix="年"
        />
      </p>
      {year !== null && (
        <p className="hint">
          当年为 {year} 年，上年为 {year - 1} 年，前年为 {year - 2} 年。
        </p>
      )}
    </Modal>
  );
}
