import { memo, type ReactNode, useRef } from 'react';
import type { DraftFacts, DraftSummary } from '../../shared/api.ts';
import { Button } from '../ui/Button.tsx';
import { exportState, exportText, findingsText, formatTime, percentFilled } from '../ui/format.ts';
import './drafts.css';

interface DraftTableProps {
  readonly drafts: readonly DraftSummary[];
  /** The heading of the column with a draft's time. */
  readonly timeHeading: string;
  timeOf(draft: DraftSummary): string;
  /** What stands under the time. */
  noteOf?(draft: DraftSummary): string;
  /** What a click on the name of the department does; without it the name is only text. */
  readonly onOpen?: (draft: DraftSummary) => void;
  /** The buttons at the end of a row. */
  actionsOf(draft: DraftSummary): ReactNode;
}

/** The drafts, one a row: of the list and of the recycle bin. */
export function DraftTable(props: DraftTableProps) {
  return (
    <table className="drafts">
      <thead>
        <tr>
          <th scope="col">部门（单位）</th>
          <th scope="col">预算年度</th>
          <th scope="col">填写进度</th>
          <th scope="col">审核结果</th>
          <th scope="col">{props.timeHeading}</th>
          <th scope="col">导出</th>
          <th scope="col">操作</th>
        </tr>
      </thead>
      <tbody>
        {props.drafts.map((draft) => (
          <DraftRow key={draft.id} draft={draft} {...props} />
        ))}
      </tbody>
    </table>
  );
}

function DraftRow(props: DraftTableProps & { readonly draft: DraftSummary }) {
  const { draft, onOpen } = props;
  const department = draft.department.trim() || '（未填部门名称）';
  return (
    <tr>
      <th scope="row" className={draft.department.trim() ? '' : 'unnamed'}>
        {onOpen ? (
          <button type="button" className="leads" onClick={() => onOpen(draft)}>
            {department}
          </button>
        ) : (
          department
        )}
      </th>
      <td className="year">{draft.year > 0 && `${draft.year} 年`}</td>
      {draft.damaged ? (
        <td colSpan={2} className="findings error">
          内容损坏，读不出来
        </td>
      ) : (
        <>
          <td>{draft.facts ? <Progress facts={draft.facts} /> : <Unknown />}</td>
          <td>{draft.facts ? <Findings facts={draft.facts} /> : <Unknown />}</td>
        </>
      )}
      <td className="time">
        {formatTime(props.timeOf(draft))}
        {props.noteOf && <span className="left">{props.noteOf(draft)}</span>}
      </td>
      <td className={`export ${exportState(draft)}`}>{exportText(draft)}</td>
      <td className="actions">{props.actionsOf(draft)}</td>
    </tr>
  );
}

/** Stands where a draft has not been opened in the editor yet. */
function Unknown() {
  return <span className="unknown">打开后显示</span>;
}

const Progress = memo(({ facts }: { readonly facts: DraftFacts }) => {
  const percent = percentFilled(facts);
  return (
    <span className="progress">
      <progress value={percent} max={100} aria-label="填写进度" />
      {percent}%
    </span>
  );
});

const Findings = memo(({ facts }: { readonly facts: DraftFacts }) => {
  const worst = facts.errors > 0 ? 'error' : facts.warnings > 0 ? 'warning' : 'fine';
  return <span className={`findings ${worst}`}>{findingsText(facts)}</span>;
});

/** A small button of a row that says for a screen reader which draft it is about. */
export function RowButton(props: {
  readonly label: string;
  readonly about: string;
  readonly danger?: boolean;
  readonly onClick: () => void;
}) {
  return (
    <Button
      type="link"
      size="small"
      danger={props.danger ?? false}
      aria-label={`${props.label}：${props.about}`}
      onClick={props.onClick}
    >
      {props.label}
    </Button>
  );
}

export interface RowMenuItem {
  readonly label: string;
  readonly onClick: () => void;
}

/** What is seldom done with a draft, behind a button. Drawn by the browser: it costs the start nothing. */
export function RowMenu(props: {
  readonly id: string;
  readonly about: string;
  readonly items: readonly RowMenuItem[];
}) {
  const menu = useRef<HTMLDivElement>(null);
  const id = `more-${props.id}`;
  return (
    <>
      <button
        type="button"
        className="row-more"
        popoverTarget={id}
        aria-label={`更多：${props.about}`}
      >
        更多
      </button>
      <div id={id} ref={menu} popover="auto" className="row-menu">
        {props.items.map(({ label, onClick }) => (
          <button
            key={label}
            type="button"
            aria-label={`${label}：${props.about}`}
            onClick={() => {
              menu.current?.hidePopover();
              onClick();
            }}
          >
            {label}
          </button>
        ))}
      </div>
    </>
  );
}
