import { useState } from 'react';
import type { SharedText } from '../../shared/batch/shared-texts.ts';
import { Button } from '../ui/Button.tsx';
import { useOpenRow } from './use-open-row.ts';

interface SharedTextsPanelProps {
  readonly texts: readonly SharedText[];
  /** The forms are still being read. */
  readonly waiting: boolean;
}

/** How many texts, and departments of one, are shown before the person asks for more. */
const FIRST = 50;
const FIRST_FORMS = 12;

/** Texts that several departments share word for word. */
export function SharedTextsPanel({ texts, waiting }: SharedTextsPanelProps) {
  const [limit, setLimit] = useState(FIRST);
  if (waiting) return <p className="none">全部读完后才能比较。</p>;
  if (texts.length === 0) {
    return <p className="none">没有发现几个部门写一模一样的文字。</p>;
  }
  return (
    <div className="batch-panel shared-texts">
      <p className="hint">
        长段文字和整套指标逐字相同（空白和部门自己的名称不计）。单个指标名称相同不算。
      </p>
      <ol>
        {texts.slice(0, limit).map((shared) => (
          <Shared key={`${shared.rows[0]?.id} ${shared.names[0]} ${shared.text}`} shared={shared} />
        ))}
      </ol>
      {texts.length > limit && (
        <Button onClick={() => setLimit(limit + FIRST)}>
          显示更多（还有 {texts.length - limit} 段）
        </Button>
      )}
    </div>
  );
}

function Shared({ shared: { rows, names, text } }: { readonly shared: SharedText }) {
  const open = useOpenRow();
  const [all, setAll] = useState(false);
  return (
    <li>
      <p>
        <b>{rows.length} 个部门</b>
        <span className="hint">，出现在{names.join('、')}</span>
      </p>
      <p className="forms">
        {rows.slice(0, all ? rows.length : FIRST_FORMS).map((row) => (
          <button key={row.id} type="button" className="leads" onClick={() => open(row)}>
            {row.form.department || row.file}
          </button>
        ))}
        {!all && rows.length > FIRST_FORMS && (
          <Button type="link" size="small" onClick={() => setAll(true)}>
            全部 {rows.length} 个
          </Button>
        )}
      </p>
      <SharedWords text={text} />
    </li>
  );
}

/** Longer ones are cut until asked for, in characters and lines. */
const SHORT = 200;
const SHORT_LINES = 4;

function SharedWords({ text }: { readonly text: string }) {
  const [whole, setWhole] = useState(false);
  if (text.length <= SHORT && text.split('\n').length <= SHORT_LINES) {
    return <p className="text">{text}</p>;
  }
  return (
    <>
      <p className={whole ? 'text' : 'text is-short'}>{text}</p>
      <Button type="link" size="small" aria-expanded={whole} onClick={() => setWhole(!whole)}>
        {whole ? '收起' : '显示全文'}
      </Button>
    </>
  );
}
