import { App } from 'antd';
import { useMemo } from 'react';
import { settleEditor, useShell } from '../state/shell.ts';
import { ask } from '../ui/api.ts';
import { fileNameOf } from '../ui/format.ts';
import { useCall } from '../ui/use-call.ts';

export interface Import {
  /** Asks for a file and reads it. */
  chooseFile(): Promise<void>;
  /** Reads a file, and shows what was found in it; nothing is saved yet. */
  readFile(path: string): Promise<void>;
}

/** Files on their way into a draft: chosen, dropped or handed over by the system. */
export function useImport(): Import {
  const { modal } = App.useApp();
  const call = useCall();

  return useMemo(() => {
    async function readFile(path: string): Promise<void> {
      const shell = useShell.getState();
      if (shell.reading !== null) return;
      const cameFrom = shell.page.name === 'editor' ? shell.page.open.summary.id : null;
      if (!(await settleEditor())) {
        modal.error({
          title: '暂时不能导入',
          content:
            '正在填写的表还没有保存成功，内容还在窗口里。请先按提示处理保存问题，再导入文件。',
        });
        return;
      }
      shell.setReading(fileNameOf(path));
      const answer = await ask('import.read', { path });
      shell.setReading(null);
      if (answer.ok) {
        shell.show({ name: 'import', answer: answer.value, cameFrom });
      } else if (answer.problem.code !== 'cancelled') {
        modal.error({ title: '没有导入', content: answer.problem.message });
      }
    }

    return {
      readFile,
      async chooseFile() {
        const chosen = await call('import.choose');
        if (chosen) await readFile(chosen.path);
      },
    };
  }, [call, modal]);
}
