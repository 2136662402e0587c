import { type ClipboardEvent, useMemo } from 'react';
import { EditError } from '../../../shared/draft/edit.ts';
import type { Editor } from '../../state/editor.ts';
import { keepVersionBefore } from '../../state/keep-version.ts';
import { message, modal } from '../../ui/tell.ts';
import { useEditor } from '../EditorContext.ts';
import { slotOf } from '../names.ts';
import { parseTsv, type TextGrid, toHtml, toTsv } from './clipboard.ts';
import { gridOfHtml } from './html-grid.ts';
import { type PastePlan, planPaste } from './paste.ts';
import { areaOf, selectAddress, selectedAddresses } from './selection.ts';
import { clearSelected } from './use-commands.ts';

type Handler = (event: ClipboardEvent<HTMLTextAreaElement>) => void;

/** Copy, cut and paste of cells; inside a text that is being edited the text area does its own. */
export function useClipboard(): Record<'onCopy' | 'onCut' | 'onPaste', Handler> {
  const editor = useEditor();
  return useMemo(() => {
    const copy: Handler = (event) => {
      const { map } = editor.sheet();
      const area = areaOf(map, editor.store.getState().selection);
      if (!area) return;
      event.preventDefault();
      event.clipboardData.setData('text/plain', toTsv(map, area));
      event.clipboardData.setData('text/html', toHtml(map, area));
    };
    const paste = (plan: PastePlan, much: boolean) => {
      if (much) keepVersionBefore('paste', editor);
      try {
        editor.apply(plan.edit);
      } catch (error) {
        if (!(error instanceof EditError)) throw error;
        modal.error({ title: '粘贴的内容太多，一个表放不下；表格没有改动。', okText: '知道了' });
        return;
      }
      selectPasted(editor, plan);
      if (plan.leftOut > 0) {
        message.warning(`有 ${plan.leftOut} 处内容在表中没有位置，没有粘贴；剪贴板里还在。`, 8);
      }
    };
    const onPaste: Handler = (event) => {
      if (editor.store.getState().pending) return;
      event.preventDefault();
      const grid = gridFrom(editor, event.clipboardData);
      const { selection } = editor.store.getState();
      const plan = grid && planPaste(editor.sheet(), selection, grid);
      if (!plan) return;
      const much = grid.length > 1 || selectedAddresses(editor.sheet().map, selection).length > 1;
      if (plan.overwritten === 0) return paste(plan, much);
      modal.confirm({
        title: '粘贴会覆盖选中范围以外的内容',
        content: `有 ${plan.overwritten} 个已填的单元格会被替换。粘贴以后可以按 Ctrl+Z 撤销。`,
        okText: '继续粘贴',
        cancelText: '不粘贴',
        onOk: () => paste(plan, much),
      });
    };
    return {
      onCopy: (event) => {
        if (!editor.store.getState().pending) copy(event);
      },
      onCut: (event) => {
        if (editor.store.getState().pending) return;
        copy(event);
        clearSelected(editor);
      },
      onPaste,
    };
  }, [editor]);
}

/** A table where there is one; a long text takes plain text as it is, paragraphs and all. */
function gridFrom(editor: Editor, data: DataTransfer): TextGrid | undefined {
  const html = data.getData('text/html');
  const text = data.getData('text/plain');
  const grid = html === '' ? undefined : gridOfHtml(html);
  if (grid) return grid;
  if (text === '') return undefined;
  const { anchor } = editor.store.getState().selection;
  const long = slotOf(editor.definition, anchor.address)?.kind === 'longText';
  return long && !text.includes('\t') ? [[text.trim()]] : parseTsv(text);
}

function selectPasted(editor: Editor, plan: PastePlan): void {
  const { map } = editor.sheet();
  const from = selectAddress(map, plan.from);
  const to = selectAddress(map, plan.to);
  // Hundreds of rows may have come: the window stays where they begin.
  if (from && to) editor.select({ anchor: from.anchor, focus: to.focus, still: true });
}
