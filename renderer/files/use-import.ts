import { App } from 'antd';
import { useMemo } from 'react';
import type { ImportAnswer } from '../../shared/api.ts';
import { settleEditor, type Unread, useShell } from '../state/shell.ts';
import { ask } from '../ui/api.ts';
import { fileNameOf } from '../ui/format.ts';
import { useCall } from '../ui/use-call.ts';
import { tellUnread } from './UnreadFiles.tsx';

export interface Import {
  /** Asks for files and reads them. */
  chooseFiles(): Promise<void>;
  /** Reads files, and shows what was found in them; nothing is saved yet. */
  readFiles(paths: readonly string[]): Promise<void>;
}

/** Files on their way into drafts: chosen, dropped or handed over by the system. */
export function useImport(): Import {
  const { modal } = App.useApp();
  const call = useCall();

  return useMemo(() => {
    async function readFiles(paths: readonly string[]): Promise<void> {
      const shell = useShell.getState();
      if (shell.reading !== null || paths.length === 0) return;
      const cameFrom = shell.page.name === 'editor' ? shell.page.open.summary.id : null;
      if (!(await settleEditor())) {
        modal.error({
          title: '暂时不能导入',
          content:
            '正在填写的表还没有保存成功，内容还在窗口里。请先按提示处理保存问题，再导入文件。',
        });
        return;
      }
      const read = await readAll(paths);
      if (!read) return;
      if (read.answers.length > 0) shell.show({ name: 'import', ...read, cameFrom });
      else if (read.unread.length > 0) {
        modal.error({ title: '没有导入', content: tellUnread(read.unread) });
      }
    }

    return {
      readFiles,
      async chooseFiles() {
        const chosen = await call('import.choose');
        if (chosen) await readFiles(chosen.paths);
      },
    };
  }, [call, modal]);
}

interface FilesRead {
  readonly answers: readonly ImportAnswer[];
  readonly unread: readonly Unread[];
}

/** Reads one file after the other; one that cannot be read stops none. Undefined where the person gives up. */
async function readAll(paths: readonly string[]): Promise<FilesRead | undefined> {
  const { setReading } = useShell.getState();
  const answers: ImportAnswer[] = [];
  const unread: Unread[] = [];
  for (const [i, path] of paths.entries()) {
    const fileName = fileNameOf(path);
    setReading({ fileName, number: i + 1, total: paths.length });
    const answer = await ask('import.read', { path });
    const givenUp = useShell.getState().reading === null;
    if (givenUp) return undefined;
    if (answer.ok) answers.push(answer.value);
    else if (answer.problem.code === 'cancelled') {
      unread.push({ fileName, message: '已跳过，没有读入。' });
    } else unread.push({ fileName, message: answer.problem.message });
  }
  setReading(null);
  return { answers, unread };
}
