/** The call that removes everything. */
import type { Database } from 'better-sqlite3';
import { app, type BrowserWindow, dialog } from 'electron';
import type { Handlers } from '../ipc.ts';
import { ProblemError } from '../problem.ts';
import { markForClearing } from '../storage/clear-all.ts';

export interface ClearingContext {
  readonly db: Database;
  readonly dataFolder: string;
  readonly window: () => BrowserWindow;
}

export function clearingCalls(context: ClearingContext): Pick<Handlers, 'app.clearAll'> {
  const { db, dataFolder, window } = context;
  return {
    async 'app.clearAll'() {
      if (!(await isSure(window(), dataFolder))) return null;
      try {
        markForClearing(dataFolder, db);
      } catch (error) {
        const sentence = '没有清除：数据文件夹写不进去。所有内容都还在；请检查磁盘和权限后再试。';
        throw new ProblemError('disk', sentence, { cause: error });
      }
      app.relaunch();
      // At once: there is nothing left that would have to be saved.
      app.exit();
      return null;
    },
  };
}

/** Asks in a window of the system's own, which no page can answer. */
async function isSure(window: BrowserWindow, dataFolder: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    title: '清除本机数据',
    message: '确定要清除全部数据吗？清除后不能恢复。',
    detail: `数据文件夹：${dataFolder}\n\n其中的填报表、历史版本、备份、指标库、设置和日志都会删除；放在里面的其他文件不受影响。`,
    buttons: ['取消', '全部清除并重新启动'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1;
}
