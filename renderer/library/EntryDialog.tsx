import { AutoComplete, Modal, type RefSelectProps } from 'antd';
import { type FormEvent, useId, useRef, useState } from 'react';
import type { Column, ColumnId, FormDefinition } from '../../shared/form/definition.ts';
import {
  type EntryCells,
  entryKey,
  type LibraryEntry,
  type LibraryShape,
  MAX_ENTRY_TEXT,
} from '../../shared/library/entry.ts';
import { bare } from '../../shared/text.ts';
import { call } from '../ui/call.ts';
import { useFirstFocus } from '../ui/use-first-focus.ts';

interface EntryDialogProps {
  readonly definition: FormDefinition;
  readonly library: LibraryShape;
  /** The entry to change; null for a new one. */
  readonly entry: LibraryEntry | null;
  readonly entries: readonly LibraryEntry[];
  readonly onClose: () => void;
  readonly onKept: () => void;
}

/** Adds an entry of the person's own, or changes one. */
export function EntryDialog(props: EntryDialogProps) {
  const { definition, library, entry, entries, onClose, onKept } = props;
  const formId = useId();
  const first = useRef<RefSelectProps>(null);
  useFirstFocus();
  const [cells, setCells] = useState<EntryCells>(entry?.cells ?? {});
  const [busy, setBusy] = useState(false);
  const { name } = library.shape;
  const missing = bare(cells[name.id] ?? '') === '';
  const key = entryKey(library, cells);
  const taken = key !== entry?.key && entries.some((one) => one.key === key);

  async function keep(event?: FormEvent) {
    event?.preventDefault();
    if (missing || busy) return;
    setBusy(true);
    const kept = await call('library.keep', {
      form: library.form,
      cells: { ...cells },
      replaces: entry?.key ?? null,
    });
    setBusy(false);
    if (kept) onKept();
  }

  return (
    <Modal
      open
      title={entry ? '修改指标' : '添加指标'}
      okText="保存"
      cancelText="取消"
      okButtonProps={{ disabled: missing, loading: busy }}
      onOk={() => void keep()}
      onCancel={onClose}
      afterOpenChange={(open) => {
        if (open) first.current?.focus();
      }}
    >
      <form className="library-entry" id={formId} onSubmit={(event) => void keep(event)}>
        {library.columns.map((column, i) => (
          <div key={column.id}>
            <label htmlFor={`${formId}-${column.id}`}>
              {column.name}
              {column.id === name.id && '（必填）'}
            </label>
            <AutoComplete
              id={`${formId}-${column.id}`}
              {...(i === 0 && { ref: first, autoFocus: true })}
              value={cells[column.id] ?? ''}
              maxLength={MAX_ENTRY_TEXT}
              options={optionsOf(definition, library, column, cells)}
              showSearch={{
                filterOption: (typed, option) => String(option?.value ?? '').includes(typed),
              }}
              onChange={(value: string) =>
                setCells((before) => ({ ...before, [column.id]: value }))
              }
            />
          </div>
        ))}
        {/* Enter in a field saves. */}
        <button type="submit" hidden />
      </form>
      {taken && <p className="attention">指标库里已有这条指标，保存后以这次填的为准。</p>}
      {entry && entry.origin !== 'own' && <p className="hint">只改指标库，不改已经填好的表。</p>}
    </Modal>
  );
}

/** The words of the column's dictionary that fit the groups before it. */
function optionsOf(
  definition: FormDefinition,
  library: LibraryShape,
  { dictionary }: Column,
  cells: EntryCells,
): { value: string }[] {
  const words = dictionary === undefined ? undefined : definition.dictionaries[dictionary];
  const parent = library.columns.find((column) => column.dictionary === words?.parent);
  const above: ColumnId | undefined = words?.parent === undefined ? undefined : parent?.id;
  const text = above === undefined ? '' : (cells[above] ?? '');
  return (words?.entries ?? [])
    .filter(({ under }) => !under || text === '' || under.includes(text))
    .map(({ value }) => ({ value }));
}
