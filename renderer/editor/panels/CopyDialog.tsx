import { Checkbox, Modal } from 'antd';
import { useMemo, useState } from 'react';
import {
  type Added,
  alikeTables,
  type CopyPlan,
  copyPlan,
  type Difference,
} from '../../../shared/draft/copy-indicators.ts';
import type { Edit } from '../../../shared/draft/edit.ts';
import { findRow } from '../../../shared/draft/values.ts';
import type { TableId } from '../../../shared/form/definition.ts';
import { libraryOf } from '../../../shared/library/entry.ts';
import { detailOf } from '../../library/detail.ts';
import type { Editor } from '../../state/editor.ts';
import { useFirstFocus } from '../../ui/use-first-focus.ts';
import { useEditor } from '../EditorContext.ts';

interface CopyDialogProps {
  readonly from: TableId;
  readonly to: TableId;
  readonly onClose: () => void;
}

/** 复制到年度指标, 复制到长期指标: what the other table lacks, and what differs, before it is done. */
export function CopyDialog({ from, to, onClose }: CopyDialogProps) {
  const editor = useEditor();
  useFirstFocus();
  const [draft] = useState(() => editor.store.getState().draft);
  const plan = useMemo(
    () => copyPlan(editor.definition, draft, from, to),
    [editor, draft, from, to],
  );
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set());
  const name = alikeTables(editor.definition, from).find(({ id }) => id === to)?.name ?? '';
  const adding = plan.added.length - leftOut.size;
  const nothing = plan.added.length === 0 && plan.differs.length === 0;
  const copy = () => {
    const { edit } = copyPlan(editor.definition, draft, from, to, leftOut);
    const changes = plan.differs.filter(({ address }) => taken.has(address));
    editor.apply(inOneStep(edit, changes));
    onClose();
  };
  return (
    <Modal
      open
      title={`复制到${name}`}
      width={760}
      okText={okText(adding, taken.size)}
      okButtonProps={{ hidden: nothing, disabled: adding + taken.size === 0, autoFocus: !nothing }}
      cancelButtonProps={{ autoFocus: nothing }}
      cancelText={nothing ? '知道了' : '不复制'}
      onOk={copy}
      onCancel={onClose}
    >
      {nothing && <p>两张表的指标相同，没有需要复制的。</p>}
      {plan.added.length > 0 && (
        <Lacking
          editor={editor}
          plan={plan}
          from={from}
          name={name}
          leftOut={leftOut}
          onChange={setLeftOut}
        />
      )}
      {plan.differs.length > 0 && (
        <Differing differs={plan.differs} name={name} taken={taken} onChange={setTaken} />
      )}
      {!nothing && <p className="hint">复制以后可以按 Ctrl+Z 一步撤销。</p>}
    </Modal>
  );
}

function okText(adding: number, changing: number): string {
  const parts = [adding > 0 && `复制 ${adding} 条`, changing > 0 && `改 ${changing} 处`];
  return parts.filter(Boolean).join('，') || '复制';
}

function inOneStep(edit: Edit, changes: readonly Difference[]): Edit {
  const cells = changes.map(({ address, from }) => [address, from] as const);
  return { type: 'all', edits: [{ type: 'set', cells }, edit] };
}

interface LackingProps {
  readonly editor: Editor;
  readonly plan: CopyPlan;
  readonly from: TableId;
  readonly name: string;
  readonly leftOut: ReadonlySet<string>;
  onChange(leftOut: ReadonlySet<string>): void;
}

function Lacking({ editor, plan, from, name, leftOut, onChange }: LackingProps) {
  const library = libraryOf(editor.definition);
  const { draft } = editor.store.getState();
  const all = plan.added.map(({ row }) => row);
  const detail = ({ row }: Added) => {
    const cells = findRow(draft, from, row)?.cells;
    return library && cells ? detailOf(library, { cells }) : '';
  };
  return (
    <section className="copy-part">
      <h3>
        {name}缺少的 {all.length} 条
        <Checkbox
          checked={leftOut.size === 0}
          indeterminate={leftOut.size > 0 && leftOut.size < all.length}
          onChange={(event) => onChange(new Set(event.target.checked ? [] : all))}
        >
          全选
        </Checkbox>
      </h3>
      <ul className="copy-list">
        {plan.added.map((one) => (
          <li key={one.row}>
            <Checkbox
              checked={!leftOut.has(one.row)}
              onChange={() => onChange(toggled(leftOut, one.row))}
            >
              {one.name}
              <span className="copy-detail">{detail(one)}</span>
            </Checkbox>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface DifferingProps {
  readonly differs: readonly Difference[];
  readonly name: string;
  readonly taken: ReadonlySet<string>;
  onChange(taken: ReadonlySet<string>): void;
}

function Differing({ differs, name, taken, onChange }: DifferingProps) {
  return (
    <section className="copy-part">
      <h3>两张表都有、内容不同的 {differs.length} 处</h3>
      <p className="hint">勾选的，{name}改成这张表的内容；不勾选的保持不变。</p>
      <div className="copy-list">
        <table className="fix-changes">
          <thead>
            <tr>
              <th>改</th>
              <th>指标</th>
              <th>项目</th>
              <th>这张表</th>
              <th>{name}</th>
            </tr>
          </thead>
          <tbody>
            {differs.map(({ address, name: indicator, column, from, to }) => (
              <tr key={address}>
                <td>
                  <Checkbox
                    aria-label={`${indicator}：${column}`}
                    checked={taken.has(address)}
                    onChange={() => onChange(toggled(taken, address))}
                  />
                </td>
                <td>{indicator}</td>
                <td>{column}</td>
                <td>{from || '（空）'}</td>
                <td>{to || '（空）'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function toggled(set: ReadonlySet<string>, one: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(one)) next.add(one);
  return next;
}
