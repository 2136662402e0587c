import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from 'react';
import { cellName } from '../../../shared/draft/cell-name.ts';
import { MAX_TEXT } from '../../../shared/draft/draft.ts';
import type { PendingEdit } from '../../state/editor.ts';
import { useEditor, useEditorState } from '../EditorContext.ts';
import { spokenCell } from '../names.ts';
import { type Box, boxInRow, boxOfArea, useElements } from './elements.ts';
import { type Command, commandOf } from './keys.ts';
import { SuggestionList } from './SuggestionList.tsx';
import { rowOfAddress, type TableMap } from './table-map.ts';
import { useClipboard } from './use-clipboard.tsx';
import { useMeasured } from './use-measured.ts';
import { useSuggestions } from './use-suggestions.ts';

const LIST_ID = 'suggestion-list';

/**
 * The one text area that always has focus: over the active cell, invisible until something is typed,
 * so that an input method's first key finds it and its window stands at the caret.
 */
export function FloatingEditor({ run }: { readonly run: (command: Command) => void }) {
  const editor = useEditor();
  const { input } = useElements();
  const pending = useEditorState((state) => state.pending);
  const table = useEditorState((state) => state.table);
  const anchor = useEditorState((state) => state.selection.anchor.address);
  const list = useSuggestions();
  const clipboard = useClipboard();
  const composing = useRef(false);
  const { map } = editor.sheet();
  const address = pending?.addresses[0] ?? anchor;
  const box = useMeasured(
    (paper) => boxFor(paper, map, anchor, pending),
    [table, anchor, pending?.addresses],
  );
  useTextOf(input.current, pending);
  useFocusOn(input.current, anchor);

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const plain = !event.ctrlKey && !event.altKey && !event.shiftKey;
    if (plain && list.onKey(event.key)) return event.preventDefault();
    const now = editor.store.getState().pending;
    const command = commandOf(event, now?.mode ?? 'none');
    if (!command) return;
    event.preventDefault();
    if (command.do === 'openList') return list.toggle();
    run(command);
  };
  const onBlur = () => {
    if (document.hasFocus() && editor.store.getState().pending) editor.commit();
  };

  const cell = map.find(address)?.cell;
  const option = list.items && list.active >= 0 ? `${LIST_ID}-${list.active}` : undefined;
  return (
    <>
      <textarea
        ref={input}
        className={`floating-editor kind-${cell?.kind ?? 'text'} ${pending ? 'is-open' : ''}`}
        style={box && { left: box.left, top: box.top, width: box.width, minHeight: box.height }}
        aria-label={
          pending ? cellName(editor.sheet(), address) : spokenCell(editor.sheet(), address)
        }
        aria-multiline
        {...(list.offered && { 'aria-autocomplete': 'list' as const })}
        {...(list.items && { 'aria-controls': LIST_ID })}
        {...(option && { 'aria-activedescendant': option })}
        maxLength={MAX_TEXT}
        rows={1}
        spellCheck={false}
        autoComplete="off"
        onKeyDown={onKeyDown}
        onBlur={onBlur}
        onInput={(event) => {
          if (!composing.current) editor.typed(event.currentTarget.value);
        }}
        onCompositionStart={() => {
          composing.current = true;
          editor.compositionStarted();
        }}
        onCompositionEnd={(event) => {
          composing.current = false;
          editor.compositionEnded(event.currentTarget.value);
        }}
        onCopy={clipboard.onCopy}
        onCut={clipboard.onCut}
        onPaste={clipboard.onPaste}
      />
      {list.offered && box && (
        <button
          type="button"
          className="open-list"
          tabIndex={-1}
          aria-label="打开可选内容（Alt+↓）"
          style={{ left: box.left + box.width, top: box.top + box.height / 2 }}
          onPointerDown={(event) => event.preventDefault()}
          onClick={list.toggle}
        />
      )}
      {list.items && box && (
        <SuggestionList
          id={LIST_ID}
          label={cellName(editor.sheet(), address)}
          items={list.items}
          active={list.active}
          under={box}
          onChoose={list.choose}
        />
      )}
    </>
  );
}

/** The whole cell; where only one row of a merged cell is edited, that row's part of it. */
function boxFor(
  paper: HTMLElement,
  map: TableMap,
  anchor: string,
  pending: PendingEdit | null,
): Box | undefined {
  const rect = map.find(pending?.addresses[0] ?? anchor);
  if (!rect) return undefined;
  const split = pending !== null && pending.addresses.length < rect.cell.addresses.length;
  const row = rowOfAddress(map, pending?.addresses[0] ?? anchor);
  return split && row !== undefined ? boxInRow(paper, map, rect, row) : boxOfArea(paper, map, rect);
}

/** Puts the pending text into the text area where it did not come from there. */
function useTextOf(input: HTMLTextAreaElement | null, pending: PendingEdit | null): void {
  useLayoutEffect(() => {
    if (!input || pending?.composing) return;
    const text = pending?.text ?? '';
    if (input.value !== text) input.value = text;
  }, [input, pending]);
}

/** Focus rests here whatever is selected, but for who is searching; scrolling is the grid's business. */
function useFocusOn(input: HTMLTextAreaElement | null, anchor: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another cell wants the focus again
  useEffect(() => {
    if (!document.activeElement?.closest('.find-bar, .library-panel'))
      input?.focus({ preventScroll: true });
  }, [input, anchor]);
}
