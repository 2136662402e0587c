import { App } from 'antd';
import { useEffect } from 'react';
import { useExport } from '../files/use-export.tsx';
import { useImport } from '../files/use-import.ts';
import { useShell } from '../state/shell.ts';
import { ask } from '../ui/api.ts';
import { useMenuCommands } from '../ui/use-menu-commands.ts';

/** Answers the commands of the menu that belong to no page, and the wish to close the window. */
export function Commands() {
  const { message, modal } = App.useApp();
  const { chooseFile } = useImport();
  const { exportOpen } = useExport();
  const shell = useShell.getState();

  /** For commands that need an open form: without one, says what to do first. */
  const withEditor = (act: () => void) => () => {
    if (useShell.getState().editor) act();
    else message.info('请先在列表中打开一份填报表。');
  };

  useMenuCommands({
    new: () => shell.openDialog('new'),
    import: () => void chooseFile(),
    about: () => shell.openDialog('about'),
    shortcuts: () => shell.openDialog('shortcuts'),
    'export-word': withEditor(() => void exportOpen('word')),
    'export-public': withEditor(() => void exportOpen('public')),
    'export-pdf': withEditor(() => void exportOpen('pdf')),
    print: withEditor(() => shell.openDialog('print')),
    drafts: () => void leaveFor('drafts'),
    save: () => {
      if (!useShell.getState().editor) message.info('所有内容都已自动保存。');
    },
  });

  useEffect(() => {
    /** Lets the window close once all is saved; where that fails the person decides. */
    async function settleAndClose(): Promise<void> {
      const { editor } = useShell.getState();
      if (!editor || (await editor.settle()).saved) {
        await ask('app.readyToClose');
        return;
      }
      modal.confirm({
        title: '最后的修改还没有保存成功',
        content: '现在关闭会丢失没有保存的内容。建议先按窗口上的提示处理，等显示「已保存」再关闭。',
        okText: '仍然关闭',
        okButtonProps: { danger: true },
        cancelText: '继续填写',
        autoFocusButton: 'cancel',
        onOk: () => void ask('app.readyToClose'),
      });
    }
    return window.api.on('window.closing', () => void settleAndClose());
  }, [modal]);
  return null;
}

async function leaveFor(name: 'drafts'): Promise<void> {
  const { editor, show } = useShell.getState();
  if (editor && !(await editor.settle()).saved) return;
  show({ name });
}
