import { Input, type InputRef } from 'antd';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { message } from '../../ui/tell.ts';
import { useEditor, useEditorState } from '../EditorContext.ts';
import { type Found, findCells, nextFound, replaceIn } from './find.ts';

interface FindBarProps {
  /** Another number each time Ctrl+F is pressed, wherever: the field takes the focus again. */
  readonly asked: number;
  readonly onClose: () => void;
}

/**
 * 查找和替换, above the table. Enter finds the next, Shift+Enter the one before, and replaces where
 * what replaces is typed; Esc closes.
 */
export function FindBar({ asked, onClose }: FindBarProps) {
  const editor = useEditor();
  const draft = useEditorState((state) => state.draft);
  const anchor = useEditorState((state) => state.selection.anchor.address);
  const [query, setQuery] = useState('');
  const [replacement, setReplacement] = useState('');
  const field = useRef<InputRef>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time it is asked for
  useEffect(() => field.current?.focus({ cursor: 'all' }), [asked]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sheet is that of the draft
  const found = useMemo(() => findCells(editor.sheet(), query), [draft, query]);
  const here = found.findIndex((one) => one.addresses.includes(anchor));

  const go = (step: 1 | -1, from = anchor) => {
    const next = nextFound(editor.sheet(), found, from, step);
    const [address] = next?.addresses ?? [];
    if (address !== undefined) editor.goTo(address);
  };
  const replace = (cells: readonly Found[]) => {
    const { edit, cells: count } = replaceIn(editor.sheet(), cells, query, replacement);
    if (count > 0) editor.apply(edit);
    return count;
  };
  const replaceOne = () => {
    const current = found[here];
    if (current) replace([current]);
    go(1);
  };
  const replaceAll = () => {
    const count = replace(found);
    message.info(count > 0 ? `已替换 ${count} 格，可以按 Ctrl+Z 撤销。` : '没有可以替换的内容。');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') onClose();
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
    if (event.target === field.current?.input) go(event.shiftKey ? -1 : 1);
    else replaceOne();
  };
  const count =
    query === '' ? '' : found.length === 0 ? '没有找到' : `${here + 1} / ${found.length}`;
  return (
    <search className="find-bar" aria-label="查找和替换" onKeyDown={onKeyDown}>
      <Input
        ref={field}
        size="small"
        aria-label="查找内容"
        placeholder="查找"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        suffix={<output className="find-count">{count}</output>}
      />
      <Button size="small" disabled={found.length === 0} onClick={() => go(-1)}>
        上一处
      </Button>
      <Button size="small" disabled={found.length === 0} onClick={() => go(1)}>
        下一处
      </Button>
      <Input
        size="small"
        aria-label="替换为"
        placeholder="替换为"
        value={replacement}
        onChange={(event) => setReplacement(event.target.value)}
      />
      <Button size="small" disabled={here === -1} onClick={replaceOne}>
        替换
      </Button>
      <Button size="small" disabled={found.length === 0} onClick={replaceAll}>
        全部替换
      </Button>
      <Button size="small" type="text" onClick={onClose} aria-label="关闭查找">
        ✕
      </Button>
    </search>
  );
}
