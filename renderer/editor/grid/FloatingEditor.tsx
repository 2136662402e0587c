import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { cellName } from '../../../shared/draft/cell-name.ts';
import { MAX_TEXT } from '../../../shared/draft/draft.ts';
import type { PendingEdit } from '../../state/editor.ts';
import { useEditor, useEditorState } from '../EditorContext.ts';
import { spokenCell } from '../names.ts';
import { useElements } from './elements.ts';
import { type Command, commandOf } from './keys.ts';
import { SuggestionList } from './SuggestionList.tsx';
import { mapOf } from './table-map.ts';
import { useClipboard } from './use-clipboard.tsx';
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
  const map = mapOf(useEditorState((state) => state.table));
  const anchor = useEditorState((state) => state.selection.anchor.address);
  const list = useSuggestions();
  const clipboard = useClipboard();
  const composing = useRef(false);
  const address = pending?.addresses[0] ?? anchor;
  useTextOf(input, pending);
  useFocusOn(input, anchor);

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
      {list.offered && (
        <button
          type="button"
          className="open-list"
          tabIndex={-1}
          aria-label="打开可选内容（Alt+↓）"
          onPointerDown={(event) => event.preventDefault()}
          onClick={list.toggle}
        />
      )}
      {list.items && (
        <SuggestionList
          id={LIST_ID}
          label={cellName(editor.sheet(), address)}
          items={list.items}
          active={list.active}
          onChoose={list.choose}
        />
      )}
    </>
  );
}

type Input = RefObject<HTMLTextAreaElement | null>;

/** Puts the pending text into the text area where it did not come from there. */
function useTextOf(input: Input, pending: PendingEdit | null): void {
  useLayoutEffect(() => {
    if (!input.current || pending?.composing) return;
    const text = pending?.text ?? '';
    if (input.current.value !== text) input.current.value = text;
  }, [input, pending]);
}

/** Focus rests here whatever is selected, but for who is searching; scrolling is the grid's business. */
function useFocusOn(input: Input, anchor: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another cell wants the focus again
  useEffect(() => {
    if (!document.activeElement?.closest('.find-bar, .library-panel'))
      input.current?.focus({ preventScroll: true });
  }, [input, anchor]);
}
