import { useMemo, useState } from 'react';
import { type Change, compareDrafts, differenceOf } from '../../shared/draft/compare.ts';
import type { Draft } from '../../shared/draft/draft.ts';
import { DEFAULT_FORM, formOf } from '../../shared/form/forms.ts';
import { Button } from '../ui/Button.tsx';

/** How many changes are shown at once; 显示更多 shows as many again. */
const PAGE_SIZE = 200;

/** How much of what two long texts have in common stands beside their difference. */
const CONTEXT = 30;

export interface State {
  /** What the person knows it by. */
  readonly title: string;
  readonly draft: Draft;
}

interface ChangesProps {
  readonly before: State;
  readonly after: State;
}

/** What changed from one state of a draft to another, cell by cell. */
export function Changes({ before, after }: ChangesProps) {
  const [limit, setLimit] = useState(PAGE_SIZE);
  const { changes, marks } = useMemo(
    () => compareDrafts(formOf(after.draft.form) ?? DEFAULT_FORM, before.draft, after.draft),
    [before, after],
  );
  return (
    <>
      <p className="changes-count" role="status">
        {summaryOf(changes)}
        {marks > 0 && `另有 ${marks} 处文字相同，只有“待核实”等标记不同。`}
      </p>
      {changes.length > 0 && (
        <table className="changes">
          <thead>
            <tr>
              <th scope="col">位置</th>
              <th scope="col">旧：{before.title}</th>
              <th scope="col">新：{after.title}</th>
            </tr>
          </thead>
          <tbody>
            {changes.slice(0, limit).map((change) => (
              <ChangeRow key={keyOf(change)} change={change} />
            ))}
          </tbody>
        </table>
      )}
      {changes.length > limit && (
        <p className="more">
          <Button onClick={() => setLimit(limit + PAGE_SIZE)}>
            显示更多（还有 {changes.length - limit} 处）
          </Button>
        </p>
      )}
    </>
  );
}

function summaryOf(changes: readonly Change[]): string {
  if (changes.length === 0) return '两边的内容相同。';
  const count = (type: Change['type']) => changes.filter((one) => one.type === type).length;
  const cells = changes.length - count('rowAdded') - count('rowRemoved') - count('rowMoved');
  const parts = [
    cells > 0 && `改动 ${cells} 处`,
    count('rowAdded') > 0 && `增加 ${count('rowAdded')} 行`,
    count('rowRemoved') > 0 && `删除 ${count('rowRemoved')} 行`,
    count('rowMoved') > 0 && `移动 ${count('rowMoved')} 行`,
  ];
  return `${parts.filter(Boolean).join('，')}。`;
}

function keyOf(change: Change): string {
  if ('row' in change) return `${change.type} ${change.table} ${change.row}`;
  if (change.type === 'reason') return `reason ${change.finding}`;
  return change.type === 'cell' ? change.address : change.type;
}

function ChangeRow({ change }: { readonly change: Change }) {
  const { type, name, before, after } = change;
  const note = NOTES[type] ?? (type === 'cell' && change.computed ? '自动计算' : undefined);
  return (
    <tr>
      <th scope="row">
        {name}
        {note && <span className="note">{note}</span>}
      </th>
      {type === 'rowMoved' ? (
        <td colSpan={2}>
          从「{before}」移到「{after}」
        </td>
      ) : (
        <Texts before={before} after={after} />
      )}
    </tr>
  );
}

const NOTES: Readonly<Partial<Record<Change['type'], string>>> = {
  rowAdded: '增加的行',
  rowRemoved: '删除的行',
  rowMoved: '移动的行',
};

/** Both texts, with what differs marked; what long texts have in common is cut short. */
function Texts({ before, after }: { readonly before: string; readonly after: string }) {
  const { start, endBefore, endAfter } = differenceOf(before, after);
  const head = shortHead(before.slice(0, start));
  const tail = shortTail(before.slice(endBefore));
  return (
    <>
      <td className="old">
        {before === '' ? (
          <Empty />
        ) : (
          [head, <del key="del">{before.slice(start, endBefore)}</del>, tail]
        )}
      </td>
      <td className="new">
        {after === '' ? (
          <Empty />
        ) : (
          [head, <ins key="ins">{after.slice(start, endAfter)}</ins>, tail]
        )}
      </td>
    </>
  );
}

function Empty() {
  return <span className="hint">（空）</span>;
}

function shortHead(text: string): string {
  const letters = [...text];
  return letters.length <= 2 * CONTEXT ? text : `…${letters.slice(-CONTEXT).join('')}`;
}

function shortTail(text: string): string {
  const letters = [...text];
  return letters.length <= 2 * CONTEXT ? text : `${letters.slice(0, CONTEXT).join('')}…`;
}
